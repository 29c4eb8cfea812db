"""A story: the articles that tell of one occurrence."""

from __future__ import annotations

import msgspec


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """Articles of one occurrence (topic detection and tracking); `first`, `last` are ISO days."""

    id: str
    articles: tuple[str, ...]
    first: str | None = None
    last: str | None = None
    title: str | None = None
    score: float = 1.0
    why: str = ""
