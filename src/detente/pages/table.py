"""Tables: CSV (RFC 4180) and TSV whose first row names the columns, a page a row.

The cells' bytes are kept: a text that is not UTF-8 comes out as it was delivered.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from detente.errors import InputError
from detente.nouns import SetAside
from detente.pages import fields
from detente.pages.delivered import Source
from detente.pages.encoding import decode
from detente.pages.tape import Tape

_DELIMITERS = (b",", b"\t", b";", b"|")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"
_SHOWN = 8
_NO_LIMIT = 2**31 - 1


def rows(tape: Tape, name: str, limit: int) -> Iterator[Source | SetAside]:
    """The pages of a table; rows count from 1, the header, as programs for tables show them."""
    if tape.peek(2) in _WIDE:
        data = tape.read(limit + 1)
        if len(data) > limit:
            yield SetAside(where=name, why=f"In UTF-16 it may have {limit:,} bytes; use UTF-8.")
            return
        tape = Tape(io.BytesIO(data.decode("utf-16", "replace").encode()))
    header = tape.readline(limit + 1)
    delimiter = delimiter_of(header)
    if delimiter is None:
        yield SetAside(where=name, why=_no_text(header))
        return
    csv.field_size_limit(_NO_LIMIT)  # it is the process's; `_Lines` bounds a row
    columns = _columns(header, delimiter)
    lines = _Lines(tape, limit)
    number = 1
    while True:
        number += 1
        where = f"{name}:{number}"
        lines.left = limit
        try:
            cells = next(csv.reader(lines, delimiter=delimiter.decode()), None)
        except _TooLongError:
            why = f"The row has more than the {limit:,} bytes that one page may have."
            yield SetAside(where=where, why=why)
            continue
        except csv.Error as error:
            yield SetAside(where=where, why=f"The table cannot be read on from here ({error}).")
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _page(dict(zip(columns, cells, strict=False)), name, where)


def delimiter_of(header: bytes) -> bytes | None:
    """What parts the columns of a header that has one for the text; None where none has."""
    known = {*fields.names("text"), *fields.names("html")}
    for delimiter in _DELIMITERS:
        columns = _columns(header, delimiter)
        if len(columns) > 1 and known & set(columns):
            return delimiter
    return None


def _columns(header: bytes, delimiter: bytes) -> list[str]:
    """The columns' names: as they are where we know them, else in our spelling."""
    line = header.removeprefix(_BOM).decode("utf-8", "replace")
    try:
        cells = next(csv.reader([line], delimiter=delimiter.decode()), [])
    except csv.Error:
        return []
    exact = {name for field in ("id", "retrieved", "url", "outlet") for name in fields.names(field)}
    bare = [cell.strip() for cell in cells]
    return [cell if cell in exact else cell.lower().replace(" ", "_") for cell in bare]


def _page(cells: dict[str, str], name: str, where: str) -> Source | SetAside:
    bodies = {*fields.names("text"), *fields.names("html")}
    try:
        told = {c: words if c in bodies else _told(words, where) for c, words in cells.items()}
        row = fields.row(told, where=where, errors="surrogateescape")
    except InputError as error:
        return SetAside(where=where, why=str(error))
    return Source.of_row(row, file=name, where=where)


def _told(words: str, where: str) -> str:
    """A cell beside the text as characters, where its bytes are not UTF-8."""
    if words.isascii():
        return words
    return decode(words.encode("utf-8", "surrogateescape"), where=where)[0]


def _no_text(header: bytes) -> str:
    delimiter = max(_DELIMITERS, key=header.count)
    shown = ", ".join(f'"{column}"' for column in _columns(header, delimiter)[:_SHOWN]) or "nothing"
    return (
        f'Its first row names no column with a text or HTML, but {shown}; name the column "text".'
    )


class _TooLongError(Exception):
    """A line has more bytes than a page may have."""


class _Lines:
    """The lines of a table as text that can be turned back into the very bytes."""

    def __init__(self, tape: Tape, limit: int) -> None:
        self._tape = tape
        self._limit = limit
        self.left = limit  # bytes that the row may still have

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._tape.readline(self._limit + 1)
        if not line:
            raise StopIteration
        self.left -= len(line)
        if self.left < 0 and line.endswith(b"\n"):
            raise csv.Error("a cell's quotation mark is not closed")
        if self.left < 0:
            while (rest := self._tape.readline(self._limit)) and not rest.endswith(b"\n"):
                pass
            raise _TooLongError
        return line.decode("utf-8", "surrogateescape")
