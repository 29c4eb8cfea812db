"""What a standing reads: the articles in which parties have a part together.

Each question is answered from an index, so that it costs what it returns and not what the record
holds. Open for one transaction (`Store.parties`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec
from sqlalchemy import Connection, Select, Subquery, Table, func, literal, or_, select, union_all

from detente.nouns import Actor, Annotated, Article, Attribution, Commitment, Mention, Move
from detente.nouns import Statement as Statement_
from detente.record import parts, schema
from detente.record.writing import insert_all, portions

Noun = TypeVar("Noun", bound=msgspec.Struct)
Group = tuple[Collection[str], Collection[str]]
"""A party's names and codes, and the countries whose people speak for it."""


class Told(NamedTuple):
    """An article with all that was found in it, its speakers and mentions linked to actors."""

    article: Article
    attributions: tuple[Attribution, ...]
    mentions: tuple[Mention, ...]
    moves: tuple[Move, ...]
    commitments: tuple[Commitment, ...]


class Pair(NamedTuple):
    """Two names that are told of together, in how many moves and commitments."""

    one: str
    other: str
    moves: int
    commitments: int


class Parties:
    """The record by its parties, as it stood when this was opened."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def together(self, groups: Sequence[Group], until: str | None = None) -> list[str]:
        """The articles in which two groups or more have a part, the latest first.

        Args:
            groups: of each the names (or codes), and the countries whose people count for it.
            until: an ISO day; later articles come after all others.

        """
        chosen = _with_part(groups)
        query = select(chosen.c.article).group_by(chosen.c.article).having(func.count() > 1)
        return self._latest(query, chosen, until)

    def alone(self, groups: Sequence[Group], until: str | None, limit: int | None) -> list[str]:
        """The articles in which only one of these groups has a part, at most so many."""
        chosen = _with_part(groups)
        query = select(chosen.c.article).group_by(chosen.c.article).having(func.count() == 1)
        return self._latest(query.limit(limit), chosen, until)

    def naming(self, names: Collection[str], limit: int) -> list[str]:
        """The latest articles in which any of these names has a part, at most so many."""
        chosen = _with_part([(names, ())])
        query = select(chosen.c.article).group_by(chosen.c.article)
        return self._latest(query.limit(limit), chosen, None)

    def _latest(self, query: Select[Any], chosen: Subquery, until: str | None) -> list[str]:
        day = func.max(chosen.c.day)
        later = [day > until] if until is not None else []
        query = query.order_by(*later, day.desc(), chosen.c.article)
        return list(self._connection.execute(query).scalars())

    def told(self, articles: Iterable[str]) -> Iterator[Told]:
        """These articles with all that was found in them, a portion of them at a time."""
        for portion in portions(articles):
            texts = self._texts(portion)
            said = self._attributions(portion)
            named = self._mentions(portion)
            moves = self.grouped(schema.moves, Move, portion)
            bound = self.grouped(schema.commitments, Commitment, portion)
            for key in portion:
                if key in texts:
                    yield Told(
                        texts[key],
                        tuple(said.get(key, ())),
                        tuple(named.get(key, ())),
                        tuple(msgspec.structs.replace(m, article=key) for m in moves.get(key, ())),
                        tuple(msgspec.structs.replace(c, article=key) for c in bound.get(key, ())),
                    )

    def statements(self, ids: Iterable[str]) -> dict[str, Statement_]:
        """Statements by their ids."""
        table = schema.statements.c
        return {
            key: msgspec.json.decode(body, type=Statement_)
            for portion in portions(ids)
            for key, body in self._connection.execute(
                select(table.id, table.body).where(table.id.in_(portion))
            )
        }

    def actors(
        self, *, names: Collection[str] = (), ids: Collection[str] = (), kind: str | None = None
    ) -> list[Actor]:
        """The actors of these ids, those who go by these names, and those of a kind."""
        table, called = schema.actors.c, schema.actor_names.c
        found: dict[str, Actor] = {}
        queries: list[Select[Any]] = []
        if kind is not None:
            queries.append(select(table.body).where(table.kind == kind))
        queries += [select(table.body).where(table.id.in_(some)) for some in portions(ids)]
        for some in portions(names):
            meant = select(called.actor).where(called.name.in_(some))
            queries.append(select(table.body).where(table.id.in_(meant)))
        for query in queries:
            for body in self._connection.execute(query).scalars():
                actor = msgspec.json.decode(body, type=Actor)
                found[actor.id] = actor
        return sorted(found.values(), key=lambda actor: actor.id)

    def has_part(self, name: str) -> bool:
        """Whether a name has a part in some article."""
        query = select(schema.parts.c.article).where(schema.parts.c.name == name).limit(1)
        return self._connection.execute(query).first() is not None

    def names(self) -> list[str]:
        """Every name of every actor: all of it is read."""
        called = schema.actor_names.c
        return list(self._connection.execute(select(called.name).distinct()).scalars())

    def countries(self) -> list[str]:
        """The countries that actors have, as codes or names."""
        table = schema.actors.c
        query = select(table.country).where(table.country.is_not(None)).distinct()
        return list(self._connection.execute(query).scalars())

    def pairs(self, limit: int, weight: int) -> list[Pair]:
        """The names that are told of together most, at most so many pairs.

        A commitment counts as much as so many moves (`weight`).
        """
        rows = schema.pairs.c
        moves, bound = func.sum(rows.moves), func.sum(rows.commitments)
        query = (
            select(rows.one, rows.other, moves, bound)
            .group_by(rows.one, rows.other)
            .order_by((moves + weight * bound).desc(), rows.one, rows.other)
            .limit(limit)
        )
        return [Pair(*row) for row in self._connection.execute(query)]

    def _texts(self, articles: Sequence[str]) -> dict[str, Article]:
        table = schema.articles.c
        query = select(table.body, table.text).where(table.id.in_(articles))
        decoder = msgspec.json.Decoder(Article)
        found = (
            msgspec.structs.replace(decoder.decode(body), text=text)
            for body, text in self._connection.execute(query).all()
        )
        return {article.id: article for article in found}

    def _attributions(self, articles: Sequence[str]) -> dict[str, list[Attribution]]:
        table, speakers = schema.attributions, schema.speakers
        members = schema.statement_attributions
        query = (
            select(table.c.article, table.c.body, speakers.c.actor, members.c.statement)
            .outerjoin(speakers, speakers.c.attribution == table.c.id)
            .outerjoin(members, members.c.attribution == table.c.id)
            .where(table.c.article.in_(articles))
            .order_by(table.c.article, table.c.ordinal)
        )
        decoder = msgspec.json.Decoder(Attribution)
        found: dict[str, list[Attribution]] = {}
        for article, body, actor, statement in self._connection.execute(query).all():
            one = decoder.decode(body)
            speaker = one.speaker and msgspec.structs.replace(one.speaker, actor=actor)
            found.setdefault(article, []).append(
                msgspec.structs.replace(one, speaker=speaker, article=article, statement=statement)
            )
        return found

    def _mentions(self, articles: Sequence[str]) -> dict[str, list[Mention]]:
        table, meant = schema.mentions.c, schema.mentioned.c
        same = (
            (meant.article == table.article)
            & (meant.start == table.start)
            & (meant.end == table.end)
        )
        query = (
            select(table.article, table.body, meant.actor)
            .outerjoin(schema.mentioned, same)
            .where(table.article.in_(articles))
            .order_by(table.article, table.start, table.ordinal)
        )
        decoder = msgspec.json.Decoder(Mention)
        found: dict[str, list[Mention]] = {}
        for article, body, actor in self._connection.execute(query).all():
            one = msgspec.structs.replace(decoder.decode(body), actor=actor)
            found.setdefault(article, []).append(one)
        return found

    def grouped(
        self, table: Table, kind: type[Noun], articles: Sequence[str]
    ) -> dict[str, list[Noun]]:
        """The nouns of a table by article, each article's in its order."""
        columns = table.c
        query = select(columns.article, columns.body).where(columns.article.in_(articles))
        decoder = msgspec.json.Decoder(kind)
        found: dict[str, list[Noun]] = {}
        ordered = query.order_by(columns.article, columns.ordinal)
        for article, body in self._connection.execute(ordered).all():
            found.setdefault(article, []).append(decoder.decode(body))
        return found


def _with_part(groups: Sequence[Group]) -> Subquery:
    """Every article once for each group that has a part in it, with its day."""
    rows = schema.parts.c
    return union_all(
        *(
            select(rows.article, rows.day, literal(number).label("part"))
            .where(_has_part(names, countries))
            .distinct()
            for number, (names, countries) in enumerate(groups)
        )
    ).subquery()


def _has_part(names: Collection[str], countries: Collection[str]) -> Any:
    rows, actors, called = schema.parts.c, schema.actors.c, schema.actor_names.c
    people = (
        select(called.name)
        .join(schema.actors, actors.id == called.actor)
        .where(actors.country.in_(countries))
    )
    return or_(rows.name.in_(names), rows.name.in_(people)) if countries else rows.name.in_(names)


def fill(connection: Connection) -> None:
    """Make the index anew from the rows of all articles, a portion of them at a time."""
    for table in (schema.parts, schema.pairs):
        connection.execute(table.delete())
    texts, reading = schema.articles.c, Parties(connection)
    day = func.coalesce(texts.published_from, texts.published_to)
    days = {row.id: row.day for row in connection.execute(select(texts.id, day.label("day")))}
    for portion in portions(days):
        named = reading.grouped(schema.mentions, Mention, portion)
        moves = reading.grouped(schema.moves, Move, portion)
        bound = reading.grouped(schema.commitments, Commitment, portion)
        have: list[parts.Row] = []
        between: list[parts.Row] = []
        for key in portion:
            found = Annotated(
                mentions=tuple(named.get(key, ())),
                moves=tuple(moves.get(key, ())),
                commitments=tuple(bound.get(key, ())),
            )
            have += parts.part_rows(key, days[key], found)
            between += parts.pair_rows(key, found)
        insert_all(connection, schema.parts, have)
        insert_all(connection, schema.pairs, between)
