"""Mending a record: what follows from something else in it is made anew from that.

What pages say is rewritten from the nouns in the record; where those are damaged, the page is read
again by the stages; where its text is lost, it is taken out and set aside, so that reading the file
again brings it back. Links and indexes are laid anew. What people judged is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import DBAPIError

from detente.errors import EvidenceError, InputError
from detente.nouns import Document, Page, SetAside
from detente.record import checking_pages, dialects, reading, refiling, schema, writing
from detente.record.database import Database
from detente.record.faults import UNREADABLE, Fault

Process = Callable[[Page], Document]

_LOST = "Its text was damaged in the record and was taken out of it; read it again."


def mend(database: Database, faults: Iterable[Fault], process: Process) -> Iterator[str]:
    """Make anew what can be derived; what was judged stays, and links are left to be made.

    Args:
        database: the record's.
        faults: what `checking.check` found.
        process: the stages that find what a page says.

    Yields:
        What was done, each a sentence.

    """
    found = list(faults)
    parts = {fault.part for fault in found}
    if parts & {"file", "tables"}:
        yield from _lay_tables(database)
    if parts & {"keys", "pages", "links", "index"}:
        yield from _drop_links(database)
    if parts & {"keys"}:
        yield from _drop_astray(database)
    for page in dict.fromkeys(fault.where for fault in found if fault.part == "pages"):
        with database.writing() as connection:
            done = _page_again(connection, page, process)
        yield done
    if parts & {"file", "tables", "keys", "pages", "search"}:
        with database.writing() as connection:
            dialects.of(connection).words.lay_again(connection)
        yield "The search index was made anew."


def beside(record: Path) -> Path:
    """Where a record is kept as it was before it is mended: a name that is not taken."""
    number = 0
    while True:
        number += 1
        path = record.with_name(f"{record.name}.before-repair-{number}")
        if not path.exists():
            return path


def _lay_tables(database: Database) -> Iterator[str]:
    with database.writing() as connection:
        schema.metadata.create_all(connection)
        for each in schema.metadata.tables.values():
            for index in each.indexes:
                index.create(connection, checkfirst=True)
    try:
        with database.writing() as connection:
            dialects.of(connection).index_again(connection)
    except DBAPIError as error:
        yield f"The indexes of tables could not be made anew ({error.orig}); go back to a backup."
        return
    yield "Missing tables and the indexes of all were made anew."


def _drop_links(database: Database) -> Iterator[str]:
    with database.writing() as connection:
        refiling.drop_links(connection)
    yield "The links and their index were taken out, to be made anew."


def _drop_astray(database: Database) -> Iterator[str]:
    """Take out rows that point to nothing; what points to those may do so next."""
    dropped = 0
    with database.writing() as connection:
        while gone := sum(
            connection.execute(delete(column.table).where(astray)).rowcount
            for column, _, astray in schema.pointers()
        ):
            dropped += gone
        known = select(schema.articles.c.id)
        shown = schema.evidence
        lost = shown.c.linked.is_(False) & shown.c.of.not_in(known)
        dropped += connection.execute(delete(shown).where(lost)).rowcount
    yield f"Rows that pointed to nothing were taken out: {dropped:,}."


def _page_again(connection: Connection, page: str, process: Process) -> str:
    """Write a page again from what is whole of it; says what was done."""
    files = reading.files(connection, page)
    url = connection.execute(select(schema.pages.c.url).where(schema.pages.c.id == page)).scalar()
    made, how = _made_again(connection, page, process)
    refiling.remove(connection, page)
    if made is None:
        for place in files or (url or page,):
            writing.set_aside(connection, SetAside(where=place, why=_LOST))
        return f"{page} was taken out, since its text is lost: read {' '.join(files) or url} again."
    writing.add(connection, made.document, made.located)
    for file in files[1:]:
        writing.remember_file(connection, replace(made.document.page, file=file))
    return f"{page} {how}."


def _made_again(
    connection: Connection, page: str, process: Process
) -> tuple[checking_pages.Kept | None, str]:
    try:
        return checking_pages.kept(connection, page), "was written again from what was found on it"
    except (EvidenceError, *UNREADABLE):
        pass
    try:
        (text,) = reading.pages(connection, page)
        return checking_pages.whole(process(text)), "was read again from its text"
    except (EvidenceError, InputError, *UNREADABLE):
        return None, ""
