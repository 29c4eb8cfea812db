"""Whose boats, whose capital: things and places that an article's own words give to a party.

"The last patrol boat" acts for whom the article elsewhere says the boats belong to ("six Norlander
boats", "Norlund sent six boats"), if that is one party only. A city that no list of capitals knows
stands for a government once the article says that the government sits there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol

from detente.moves.lexicon import table
from detente.nouns import Party
from detente.prose import sentences

_ADJECTIVE = re.compile(r"(?P<own>[’']s?)?\s+(?:[\w’'-]+\s+){0,2}?\Z")
_SENT = re.compile(
    r"\s+(?:had\s+|has\s+|have\s+)?(?:sent|deployed|moved|dispatched|stationed|massed|posted|put|"
    r"keeps?|kept|maintains?)\s+(?:[\w’'-]+\s+){0,4}?\Z"
)
_POSSESSIVE = re.compile(r"\b(?:his|her)\s+(?:[\w’'-]+\s+){0,2}\Z", re.IGNORECASE)
_SEAT = (
    r"\b(?:cabinet|government|ministry|ministers|presidency|parliament|presidential palace)"
    r"(?:\s+(?:meeting|session|office|spokes\w+|officials?|building)){0,1}(?:\s+met)?\s+in\s+"
)
_IN = re.compile(
    rf"(?i:{_SEAT})(?P<a>[A-Z]\w+)|\bIn (?P<b>[A-Z]\w+), (?:a|the) (?:government|cabinet|ministry)"
)
_NEAR = 60


class Owner(Protocol):
    """A party's name in the text, as `parties.Named`."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def party(self) -> Party: ...  # noqa: D102
    @property
    def side(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102


@cache
def _classes() -> tuple[re.Pattern[str], ...]:
    """The classes of things that act for whom they belong to, each as a pattern of its nouns."""
    rows = (re.split(r",\s*", row) for row in table("groups")["belonging"].values())
    return tuple(re.compile(r"\b(?:" + "|".join(row) + r")\b", re.IGNORECASE) for row in rows)


class Belongings:
    """What belongs to whom in one article."""

    def __init__(self, text: str, names: Sequence[Owner]) -> None:
        self._text = text
        self._names = names
        self._owned: dict[re.Pattern[str], dict[str, set[str]]] = {}
        self._seats: dict[str, str] | None = None

    def owner(self, phrase: str) -> str | None:
        """The side to which the thing of a noun phrase belongs; None where the text is not sure."""
        for things in _classes():
            found = things.search(phrase)
            if found is None:
                continue
            owned = self._owners(things)
            same = owned.get(_singular(found.group()), set())
            every = set().union(*owned.values()) if owned else set()
            sides = same or every
            return next(iter(sides)) if len(sides) == 1 else None
        return None

    def seat(self, place: str) -> str | None:
        """The side whose government sits in `place`, by the article's words; None if unsure."""
        if self._seats is None:
            self._seats = self._find_seats()
        return self._seats.get(place.casefold())

    def _owners(self, things: re.Pattern[str]) -> dict[str, set[str]]:
        """By each noun of a class, in the singular, whose it is said to be."""
        if things not in self._owned:
            owned: dict[str, set[str]] = {}
            for found in things.finditer(self._text):
                side = self._marked(found.start())
                if side is not None:
                    owned.setdefault(_singular(found.group()), set()).add(side)
            self._owned[things] = owned
        return self._owned[things]

    def _marked(self, at: int) -> str | None:
        """Whose the noun at `at` is said to be: "Norlander boats", "her boats", "N. sent boats"."""
        before = [n for n in self._names if at - _NEAR <= n.start and n.end < at]
        for named in reversed(before):
            between = self._text[named.end : at]
            if re.search(r"[,;:.!?“”\n]", between.replace("’s", "")):
                break
            adjective = _ADJECTIVE.match(between)
            called = self._text[named.start : named.end]
            if adjective and (adjective.group("own") or called != named.side):
                return named.side if named.kind == "country" or adjective.group("own") else None
            if _SENT.match(between):
                return named.side
        own = _POSSESSIVE.search(self._text, max(0, at - _NEAR), at)
        if own is None:
            return None
        people = [n for n in self._names if n.end <= own.start() and n.kind == "person"]
        placed = people[-1] if people and people[-1].side != people[-1].party.name else None
        return placed.side if placed and own.start() - placed.end < 2 * _NEAR else None

    def _find_seats(self) -> dict[str, str]:
        votes: dict[str, set[str]] = {}
        for start, end in sentences(self._text):
            match = _IN.search(self._text, start, end)
            if match is None:
                continue
            sides = _placed(n for n in self._names if start <= n.start < end)
            if len(sides) == 1:
                place = (match.group("a") or match.group("b")).casefold()
                votes.setdefault(place, set()).update(sides)
        return {place: next(iter(sides)) for place, sides in votes.items() if len(sides) == 1}


def _placed(names: Iterable[Owner]) -> set[str]:
    return {n.side for n in names if n.kind == "country" or n.side != n.party.name}


def _singular(noun: str) -> str:
    lower = noun.lower()
    return lower[:-1] if lower.endswith("s") else lower
