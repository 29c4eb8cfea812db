"""Records of tests in PostgreSQL instead of files, so that the whole suite runs on both.

A test names a file, as always. Here that file holds the address of a schema, and opening it opens
the record in that schema; a copy of the file becomes a copy of the schema when it is opened. So
tests that copy, remove and look beside a record's file need not know.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from detente.record import copying, database
from detente.record.database import Database
from postgres_server import Server

_POINTER = "\0\1\2\3 detente test record"  # no text, so that nobody reads it as a page


class Records:
    """Records by the file that stands for each, in the schemas of one database."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def connect(
        self, url: str | os.PathLike[str], *, create: bool, readonly: bool, patience: float
    ) -> Database:
        """What `database.connect` does, for a file in a schema that belongs to it."""
        path = None if "://" in os.fspath(url) else Path(url)
        if path is None or not self._stands_for_one(path, create=create):
            return database.connect(url, create=create, readonly=readonly, patience=patience)
        found = database.connect(
            self._address(path), create=create, readonly=readonly, patience=patience
        )
        found.dialect.place = str(path)
        vars(found.dialect)["path"] = path
        return found

    def _stands_for_one(self, path: Path, *, create: bool) -> bool:
        if path.is_file() and path.stat().st_size:
            return bool(_said(path))
        return create and not path.is_dir() and path.absolute().parent.is_dir()

    def _address(self, path: Path) -> str:
        home = str(path.resolve())
        said = _said(path)
        if said[2:] == [home]:
            return said[1]
        url = self._server.empty()
        if said:
            _clone(said[1], url)
        path.write_text(f"{_POINTER}\n{url}\n{home}", encoding="utf-8")
        return url


def address(path: Path) -> str | None:
    """The schema that a file stands for; None where it is a record itself."""
    from detente.record import store

    store.connect(path, create=False, readonly=True, patience=9).close()  # makes a copy its own
    said = _said(path)
    return said[1] if said else None


def _said(path: Path) -> list[str]:
    if not path.is_file() or not path.read_bytes().startswith(_POINTER.encode()):
        return []
    return path.read_text(encoding="utf-8").splitlines()


def _clone(old: str, new: str) -> None:
    with closing(database.connect(old, create=False, readonly=True, patience=9)) as source:
        copying.copy(source, new)
