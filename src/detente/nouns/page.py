"""A page: one retrieved document as delivered."""

from __future__ import annotations

from typing import Any

import msgspec


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One retrieved document.

    `text` is the decoded document, character for character (for HTML: its source). `given` holds
    what the delivery said about it (`title`, `outlet`, `published`, `language`, `clean`): claims
    beside what the page itself says. `sha256` is of the bytes as delivered. `retrieved` is an ISO
    8601 time or None when nobody knows. `file` is a file name or path as the user gave it; it does
    not enter the id.
    """

    id: str
    sha256: str
    text: str
    media: str  # "text/html", "text/plain" or "text/markdown"
    encoding: str
    file: str | None = None
    url: str | None = None
    given_id: str | None = None
    retrieved: str | None = None
    given: dict[str, Any] = {}
