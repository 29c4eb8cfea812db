"""Checking a record: every row against what it was made from, nothing changed.

Rows are read as a stream, page by page, so that memory does not grow with the record. What is
checked and what can be mended: docs/how-to/check-and-back-up.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
from sqlalchemy import Connection, Table, inspect, select
from sqlalchemy.exc import DBAPIError

from detente.errors import RecordError
from detente.nouns import Judgement, KnownActor, Question
from detente.record import checking_links, checking_pages, dialects, schema, search
from detente.record.database import Database
from detente.record.faults import Fault, Part, Sketched

Section = Callable[[Connection], Iterator[Fault]]

_JUDGED: tuple[tuple[Table, type[msgspec.Struct], Part], ...] = (
    (schema.judgements, Judgement, "judgements"),
    (schema.known_actors, KnownActor, "judgements"),
    (schema.questions, Question, "links"),
)


def check(database: Database, sketched: Sketched | None = None) -> Iterator[Fault]:
    """Whatever is wrong with a record, as it stands when the check begins.

    Args:
        database: the record's; one that may not be written is not checked for search words, since
            SQLite compares those only where it could write.
        sketched: what linking's index is to hold of an article; without it, only whether the index
            agrees with itself is checked.

    """
    sections: tuple[tuple[Part, Section], ...] = (
        ("file", _file),
        ("tables", _tables),
        ("keys", _keys),
        ("pages", checking_pages.check),
        ("links", checking_links.check),
        ("index", lambda connection: checking_links.check_index(connection, sketched)),
        ("judgements", _judged),
        ("search", _search),
    )
    for part, section in sections:
        try:
            with database.reading() as connection:
                yield from section(connection)
        except RecordError as error:  # a damaged file may end any section
            yield Fault(part="file", where=part, why=f"It cannot be read to its end: {error}")
        except DBAPIError as error:  # such as a table that is not there
            yield Fault(part="tables", where=part, why=f"It cannot be read: {error.orig}.")


def _file(connection: Connection) -> Iterator[Fault]:
    for said in dialects.of(connection).faults(connection):
        yield Fault(part="file", where="database", why=f"{said}.")


def _tables(connection: Connection) -> Iterator[Fault]:
    there = inspect(connection)
    names = set(there.get_table_names())
    for name in (*schema.metadata.tables, *search.TABLES):
        if name not in names:
            yield Fault(part="tables", where=name, why="The table is not there.")
            continue
        table = schema.metadata.tables.get(name)
        wanted = {str(index.name) for index in table.indexes} if table is not None else set()
        for index in sorted(wanted - {found["name"] for found in there.get_indexes(name)}):
            yield Fault(part="tables", where=name, why=f"It lacks the index {index}.")


def _keys(connection: Connection) -> Iterator[Fault]:
    """Rows that point to rows that are not there."""
    for column, of, astray in schema.pointers():
        for value in connection.execute(select(column).where(astray).distinct()).scalars():
            why = f"It names {value}, which is not in {of}."
            yield Fault(part="keys", where=column.table.name, why=why)


def _judged(connection: Connection) -> Iterator[Fault]:
    for table, kind, part in _JUDGED:
        for row in connection.execute(select(table.c.id, table.c.body)):
            try:
                msgspec.json.decode(row.body, type=kind)
            except msgspec.DecodeError as error:
                yield Fault(part=part, where=row.id, why=f"It cannot be read ({error}).")


def _search(connection: Connection) -> Iterator[Fault]:
    for table in dialects.of(connection).words.outdated(connection):
        yield Fault(part="search", where=table, why="It does not hold the words of the record.")
