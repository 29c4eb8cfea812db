"""Checking what pages say: texts, ids, spans, and the columns and evidence that follow from them.

A page's row and the nouns in its articles' rows are what was written; all else (columns, evidence,
words) is made from them again and compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, Table, exists, select

from detente.errors import EvidenceError
from detente.nouns import (
    Annotated,
    Article,
    Attribution,
    Commitment,
    Document,
    Mention,
    Move,
    SetAside,
    content_id,
)
from detente.record import evidence, reading, schema, writing
from detente.record.faults import UNREADABLE, Fault

_NOT_DERIVED = {"number", "body"}
"""Columns that follow from no noun, and the noun itself: an older one may lack later fields."""


class Kept(NamedTuple):
    """A page as it can be read from the record, and its evidence article by article."""

    document: Document
    located: list[list[evidence.Owned]]


def check(connection: Connection) -> Iterator[Fault]:
    """What is wrong with pages, one fault a page."""
    for page in ids(connection):
        why = _wrong(connection, page)
        if why is not None:
            yield Fault(part="pages", where=page, why=why)
    yield from _without_owner(connection)


def ids(connection: Connection) -> Iterator[str]:
    """The ids of all pages, as a stream."""
    column = schema.pages.c.id
    yield from connection.execute(select(column).order_by(column)).yield_per(1000).scalars()


def kept(connection: Connection, page: str) -> Kept:
    """A page with all that was found on it, whole and by its right ids.

    Raises:
        EvidenceError: something is not where it says, or goes by an id that is not its own.
        UNREADABLE: a row holds something else than was written.

    """
    found = whole(_document(connection, page))
    for article, located in zip(found.document.articles, found.located, strict=True):
        _check_none_lost(connection, article.id, located)
    return found


def documents(connection: Connection) -> Iterator[Document | SetAside]:
    """Every page as it was when it entered, without what linking says of it; or why it is not."""
    for page in ids(connection):
        try:
            yield _document(connection, page)
        except (EvidenceError, *UNREADABLE) as error:
            yield SetAside(where=page, why=f"It cannot be read as it was written ({error}).")


def whole(document: Document) -> Kept:
    """A document with its evidence, of which everything is where it says and named for its content.

    Raises:
        EvidenceError: something is not.

    """
    located = evidence.of_document(document)
    _check_ids(document)
    return Kept(document, located)


def _check_none_lost(
    connection: Connection, article: str, located: Sequence[evidence.Owned]
) -> None:
    """Evidence of what is no longer there shows that something was lost."""
    table = schema.evidence.c
    query = select(table.owner).where((table.of == article) & table.linked.is_(False)).distinct()
    lost = set(connection.execute(query).scalars()) - {owner for owner, _ in located}
    if lost:
        raise EvidenceError(f"{min(lost)} is gone from {article}, though its evidence is there.")


def _wrong(connection: Connection, page: str) -> str | None:
    try:
        found = kept(connection, page)
    except UNREADABLE as error:
        return f"It cannot be read as it was written ({error})."
    except EvidenceError as error:
        return str(error)
    return _page_differs(connection, found.document) or _articles_differ(connection, found)


def _document(connection: Connection, page: str) -> Document:
    (read,) = reading.pages(connection, page)
    table = schema.articles.c
    query = select(table.id, table.text, table.body).where(table.page == page)
    articles = []
    for row in connection.execute(query.order_by(table.ordinal)).all():
        article = msgspec.json.decode(row.body, type=Article)
        if article.id != row.id:
            raise EvidenceError(f"{row.id} says that it is {article.id}.")
        articles.append(msgspec.structs.replace(article, text=row.text))
    return Document(
        page=read,
        articles=tuple(articles),
        annotated=tuple(_annotated(connection, article.id) for article in articles),
        dropped=reading.dropped(connection, page),
    )


def _annotated(connection: Connection, article: str) -> Annotated:
    return Annotated(
        attributions=_nouns(connection, schema.attributions, Attribution, article),
        mentions=_nouns(connection, schema.mentions, Mention, article),
        moves=_nouns(connection, schema.moves, Move, article),
        commitments=_nouns(connection, schema.commitments, Commitment, article),
    )


def _nouns(
    connection: Connection, table: Table, kind: type[reading.Noun], article: str
) -> tuple[reading.Noun, ...]:
    query = select(table.c.body).where(table.c.article == article).order_by(table.c.ordinal)
    rows = connection.execute(query).scalars()
    return tuple(msgspec.json.decode(row, type=kind) for row in rows)


def _check_ids(document: Document) -> None:
    """Ids are made from content: where one is not, the content or the id was changed."""
    page = document.page
    _same_id(page.id, "p", page.sha256, page.url or "")
    for ordinal, article in enumerate(document.articles):
        _same_id(article.id, "a", page.id, ordinal, article.text)
        for said in document.annotated[ordinal].attributions:
            _same_id(said.id, "q", article.id, said.source, said.cue, said.content)
        for move in document.annotated[ordinal].moves:
            _same_id(move.id, "m", article.id, move.attribution, move.evidence)


def _same_id(given: str, kind: str, *parts: object) -> None:
    made = content_id(kind, *parts)
    if given != made:
        raise EvidenceError(f"{given} is not the id of its content, which is {made}.")


def _page_differs(connection: Connection, document: Document) -> str | None:
    table = schema.pages.c
    query = select(table.sha256, table.url).where(table.id == document.page.id)
    row = connection.execute(query).one()
    if tuple(row) != (document.page.sha256, document.page.url):
        return "The columns of its row do not agree with the page."
    return None


def _articles_differ(connection: Connection, found: Kept) -> str | None:
    document = found.document
    for ordinal, article in enumerate(document.articles):
        rows = [writing.article_row(article, ordinal)]
        if _differ(_rows(connection, schema.articles, schema.articles.c.id == article.id), rows):
            return f"The columns of {article.id} do not agree with the article."
        made = writing.found_rows(article, document.annotated[ordinal], found.located[ordinal])
        for table, rows in made:
            of = table.c.of if table is schema.evidence else table.c.article
            where = of == article.id
            if table is schema.evidence:
                where &= table.c.linked.is_(False)
            if _differ(_rows(connection, table, where), rows):
                return f"The rows of {article.id} in {table.name} do not agree with what was found."
    return None


def _rows(connection: Connection, table: Table, where: Any) -> Sequence[Row[Any]]:
    columns = [column for column in table.columns if column.name not in _NOT_DERIVED]
    return connection.execute(select(*columns).where(where)).all()


def _differ(there: Sequence[Row[Any]], made: Sequence[dict[str, Any]]) -> bool:
    if not there or not made:
        return len(there) != len(made)
    names = there[0]._fields
    return {tuple(row) for row in there} != {tuple(row[name] for name in names) for row in made}


def _without_owner(connection: Connection) -> Iterator[Fault]:
    """Evidence of articles that are not there; the table has no foreign key, for it has many."""
    table, articles = schema.evidence.c, schema.articles.c
    astray = ~exists().where(articles.id == table.of)
    query = select(table.of).where(table.linked.is_(False) & astray).distinct()
    for of in connection.execute(query).scalars():
        yield Fault(part="keys", where="evidence", why=f"It names {of}, which is not there.")
