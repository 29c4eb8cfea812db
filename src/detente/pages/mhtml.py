"""A page that a browser saved with its pictures as one MIME message (`.mhtml`, RFC 2557)."""

from __future__ import annotations

import email
import email.policy
from email.message import Message
from email.utils import parsedate_to_datetime

from detente.nouns import SetAside
from detente.pages.delivered import Source

_HTML = {"text/html", "application/xhtml+xml"}


def saved(data: bytes, name: str) -> Source | SetAside:
    """The HTML of a saved page with its address and the time of saving; else why there is none."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        part = next((p for p in message.walk() if p.get_content_type() in _HTML), None)
        body = part.get_payload(decode=True) if part is not None else None
    except (ValueError, LookupError, RecursionError, TypeError) as error:
        return SetAside(where=name, why=f"The saved page is damaged ({error}).")
    if part is None or not isinstance(body, bytes) or not body.strip():
        return SetAside(where=name, why="The saved page holds no HTML; save it again.")
    return Source(
        data=_in_unicode(body, part),
        where=name,
        file=name,
        url=_address(message, part),
        retrieved=_moment(message.get("Date")),
        media="text/html",
    )


def _in_unicode(body: bytes, part: Message) -> bytes:
    """The HTML in UTF-8 where the message's header, which wins over the HTML, names another."""
    charset = part.get_content_charset()
    if charset in (None, "utf-8", "us-ascii"):
        return body
    try:
        return body.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return body


def _address(message: Message, part: Message) -> str | None:
    for value in (part.get("Content-Location"), message.get("Snapshot-Content-Location")):
        address = str(value).strip() if value else ""
        if address.startswith(("http://", "https://")):
            return address
    return None


def _moment(date: str | None) -> str | None:
    if not date:
        return None
    try:
        return parsedate_to_datetime(str(date)).isoformat()
    except (ValueError, TypeError):
        return None
