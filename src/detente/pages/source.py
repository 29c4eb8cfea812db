"""Finding inputs: files, folders and standard input to sources, one at a time.

Only this module reads. What cannot be read is set aside with its reason and the rest goes on; a
path that does not exist is an error before anything is read, because it is most likely a slip.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from detente.errors import MissingInputError
from detente.nouns import SetAside
from detente.pages.delivered import Source
from detente.pages.forms import documents, json_lines, json_row, whole
from detente.pages.page import LIMIT

STANDARD_INPUT = "-"


def sources(
    paths: Iterable[str | os.PathLike[str]], *, limit: int = LIMIT
) -> Iterator[Source | SetAside]:
    """The documents at `paths`, in order, folders walked by name, one in memory at a time.

    Args:
        paths: files, folders, or `-` for standard input. Hidden files are skipped in folders.
            `.jsonl` holds a page a line; `.zip`, `.tar`, `.warc` and feeds hold several; any other
            file is one page. Each may end in `.gz`.
        limit: bytes that one page may have; larger ones are set aside unread.

    Raises:
        MissingInputError: a path does not exist (raised here, before anything is read).

    """
    named = [os.fspath(path) for path in paths]
    for name in named:
        if name != STANDARD_INPUT and not os.path.lexists(name):
            raise MissingInputError(f"There is no file or folder {name!r}; check the path.")
    return (found for name in named for found in _at(name, limit))


def _at(name: str, limit: int) -> Iterator[Source | SetAside]:
    if name == STANDARD_INPUT:
        yield from _standard_input(limit)
    elif Path(name).is_dir():
        yield from _folder(name, limit)
    else:
        yield from _file(name, limit)


def _folder(name: str, limit: int) -> Iterator[Source | SetAside]:
    try:
        with os.scandir(name) as entries:
            found = sorted((e.name, e.is_dir(follow_symlinks=False)) for e in entries)
    except OSError as error:
        yield SetAside(where=name, why=f"The folder cannot be read: {error.strerror}.")
        return
    for entry, is_folder in found:
        if entry.startswith("."):
            continue
        inner = os.path.join(name, entry)  # noqa: PTH118  keeps the path as the user began it
        yield from _folder(inner, limit) if is_folder else _file(inner, limit)


def _file(name: str, limit: int) -> Iterator[Source | SetAside]:
    path = Path(name)
    if not path.is_file():
        why = "It is neither a file nor a folder." if path.exists() else "The link leads nowhere."
        yield SetAside(where=name, why=why)
        return
    zipped = name.lower().endswith(".gz")
    bare = name[:-3] if zipped else name
    try:
        with gzip.open(name, "rb") if zipped else path.open("rb") as opened:
            yield from documents(cast("BinaryIO", opened), bare, name, limit)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield SetAside(where=name, why=f"The gzip data are damaged or cut off ({error}).")
    except OSError as error:
        yield SetAside(where=name, why=f"The file cannot be read: {error.strerror or error}.")


def _standard_input(limit: int) -> Iterator[Source | SetAside]:
    """JSON Lines when the first line is a JSON object, else one page."""
    stream = sys.stdin.buffer
    where = "standard input"
    start = stream.readline(limit + 1)
    if start.lstrip().startswith(b"{") and start.rstrip().endswith(b"}"):
        yield json_row(start, where, f"{where}:1")
        yield from json_lines(stream, where, limit)
        return
    rest = stream.read(max(0, limit + 1 - len(start)))
    yield whole(io.BytesIO(start + rest), where, limit)
