"""The forms that inputs come in: which one a file is in, by its ending, and its documents.

What is broken is set aside with its reason; nothing here raises for what an input holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, cast

import msgspec

from detente.errors import InputError
from detente.nouns import SetAside
from detente.pages import fields, jsonl
from detente.pages.delivered import Source, storable
from detente.pages.sniffing import GZIP, HEAD, form_of
from detente.pages.tape import Tape
from detente.pages.unpacking import DAMAGED, unpacked

LINES = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv")
_TARS = (".tar", ".tgz", ".tbz2", ".txz", ".tar.bz2", ".tar.xz")
_FEEDS = (".rss", ".atom", ".rdf", ".xml")
_SAVED = (".mhtml", ".mht")
_PAGES = (".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".markdown", ".pdf")
_FORMS = (*LINES, ".json", *_TABLES, ".zip", *_TARS, ".warc", *_FEEDS, *_SAVED, *_PAGES)
_BLOCK = 1 << 20

Found = Iterator[Source | SetAside]


def documents(
    stream: BinaryIO | Tape, form: str, name: str, limit: int, *, inside: bool = False
) -> Found:
    """The documents of one file, one in memory at a time; what holds none is set aside.

    Args:
        stream: the file's bytes.
        form: its name, whose ending tells the form; without one the bytes tell it.
        name: names it in messages.
        limit: bytes that one page may have.
        inside: whether it was taken out of an archive; archives in archives are set aside.

    """
    tape = stream if isinstance(stream, Tape) else Tape(stream)
    name = storable(name)
    empty = True
    for found in _documents(tape, form, name, limit, inside=inside):
        empty = False
        yield found
    if empty:
        yield SetAside(where=name, why="It holds no pages.")


def _documents(tape: Tape, form: str, name: str, limit: int, *, inside: bool) -> Found:
    ending = form.lower()
    if ending.endswith(".gz"):
        yield from _gunzipped(tape, form[:-3], name, limit, inside=inside)
    elif not ending.endswith(_FORMS) and (seen := form_of(tape.peek(HEAD))):
        yield from _documents(tape, seen, name, limit, inside=inside)
    elif ending.endswith(LINES):
        yield from json_lines(tape, name, limit)
    elif ending.endswith(".json"):
        yield from _json(tape, name, limit)
    elif ending.endswith(_TABLES):
        from detente.pages import table

        yield from table.rows(tape, name, limit)
    elif ending.endswith((".zip", *_TARS)):
        yield from _archived(tape, ending, name, limit, inside=inside)
    elif ending.endswith(".warc"):
        from detente.pages import warc

        yield from warc.records(tape, name, limit)
    elif ending.endswith((*_FEEDS, *_SAVED)):
        yield from _held(tape, ending, name, limit)
    else:
        yield _whole(tape, name, limit)


def has_ending(name: str) -> bool:
    """Whether a name's ending tells a form."""
    return name.lower().removesuffix(".gz").endswith(_FORMS)


def has_lines(name: str) -> bool:
    """Whether a name's ending says JSON Lines."""
    return name.lower().removesuffix(".gz").endswith(LINES)


def _gunzipped(tape: Tape, form: str, name: str, limit: int, *, inside: bool) -> Found:
    if tape.peek(2) != GZIP:
        # Browsers and crawlers take the packing off and leave it in the name.
        yield from _documents(tape, form, name, limit, inside=inside)
        return
    try:
        opened = Tape(unpacked(cast("BinaryIO", tape), "gz"))
        yield from _documents(opened, form, name, limit, inside=inside)
    except InputError as error:
        yield SetAside(where=name, why=f"It is not read on, since {error}.")
    except DAMAGED as error:
        yield SetAside(where=name, why=f"The gzip data are damaged or cut off ({error}).")


def _archived(tape: Tape, ending: str, name: str, limit: int, *, inside: bool) -> Found:
    if inside:
        yield SetAside(where=name, why="An archive within an archive is not opened; unpack it.")
        return
    from detente.pages import archive

    opened = archive.zipped if ending.endswith(".zip") else archive.taped
    yield from opened(tape, ending, name, limit)


def _held(tape: Tape, ending: str, name: str, limit: int) -> Found:
    """The documents of a form that is read as a whole: a saved page, a feed."""
    held = _whole(tape, name, limit)
    if isinstance(held, SetAside):
        yield held
    elif ending.endswith(_SAVED):
        from detente.pages import mhtml

        yield mhtml.saved(held.data, name)
    else:
        from detente.pages import feed

        # XML that is no feed is a page like any other.
        yield from (feed.entries(held.data, name) if feed.is_feed(held.data) else [held])


def _whole(tape: Tape, name: str, limit: int) -> Source | SetAside:
    """The file as one page."""
    data = tape.read(limit + 1)
    if len(data) > limit:
        return _too_large(name, "It", limit)
    return Source(data=data, where=name, file=name)


def json_lines(tape: Tape, name: str, limit: int) -> Found:
    """The pages of JSON Lines, one a line; bad lines are set aside with their numbers."""
    number = 0
    while line := tape.readline(limit + 1):
        number += 1
        if line == b"\n":
            continue
        where = f"{name}:{number}"
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(tape)
            yield _too_large(where, "The line", limit)
        elif line.strip():
            yield _row(line, name, where)


def _skip_line(tape: Tape) -> None:
    while (rest := tape.readline(_BLOCK)) and not rest.endswith(b"\n"):
        pass


def _json(tape: Tape, name: str, limit: int) -> Found:
    """The pages of a JSON document: lines, an array, one object, or lists in an object."""
    if tape.peek(HEAD).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        yield from _elements(tape, name, limit)
    elif jsonl.is_lines(tape, limit):
        yield from json_lines(tape, name, limit)
    else:
        data = tape.read(limit + 1)
        if len(data) > limit:
            tape.push(data)
            yield from _elements(tape, name, limit)
        else:
            yield from _object(data, name)


def _object(data: bytes, name: str) -> Found:
    """The page that an object is, or those in its lists."""
    try:
        value = jsonl.decoded(data, where=name)
    except InputError as error:
        yield SetAside(where=name, why=str(error))
        return
    listed = [] if fields.has_body(value) else list(jsonl.lists_in(value))
    if not listed:
        yield _row(data, name, name)
    for number, (key, each) in enumerate(listed, start=1):
        yield _row(msgspec.json.encode(each), name, f"{name}:{number}", key)


def _elements(tape: Tape, name: str, limit: int) -> Found:
    """The pages of a list of any length, numbered from 1."""
    number = 0
    try:
        for number, (key, data) in enumerate(jsonl.elements(tape, limit), start=1):
            where = f"{name}:{number}"
            yield _too_large(where, "It", limit) if data is None else _row(data, name, where, key)
    except InputError as error:
        yield SetAside(where=f"{name}:{number + 1}", why=f"The list is not read on, since {error}.")
        return
    if not number:
        yield SetAside(where=name, why="The JSON holds no objects in a list; give one for a page.")


def _row(data: bytes, name: str, where: str, key: str | None = None) -> Source | SetAside:
    """The page of one object of JSON, `key` being the name of the list that it stands in."""
    try:
        return Source.of_row(jsonl.row(data, where=where, key=key), file=name, where=where)
    except InputError as error:
        return SetAside(where=where, why=str(error))


def _too_large(where: str, what: str, limit: int) -> SetAside:
    why = f"{what} has more than the {limit:,} bytes that one page may have; cut it into pages."
    return SetAside(where=where, why=why)
