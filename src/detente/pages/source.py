"""Finding inputs: files, folders, addresses and standard input to sources, one at a time.

Only this module and `fetching` read. What cannot be read is set aside with its reason and the rest
goes on; a path that does not exist is an error before anything is read, because it is most likely
a slip.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError, MissingInputError
from detente.nouns import SetAside
from detente.pages.delivered import Source, storable
from detente.pages.forms import documents
from detente.pages.page import LIMIT

if TYPE_CHECKING:
    from detente.pages.fetching import Fetcher

STANDARD_INPUT = "-"
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_OF_THE_SHELL = ("/dev/fd/", "/proc/self/fd/")  # a pipe that stands for a file: <(command)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def sources(
    paths: Iterable[str | os.PathLike[str]],
    *,
    limit: int = LIMIT,
    fetcher: Fetcher | None = None,
) -> Iterator[Source | SetAside]:
    """The documents at `paths`, in order, folders walked by name, one in memory at a time.

    Args:
        paths: files, folders, `http://` and `https://` addresses, or `-` for standard input.
            Hidden files are skipped in folders. A file's ending tells its form (`forms.documents`);
            without one, in standard input and at addresses its bytes do. Each may be in gzip.
        limit: bytes that one page may have; larger ones are set aside unread.
        fetcher: fetches the addresses; by default one that goes only to public hosts.

    Raises:
        MissingInputError: a path does not exist (raised here, before anything is read).
        InputError: an address is of a kind that is not fetched.

    """
    named = [os.fspath(path) for path in paths]
    for name in named:
        _check(name)
    if fetcher is None and any(is_address(name) for name in named):
        from detente.pages.fetching import Fetcher

        fetcher = Fetcher(limit=limit)
    return (found for name in named for found in _at(name, limit, fetcher))


def files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[str | SetAside]:
    """The names of the files at `paths` as `sources` finds them, in the same order; none is read.

    Raises:
        MissingInputError: a path does not exist.

    """
    named = [os.fspath(path) for path in paths]
    for name in named:
        _check(name)
    return (found for name in named for found in (_walked(name) if Path(name).is_dir() else [name]))


def is_address(name: str) -> bool:
    """Whether an input is an address that is fetched."""
    return _ADDRESS.match(name) is not None


def _check(name: str) -> None:
    if name == STANDARD_INPUT or is_address(name) or os.path.lexists(name):
        return
    if _OTHER_SCHEME.match(name):
        raise InputError(f"{name} is not fetched; give an address with http:// or https://.")
    raise MissingInputError(f"There is no file or folder {name!r}; check the path.")


def _at(name: str, limit: int, fetcher: Fetcher | None) -> Iterator[Source | SetAside]:
    if fetcher is not None and is_address(name):
        yield from fetcher.documents(name)
    elif name == STANDARD_INPUT:
        yield from documents(sys.stdin.buffer, "", "standard input", limit)
    elif Path(name).is_dir():
        yield from _folder(name, limit)
    else:
        yield from _file(name, limit)


def _folder(name: str, limit: int) -> Iterator[Source | SetAside]:
    for found in _walked(name):
        if isinstance(found, SetAside):
            yield found
        else:
            yield from _file(found, limit)


def _walked(name: str) -> Iterator[str | SetAside]:
    """The files in a folder and all below it."""
    try:
        with os.scandir(name) as entries:
            found = sorted((e.name, e.is_dir(follow_symlinks=False)) for e in entries)
    except OSError as error:
        yield SetAside(where=storable(name), why=f"The folder cannot be read: {error.strerror}.")
        return
    for entry, is_folder in found:
        if entry.startswith("."):
            continue
        inner = os.path.join(name, entry)  # noqa: PTH118  keeps the path as the user began it
        if is_folder:
            yield from _walked(inner)
        else:
            yield inner


def _file(name: str, limit: int) -> Iterator[Source | SetAside]:
    path = Path(name)
    try:
        if not path.is_file() and not name.startswith(_OF_THE_SHELL):
            yield SetAside(where=storable(name), why=_no_file(path))
            return
        with path.open("rb") as opened:
            yield from documents(opened, path.name, name, limit)
    except OSError as error:
        why = f"The file cannot be read: {error.strerror or error}."
        yield SetAside(where=storable(name), why=why)


def _no_file(path: Path) -> str:
    if path.is_dir():
        return "It is a link to a folder; name the folder itself."
    if path.exists():
        return "It is neither a file nor a folder; give its content on standard input, as `-`."
    return "The link leads nowhere."
