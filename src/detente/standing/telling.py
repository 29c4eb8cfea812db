"""What the record tells, row by row, each with its source: the input of the fold."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from detente import countries
from detente.nouns import (
    Article,
    Attribution,
    Commitment,
    Evidence,
    Mention,
    Move,
    Span,
    When,
)
from detente.standing.serving import bare
from detente.standing.sides import Sides, country_name
from detente.standing.wordings import words_for

if TYPE_CHECKING:
    from detente.record.parties import Parties

_EDGES = " \t\n“”\"‘’',;:…"
_THAT = re.compile(r"^that\s+", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|under|ambassador\s+to|envoy\s+to|embassy\s+in)\s+(?:the\s+)?\Z", re.I)
_AT = re.compile(r"\b(?:in|at)\s+(?:the\s+)?\Z", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


class Reading(Protocol):
    """The part of a record's reading side that a standing rests on."""

    def parties(self) -> AbstractContextManager[Parties]:
        """Open the record by its parties, as it stands now."""
        ...


@dataclass(frozen=True)
class Scene:
    """An article with the names in it, and whose they are."""

    article: Article
    mentions: tuple[Mention, ...]
    sides: Sides

    @cached_property
    def sided(self) -> list[tuple[int, str]]:
        """Where the article names sides, in order."""
        found = ((mention.start, self.sides.of_mention(mention)) for mention in self.mentions)
        return sorted((start, side) for start, side in found if side is not None)

    @cached_property
    def named(self) -> frozenset[str]:
        """The sides of everybody whom the article names."""
        return frozenset(side for _, side in self.sided)

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The country of every mention of one."""
        found = (
            self.sides.of_name(country_name(mention.country or mention.name))
            for mention in self.mentions
            if mention.kind == "country" or self.sides.is_country(mention.name)
        )
        return tuple(side for side in found if side is not None)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """The names of the people in it."""
        return tuple(dict.fromkeys(m.name for m in self.mentions if m.kind == "person"))

    @cached_property
    def local(self) -> dict[str, str]:
        """The side of each name, as this article uses it."""
        found = {}
        for mention in self.mentions:
            side = self.sides.of_mention(mention)
            if side is not None and side != mention.name:
                found[mention.name] = side
        return found

    @cached_property
    def heard(self) -> dict[tuple[Span, ...], tuple[str, tuple[tuple[int, str], ...]]]:
        """What was read of spans already: their words, and the sides named in them."""
        return {}


@dataclass(frozen=True)
class Telling:
    """One attribution, or an article's own voice, as the source of moves and commitments.

    `side` is the speaker's party, `origins` names the independent origins that tell it.
    """

    scene: Scene
    attribution: Attribution | None
    side: str | None
    speaker: str | None
    statement: str | None
    origins: tuple[str, ...]
    said_on: When | None

    @property
    def article(self) -> Article:
        """The article that tells it."""
        return self.scene.article

    @property
    def sides(self) -> Sides:
        """Whose names are whose."""
        return self.scene.sides

    def evidence(self, spans: Iterable[Span], role: str = "content") -> tuple[Evidence, ...]:
        """Return spans of the article as evidence with their exact words."""
        text = self.article.text
        return tuple(
            Evidence(of=self.article.id, start=start, end=end, exact=text[start:end], role=role)
            for start, end in spans
        )

    def words(self, spans: Iterable[Span]) -> str:
        """Return the words at spans as one line, without marks at its edges."""
        return self._heard(tuple(spans))[0]

    def side_of(self, name: str | None) -> str | None:
        """Return the side of a name as this article uses it."""
        return self.scene.local.get(name or "") or self.sides.of_name(name)

    def named(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """Return the sides that the words at spans name, in order, each once."""
        return tuple(dict.fromkeys(side for _, side in self._heard(tuple(spans))[1]))

    def concerned(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """Return the sides named, without agents ("led by X") and posts ("envoy to X")."""
        text = self.article.text
        names = self._heard(tuple(spans))[1]
        found = (n for n in names if not _BY.search(text, max(0, n[0] - 20), n[0]))
        return tuple(dict.fromkeys(side for _, side in found))

    def meeting(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """Return the sides that meet or talk, by the words at spans that tell of it.

        Neither where they met nor what they spoke of, and nobody of a clause on something else
        ("since X took the port"), as long as two remain.
        """
        spans, text = tuple(spans), self.article.text
        names = [n for n in self._heard(spans)[1] if not _BY.search(text, max(0, n[0] - 20), n[0])]
        there = [n for n in names if not _AT.search(text, max(0, n[0] - 10), n[0])]
        names = there if _two(there) else names
        for start, end in spans:
            for aside in words_for("aside").finditer(text, start, end):
                before = [n for n in names if n[0] < aside.start()]
                names = before if _two(before) else names
        return tuple(dict.fromkeys(side for _, side in names))

    def subject(self, spans: Iterable[Span]) -> tuple[str, str] | None:
        """Return the side with which the words at spans begin, and the words after its name."""
        words = bare(self.words(spans)).split(" ")
        if not words[0][:1].isupper():
            return None
        for count in (3, 2, 1):
            side = self.side_of(" ".join(words[:count]))
            if side is not None and self.is_land(side):
                return side, " ".join(words[count:])
        return None

    def _heard(self, spans: tuple[Span, ...]) -> tuple[str, tuple[tuple[int, str], ...]]:
        """The words at spans, and where they name which sides; read once an article."""
        known = self.scene.heard.get(spans)
        if known is None:
            text = self.article.text
            joined = " ".join(text[start:end] for start, end in spans)
            words = _THAT.sub("", _SPACE.sub(" ", joined).strip(_EDGES))
            known = self.scene.heard[spans] = words, tuple(self._names(spans))
        return known

    def _names(self, spans: Iterable[Span]) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        sided = self.scene.sided
        for start, end in spans:
            low, high = bisect_left(sided, (start,)), bisect_left(sided, (end,))
            found += sided[low:high]
            found += self.sides.asked_in(self.article.text, start, end)
            for country in countries.find(self.article.text[start:end]):
                found.append((start + country.start, country.name))
        return sorted(set(found))

    def countries(self) -> tuple[str, ...]:
        """Return the country of every mention of one in the article."""
        return self.scene.countries

    @property
    def sides_named(self) -> frozenset[str]:
        """The sides of everybody whom the article names."""
        return self.scene.named

    def is_land(self, side: str | None) -> bool:
        """Whether a side is a country."""
        return side is not None and (
            self.sides.is_country(side) or countries.by_name(side) is not None
        )

    def is_person(self, name: str) -> bool:
        """Whether the article calls somebody by this name."""
        return any(name in person for person in self.scene.people)

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


@dataclass(frozen=True, slots=True)
class Facts:
    """Moves and commitments with their sources; `unread` articles had to be left out."""

    moves: tuple[tuple[Telling, Move], ...]
    commitments: tuple[tuple[Telling, Commitment], ...]
    unread: int = 0


def _two(names: Iterable[tuple[int, str]]) -> bool:
    return len({side for _, side in names}) > 1
