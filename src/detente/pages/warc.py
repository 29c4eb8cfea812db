"""Web archives (WARC, ISO 28500): one page for each record that holds a text, read as a stream.

Responses with status 200 and records of a resource or its text are read; requests, revisits,
metadata and pictures are passed over.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from detente.errors import InputError
from detente.nouns import SetAside
from detente.pages.delivered import Source

_TEXTS = {"text/html", "application/xhtml+xml", "text/plain", "text/markdown"}
_KINDS = {"response", "resource", "conversion"}
_LONGEST_LINE = 65536
_MOST_HEADERS = 1000
_BLOCK = 1 << 20
_HEAD_END = b"\r\n\r\n"

Headers = dict[str, str]


def records(stream: BinaryIO, name: str, limit: int) -> Iterator[Source | SetAside]:
    """The pages of a web archive, one record in memory at a time.

    A broken record ends the reading, since nothing tells where the next begins.
    """
    number = 0
    while (first := _first_line(stream)) is not None:
        number += 1
        where = f"{name}:{number}"
        try:
            if not first.startswith(b"WARC/"):
                raise InputError("no record begins where one should")
            headers = _headers(stream)
            length = int(headers.get("content-length", ""))
            if length < 0:
                raise InputError("a record has a negative length")
            if headers.get("warc-type") not in _KINDS or length > limit:
                _skip(stream, length)
                if headers.get("warc-type") in _KINDS:
                    why = f"It has more than the {limit:,} bytes that one page may have."
                    yield SetAside(where=where, why=why)
                continue
            block = stream.read(length)
            if len(block) < length:
                raise InputError("the record is cut off")
        except ValueError as error:
            yield SetAside(where=where, why=f"The web archive is damaged here ({error}).")
            return
        found = _page(block, headers, name, where, limit)
        if found is not None:
            yield found


def _page(
    block: bytes, headers: Headers, name: str, where: str, limit: int
) -> Source | SetAside | None:
    """The page that a record holds; None where it holds something else."""
    media = _media(headers)
    if headers["warc-type"] == "response":
        head, _, block = block.partition(_HEAD_END)
        status, _, rest = head.partition(b"\r\n")
        if status.split()[1:2] != [b"200"]:
            return None
        answered = _parsed(rest.split(b"\r\n"))
        media = _media(answered)
        if media not in _TEXTS:
            return None
        try:
            block = _body(block, answered, limit)
        except (ValueError, zlib.error, EOFError, OSError) as error:
            return SetAside(where=where, why=f"The answer cannot be decoded ({error}).")
    if media not in _TEXTS or not block.strip():
        return None
    return Source(
        data=block,
        where=where,
        file=name,
        url=headers.get("warc-target-uri", "").strip("<>") or None,
        given_id=headers.get("warc-record-id", "").strip("<>") or None,
        retrieved=headers.get("warc-date"),
        media=media,
    )


def _body(block: bytes, headers: Headers, limit: int) -> bytes:
    """An HTTP body without its transfer and content codings (RFC 9112 7.1, RFC 9110 8.4)."""
    if headers.get("transfer-encoding", "").lower() == "chunked":
        block = _unchunked(block)
    coding = headers.get("content-encoding", "identity").lower()
    if coding in {"gzip", "x-gzip"}:
        import io

        with gzip.open(io.BytesIO(block)) as opened:
            block = opened.read(limit + 1)
    elif coding == "deflate":
        block = zlib.decompressobj(
            -zlib.MAX_WBITS if block[:1] != b"\x78" else zlib.MAX_WBITS
        ).decompress(block, limit + 1)
    elif coding != "identity":
        raise ValueError(f"its coding {coding!r} is not known")
    return block


def _unchunked(block: bytes) -> bytes:
    """The body without chunk sizes; as it is where a crawler has taken them out already."""
    pieces: list[bytes] = []
    at = 0
    while at < len(block):
        end = block.find(b"\r\n", at)
        size = block[at : max(at, end)].split(b";")[0].strip()
        try:
            length = int(size, 16)
        except ValueError:
            if not pieces:
                return block
            raise ValueError("a chunk's size is no number") from None
        if length == 0:
            break
        pieces.append(block[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(pieces)


def _media(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _first_line(stream: BinaryIO) -> bytes | None:
    """The next line that is not empty; None at the end."""
    while line := stream.readline(_LONGEST_LINE):
        if line.strip():
            return line
    return None


def _headers(stream: BinaryIO) -> Headers:
    lines = []
    while (line := stream.readline(_LONGEST_LINE)).strip():
        lines.append(line)
        if len(lines) > _MOST_HEADERS:
            raise InputError("a record's head does not end")
    return _parsed(lines)


def _parsed(lines: list[bytes]) -> Headers:
    pairs = (line.decode("utf-8", errors="replace").partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _skip(stream: BinaryIO, length: int) -> None:
    while length > 0 and (read := stream.read(min(length, _BLOCK))):
        length -= len(read)
