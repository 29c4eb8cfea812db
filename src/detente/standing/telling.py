"""What the record tells, row by row, each with its source: the input of the fold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from detente import countries
from detente.nouns import (
    Actor,
    Article,
    Attribution,
    Commitment,
    Evidence,
    Mention,
    Move,
    Span,
    Statement,
    When,
)
from detente.standing.sides import Side, Sides, country_name

_EDGES = " \t\n“”\"‘’',;:…"
_THAT = re.compile(r"^that\s+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


class Reading(Protocol):
    """The part of a record's reading side that a standing rests on."""

    def actors(self) -> Iterable[Actor]:
        """Yield all actors."""
        ...

    def statements(self) -> Iterable[Statement]:
        """Yield all statements."""
        ...

    def attributions(self, *, article: str | None = None) -> Iterable[Attribution]:
        """Yield attributions, of one article."""
        ...

    def mentions(self, article: str, /) -> Iterable[Mention]:
        """Yield the mentions of an article."""
        ...

    def moves(self) -> Iterable[Move]:
        """Yield all moves."""
        ...

    def commitments(self) -> Iterable[Commitment]:
        """Yield all commitments."""
        ...

    def get(self, prefix: str, /) -> object:
        """Return the noun of an id."""
        ...


@dataclass(frozen=True)
class Telling:
    """One attribution, or an article's own voice, as the source of moves and commitments.

    `side` is the speaker's party, `origins` names the independent origins that tell it.
    """

    article: Article
    attribution: Attribution | None
    side: str | None
    speaker: str | None
    statement: str | None
    origins: tuple[str, ...]
    said_on: When | None
    mentions: tuple[Mention, ...]
    sides: Sides

    def evidence(self, spans: Iterable[Span], role: str = "content") -> tuple[Evidence, ...]:
        """Return spans of the article as evidence with their exact words."""
        text = self.article.text
        return tuple(
            Evidence(of=self.article.id, start=start, end=end, exact=text[start:end], role=role)
            for start, end in spans
        )

    def words(self, spans: Iterable[Span]) -> str:
        """Return the words at spans as one line, without marks at its edges."""
        text = self.article.text
        joined = " ".join(text[start:end] for start, end in spans)
        return _THAT.sub("", _SPACE.sub(" ", joined).strip(_EDGES))

    def side_of(self, name: str | None) -> str | None:
        """Return the side of a name as this article uses it."""
        return self._local.get(name or "") or self.sides.of_name(name)

    def named(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """Return the sides that the words at spans name, in order, each once."""
        places = list(spans)
        found: list[tuple[int, str]] = []
        for mention in self.mentions:
            if any(start <= mention.start < end for start, end in places):
                side = self.sides.of_mention(mention)
                if side is not None:
                    found.append((mention.start, side))
        for start, end in places:
            for country in countries.find(self.article.text[start:end]):
                found.append((start + country.start, country.name))
        return tuple(dict.fromkeys(side for _, side in sorted(found)))

    @cached_property
    def day(self) -> str:
        """The first day on which it can have been said; the article's own where none is known."""
        when = self.said_on or self.article.published
        if isinstance(when, str):
            return when
        return ((when.earliest or when.latest) if when else None) or ""

    @cached_property
    def _local(self) -> dict[str, str]:
        found = {}
        for mention in self.mentions:
            side = self.sides.of_mention(mention)
            if side is not None and side != mention.name:
                found[mention.name] = side
        return found


@dataclass(frozen=True, slots=True)
class Facts:
    """Moves and commitments with their sources."""

    moves: tuple[tuple[Telling, Move], ...]
    commitments: tuple[tuple[Telling, Commitment], ...]


def gather(store: Reading, sides: Sides, parties: Iterable[Side]) -> Facts:
    """Read the rows of all articles in which one of the parties has a part.

    Args:
        store: a record's reading side.
        sides: who belongs to whom in it.
        parties: the parties that matter.

    """
    wanted = tuple(parties)
    moves: dict[str, list[Move]] = defaultdict(list)
    commitments: dict[str, list[Commitment]] = defaultdict(list)
    relevant: set[str] = set()
    for move in store.moves():
        article = move.article or ""
        moves[article].append(move)
        if article not in relevant and _concerns(_sides_of_move(move, sides), wanted):
            relevant.add(article)
    for commitment in store.commitments():
        article = commitment.article or ""
        commitments[article].append(commitment)
        if article not in relevant and _concerns(_sides_of(commitment, sides), wanted):
            relevant.add(article)
    statements = {statement.id: statement for statement in store.statements()} if relevant else {}
    told_moves: list[tuple[Telling, Move]] = []
    told_commitments: list[tuple[Telling, Commitment]] = []
    for article in sorted(relevant):
        tellings = dict(_tellings(store, article, sides, statements))
        told_moves += [(tellings[m.attribution], m) for m in moves[article]]
        told_commitments += [(tellings[c.attribution], c) for c in commitments[article]]
    return Facts(tuple(told_moves), tuple(told_commitments))


def _tellings(
    store: Reading, article_id: str, sides: Sides, statements: dict[str, Statement]
) -> Iterator[tuple[str | None, Telling]]:
    """Every source of one article by its attribution's id, its own voice under None."""
    article = store.get(article_id)
    assert isinstance(article, Article)  # noqa: S101  the id was read as an article's
    mentions = tuple(store.mentions(article.id))
    own = (article.outlet or article.id,)
    yield None, Telling(article, None, None, None, None, own, None, mentions, sides)
    for one in store.attributions(article=article.id):
        statement = statements.get(one.statement or "")
        speaker = one.speaker
        side = _speaking_for(one, sides, mentions, article)
        yield (
            one.id,
            Telling(
                article=article,
                attribution=one,
                side=side,
                speaker=speaker.name if speaker else None,
                statement=one.statement,
                origins=statement.origin_names if statement and statement.origin_names else own,
                said_on=(statement.said_on if statement else None) or one.said_on,
                mentions=mentions,
                sides=sides,
            ),
        )


def _speaking_for(
    attribution: Attribution, sides: Sides, mentions: tuple[Mention, ...], article: Article
) -> str | None:
    """The side that a speaker speaks for, by their actor, their mention, or the words for them."""
    speaker = attribution.speaker
    if speaker is None:
        return None
    actor = sides.actors.get(speaker.actor or "")
    if actor is not None and actor.country:
        return country_name(actor.country)
    for mention in mentions:
        if mention.name == speaker.name and mention.country:
            return country_name(mention.country)
    if speaker.anonymous:
        words = " ".join(article.text[start:end] for start, end in attribution.source)
        named = countries.find(words) or countries.find(speaker.name)
        return named[0].name if named else None
    return sides.of_name(speaker.name)


def _concerns(found: Iterable[str | None], parties: tuple[Side, ...]) -> bool:
    return any(party.holds(side) for side in found for party in parties)


def _sides_of_move(move: Move, sides: Sides) -> Iterator[str | None]:
    for party in (*move.source, *move.target):
        yield sides.of_party(party)
        yield party.name


def _sides_of(commitment: Commitment, sides: Sides) -> Iterator[str | None]:
    halves = (commitment.antecedent, commitment.consequent)
    for name in (commitment.debtor, commitment.creditor, *(half.who for half in halves if half)):
        yield sides.of_name(name)
        yield name
