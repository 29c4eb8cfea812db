"""Laying a record's tables and carrying older records forward.

A migration is a named function that changes the tables and what is in them. All that a record lacks
run in one transaction, together with the notes that they ran, after the record was copied as it is.
A new record is laid at the newest form at once, so that `schema.py` alone says what the tables are.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy import Connection, delete, func, insert, inspect, select

from detente.errors import NewerRecordError, NotARecordError
from detente.record import dialects, parties, schema
from detente.record.backup import back_up
from detente.record.database import Database

_log = logging.getLogger(__name__)

Migration = Callable[[Connection], None]


def first_tables(connection: Connection) -> None:
    """Lay all tables and the full-text index."""
    schema.metadata.create_all(connection)
    dialects.of(connection).words.lay(connection)


def index_for_linking(connection: Connection) -> None:
    """Lay the index that finds what a new page is linked with, and the ids that were replaced."""
    tables = [schema.blocks, schema.runs, schema.topics, schema.aliases]
    schema.metadata.create_all(connection, tables=tables)


def judgements_and_lists(connection: Connection) -> None:
    """Keep judgements with the names that they are on, the questions, and a user's own actors."""
    connection.exec_driver_sql("ALTER TABLE judgements ADD COLUMN body TEXT NOT NULL DEFAULT '{}'")
    schema.metadata.create_all(connection, tables=[schema.questions, schema.known_actors])


def indexes_for_listings(connection: Connection) -> None:
    """Find statements by day, and discrepancies by statement and kind, without reading them all."""
    for table in (schema.statements, schema.discrepancies):
        for index in table.indexes:
            index.create(connection, checkfirst=True)


def names_for_linking(connection: Connection) -> None:
    """Lay the tables of names, and let every page be linked anew with the next that is read."""
    tables = (schema.names, schema.placed, schema.name_blocks, schema.people, schema.people_in)
    schema.metadata.create_all(connection, tables=[*tables, schema.tallies])
    for table in (schema.blocks, schema.runs, schema.topics):
        connection.execute(delete(table))


def index_of_parties(connection: Connection) -> None:
    """Lay the index that finds the articles of two parties, and fill it from what is there."""
    schema.metadata.create_all(connection, tables=[schema.parts, schema.pairs])
    parties.fill(connection)


MIGRATIONS: tuple[Migration, ...] = (
    first_tables,
    index_for_linking,
    judgements_and_lists,
    indexes_for_listings,
    names_for_linking,
    index_of_parties,
)
"""In order; the version of a record is how many of them it has. Only ever add at the end."""


def prepare(
    database: Database, *, create: bool, migrations: tuple[Migration, ...] = MIGRATIONS
) -> None:
    """Bring the database to the newest form, or refuse it.

    Raises:
        NotARecordError: it is a SQLite file of something else, or empty and not to be made.
        NewerRecordError: a later version of Détente wrote it.
        RecordFullError: there is no room to keep it as it was, or to change it; it stays as it is.

    """
    with database.reading() as connection:
        fresh = _is_empty(connection)
        if fresh and not create:
            raise NotARecordError(f"{database.place} is empty; fill it with `detente read`.")
        version = 0 if fresh else _version(connection, len(migrations))
    if version < len(migrations) and not database.readonly:
        _carry_forward(database, migrations)
    if not database.readonly:
        database.settle()


def behind(database: Database) -> bool:
    """Whether the record is of an older form, so that it is carried forward before it is read."""
    with database.reading() as connection:
        return not _is_empty(connection) and _version(connection, len(MIGRATIONS)) < len(MIGRATIONS)


def _carry_forward(database: Database, migrations: tuple[Migration, ...]) -> None:
    with database.writing() as connection:
        if _is_empty(connection):  # still: another process may have been first
            first_tables(connection)
            database.dialect.mark(connection)
            for number, migration in enumerate(migrations, start=1):
                _note(connection, number, migration)
            return
        version = _version(connection, len(migrations))
        if version == len(migrations):
            return
        _keep_as_it_is(database, len(migrations))
        for number, migration in list(enumerate(migrations, start=1))[version:]:
            migration(connection)
            _note(connection, number, migration)


def _keep_as_it_is(database: Database, newest: int) -> None:
    """Copy the record to a file beside it, where it is a file."""
    kept = database.dialect.before(newest)
    if kept is not None:
        back_up(database, kept, verify=False)
        _log.warning(
            "%s is carried forward to form %d; as it was, it is kept in %s.",
            database.place,
            newest,
            kept,
        )


def _note(connection: Connection, number: int, migration: Migration) -> None:
    connection.execute(insert(schema.migrations).values(version=number, name=migration.__name__))


def _is_empty(connection: Connection) -> bool:
    return not inspect(connection).get_table_names()


def _version(connection: Connection, newest: int) -> int:
    dialect = dialects.of(connection)
    dialect.check_mark(connection)
    if not inspect(connection).has_table(schema.migrations.name):
        raise NotARecordError(
            f"{dialect.place} lacks the list of its migrations; go back to a backup."
        )
    version = int(connection.execute(select(func.max(schema.migrations.c.version))).scalar_one())
    if version > newest:
        raise NewerRecordError(
            f"{dialect.place} was written by a later version of Détente (form {version}, this one "
            f"knows {newest}); install that version."
        )
    return version
