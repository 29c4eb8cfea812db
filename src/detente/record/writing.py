"""Writing what a page says: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from detente.errors import EvidenceError, InputError
from detente.nouns import Annotated, Article, Document, Page, SetAside, When
from detente.record import dialects, evidence, parts, schema, search
from detente.record.packing import packed

Row = dict[str, Any]


def known(connection: Connection, page: Page) -> tuple[bool, bool]:
    """Whether the page is in the record, and whether it is there under this file name too."""
    files = schema.page_files.c
    found = connection.execute(
        select(schema.pages.c.id, files.file)
        .outerjoin(schema.page_files, (files.page == schema.pages.c.id) & (files.file == page.file))
        .where(schema.pages.c.id == page.id)
    ).one_or_none()
    return found is not None, found is not None and page.file in (None, found.file)


def add(
    connection: Connection, document: Document, located: Sequence[Sequence[evidence.Owned]]
) -> bool:
    """Write a page with all that was found on it; False when it was there already.

    Args:
        located: the evidence, article by article, as `evidence.of_document` checked it.

    """
    page = document.page
    there, under_this_name = known(connection, page)
    try:
        if not there:
            _add_page(connection, document)
            for ordinal, article in enumerate(document.articles):
                connection.execute(insert(schema.articles).values(article_row(article, ordinal)))
                found = found_rows(article, document.annotated[ordinal], located[ordinal])
                for table, rows in found:
                    insert_all(connection, table, rows)
                dialects.of(connection).words.enter(connection, article.id)
            next_generation(connection)
    except IntegrityError as error:
        raise EvidenceError(
            f"Something on page {page.id} goes by an id that the record knows already."
        ) from error
    except UnicodeEncodeError as error:
        raise InputError(
            f"{page.file or page.id} has half a surrogate pair in its text; mend the text."
        ) from error
    if not under_this_name:
        remember_file(connection, page)
    return not there


def remember_file(connection: Connection, page: Page) -> None:
    """Keep a file name that a page of the record goes by."""
    if page.file is None:
        return
    files = schema.page_files
    seen = select(func.count()).select_from(files).where(files.c.page == page.id)
    ordinal = connection.execute(seen).scalar_one()
    connection.execute(insert(files).values(page=page.id, file=page.file, ordinal=ordinal))


def set_aside(connection: Connection, item: SetAside) -> None:
    """Keep why an input could not be read; the newest reason stands."""
    table = schema.set_aside
    changed = connection.execute(
        update(table).where(table.c.where == item.where).values(why=item.why)
    )
    if not changed.rowcount:
        connection.execute(insert(table).values(where=item.where, why=item.why))


def readmit(connection: Connection, wheres: Iterable[str]) -> None:
    """Forget why inputs could not be read, since they can be read now."""
    table = schema.set_aside
    for where in wheres:
        connection.execute(delete(table).where(table.c.where == where))


def evidence_rows(owned: Iterable[evidence.Owned], *, linked: bool) -> list[Row]:
    """Rows of the table of evidence, numbered for each owner."""
    count: dict[str, int] = {}
    rows = []
    for owner, piece in owned:
        ordinal = count[owner] = count.get(owner, -1) + 1
        columns = msgspec.structs.asdict(piece)
        rows.append({"owner": owner, "ordinal": ordinal, "linked": linked, **columns})
    return rows


def body(noun: msgspec.Struct, **without: Any) -> str:
    """A noun as JSON, some of its fields set to a value that takes no room."""
    short = msgspec.structs.replace(noun, **without) if without else noun
    return msgspec.json.encode(short).decode()


def days(when: str | When | None) -> tuple[str | None, str | None]:
    """The first and last day of an interval, a day or nothing."""
    if isinstance(when, When):
        return when.earliest, when.latest
    return when, when


def portions(values: Iterable[str], size: int = 400) -> Iterator[list[str]]:
    """The values so many at a time, as a query can hold them."""
    remaining = iter(values)
    while portion := list(islice(remaining, size)):
        yield portion


def insert_all(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert rows, which may be none."""
    if rows:
        connection.execute(insert(table), rows)


def _add_page(connection: Connection, document: Document) -> None:
    page = document.page
    connection.execute(
        insert(schema.pages).values(
            id=page.id,
            sha256=page.sha256,
            url=page.url,
            text=packed(page.text),
            body=body(page, text="", file=None),
            dropped=msgspec.json.encode(document.dropped).decode(),
        )
    )


def article_row(article: Article, ordinal: int) -> Row:
    """The row of an article, the `ordinal`th on its page."""
    first, last = days(article.published)
    return {
        "id": article.id,
        "page": article.page,
        "ordinal": ordinal,
        "published_from": first,
        "published_to": last,
        "outlet": article.outlet,
        "language": article.language,
        "text": article.text,
        "body": body(article, text=""),
    }


def found_rows(
    article: Article, annotated: Annotated, located: Sequence[evidence.Owned]
) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of what was found in an article, table by table, those pointed to first."""
    yield schema.attributions, _attributions(article, annotated)
    yield schema.mentions, _mentions(article, annotated)
    yield schema.moves, _moves(article, annotated)
    yield schema.commitments, _commitments(article, annotated)
    yield schema.evidence, evidence_rows(located, linked=False)
    first, last = days(article.published)
    yield schema.parts, parts.part_rows(article.id, first or last, annotated)
    yield schema.pairs, parts.pair_rows(article.id, annotated)


def _attributions(article: Article, annotated: Annotated) -> list[Row]:
    rows = []
    for ordinal, found in enumerate(annotated.attributions):
        first, last = days(found.said_on)
        rows.append(
            {
                "id": found.id,
                "article": article.id,
                "ordinal": ordinal,
                "kind": found.kind,
                "speaker": found.speaker.name if found.speaker else None,
                "said_from": first,
                "said_to": last,
                "confidence": found.confidence,
                "words": search.GAP.join(article.text[s:e] for s, e in found.content),
                "body": body(found, article=None, statement=None),
            }
        )
    return rows


def _mentions(article: Article, annotated: Annotated) -> list[Row]:
    return [
        {
            "article": article.id,
            "ordinal": ordinal,
            "start": found.start,
            "end": found.end,
            "name": found.name,
            "kind": found.kind,
            "body": body(found),
        }
        for ordinal, found in enumerate(annotated.mentions)
    ]


def _moves(article: Article, annotated: Annotated) -> list[Row]:
    return [
        {
            "id": found.id,
            "article": article.id,
            "ordinal": ordinal,
            "attribution": found.attribution,
            "event": found.event,
            "speech_act": found.speech_act,
            "body": body(found, article=None),
        }
        for ordinal, found in enumerate(annotated.moves)
    ]


def _commitments(article: Article, annotated: Annotated) -> list[Row]:
    return [
        {
            "id": found.id,
            "article": article.id,
            "ordinal": ordinal,
            "attribution": found.attribution,
            "debtor": found.debtor,
            "creditor": found.creditor,
            "body": body(found, article=None),
        }
        for ordinal, found in enumerate(annotated.commitments)
    ]


def next_generation(connection: Connection) -> None:
    """Count a change to what pages say, so that links made before it are known to be stale."""
    set_meta(connection, "generation", str(int(get_meta(connection, "generation") or 0) + 1))


def get_meta(connection: Connection, key: str) -> str | None:
    """A note about the record as a whole; None when there is none."""
    table = schema.meta
    statement = select(table.c.value).where(table.c.key == key)
    return connection.execute(statement).scalar_one_or_none()


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Keep a note about the record as a whole."""
    table = schema.meta
    changed = connection.execute(update(table).where(table.c.key == key).values(value=value))
    if not changed.rowcount:
        connection.execute(insert(table).values(key=key, value=value))
