"""Reading the record: rows back to nouns, in an order that does not hang on when they came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, func, or_, select

from detente.errors import UnknownIdError
from detente.nouns import (
    Actor,
    Annotated,
    Article,
    Attribution,
    Commitment,
    Discrepancy,
    Dropped,
    Evidence,
    Lineage,
    Mention,
    Move,
    Page,
    SetAside,
    Statement,
    Story,
)
from detente.record import schema, writing
from detente.record.packing import unpacked

Noun = TypeVar("Noun", bound=msgspec.Struct)

_BATCH = 1000
_AFTER_DIGITS = "~"
_AMBIGUOUS = 4  # ids shown when a prefix fits several

COUNTED = (
    schema.pages,
    schema.articles,
    schema.attributions,
    schema.mentions,
    schema.moves,
    schema.commitments,
    schema.actors,
    schema.lineage,
    schema.stories,
    schema.statements,
    schema.discrepancies,
    schema.set_aside,
)


def pages(connection: Connection, only: str | None = None) -> Iterator[Page]:
    """All pages by id, or the one named, each under the file name it was first seen with."""
    table, files = schema.pages.c, schema.page_files.c
    first = (files.page == table.id) & (files.ordinal == 0)
    statement = select(table.body, table.text, files.file).outerjoin(schema.page_files, first)
    statement = statement.order_by(table.id)
    for row in _rows(connection, _where(statement, table.id, only)):
        page = msgspec.json.decode(row["body"], type=Page)
        text = unpacked(row["text"])
        yield msgspec.structs.replace(page, text=text, file=row["file"])


def files(connection: Connection, page: str) -> tuple[str, ...]:
    """Every file name that a page was seen under, in the order of reading."""
    table = schema.page_files.c
    statement = select(table.file).where(table.page == page).order_by(table.ordinal)
    return tuple(connection.execute(statement).scalars())


def dropped(connection: Connection, page: str) -> tuple[Dropped, ...]:
    """The stretches of a page's text that belong to no article."""
    table = schema.pages.c
    statement = select(table.dropped).where(table.id == page)
    found = connection.execute(statement).scalar_one_or_none()
    return msgspec.json.decode(found or "[]", type=tuple[Dropped, ...])


def articles(connection: Connection, only: str | None = None) -> Iterator[Article]:
    """All articles by page and place on it, or the one named."""
    table = schema.articles.c
    statement = select(table.body, table.text).order_by(table.page, table.ordinal)
    for row in _rows(connection, _where(statement, table.id, only)):
        article = msgspec.json.decode(row["body"], type=Article)
        yield msgspec.structs.replace(article, text=row["text"])


def attributions(
    connection: Connection,
    *,
    only: str | None = None,
    article: str | None = None,
    actor: str | None = None,
    statement: str | None = None,
) -> Iterator[Attribution]:
    """Attributions with their statement and their speaker's actor, by article and place in it."""
    chosen = (
        (schema.attributions.c.id, only),
        (schema.attributions.c.article, article),
        (schema.speakers.c.actor, actor),
        (schema.statement_attributions.c.statement, statement),
    )
    conditions = [column == value for column, value in chosen if value is not None]
    return attributions_where(connection, *conditions)


def attributions_where(
    connection: Connection, *conditions: ColumnElement[bool]
) -> Iterator[Attribution]:
    """Attributions, as `attributions` gives them, for which conditions on those tables hold."""
    table, speakers = schema.attributions, schema.speakers
    members = schema.statement_attributions
    query = (
        select(table.c.body, table.c.article, speakers.c.actor, members.c.statement)
        .outerjoin(speakers, speakers.c.attribution == table.c.id)
        .outerjoin(members, members.c.attribution == table.c.id)
        .where(*conditions)
        .order_by(table.c.article, table.c.ordinal)
    )
    for row in _rows(connection, query):
        yield _attribution(row)


def _attribution(row: RowMapping) -> Attribution:
    found = msgspec.json.decode(row["body"], type=Attribution)
    speaker = found.speaker
    if speaker is not None:
        speaker = msgspec.structs.replace(speaker, actor=row["actor"])
    return msgspec.structs.replace(
        found, speaker=speaker, article=row["article"], statement=row["statement"]
    )


def mentions(connection: Connection, article: str) -> Iterator[Mention]:
    """An article's mentions with their actors, in the order of the text."""
    table, mentioned = schema.mentions, schema.mentioned
    same = (
        (mentioned.c.article == table.c.article)
        & (mentioned.c.start == table.c.start)
        & (mentioned.c.end == table.c.end)
    )
    query = (
        select(table.c.body, mentioned.c.actor)
        .outerjoin(mentioned, same)
        .where(table.c.article == article)
        .order_by(table.c.start, table.c.ordinal)
    )
    for row in _rows(connection, query):
        found = msgspec.json.decode(row["body"], type=Mention)
        yield msgspec.structs.replace(found, actor=row["actor"])


class Filed(NamedTuple):
    """An article, what was found in it, and its page without the page's text."""

    article: Article
    annotated: Annotated
    page: Page


def read(connection: Connection, only: Iterable[str]) -> dict[str, Filed]:
    """Articles with their attributions and mentions, many at a time, by id."""
    found: dict[str, Filed] = {}
    for part in writing.portions(only):
        said = _grouped(connection, schema.attributions, Attribution, part)
        named = _grouped(connection, schema.mentions, Mention, part)
        texts, pages, names = schema.articles.c, schema.pages.c, schema.page_files.c
        query = (
            select(texts.id, texts.body, texts.text, pages.body.label("page"), names.file)
            .join(schema.pages, pages.id == texts.page)
            .outerjoin(schema.page_files, (names.page == pages.id) & (names.ordinal == 0))
            .where(texts.id.in_(part))
        )
        for row in connection.execute(query):
            article = msgspec.json.decode(row.body, type=Article)
            page = msgspec.json.decode(row.page, type=Page)
            found[row.id] = Filed(
                msgspec.structs.replace(article, text=row.text),
                Annotated(
                    attributions=tuple(said.get(row.id, ())), mentions=tuple(named.get(row.id, ()))
                ),
                msgspec.structs.replace(page, file=row.file),
            )
    return found


def _grouped(
    connection: Connection, table: Table, kind: type[Noun], articles: Sequence[str]
) -> dict[str, list[Noun]]:
    columns = table.c
    query = select(columns.article, columns.body).where(columns.article.in_(articles))
    found: dict[str, list[Noun]] = {}
    for article, row in connection.execute(query.order_by(columns.article, columns.ordinal)):
        found.setdefault(article, []).append(msgspec.json.decode(row, type=kind))
    return found


def moves(
    connection: Connection,
    *,
    only: str | None = None,
    article: str | None = None,
    attribution: str | None = None,
) -> Iterator[Move]:
    """Moves, by article and place in it."""
    return _found(connection, schema.moves, Move, only, article, attribution)


def moves_where(connection: Connection, *conditions: ColumnElement[bool]) -> Iterator[Move]:
    """Moves, by article and place in it, for which conditions on their table hold."""
    return _found_where(connection, schema.moves, Move, conditions)


def commitments(
    connection: Connection,
    *,
    only: str | None = None,
    article: str | None = None,
    attribution: str | None = None,
) -> Iterator[Commitment]:
    """Commitments, by article and place in it."""
    return _found(connection, schema.commitments, Commitment, only, article, attribution)


def _found(
    connection: Connection,
    table: Table,
    kind: type[Noun],
    only: str | None,
    article: str | None,
    attribution: str | None,
) -> Iterator[Noun]:
    columns = table.c
    chosen = (
        (columns.id, only),
        (columns.article, article),
        (columns.attribution, attribution),
    )
    conditions = [column == value for column, value in chosen if value is not None]
    return _found_where(connection, table, kind, conditions)


def _found_where(
    connection: Connection,
    table: Table,
    kind: type[Noun],
    conditions: Iterable[ColumnElement[bool]],
) -> Iterator[Noun]:
    columns = table.c
    query = select(columns.body, columns.article).where(*conditions)
    for row in _rows(connection, query.order_by(columns.article, columns.ordinal)):
        found = msgspec.json.decode(row["body"], type=kind)
        changes: Any = {"article": row["article"]}
        yield msgspec.structs.replace(found, **changes)


def statements(
    connection: Connection,
    *,
    only: str | None = None,
    actor: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Iterator[Statement]:
    """Statements by the day on which they were said, those of unknown day last.

    With `since` or `until` (ISO days, both included), those that may have been said in between;
    a statement of which no day is known is then left out.
    """
    table = schema.statements.c
    query = select(table.body).order_by(
        func.coalesce(table.said_from, table.said_to, "9999"), table.id
    )
    query = _where(_where(query, table.id, only), table.speaker, actor)
    if since is not None or until is not None:
        query = query.where(or_(table.said_from.is_not(None), table.said_to.is_not(None)))
    if since is not None:
        query = query.where(or_(table.said_to.is_(None), table.said_to >= since))
    if until is not None:
        query = query.where(or_(table.said_from.is_(None), table.said_from <= until))
    for row in _rows(connection, query):
        yield msgspec.json.decode(row["body"], type=Statement)


def whole(
    connection: Connection, table: Table, kind: type[Noun], only: str | None = None
) -> Iterator[Noun]:
    """The nouns of a table that holds them whole, by id, or the one named."""
    statement = _where(select(table.c.body).order_by(table.c.id), table.c.id, only)
    for row in _rows(connection, statement):
        yield msgspec.json.decode(row["body"], type=kind)


def set_asides(connection: Connection) -> Iterator[SetAside]:
    """The inputs that could not be read, by place."""
    table = schema.set_aside.c
    for row in _rows(connection, select(table.where, table.why).order_by(table.where)):
        yield SetAside(where=row["where"], why=row["why"])


def evidence(connection: Connection, owner: str) -> tuple[Evidence, ...]:
    """The evidence that a row of any kind rests on, in the order in which it was given."""
    table = schema.evidence.c
    columns = [table[name] for name in Evidence.__struct_fields__]
    rows = connection.execute(select(*columns).where(table.owner == owner).order_by(table.ordinal))
    return tuple(Evidence(**row) for row in rows.mappings())


def counts(connection: Connection) -> dict[str, int]:
    """How many rows there are of each kind."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in COUNTED
    }


_KINDS: dict[str, Table] = {
    "p": schema.pages,
    "a": schema.articles,
    "q": schema.attributions,
    "m": schema.moves,
    "c": schema.commitments,
    "n": schema.actors,
    "l": schema.lineage,
    "y": schema.stories,
    "s": schema.statements,
    "d": schema.discrepancies,
}


def get(connection: Connection, prefix: str) -> msgspec.Struct:
    """The one noun whose id begins with `prefix` (`s:7f31`, or `7f31` where that is unique).

    Raises:
        UnknownIdError: none or several begin so.

    """
    ids = _ids(connection, prefix) or _renamed(connection, prefix)
    if not ids:
        raise UnknownIdError(f"Nothing in the record has an id that begins with {prefix!r}.")
    if len(ids) > 1 and prefix not in ids:
        shown = ", ".join(ids[:_AMBIGUOUS])
        raise UnknownIdError(f"{prefix!r} fits several ids ({shown} …); give more of it.")
    return next(iter(_get(connection, prefix if prefix in ids else ids[0])))


def _renamed(connection: Connection, prefix: str) -> list[str]:
    """What took the place of ids that begin so and are no more."""
    aliases = schema.aliases.c
    query = select(aliases.new).where(aliases.old.between(prefix, prefix + _AFTER_DIGITS))
    new = connection.execute(query.distinct().order_by(aliases.new)).scalars().all()
    return [found for one in new for found in _ids(connection, one)]  # some went without an heir


def _ids(connection: Connection, prefix: str) -> list[str]:
    letter, colon, digits = prefix.partition(":")
    if not colon:
        letter, digits = "", prefix
    kinds = [letter] if colon else list(_KINDS)
    found: list[str] = []
    for kind in kinds:
        if kind in _KINDS and digits:
            column: ColumnElement[str] = _KINDS[kind].c.id
            first = f"{kind}:{digits}"  # a range, since LIKE would read the whole table
            query = select(column).where(column.between(first, first + _AFTER_DIGITS))
            query = query.order_by(column).limit(_AMBIGUOUS + 1)
            found.extend(connection.execute(query).scalars())
    return found


def _get(connection: Connection, only: str) -> Iterator[msgspec.Struct]:
    match only.partition(":")[0]:
        case "p":
            yield from pages(connection, only)
        case "a":
            yield from articles(connection, only)
        case "q":
            yield from attributions(connection, only=only)
        case "m":
            yield from moves(connection, only=only)
        case "c":
            yield from commitments(connection, only=only)
        case "n":
            yield from whole(connection, schema.actors, Actor, only)
        case "l":
            yield from whole(connection, schema.lineage, Lineage, only)
        case "y":
            yield from whole(connection, schema.stories, Story, only)
        case "s":
            yield from statements(connection, only=only)
        case "d":
            yield from whole(connection, schema.discrepancies, Discrepancy, only)


def _where(statement: Select[Any], column: ColumnElement[Any], value: str | None) -> Select[Any]:
    return statement if value is None else statement.where(column == value)


def _rows(connection: Connection, statement: Select[Any]) -> Iterator[RowMapping]:
    """Rows a batch at a time, so that a large record need not fit into memory."""
    yield from connection.execute(statement.execution_options(yield_per=_BATCH)).mappings()
