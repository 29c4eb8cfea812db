"""The forms that inputs come in: which one a file is in, by its ending, and its documents.

What is broken is set aside with its reason; nothing here raises for what an input holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from detente.errors import InputError
from detente.nouns import SetAside
from detente.pages import jsonl
from detente.pages.delivered import Source

_LINES = (".jsonl", ".ndjson")
_TARS = (".tar", ".tgz", ".tbz2", ".txz", ".tar.bz2", ".tar.xz")
_FEEDS = (".rss", ".atom", ".rdf", ".xml")
_SAVED = (".mhtml", ".mht")
_BLOCK = 1 << 20


def documents(
    stream: BinaryIO, form: str, name: str, limit: int, *, inside: bool = False
) -> Iterator[Source | SetAside]:
    """The documents of one file, one in memory at a time.

    Args:
        stream: the file's bytes, decompressed.
        form: its name without `.gz`, whose ending tells the form.
        name: names it in messages.
        limit: bytes that one page may have.
        inside: whether it was taken out of an archive; archives in archives are set aside.

    """
    ending = form.lower()
    if ending.endswith(_LINES):
        yield from json_lines(stream, name, limit)
    elif ending.endswith((".zip", *_TARS)):
        if inside:
            yield SetAside(where=name, why="An archive within an archive is not opened; unpack it.")
            return
        from detente.pages import archive

        opened = archive.zipped if ending.endswith(".zip") else archive.taped
        yield from opened(stream, name, limit)
    elif ending.endswith(".warc"):
        from detente.pages import warc

        yield from warc.records(stream, name, limit)
    elif ending.endswith((*_FEEDS, *_SAVED)):
        yield from _held(stream, ending, name, limit)
    else:
        yield whole(stream, name, limit)


def _held(stream: BinaryIO, ending: str, name: str, limit: int) -> Iterator[Source | SetAside]:
    """The documents of a form that is read as a whole: a saved page, a feed."""
    held = whole(stream, name, limit)
    if isinstance(held, SetAside):
        yield held
    elif ending.endswith(_SAVED):
        from detente.pages import mhtml

        yield mhtml.saved(held.data, name)
    else:
        from detente.pages import feed

        # XML that is no feed is a page like any other.
        yield from (feed.entries(held.data, name) if feed.is_feed(held.data) else [held])


def whole(stream: BinaryIO, name: str, limit: int) -> Source | SetAside:
    """The file as one page."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        why = f"It has more than the {limit:,} bytes that one page may have."
        return SetAside(where=name, why=why)
    return Source(data=data, where=name, file=name)


def json_lines(stream: BinaryIO, name: str, limit: int) -> Iterator[Source | SetAside]:
    """The pages of JSON Lines, one a line; bad lines are set aside with their numbers."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        where = f"{name}:{number}"
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(stream)
            why = f"The line has more than the {limit:,} bytes that one page may have."
            yield SetAside(where=where, why=why)
        elif line.strip():
            yield json_row(line, name, where)


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(_BLOCK)) and not rest.endswith(b"\n"):
        pass


def json_row(line: bytes, name: str, where: str) -> Source | SetAside:
    """The page of one line of JSON."""
    try:
        row = jsonl.row(line, where=where)
    except InputError as error:
        return SetAside(where=where, why=str(error))
    return Source(
        data=row.data,
        where=where,
        file=name,
        url=row.url,
        given_id=row.given_id,
        retrieved=row.retrieved,
        given=row.given,
        media=row.media,
    )
