"""Opening a record's database: connections, transactions, and failures told in one sentence.

SQLite is the one database so far. What is particular to it stands here and in `search.py`.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from detente.errors import (
    MissingRecordError,
    NotARecordError,
    RecordBusyError,
    RecordError,
    RecordFullError,
)

APPLICATION_ID = 0x44657465
"""Marks a SQLite file as a record ("Dete"), for us and for file(1)."""

_WRITING = "detente_writing"
_RETRY = 0.05  # seconds between tries where SQLite itself does not wait


class Database:
    """One open database with two kinds of transaction, for reading and for writing."""

    def __init__(self, path: Path, engine: Engine, *, readonly: bool, patience: float) -> None:
        self.path = path
        self.readonly = readonly
        self._patience = patience
        self._engine = engine
        self._writer = engine.execution_options(**{_WRITING: True})

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the record as it stood when it began."""
        with self._told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that alone may write; all of it is kept or, on any exception, nothing.

        Raises:
            RecordBusyError: another process kept the right to write for too long.
            RecordFullError: the disk is full or cannot be written.

        """
        if self.readonly:
            raise RecordError(f"{self.path} was opened for reading only; open it for writing.")
        with self._told(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            failure = failure_of(getattr(error, "orig", error), self.path)
            if failure is None:
                raise
            raise failure from error

    def log_ahead(self) -> None:
        """Switch to a write-ahead log, so that readers read while one process writes."""
        deadline = time.monotonic() + self._patience
        while True:  # this switch alone does not wait for other processes by itself
            try:
                with self._told():
                    self._switch_to_log()
                return
            except RecordBusyError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_RETRY)

    def _switch_to_log(self) -> None:
        raw: Any = self._engine.raw_connection()
        try:
            raw.execute("PRAGMA journal_mode = WAL")
        finally:
            raw.close()

    def copy_into(self, target: sqlite3.Connection) -> None:
        """Copy the whole file as it stands now; readers and writers go on meanwhile."""
        raw: Any = self._engine.raw_connection()
        try:
            raw.driver_connection.backup(target)
        finally:
            raw.close()

    def close(self) -> None:
        """Close all connections; the last one folds SQLite's log into the file."""
        self._engine.dispose()


def connect(path: Path, *, create: bool, readonly: bool, patience: float) -> Database:
    """Open the SQLite file at `path` (made when `create`); its tables are not looked at.

    Args:
        patience: seconds to wait for another process that writes.

    Raises:
        MissingRecordError: there is no such file, or no folder to make it in.
        NotARecordError: it is a folder or no SQLite file.
        RecordFullError: it cannot be written.

    """
    _check_place(path, create=create)
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _connection(path, readonly=readonly, create=create, patience=patience),
        poolclass=QueuePool,
        max_overflow=-1,  # as many as there are iterators that somebody has not finished
    )
    event.listen(engine, "begin", _begin)
    return Database(path, engine, readonly=readonly, patience=patience)


def _check_place(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise NotARecordError(f"{path} is a folder; name the record's file.")
    if path.exists():
        return
    if not create:
        raise MissingRecordError(
            f"There is no record at {path}; make one with `detente read` or name another "
            "with --record."
        )
    if not path.absolute().parent.is_dir():
        raise MissingRecordError(f"There is no folder {path.parent} for the record; make it first.")


def _connection(path: Path, *, readonly: bool, create: bool, patience: float) -> sqlite3.Connection:
    mode = "rwc" if create else "rw"
    if readonly and not _may_be_logged(path):
        # Readers of a write-ahead log keep a file beside the record. On a medium where they
        # cannot, nobody can write either, so that the file may be taken as it is.
        mode = "ro&immutable=1"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=patience,
        isolation_level=None,  # transactions begin where we say (`_begin`)
        check_same_thread=False,
    )
    connection.execute("PRAGMA foreign_keys = ON")
    # A record of somebody else's may hold expressions of its own; none of them is trusted.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    # What was reported as kept is on the disk: FULL forces the log there after every transaction.
    # That is once a page, some milliseconds beside the tens that reading it takes.
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _may_be_logged(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _begin(connection: Connection) -> None:
    # A write must claim its place at once: a reading transaction that turns into a writing one
    # fails without waiting when another process wrote in between.
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


_FULL = {sqlite3.SQLITE_FULL: "the disk is full", sqlite3.SQLITE_IOERR: "the disk does not answer"}
_LACKS = ("no such table", "no such column", "no such module")
_CLOSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


def failure_of(error: BaseException | None, path: Path) -> RecordError | None:
    """The error of ours that a SQLite error is; None for one that is a defect of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & 0xFF  # the rest refines it
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return RecordBusyError(
            f"Another process is writing to {path} and did not finish in time; try again later."
        )
    if primary in _FULL:
        return RecordFullError(
            f"{path} cannot be written because {_FULL[primary]}; what was committed is kept, "
            "so make room and run the command again."
        )
    if primary in _CLOSED:
        return RecordFullError(
            f"{path} cannot be written; see that the file and its folder may be written."
        )
    if primary in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return NotARecordError(
            f"{path} is no Détente record, or a damaged one; name another file with --record."
        )
    if primary == sqlite3.SQLITE_ERROR and str(error).startswith(_LACKS):
        return NotARecordError(f"{path} is not whole ({error}); run `detente check --repair`.")
    return None
