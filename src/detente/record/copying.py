"""Copying a record row by row into an empty one, of the same database or of the other.

Everything comes along as it is: pages, links, what people judged, the numbers by which rows were
filed. The full-text index is made anew there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, insert, inspect, select

from detente.errors import InputError
from detente.record import dialects, migrations, schema
from detente.record.backup import back_up
from detente.record.database import Database, connect, file_of, is_server
from detente.record.dialects.sqlite import SQLite

_BATCH = 2000
_PATIENCE = 60.0
"""Seconds to wait while somebody else writes to the target."""


def copy(source: Database, url: str | os.PathLike[str]) -> None:
    """Copy a record as it stands now to where there is none: all of it or nothing.

    Raises:
        InputError: there is a file, or the database holds a record.
        MissingInputError, RecordFullError: the file cannot be made.
        RecordError: the database cannot be used.

    """
    if is_server(url):
        _to_server(source, url)
        return
    target = file_of(url)
    if target.exists():
        raise InputError(f"{target} is there already; name a new file.")
    back_up(source, target)


def into_file(source: Engine, target: Path) -> None:
    """Copy a record into an empty file, also one that is not whole, as it is."""
    file = SQLite(target, create=True, readonly=False, patience=0, keyed=False)
    with closing(Database(file, readonly=False)) as made:
        migrations.prepare(made, create=True)
        with source.begin() as there, made.writing() as here:
            names = inspect(there).get_table_names()
            lost = [table for table in _tables() if table.name not in names]
            for table in reversed(lost):
                table.drop(here)
            _copy_rows(there, here, [table for table in _tables() if table not in lost])
            if not lost:
                _finish(here)


def _to_server(source: Database, url: str | os.PathLike[str]) -> None:
    with closing(connect(url, create=True, readonly=False, patience=_PATIENCE)) as target:
        migrations.prepare(target, create=True)
        with source.reading() as there, target.writing() as here:
            if any(here.execute(select(table).limit(1)).first() for table in _tables()):
                raise InputError(
                    f"{target.place} holds a record already; name an empty database, or take "
                    "both together with `detente merge`."
                )
            _copy_rows(there, here, _tables())
            _finish(here)


def _tables() -> Iterator[Table]:
    """All tables that a new record has empty, those that others point to first."""
    return (table for table in schema.metadata.sorted_tables if table is not schema.migrations)


def _copy_rows(source: Connection, target: Connection, tables: Iterable[Table]) -> None:
    for table in tables:
        rows = source.execute(select(table).execution_options(yield_per=_BATCH))
        for batch in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in batch])


def _finish(target: Connection) -> None:
    dialect = dialects.of(target)
    dialect.note_numbers(target)
    dialect.words.lay_again(target)
