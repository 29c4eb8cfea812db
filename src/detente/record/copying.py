"""Copying a record row by row into an empty one, of the same database or of the other.

Everything comes along as it is: pages, links, what people judged, the numbers by which rows were
filed. The full-text index is made anew there.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select

from detente.errors import InputError
from detente.record import dialects, migrations, schema
from detente.record.database import Database, connect

_BATCH = 2000
_LAID = (schema.migrations,)
"""What an empty record holds already."""


def into_file(source: Engine, target: Path) -> None:
    """Copy a record into an empty file."""
    copy = connect(target, create=True, readonly=False, patience=0)
    try:
        migrations.prepare(copy, create=True)
        with source.begin() as there, copy.writing() as here:
            copy_rows(there, here)
    finally:
        copy.close()


def into(source: Database, target: Database) -> None:
    """Copy a record as it stands now into an empty one: all of it or nothing.

    Raises:
        InputError: the target holds something.

    """
    with source.reading() as there, target.writing() as here:
        for table in schema.metadata.sorted_tables:
            if table not in _LAID and here.execute(select(table).limit(1)).first() is not None:
                raise InputError(
                    f"{target.place} holds a record already; name an empty database, or take "
                    "both together with `detente merge`."
                )
        copy_rows(there, here)


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy the rows of all tables, those that others point to first."""
    for table in schema.metadata.sorted_tables:
        if table in _LAID:
            continue
        rows = source.execute(select(table).execution_options(yield_per=_BATCH))
        for batch in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in batch])
    dialect = dialects.of(target)
    dialect.note_numbers(target)
    dialect.words.lay_again(target)
