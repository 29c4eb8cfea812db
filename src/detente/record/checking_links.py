"""Checking what linking judged, and the index by which it finds neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, Table, exists, func, select

from detente.errors import EvidenceError
from detente.nouns import Actor, Discrepancy, Evidence, Lineage, Statement, Story, content_id
from detente.record import evidence, ledger, links, reading, schema, writing
from detente.record.faults import UNREADABLE, Entered, Fault, Sketched

_TEXTS = 64
"""Texts that stay at hand while evidence is compared with them."""
_BATCH = 1000
_KINDS: tuple[tuple[Table, type[Any]], ...] = (
    (schema.actors, Actor),
    (schema.lineage, Lineage),
    (schema.stories, Story),
    (schema.statements, Statement),
    (schema.discrepancies, Discrepancy),
)
_MEMBERS: dict[type[Any], tuple[Table, str, str]] = {
    Actor: (schema.actor_names, "actor", "name"),
    Story: (schema.story_articles, "story", "article"),
    Statement: (schema.statement_attributions, "statement", "attribution"),
}
"""The table that repeats a noun's parts, its column for the noun and its column for the part."""


def check(connection: Connection) -> Iterator[Fault]:
    """What is wrong with links: one fault a row, then evidence that does not hold."""
    for table, kind in _KINDS:
        query = select(table).order_by(table.c.id).execution_options(yield_per=_BATCH)
        for row in connection.execute(query).mappings():
            why = _wrong(connection, row, kind)
            if why is not None:
                yield Fault(part="links", where=row["id"], why=why)
    yield from _unproved(connection)
    yield from _without_owner(connection)


def _wrong(connection: Connection, row: RowMapping, kind: type[Any]) -> str | None:
    try:
        noun = msgspec.json.decode(row["body"], type=kind)
    except msgspec.DecodeError as error:
        return f"It cannot be read as it was written ({error})."
    if noun.id != row["id"] or (_made_of(noun) or noun.id) != noun.id:
        return "Its id is not that of its content."
    columns = {name: getattr(noun, name) for name in row if name in noun.__struct_fields__}
    if kind is Statement:
        columns["said_from"], columns["said_to"] = writing.days(noun.said_on)
    if any(row[name] != value for name, value in columns.items()):
        return "The columns of its row do not agree with it."
    if not _members_agree(connection, noun):
        return f"Its rows in {_MEMBERS[kind][0].name} do not agree with it."
    if isinstance(noun, Actor | Lineage | Discrepancy) and not _shown(connection, noun):
        return "Its evidence in the table is not the one that it names."
    return None


def _made_of(noun: Any) -> str | None:
    """The id that a link's content gives, where its own fields tell it."""
    match noun:
        case Lineage():
            return content_id("l", noun.source, noun.made)
        case Story():
            return content_id("y", *noun.articles[:1])
        case Statement():
            return content_id("s", *noun.attributions[:1])
    return None


def _members_agree(connection: Connection, noun: Any) -> bool:
    if type(noun) not in _MEMBERS:
        return True
    table, owner, part = _MEMBERS[type(noun)]
    there = connection.execute(select(table.c[part]).where(table.c[owner] == noun.id)).scalars()
    match noun:
        case Actor():
            named = {noun.name, *noun.names}
        case Story():
            named = set(noun.articles)
        case _:
            named = set(noun.attributions)
    return set(there) == named


def _shown(connection: Connection, noun: Actor | Lineage | Discrepancy) -> bool:
    pieces = tuple(piece for _, piece in links.shown_by(noun))
    return pieces == reading.evidence(connection, noun.id)


def _unproved(connection: Connection) -> Iterator[Fault]:
    """Evidence of links whose words do not stand where it says."""

    @lru_cache(_TEXTS)
    def text_of(of: str) -> str | None:
        try:
            return links.text_of(connection, of)
        except UNREADABLE:
            return None  # told of as the page's own fault

    table = schema.evidence
    query = select(table).where(table.c.linked.is_(True)).order_by(table.c.of)
    for row in connection.execute(query.execution_options(yield_per=_BATCH)).mappings():
        piece = Evidence(**{name: row[name] for name in Evidence.__struct_fields__})
        text = text_of(piece.of)
        try:
            evidence.check([(row["owner"], piece)], {} if text is None else {piece.of: text})
        except EvidenceError as error:
            yield Fault(part="links", where=row["owner"], why=str(error))


def _without_owner(connection: Connection) -> Iterator[Fault]:
    """Evidence of links that are not there."""
    table = schema.evidence.c
    owners = (schema.actors, schema.lineage, schema.discrepancies)
    gone = [~exists().where(owner.c.id == table.owner) for owner in owners]
    query = select(table.owner).where(table.linked.is_(True), *gone).distinct()
    for owner in connection.execute(query).scalars():
        yield Fault(part="links", where=owner, why="It is not there, but its evidence is.")


# The index --------------------------------------------------------------------------------------


def check_index(connection: Connection, sketched: Sketched | None) -> Iterator[Fault]:
    """What is wrong with the index by which linking finds neighbours."""
    yield from _unindexed(connection)
    yield from _astray(connection)
    table = schema.blocks.c
    heads = select(table.block, func.min(table.article)).group_by(table.block)
    for block, first in connection.execute(heads.execution_options(yield_per=_BATCH)):
        if block != first:
            why = f"Its block is named for {block}, not for its first article."
            yield Fault(part="index", where=first, why=why)
    for article, entered in _entered(connection):
        if not _right(connection, article, entered, sketched):
            why = "What the index holds of it is not what its text gives."
            yield Fault(part="index", where=article, why=why)


def _unindexed(connection: Connection) -> Iterator[Fault]:
    """Articles that are not in the index although linking says that it saw all."""
    if writing.get_meta(connection, "linked") != writing.get_meta(connection, "generation"):
        return  # the next `read` links them
    for article in ledger.unlinked(connection):
        yield Fault(part="index", where=article, why="It is not in the index of linking.")


def _astray(connection: Connection) -> Iterator[Fault]:
    """Rows of the index about articles that it does not know."""
    for table in (schema.runs, schema.topics):
        known = exists().where(schema.blocks.c.article == table.c.article)
        query = select(table.c.article).where(~known).distinct()
        for article in connection.execute(query).scalars():
            why = f"It is in {table.name}, but not in blocks."
            yield Fault(part="index", where=article, why=why)


def _right(
    connection: Connection, article: str, entered: Entered, sketched: Sketched | None
) -> bool:
    if sketched is None:
        return len(entered.runs) == entered.kept[0]
    try:
        filed = reading.read(connection, [article]).get(article)
    except UNREADABLE:
        return True  # told of as the page's own fault
    return filed is None or sketched(filed.article, filed.page) == entered


def _entered(connection: Connection) -> Iterator[tuple[str, Entered]]:
    """What the index holds, article by article.

    Its tables are sorted by number, so each is read once in the order of articles, side by side.
    """
    blocks, runs, topics = schema.blocks.c, schema.runs.c, schema.topics.c
    runs_of = _Grouped(connection, select(runs.article, runs.hash))
    topics_of = _Grouped(connection, select(topics.article, topics.hash, topics.day))
    query = select(blocks.article, blocks.runs, blocks.vector, blocks.day)
    query = query.order_by(blocks.article).execution_options(yield_per=_BATCH)
    for article, number, vector, day in connection.execute(query):
        yield (
            article,
            Entered(
                runs=frozenset(run for _, run in runs_of.rows(article)),
                topics=frozenset((topic, on) for _, topic, on in topics_of.rows(article)),
                kept=(number, vector, day),
            ),
        )


class _Grouped:
    """The rows of a query article by article, asked for in the order of articles."""

    def __init__(self, connection: Connection, query: Select[Any]) -> None:
        ordered = query.order_by(query.selected_columns[0]).execution_options(yield_per=_BATCH)
        self._groups = groupby(connection.execute(ordered), key=lambda row: row[0])
        self._next = next(self._groups, None)

    def rows(self, article: str) -> list[Any]:
        """The rows of an article, which may be none."""
        while self._next is not None and self._next[0] < article:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != article:
            return []
        return list(self._next[1])
