"""What the record tells, row by row, each with its source: the input of the fold."""

from __future__ import annotations

import re
from bisect import bisect_left
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
from detente.standing.sides import Sides, country_name

_EDGES = " \t\n“”\"‘’',;:…"
_THAT = re.compile(r"^that\s+", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|under|ambassador\s+to|envoy\s+to|embassy\s+in)\s+(?:the\s+)?\Z", re.I)
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
        return tuple(dict.fromkeys(side for _, side in self._names(spans)))

    def concerned(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """Return the sides named, without agents ("led by X") and posts ("envoy to X")."""
        text = self.article.text
        found = (n for n in self._names(spans) if not _BY.search(text, max(0, n[0] - 20), n[0]))
        return tuple(dict.fromkeys(side for _, side in found))

    def _names(self, spans: Iterable[Span]) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        for start, end in spans:
            low, high = bisect_left(self._sided, (start,)), bisect_left(self._sided, (end,))
            found += self._sided[low:high]
            for country in countries.find(self.article.text[start:end]):
                found.append((start + country.start, country.name))
        return sorted(set(found))

    @cached_property
    def _sided(self) -> list[tuple[int, str]]:
        """Where the article names sides, in order."""
        found = ((mention.start, self.sides.of_mention(mention)) for mention in self.mentions)
        return sorted((start, side) for start, side in found if side is not None)

    def countries(self) -> Iterator[str]:
        """Yield the country of every mention of one in the article."""
        for mention in self.mentions:
            if mention.kind == "country" or self.sides.is_country(mention.name):
                side = self.sides.of_name(country_name(mention.country or mention.name))
                if side is not None:
                    yield side

    @cached_property
    def sides_named(self) -> frozenset[str]:
        """The sides of everybody whom the article names."""
        found = (self.sides.of_mention(mention) for mention in self.mentions)
        return frozenset(side for side in found if side is not None)

    def is_land(self, side: str | None) -> bool:
        """Whether a side is a country."""
        return side is not None and (
            self.sides.is_country(side) or countries.by_name(side) is not None
        )

    def is_person(self, name: str) -> bool:
        """Whether the article calls somebody by this name."""
        return any(m.kind == "person" and name in m.name for m in self.mentions)

    @cached_property
    def day(self) -> str:
        """The first day on which it can have been said; the article's own where none is known."""
        for when in (self.said_on, self.article.published):
            day = (when.earliest or when.latest) if isinstance(when, When) else when
            if day:
                return day[:10]
        return ""

    def by(self, on: str | None) -> bool:
        """Whether it is known to have been said by a day; anything counts where none is asked."""
        return on is None or "" < self.day <= on

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
