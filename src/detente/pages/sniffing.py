"""Which form bytes are in where no name tells it: at addresses, in standard input."""

from __future__ import annotations

import re

HEAD = 65536
"""Bytes that are looked at."""
GZIP = b"\x1f\x8b"
"""What gzip data begin with (RFC 1952 2.3.1)."""

_MARKS = (
    (GZIP, ".gz"),
    (b"PK\x03\x04", ".zip"),
    (b"PK\x05\x06", ".zip"),  # an empty one
    (b"BZh", ".tar.bz2"),
    (b"\xfd7zXZ\x00", ".tar.xz"),
    (b"WARC/", ".warc"),
)
_TAR_MARK = slice(257, 262)
_PDF_WITHIN = 1024
# A page may begin with a bracket; JSON goes on with a quotation mark or a further bracket.
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[{\]])")
_MIME = re.compile(
    rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,20}?Content-Type:\s*multipart/related",
    re.IGNORECASE,
)


def form_of(head: bytes) -> str:
    """The ending that a file with this beginning should have; empty for a single page."""
    for mark, ending in _MARKS:
        if head.startswith(mark):
            return ending
    if head[_TAR_MARK] == b"ustar":
        return ".tar"
    if is_pdf(head):
        return ".pdf"
    if _JSON.match(head):
        return ".json"
    if _MIME.match(head):
        return ".mhtml"
    return _of_text(head)


def is_pdf(data: bytes) -> bool:
    """Whether a document is a PDF."""
    return data[:_PDF_WITHIN].lstrip().startswith(b"%PDF-")


def _of_text(head: bytes) -> str:
    from detente.pages import feed, table

    if feed.is_feed(head):
        return ".xml"
    delimiter = table.delimiter_of(head.partition(b"\n")[0])
    return {b",": ".csv", b"\t": ".tsv"}.get(delimiter or b"", "")
