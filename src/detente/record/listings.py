"""Parts of long listings, and rows by what they belong to: for views that show a page at a time.

Each question is answered from an index, so that it costs what it returns and not what the record
holds; those that count or sort all of it read columns alone and say so. Open for one transaction
(`Store.listings`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from detente.nouns import (
    Actor,
    Article,
    Attribution,
    Discrepancy,
    Lineage,
    Move,
    Page,
    Party,
    Span,
    Statement,
    Story,
)
from detente.record import reading, schema
from detente.record.writing import portions

Marks = tuple[int, int]
"""Numbers of the article and of the attribution that were filed last."""


class Told(NamedTuple):
    """A statement or an act without its words: whose it is, and between which days it lies.

    `country` and `name` are those of the speaker's actor, or of who acts; `told` is the first day
    of its reports where no day is known on which it was said. `place` is the article and the span
    that show an act.
    """

    id: str
    country: str | None
    name: str | None
    said_from: str | None
    said_to: str | None
    told: str | None = None
    place: tuple[str, int, int] | None = None


class _Act(msgspec.Struct):
    """The part of a move that says who did it, and where."""

    id: str
    evidence: tuple[Span, ...]
    source: tuple[Party, ...]


class Listings:
    """What a page of a long listing needs, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # Rows by what they belong to ------------------------------------------------------------------

    def articles_of(self, page: str) -> tuple[Article, ...]:
        """The articles of a page, in its order."""
        table = schema.articles.c
        query = select(table.body, table.text).where(table.page == page).order_by(table.ordinal)
        return tuple(_article(row) for row in self._connection.execute(query))

    def story_of(self, article: str) -> str | None:
        """The id of the story that an article is in."""
        members = schema.story_articles.c
        query = select(members.story).where(members.article == article).order_by(members.story)
        return self._connection.execute(query.limit(1)).scalar()

    def kin_of(self, articles: Iterable[str]) -> tuple[Lineage, ...]:
        """The links from and to any of these articles, by id."""
        table = schema.lineage.c
        found: dict[str, Lineage] = {}
        for part in portions(articles):
            query = select(table.body).where(table.source.in_(part) | table.made.in_(part))
            for link in self._nouns(query, Lineage):
                found[link.id] = link
        return tuple(found[i] for i in sorted(found))

    def kinships(self, relations: Iterable[str]) -> list[tuple[str, str]]:
        """From which article to which there is a link of some relations; reads every link."""
        table = schema.lineage.c
        query = select(table.source, table.made).where(table.relation.in_(list(relations)))
        return [(row.source, row.made) for row in self._connection.execute(query)]

    def differences_of(
        self, statements: Iterable[str] = (), articles: Iterable[str] = ()
    ) -> tuple[Discrepancy, ...]:
        """The discrepancies of statements, and those shown by passages of articles, by id."""
        table, shown = schema.discrepancies.c, schema.evidence.c
        wanted: set[str] = set()
        for part in portions(statements):
            of_these = select(table.id).where(table.statement.in_(part))
            wanted.update(self._connection.execute(of_these).scalars())
        for part in portions(articles):
            there = shown.of.in_(part) & shown.owner.startswith("d:")
            wanted.update(self._connection.execute(select(shown.owner).where(there)).scalars())
        found = self._by_id(schema.discrepancies, Discrepancy, wanted)
        return tuple(found[i] for i in sorted(found))

    def report_counts(self, articles: Iterable[str]) -> dict[str, int]:
        """How many attributions there are in each of these articles."""
        article = schema.attributions.c.article
        query = select(article, func.count().label("said")).group_by(article)
        return {
            row.article: row.said
            for part in portions(articles)
            for row in self._connection.execute(query.where(article.in_(part)))
        }

    # Many nouns at once ---------------------------------------------------------------------------

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Articles by id."""
        table = schema.articles.c
        query = select(table.body, table.text)
        rows = (
            row
            for part in portions(ids)
            for row in self._connection.execute(query.where(table.id.in_(part)))
        )
        return {article.id: article for article in map(_article, rows)}

    def pages(self, ids: Iterable[str]) -> dict[str, Page]:
        """Pages by id, without their text."""
        table, files = schema.pages.c, schema.page_files.c
        first = (files.page == table.id) & (files.ordinal == 0)
        query = select(table.body, files.file).outerjoin(schema.page_files, first)
        found = {}
        for part in portions(ids):
            for row in self._connection.execute(query.where(table.id.in_(part))):
                page = msgspec.json.decode(row.body, type=Page)
                found[page.id] = msgspec.structs.replace(page, file=row.file)
        return found

    def actors(self, ids: Iterable[str]) -> dict[str, Actor]:
        """Actors by id."""
        return self._by_id(schema.actors, Actor, ids)

    def stories(self, ids: Iterable[str]) -> dict[str, Story]:
        """Stories by id."""
        return self._by_id(schema.stories, Story, ids)

    def statements(self, ids: Iterable[str]) -> dict[str, Statement]:
        """Statements by id."""
        return self._by_id(schema.statements, Statement, ids)

    def attributions(
        self,
        *,
        ids: Iterable[str] = (),
        statements: Iterable[str] = (),
        articles: Iterable[str] = (),
    ) -> dict[str, Attribution]:
        """Attributions by id, those named and those of statements and articles."""
        wanted = (
            (schema.attributions.c.id, ids),
            (schema.statement_attributions.c.statement, statements),
            (schema.attributions.c.article, articles),
        )
        return {
            found.id: found
            for column, values in wanted
            for part in portions(values)
            for found in reading.attributions_where(self._connection, column.in_(part))
        }

    def moves(
        self,
        *,
        ids: Iterable[str] = (),
        attributions: Iterable[str] = (),
        articles: Iterable[str] = (),
    ) -> tuple[Move, ...]:
        """The moves that are named, and those of attributions and of articles."""
        table = schema.moves.c
        wanted = (table.id, ids), (table.attribution, attributions), (table.article, articles)
        return tuple(
            move
            for column, values in wanted
            for part in portions(values)
            for move in reading.moves_where(self._connection, column.in_(part))
        )

    # Parts of listings ----------------------------------------------------------------------------

    def latest(self, limit: int) -> tuple[Statement, ...]:
        """The statements said last of those whose day is known, those of most origins first."""
        table = schema.statements.c
        dated = select(table.said_from.label("day"), table.origins, table.id, table.body)
        dated = dated.where(table.said_from.is_not(None))
        ended = select(table.said_to.label("day"), table.origins, table.id, table.body)
        ended = ended.where(table.said_from.is_(None) & table.said_to.is_not(None))
        rows = [
            row
            for query, day in ((dated, table.said_from), (ended, table.said_to))
            for row in self._connection.execute(
                query.order_by(day.desc(), table.origins.desc(), table.id).limit(limit)
            )
        ]
        rows.sort(key=lambda row: row.id)
        rows.sort(key=lambda row: (row.day, row.origins), reverse=True)
        return tuple(msgspec.json.decode(row.body, type=Statement) for row in rows[:limit])

    def said_by(self, actor: str, skip: int, limit: int) -> tuple[Statement, ...]:
        """A part of an actor's statements by day, those of unknown day last."""
        table = schema.statements.c
        query = select(table.body).where(table.speaker == actor)
        day = func.coalesce(table.said_from, table.said_to, "9999")
        return tuple(
            self._nouns(query.order_by(day, table.id).offset(skip).limit(limit), Statement)
        )

    def count_said_by(self, actor: str) -> int:
        """How many statements an actor made."""
        table = schema.statements
        query = select(func.count()).select_from(table).where(table.c.speaker == actor)
        return int(self._connection.execute(query).scalar_one())

    def discrepancies(self, kind: str | None, skip: int, limit: int) -> tuple[Discrepancy, ...]:
        """A part of the discrepancies by id, of one kind where one is named."""
        table = schema.discrepancies.c
        query = _of_kind(select(table.body), table.kind, kind).order_by(table.id)
        return tuple(self._nouns(query.offset(skip).limit(limit), Discrepancy))

    def count_discrepancies(self, kind: str | None) -> int:
        """How many discrepancies there are, of one kind where one is named."""
        table = schema.discrepancies
        query = _of_kind(select(func.count()).select_from(table), table.c.kind, kind)
        return int(self._connection.execute(query).scalar_one())

    def statement_counts(self) -> dict[str, int]:
        """How many statements each actor made; reads every statement's speaker."""
        speaker = schema.statements.c.speaker
        query = (
            select(speaker, func.count().label("said"))
            .where(speaker.is_not(None))
            .group_by(speaker)
        )
        return {row.speaker: row.said for row in self._connection.execute(query)}

    def actor_names(self) -> list[tuple[str, str, str]]:
        """Id, name and kind of every actor."""
        table = schema.actors.c
        rows = self._connection.execute(select(table.id, table.name, table.kind))
        return [(row.id, row.name, row.kind) for row in rows]

    def story_sizes(self) -> list[tuple[str, str | None, int]]:
        """Id, last day and number of articles of every story."""
        table, members = schema.stories.c, schema.story_articles.c
        query = select(table.id, table.last, func.count())
        query = query.join(schema.story_articles, members.story == table.id)
        rows = self._connection.execute(query.group_by(table.id, table.last))
        return [(identifier, last, count) for identifier, last, count in rows]

    # What is told by day --------------------------------------------------------------------------

    def said(self) -> Iterator[Told]:
        """Every statement without its words, in no order; reads columns of every statement."""
        table, actors = schema.statements.c, schema.actors.c
        named = {
            row.id: (row.country, row.name)
            for row in self._connection.execute(select(actors.id, actors.country, actors.name))
        }
        unlinked, first_told = self._unlinked(), self._first_told()
        query = select(table.id, table.speaker, table.said_from, table.said_to)
        for identifier, speaker, said_from, said_to in self._connection.execute(query):
            country, name = named.get(speaker) or (None, unlinked.get(identifier))
            told = None if said_from or said_to else first_told.get(identifier)
            yield Told(identifier, country, name, said_from, said_to, told)

    def done(self) -> Iterator[Told]:
        """Every move that nobody is quoted for, in no order; reads each of them."""
        moves, articles = schema.moves.c, schema.articles.c
        query = select(moves.body, moves.article, articles.published_from, articles.published_to)
        query = query.join(schema.articles, articles.id == moves.article)
        for row in self._connection.execute(query.where(moves.attribution.is_(None))):
            act = msgspec.json.decode(row.body, type=_Act)
            party = act.source[0] if act.source else None
            if act.evidence:
                yield Told(
                    act.id,
                    party.code if party else None,
                    party.name if party else None,
                    None,
                    None,
                    row.published_from or row.published_to,
                    (row.article, *act.evidence[0]),
                )

    def doing(self, speech_act: str) -> set[str]:
        """The ids of the statements and of the acts that do this; reads every such move."""
        moves, members = schema.moves.c, schema.statement_attributions.c
        said = select(members.statement).join(
            schema.moves, moves.attribution == members.attribution
        )
        done = select(moves.id).where(moves.attribution.is_(None))
        return {
            identifier
            for query in (said, done)
            for identifier in self._connection.execute(
                query.where(moves.speech_act == speech_act)
            ).scalars()
        }

    def speech_acts(self) -> list[str]:
        """The speech acts that there are, sorted."""
        act = schema.moves.c.speech_act
        query = select(act).where(act.is_not(None)).distinct().order_by(act)
        return list(self._connection.execute(query).scalars())

    def _unlinked(self) -> dict[str, str]:
        """The fullest name of the speaker of each statement that is linked to no actor."""
        table, members, said = (
            schema.statements.c,
            schema.statement_attributions.c,
            schema.attributions.c,
        )
        query = (
            select(table.id, said.speaker)
            .join(schema.statement_attributions, members.statement == table.id)
            .join(schema.attributions, said.id == members.attribution)
            .where(table.speaker.is_(None) & said.speaker.is_not(None))
        )
        found: dict[str, str] = {}
        for identifier, name in self._connection.execute(query):
            found[identifier] = max(found.get(identifier, ""), name, key=lambda n: (len(n), n))
        return found

    def _first_told(self) -> dict[str, str]:
        """The first day on which each statement was told of which no day is known."""
        table, members = schema.statements.c, schema.statement_attributions.c
        said, articles = schema.attributions.c, schema.articles.c
        day = func.min(func.coalesce(articles.published_from, articles.published_to))
        query = (
            select(table.id, day)
            .join(schema.statement_attributions, members.statement == table.id)
            .join(schema.attributions, said.id == members.attribution)
            .join(schema.articles, articles.id == said.article)
            .where(table.said_from.is_(None) & table.said_to.is_(None))
            .group_by(table.id)
        )
        return {identifier: day for identifier, day in self._connection.execute(query) if day}

    # What was filed since -------------------------------------------------------------------------

    def marks(self) -> Marks:
        """The numbers of what was filed last."""
        article, said = (
            self._connection.execute(select(func.max(table.c.number))).scalar()
            for table in (schema.articles, schema.attributions)
        )
        return article or 0, said or 0

    def filed_since(self, article: int, limit: int) -> tuple[int, tuple[Article, ...]]:
        """How many articles were filed after a number, and the last of them."""
        table = schema.articles.c
        count = select(func.count()).select_from(schema.articles).where(table.number > article)
        query = select(table.body, table.text).where(table.number > article)
        rows = self._connection.execute(query.order_by(table.number.desc()).limit(limit))
        return int(self._connection.execute(count).scalar_one()), tuple(map(_article, rows))

    def said_since(self, attribution: int, limit: int) -> tuple[int, tuple[Statement, ...]]:
        """How many statements all reports of which were filed after a number, and the last."""
        said, members = schema.attributions.c, schema.statement_attributions.c
        earlier = (
            select(members.statement)
            .join(schema.attributions, said.id == members.attribution)
            .where(said.number <= attribution)
        )
        # Without grouping, so that a database reads no more than what was filed since.
        new = (
            select(members.statement)
            .join(schema.attributions, said.id == members.attribution)
            .where(said.number > attribution)
            .order_by(said.number.desc())
        )
        found = list(dict.fromkeys(self._connection.execute(new).scalars()))
        old: set[str] = set()
        for part in portions(found):
            known = earlier.where(members.statement.in_(part)).distinct()
            old.update(self._connection.execute(known).scalars())
        fresh = [identifier for identifier in found if identifier not in old]
        nouns = self.statements(fresh[:limit])
        return len(fresh), tuple(nouns[i] for i in fresh[:limit] if i in nouns)

    def _by_id(self, table: Table, kind: type[reading.Noun], ids: Iterable[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in portions(ids):
            for noun in self._nouns(select(table.c.body).where(table.c.id.in_(part)), kind):
                found[noun.id] = noun  # type: ignore[attr-defined]
        return found

    def _nouns(self, query: Select[Any], kind: type[reading.Noun]) -> Iterator[reading.Noun]:
        for row in self._connection.execute(query).scalars():
            yield msgspec.json.decode(row, type=kind)


def _article(row: Any) -> Article:
    return msgspec.structs.replace(msgspec.json.decode(row.body, type=Article), text=row.text)


def _of_kind(query: Select[Any], column: ColumnElement[str], kind: str | None) -> Select[Any]:
    return query if kind is None else query.where(column == kind)
