"""Web archives (WARC, ISO 28500): one page for each record that holds a text, read as a stream.

Responses with status 200 and records of a resource or its text are read; requests, revisits,
metadata and pictures are passed over. A record whose length is wrong is set aside, and reading goes
on at the next line on which a record begins.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from detente.errors import InputError
from detente.nouns import SetAside
from detente.pages.delivered import Source
from detente.pages.tape import Tape
from detente.pages.unpacking import decoded

_TEXTS = {
    "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf",
}  # fmt: skip
_KINDS = {"response", "resource", "conversion"}
_LONGEST_LINE = 65536
_MOST_HEADERS = 1000
_BLOCK = 1 << 20
_HEAD_END = b"\r\n\r\n"
_VERSION = b"WARC/"
# A record begins after two line ends. Where this stands within another, that one's length is wrong.
_NEXT = re.compile(rb"\r?\n\r?\nWARC/[01]\.\d\r?\n")
_OVERLAP = 16

Headers = dict[str, str]


def records(tape: Tape, name: str, limit: int) -> Iterator[Source | SetAside]:
    """The pages of a web archive, one record in memory at a time."""
    number = 0
    while (first := _first_line(tape)) is not None:
        number += 1
        where = f"{name}:{number}"
        try:
            found = _record(first, tape, name, where, limit)
        except ValueError as error:
            found = SetAside(where=where, why=f"The web archive is damaged here ({error}).")
            _skip_to_record(tape)
        if found is not None:
            yield found


def _record(
    first: bytes, tape: Tape, name: str, where: str, limit: int
) -> Source | SetAside | None:
    """The page of one record, the tape being left after it; None where it holds no page.

    Raises:
        ValueError: the record is damaged.

    """
    if not first.startswith(_VERSION):
        raise InputError("no record begins where one should")
    headers = _headers(tape)
    length = _length(headers)
    wanted = headers.get("warc-type") in _KINDS
    if not wanted or length > limit:
        _skip(tape, length)
        why = f"It has more than the {limit:,} bytes that one page may have."
        return SetAside(where=where, why=why) if wanted else None
    block = tape.read(length)
    if (begins := _NEXT.search(block)) is not None:
        tape.push(block[begins.start() :])
        raise InputError("the record's length is wrong: it reaches into the next")
    if len(block) < length:
        raise InputError("the record is cut off")
    if (after := tape.readline(_LONGEST_LINE)).strip():
        tape.push(after)
        raise InputError("the record's length is wrong: it goes on after its end")
    return _page(block, headers, name, where, limit)


def _length(headers: Headers) -> int:
    given = headers.get("content-length", "")
    if not (given.isascii() and given.isdigit()):
        raise InputError(f"a record's length is {given!r}" if given else "a record has no length")
    return int(given[:18])


def _page(
    block: bytes, headers: Headers, name: str, where: str, limit: int
) -> Source | SetAside | None:
    """The page that a record holds; None where it holds something else."""
    media, charset = _media(headers)
    if headers["warc-type"] == "response":
        head, _, block = block.partition(_HEAD_END)
        status, _, rest = head.partition(b"\r\n")
        if status.split()[1:2] != [b"200"]:
            return None
        answered = _parsed(rest.split(b"\r\n"))
        media, charset = _media(answered)
        media = media or headers.get("warc-identified-payload-type", "")
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
        charset=charset,
    )


def _body(block: bytes, headers: Headers, limit: int) -> bytes:
    """An HTTP body without its transfer and content codings (RFC 9112 7.1, RFC 9110 8.4)."""
    if headers.get("transfer-encoding", "").lower() == "chunked":
        block = _unchunked(block)
    return decoded(block, headers.get("content-encoding", ""), limit)


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
        if length <= 0:
            break
        pieces.append(block[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(pieces)


def _media(headers: Headers) -> tuple[str, str | None]:
    """The media type and the charset that a head names (RFC 9110 8.3)."""
    from detente.pages.page import media_type

    return media_type(headers.get("content-type", ""))


def _first_line(tape: Tape) -> bytes | None:
    """The next line that is not empty; None at the end."""
    while line := tape.readline(_LONGEST_LINE):
        if line.strip():
            return line
    return None


def _headers(tape: Tape) -> Headers:
    lines = []
    while (line := tape.readline(_LONGEST_LINE)).strip():
        if line.startswith(_VERSION):
            tape.push(line)
            raise InputError("a record's head does not end")
        lines.append(line)
        if len(lines) > _MOST_HEADERS:
            raise InputError("a record's head does not end")
    return _parsed(lines)


def _parsed(lines: list[bytes]) -> Headers:
    pairs = (line.decode("utf-8", errors="replace").partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _skip(tape: Tape, length: int) -> None:
    """Pass over a block; back to the record that begins in it, if its length is wrong."""
    before = b""
    while length > 0 and (block := tape.read(min(length, _BLOCK))):
        length -= len(block)
        seam = before + block
        if (begins := _NEXT.search(seam)) is not None:
            tape.push(seam[begins.start() :])
            raise InputError("the record's length is wrong: it reaches into the next")
        before = seam[-_OVERLAP:]


def _skip_to_record(tape: Tape) -> None:
    """Go on to the next line on which a record begins, if there is one."""
    while line := tape.readline(_LONGEST_LINE):
        if line.startswith(_VERSION):
            tape.push(line)
            return
