"""One document's bytes to one `Page`: a pure function, no input or output."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from detente.errors import EmptyInputError, TooLargeError, UnknownFormError
from detente.nouns import Page, content_id
from detente.pages.encoding import decode
from detente.pages.sniffing import is_pdf

LIMIT = 20_000_000
"""Bytes that one page may have."""

HTML, PLAIN, MARKDOWN, PDF = "text/html", "text/plain", "text/markdown", "application/pdf"
_BY_ENDING = {
    ".pdf": PDF,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
}
_XHTML = "application/xhtml+xml"
_HTML_START = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(r"</(?:p|div|a|li|span|article|h[1-6]|body|html)\s*>", re.IGNORECASE)
_HTML_BYTES = re.compile(rb"<(?:!doctype\s+html|html|head|meta)\b", re.IGNORECASE)
_HEAD = 8192
_FEW_TAGS = 3


def page(
    data: bytes,
    *,
    file: str | None = None,
    url: str | None = None,
    given_id: str | None = None,
    retrieved: str | None = None,
    given: Mapping[str, Any] | None = None,
    media: str | None = None,
    charset: str | None = None,
    limit: int = LIMIT,
) -> Page:
    """The page that `data` is.

    Args:
        data: the document as delivered.
        file: file name or path as the user gave it; it does not enter the id.
        url: address of the document; it does.
        given_id: id that the delivery gave it.
        retrieved: ISO 8601 time, None when nobody knows.
        given: what the delivery said about it: `title`, `outlet`, `published`, `language`, `clean`.
        media: media type where it is known; else it is seen from the name and the content.
        charset: the charset that the delivery named, as HTTP does.
        limit: bytes that a page may have.

    Raises:
        EmptyInputError, BinaryInputError, TooLargeError, UnknownFormError: see `detente.errors`.

    """
    where = file or url or given_id or "the input"
    if len(data) > limit:
        raise TooLargeError(
            f"{where} has {len(data):,} bytes, more than the {limit:,} that one page may have; "
            "cut it into single pages or raise the limit."
        )
    kind = PDF if is_pdf(data) else _named_media(media, file, where)
    said: Mapping[str, Any] = {}
    if kind == PDF:
        from detente.pages import pdf

        (text, said), encoding = pdf.extracted(data, where=where), pdf.ENCODING
    else:
        declared = kind == HTML or (kind is None and _HTML_BYTES.search(data[:_HEAD]) is not None)
        text, encoding = decode(data, where=where, declared=declared, charset=charset)
    if not text or text.isspace():
        raise EmptyInputError(f"{where} holds no text; give a page that has some.")
    sha256 = hashlib.sha256(data).hexdigest()
    return Page(
        id=content_id("p", sha256, url or ""),
        sha256=sha256,
        text=text,
        media=kind or _seen_media(text),
        encoding=encoding,
        file=file,
        url=url,
        given_id=given_id,
        retrieved=retrieved,
        given={**said, **(given or {})},
    )


def media_type(header: str) -> tuple[str, str | None]:
    """The media type and the charset of a `Content-Type` header (RFC 9110 8.3)."""
    kind, *parameters = header.split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip():
            return kind.strip().lower(), value.strip().strip("\"'")
    return kind.strip().lower(), None


def _named_media(media: str | None, file: str | None, where: str) -> str | None:
    """The media type that was given or that the file's name tells; None when neither does."""
    if media is not None:
        name, _ = media_type(media)
        name = HTML if name == _XHTML else name
        if name not in {HTML, PLAIN, MARKDOWN, PDF}:
            raise UnknownFormError(
                f"{where} is said to be {media!r}, which we do not read; "
                "give text/html, text/plain, text/markdown or application/pdf."
            )
        return name
    ending = PurePath(file.removesuffix(".gz")).suffix.lower() if file else ""
    return _BY_ENDING.get(ending)


def _seen_media(text: str) -> str:
    """HTML when the text begins as HTML does or its head is full of tags; else plain text."""
    if _HTML_START.match(text[:_HEAD]):
        return HTML
    tags = _HTML_TAG.findall(text[:_HEAD])
    return HTML if text.lstrip().startswith("<") and len(tags) >= _FEW_TAGS else PLAIN
