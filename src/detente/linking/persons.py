"""People over articles: spellings of one full name, and surnames that stand for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import JaroWinkler

from detente.linking.groups import Groups
from detente.linking.names import (
    Name,
    continues,
    fits_first,
    fits_middle,
    fits_surname,
    parse,
    same_given,
    same_person,
    sound,
)

Place = str
"""Where a name was seen: the id of a story."""

SURE, INITIAL, LONGER, IN_STORY, IN_RECORD, OPEN = 1.0, 0.9, 0.8, 0.95, 0.7, 0.5
"""How sure each way is by which a name means a person."""
_ADDS = "one name adds a word to the other"
_ALIKE = 0.9
"""Jaro-Winkler similarity of two surnames that a person is asked about."""
_CANDIDATES = 4
"""People whom one open surname is asked about."""
_BLOCK = 200
"""People of one given name and first letter that are compared; a common name has too many."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two written names that may be one person's, and where the second is meant alone."""

    first: str
    second: str
    joined: bool
    score: float
    rule: str
    place: Place | None = None


class Persons:
    """Who a written name means, in a story; built from every name of the record at once.

    Full names that are spellings of one another are one person. An initial ("A. Ruiz") joins a
    full name only where a single one fits, and so does a name without its second surname, in one
    story. A surname alone means the only person of that surname in its story, else the only one in
    the record; otherwise it stays on its own, story by story.
    """

    def __init__(
        self,
        seen: Iterable[tuple[str, Place]],
        *,
        same: Iterable[tuple[str, str]] = (),
        apart: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Build from names and where they were seen.

        Args:
            seen: written names with their stories.
            same: pairs of full names that a person or a list says are one.
            apart: pairs of full names that a person says are two; nothing joins them.

        """
        self._places: dict[str, set[Place]] = defaultdict(set)
        self._names: dict[str, Name] = {}
        self._doubts: dict[tuple[str, str], Doubt] = {}
        self._shortened: set[str] = set()
        for written, place in sorted(set(seen)):
            name = parse(written)
            if name is not None:
                kept = self._names.setdefault(name.key, name)
                self._places[kept.key].add(place)
        self._full = {key: name for key, name in self._names.items() if name.given}
        self._groups = Groups(sorted(self._full))
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, other in self._known(apart):
            self._apart[one].add(other)
            self._apart[other].add(one)
        self._by_family: dict[str, list[str]] = defaultdict(list)
        self._by_first: dict[str, list[str]] = defaultdict(list)
        self._by_middle: dict[str, list[str]] = defaultdict(list)
        for key, name in sorted(self._full.items()):
            self._by_family[sound(name.family)].append(key)
            if len(name.given) > 1:
                self._by_middle[sound(name.given[-1])].append(key)
            self._by_first[name.given[0]].append(key)
        for one, other in self._known(same):
            self._join(one, other)
        self._join_spellings()
        self._join_initials()
        self._join_longer()
        self._doubt_alike()

    def who(
        self, written: str, place: Place, *, never: frozenset[str] = frozenset()
    ) -> tuple[str, float, str] | None:
        """The person's key, how sure that is (0 to 1) and why; None when it is no name.

        `never` holds keys of people who are not meant, because a person said so.
        """
        name = parse(written)
        if name is None:
            return None
        if name.given:
            top = self._groups.top(name.key)
            if name.key in self._shortened:
                return top, LONGER, _ADDS
            return top, SURE, "one spelling of the full name"
        here = [key for key in self._fitting(name, place) if key not in never]
        if len(here) == 1:
            return here[0], IN_STORY, "the only one of that surname in the story"
        anywhere = [key for key in self._fitting(name, None) if key not in never]
        if not here and len(anywhere) == 1:
            rule = "the only one of that surname in the record, though not named in the story"
            self._doubt(anywhere[0], written, True, IN_RECORD, rule, place)
            return anywhere[0], IN_RECORD, "the only one of that surname in the record"
        scope = f"{name.key}@{place}" if here or anywhere or never else name.key
        for key in (here or anywhere)[:_CANDIDATES]:
            rule = (
                "a surname that fits several people" if len(here or anywhere) > 1 else "a surname"
            )
            self._doubt(key, written, False, OPEN, rule, place)
        return scope, OPEN, "a surname that fits nobody else, or several"

    def find(self, written: str) -> str | None:
        """The key of the only person whose full name this is another spelling of."""
        name = parse(written)
        if name is None or not name.given:
            return None
        found = {
            self._groups.top(key)
            for key in self._by_family.get(sound(name.family), ())
            if same_person(name, self._full[key])
        }
        return found.pop() if len(found) == 1 else None

    def knows(self, written: str, place: Place) -> bool:
        """Whether a single word is the surname of a person of the story."""
        name = parse(written)
        return name is not None and not name.given and len(self._fitting(name, place)) == 1

    def doubts(self) -> list[Doubt]:
        """Where the evidence is thin, as far as names were asked for with `who`; sorted."""
        return sorted(self._doubts.values(), key=lambda d: (d.first, d.second, d.place or ""))

    def _known(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        keys = [tuple(name.key for name in map(parse, pair) if name) for pair in pairs]
        return [(k[0], k[1]) for k in keys if len(k) == 2 and {*k} <= self._full.keys()]

    def _doubt(
        self, key: str, written: str, joined: bool, score: float, rule: str, place: Place | None
    ) -> None:
        slot = (key, f"{written}@{place}" if place is not None else written)
        first = self._names[key].written
        self._doubts.setdefault(slot, Doubt(first, written, joined, score, rule, place))

    def _join(self, one: str, other: str) -> bool:
        """Make two names one person, unless a person keeps any of theirs apart."""
        if self._apart:
            others = set(self._groups.members(other))
            if any(self._apart.get(key, set()) & others for key in self._groups.members(one)):
                return False
        self._groups.join(one, other)
        return True

    def _fitting(self, name: Name, place: Place | None) -> list[str]:
        """People whose surname it is; failing that, whose first name or first of two surnames."""
        for index, key, fits in (
            (self._by_family, sound(name.family), fits_surname),
            (self._by_first, name.family, fits_first),
            (self._by_middle, sound(name.family), fits_middle),
        ):
            found = {
                self._groups.top(other)
                for other in index.get(key, ())
                if fits(name, self._full[other]) and self._is_in(other, place)
            }
            if found:
                return sorted(found)
        return []

    def _is_in(self, key: str, place: Place | None) -> bool:
        if place is None:
            return True
        return any(place in self._places[k] for k in self._groups.members(key))

    def _join_spellings(self) -> None:
        blocks: dict[str, set[str]] = defaultdict(set)
        for key, name in self._full.items():
            if len(name.given[0]) > 1:
                blocks[sound(name.family)].add(key)
                blocks["".join(sorted(name.joined))].add(key)
        for block in blocks.values():
            for one, other in combinations(sorted(block), 2):
                if same_person(self._full[one], self._full[other]):
                    self._join(one, other)

    def _join_initials(self) -> None:
        for key, name in sorted(self._full.items()):
            if len(name.given[0]) > 1:
                continue
            fitting = {
                self._groups.top(other)
                for other in self._by_family[sound(name.family)]
                if other != key
                and len(self._full[other].given[0]) > 1
                and same_person(name, self._full[other])
            }
            if len(fitting) == 1:
                self._join(key, fitting.pop())
                continue
            for other in sorted(fitting)[:_CANDIDATES]:
                rule = "an initial that fits several people"
                self._doubt(other, name.written, False, OPEN, rule, None)

    def _join_longer(self) -> None:
        """Join a name to the only one that adds a second surname, where one story has both."""
        shorter_of = {name.joined: key for key, name in self._full.items()}
        longer: dict[str, dict[str, str]] = defaultdict(dict)
        for key, name in sorted(self._full.items()):
            short = shorter_of.get("".join(name.given))
            if short is not None and continues(name, self._full[short]):
                longer[short].setdefault(self._groups.top(key), key)
        for short, people in sorted(longer.items()):
            for top, key in sorted(people.items()):
                if top == self._groups.top(short):
                    continue
                together = len(people) == 1 and self._share_story(short, key)
                joined = together and self._join(key, short)
                if joined:
                    self._shortened.add(short)
                score = LONGER if joined else OPEN
                self._doubt(key, self._full[short].written, joined, score, _ADDS, None)

    def _share_story(self, one: str, other: str) -> bool:
        first, second = (
            {place for key in self._groups.members(k) for place in self._places[key]}
            for k in (one, other)
        )
        return bool(first & second)

    def _doubt_alike(self) -> None:
        """Ask about people of one given name whose surnames differ by little."""
        blocks: dict[str, list[str]] = defaultdict(list)
        for key, name in sorted(self._full.items()):
            if self._groups.top(key) == key and len(name.given[0]) > 1:
                blocks[f"{name.given[0]} {name.family[:1]}"].append(key)
        for block in blocks.values():
            for one, other in combinations(block[:_BLOCK], 2):
                first, second = self._full[one], self._full[other]
                alike = JaroWinkler.similarity(first.family, second.family)
                if alike >= _ALIKE and same_given(first.given, second.given):
                    rule = "one given name, and surnames that differ by little"
                    self._doubt(one, second.written, False, OPEN, rule, None)


def best_form(counts: Mapping[str, int]) -> str:
    """The name to show: the most words, then the most often seen, then by letter."""

    def rank(form: str) -> tuple[int, int, str]:
        name = parse(form)
        whole = sum(1 for part in name.written.split() if len(part.rstrip(".")) > 1) if name else 0
        return (-min(whole, 3), -counts[form], form)

    form = min(counts, key=rank)
    name = parse(form)
    return name.written if name else form
