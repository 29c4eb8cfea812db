"""A record in a SQLite file: readers beside one writer (write-ahead log), forced to the disk."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from detente.errors import (
    MissingRecordError,
    NotARecordError,
    RecordBusyError,
    RecordError,
    RecordFullError,
)
from detente.record.dialects import Dialect, is_writing
from detente.record.dialects.sqlite_words import SQLiteWords

APPLICATION_ID = 0x44657465
"""Marks a SQLite file as a record ("Dete"), for us and for file(1)."""

_PROGRAMS = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1"
_CACHE = "PRAGMA cache_size = -65536"
"""64 MiB at hand for who asks so much that a cursor of its own pays: linking looks all over."""
_MOST_FAULTS = 100
"""Complaints of SQLite about its own structure that are passed on."""
_RETRY = 0.05  # seconds between tries where SQLite itself does not wait


class SQLite(Dialect):
    """A file, made when `create`; `patience` is how long to wait for another writer (seconds).

    `keyed`: whether rows must point to rows that are there; not in a copy of what is damaged.
    """

    failures = sqlite3.Error
    words = SQLiteWords()

    def __init__(
        self, path: Path, *, create: bool, readonly: bool, patience: float, keyed: bool = True
    ) -> None:
        self.place = str(path)
        self._path = path
        self._create = create
        self._readonly = readonly
        self._patience = patience
        self._keyed = keyed

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def before(self, form: int) -> Path | None:
        """A file beside it that is not there yet."""
        name = f"{self._path.name.removesuffix('.db')}.before-schema-{form}"
        numbers = ("", *(f"-{number}" for number in range(2, 1000)))
        places = (self._path.with_name(f"{name}{number}.db") for number in numbers)
        return next(place for place in places if not place.exists())

    def connect(self) -> Engine:
        """Make ready to connect.

        Raises:
            MissingRecordError: there is no such file, or no folder to make it in.
            NotARecordError: it is a folder.

        """
        self._check_place()
        engine = create_engine(
            "sqlite+pysqlite://",
            creator=self._connection,
            poolclass=QueuePool,
            max_overflow=-1,  # as many as there are iterators that somebody has not finished
        )
        event.listen(engine, "begin", _begin)
        return engine

    def reading(self, engine: Engine) -> Engine:
        """A transaction sees one state of the file by itself."""
        return engine

    def failure(self, error: BaseException | None) -> RecordError | None:
        """The error of ours that an error of SQLite's is."""
        return failure_of(error, self._path)

    def check_mark(self, connection: Connection) -> None:
        """See that the file bears our mark, and no programs of somebody else's."""
        if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
            raise NotARecordError(
                f"{self.place} is a database of another program; name another file with --record."
            )
        if connection.exec_driver_sql(_PROGRAMS).first() is not None:
            raise NotARecordError(
                f"{self.place} holds triggers or views, which no record has; do not use it."
            )

    def mark(self, connection: Connection) -> None:
        """Write our mark into the file's head."""
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")

    def settle(self, engine: Engine) -> None:
        """Switch to a write-ahead log, so that readers read while one process writes."""
        deadline = time.monotonic() + self._patience
        while True:  # this switch alone does not wait for other processes by itself
            try:
                _switch_to_log(engine)
                return
            except sqlite3.Error as error:
                busy = isinstance(self.failure(error), RecordBusyError)
                if not busy or time.monotonic() > deadline:
                    raise
                time.sleep(_RETRY)

    def copy_file(self, engine: Engine, target: Path) -> None:
        """Copy the file by SQLite's online backup."""
        raw: Any = engine.raw_connection()
        try:
            with closing(sqlite3.connect(target)) as copy:
                raw.driver_connection.backup(copy)
        finally:
            raw.close()

    def cursor(self, connection: Connection) -> Any:
        """SQLite's own, whose placeholder is the `?`."""
        raw: Any = connection.connection.driver_connection
        return raw.cursor().execute(_CACHE)

    def faults(self, connection: Connection) -> Iterator[str]:
        """What SQLite finds wrong with the file's structure."""
        query = f"PRAGMA integrity_check({_MOST_FAULTS})"
        for (said,) in connection.exec_driver_sql(query):
            if said != "ok":
                yield f"SQLite finds that {said.strip()}"

    def index_again(self, connection: Connection) -> None:
        """Make all indexes anew."""
        connection.exec_driver_sql("REINDEX")

    def note_numbers(self, connection: Connection) -> None:
        """Nothing to do: a number is one more than the highest."""

    def _check_place(self) -> None:
        path = self._path
        if path.is_dir():
            raise NotARecordError(f"{path} is a folder; name the record's file.")
        if path.exists():
            return
        if not self._create:
            raise MissingRecordError(
                f"There is no record at {path}; make one with `detente read` or name another "
                "with --record."
            )
        if not path.absolute().parent.is_dir():
            raise MissingRecordError(
                f"There is no folder {path.parent} for the record; make it first."
            )

    def _connection(self) -> sqlite3.Connection:
        mode = "rwc" if self._create else "rw"
        if self._readonly and not _may_be_logged(self._path):
            # Readers of a write-ahead log keep a file beside the record. On a medium where they
            # cannot, nobody can write either, so that the file may be taken as it is.
            mode = "ro&immutable=1"
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=self._patience,
            isolation_level=None,  # transactions begin where we say (`_begin`)
            check_same_thread=False,
        )
        connection.execute(f"PRAGMA foreign_keys = {'ON' if self._keyed else 'OFF'}")
        # A record of somebody else's may hold expressions of its own; none of them is trusted.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        # What was reported as kept is on the disk: FULL forces the log there after every
        # transaction. That is once a page, some milliseconds beside the tens of reading it.
        connection.execute("PRAGMA synchronous = FULL")
        return connection


def _switch_to_log(engine: Engine) -> None:
    raw: Any = engine.raw_connection()
    try:
        raw.execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def _may_be_logged(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _begin(connection: Connection) -> None:
    # A write must claim its place at once: a reading transaction that turns into a writing one
    # fails without waiting when another process wrote in between.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing(connection) else "BEGIN")


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
