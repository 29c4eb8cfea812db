"""Opening a record's database: its transactions, and failures told in one sentence.

What is particular to SQLite or to PostgreSQL stands in `dialects`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from detente.errors import RecordError
from detente.record import dialects
from detente.record.dialects import Dialect

_FILE = "sqlite"
_SERVER = ("postgresql", "postgres")


class Database:
    """One open database with two kinds of transaction, for reading and for writing."""

    def __init__(self, dialect: Dialect, *, readonly: bool) -> None:
        self.dialect = dialect
        self.readonly = readonly
        self._engine = dialects.bound(dialect.connect(), dialect)
        self._reader = dialect.reading(self._engine)
        self._writer = dialect.writing(self._engine)

    @property
    def place(self) -> str:
        """Where the record is, as people are told."""
        return self.dialect.place

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the record as it stood when it began."""
        with self._told(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that alone may write; all of it is kept or, on any exception, nothing.

        Raises:
            RecordBusyError: another process kept the right to write for too long.
            RecordFullError: the disk is full or cannot be written.

        """
        if self.readonly:
            raise RecordError(f"{self.place} was opened for reading only; open it for writing.")
        with self._told(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, self.dialect.failures) as error:
            failure = self.dialect.failure(getattr(error, "orig", error))
            if failure is None:
                raise
            raise failure from error

    def settle(self) -> None:
        """Do what is to be done once the record is open for writing."""
        with self._told():
            self.dialect.settle(self._engine)

    def copy_file(self, target: Path) -> None:
        """Copy the whole record as it stands now into an empty file; others go on meanwhile.

        Raises:
            sqlite3.Error: the copy cannot be written.

        """
        try:
            self.dialect.copy_file(self._reader, target)
        except DBAPIError as error:
            raise self.dialect.failure(error.orig) or error from error

    def close(self) -> None:
        """Close all connections; the last one folds SQLite's log into the file."""
        self._engine.dispose()


def connect(
    url: str | os.PathLike[str], *, create: bool, readonly: bool, patience: float
) -> Database:
    """Open the database of a record (made when `create`); its tables are not looked at.

    Args:
        url: a path, `sqlite:///` and a path, or `postgresql://user@host/database`.
        create: whether a file is made where there is none.
        readonly: whether nothing will be written.
        patience: seconds to wait for another process that writes.

    Raises:
        MissingRecordError: there is no such file, or no folder to make it in.
        NotARecordError: it is a folder or no SQLite file.
        RecordFullError: it cannot be written.
        RecordError: records are not kept there, or what is needed for it is not installed.

    """
    dialect = _dialect(url, create=create, readonly=readonly, patience=patience)
    return Database(dialect, readonly=readonly)


def is_server(url: str | os.PathLike[str]) -> bool:
    """Whether a record is on a server, not in a file."""
    return os.fspath(url).partition("://")[0] in _SERVER


def file_of(url: str | os.PathLike[str]) -> Path:
    """The file of a record that is not on a server.

    Raises:
        RecordError: the URL is of something else.

    """
    scheme, written, place = os.fspath(url).partition("://")
    if not written:
        return Path(url)
    if scheme != _FILE:
        raise RecordError(
            f"A record cannot be kept at {scheme}://; name a file or postgresql://host/database."
        )
    return Path(place.removeprefix("/"))


def _dialect(
    url: str | os.PathLike[str], *, create: bool, readonly: bool, patience: float
) -> Dialect:
    if is_server(url):
        from detente.record.dialects.postgres import PostgreSQL

        return PostgreSQL(os.fspath(url), patience=patience)
    from detente.record.dialects.sqlite import SQLite

    return SQLite(file_of(url), create=create, readonly=readonly, patience=patience)
