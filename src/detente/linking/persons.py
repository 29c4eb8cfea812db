"""People over articles: spellings of one full name, and surnames that stand for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from detente.linking.groups import Groups
from detente.linking.names import Name, fits_first, fits_surname, parse, same_person, skeleton

Place = str
"""Where a name was seen: the id of a story."""


class Persons:
    """Who a written name means, in a story; built from every name of the record at once.

    Full names that are spellings of one another are one person. An initial ("A. Ruiz") joins a
    full name only where a single one fits. A surname alone means the only person of that surname in
    its story, else the only one in the record; otherwise it stays on its own, story by story.
    """

    def __init__(self, seen: Iterable[tuple[str, Place]]) -> None:
        self._places: dict[str, set[Place]] = defaultdict(set)
        self._names: dict[str, Name] = {}
        for written, place in sorted(set(seen)):
            name = parse(written)
            if name is not None:
                kept = self._names.setdefault(name.key, name)
                self._places[kept.key].add(place)
        self._full = {key: name for key, name in self._names.items() if name.given}
        self._groups = Groups(sorted(self._full))
        self._by_family: dict[str, list[str]] = defaultdict(list)
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for key, name in sorted(self._full.items()):
            self._by_family[skeleton(name.family)].append(key)
            self._by_first[name.given[0]].append(key)
        self._join_spellings()
        self._join_initials()

    def who(self, written: str, place: Place) -> tuple[str, float, str] | None:
        """The person's key, how sure that is (0 to 1) and why; None when it is no name."""
        name = parse(written)
        if name is None:
            return None
        if name.given:
            return self._groups.top(name.key), 1.0, "one spelling of the full name"
        here = self._fitting(name, place)
        if len(here) == 1:
            return here[0], 0.95, "the only one of that surname in the story"
        anywhere = self._fitting(name, None)
        if not here and len(anywhere) == 1:
            return anywhere[0], 0.7, "the only one of that surname in the record"
        scope = f"{name.key}@{place}" if here or anywhere else name.key
        return scope, 0.5, "a surname that fits nobody else, or several"

    def find(self, written: str) -> str | None:
        """The key of the only person whose full name this is another spelling of."""
        name = parse(written)
        if name is None or not name.given:
            return None
        found = {
            self._groups.top(key)
            for key in self._by_family.get(skeleton(name.family), ())
            if same_person(name, self._full[key])
        }
        return found.pop() if len(found) == 1 else None

    def knows(self, written: str, place: Place) -> bool:
        """Whether a single word is the surname of a person of the story."""
        name = parse(written)
        return name is not None and not name.given and len(self._fitting(name, place)) == 1

    def _fitting(self, name: Name, place: Place | None) -> list[str]:
        found = {
            self._groups.top(key)
            for key in self._by_family.get(skeleton(name.family), ())
            if fits_surname(name, self._full[key]) and self._is_in(key, place)
        }
        if not found:
            found = {
                self._groups.top(key)
                for key in self._by_first.get(name.family, ())
                if fits_first(name, self._full[key]) and self._is_in(key, place)
            }
        return sorted(found)

    def _is_in(self, key: str, place: Place | None) -> bool:
        if place is None:
            return True
        return any(place in self._places[k] for k in self._groups.members(key))

    def _join_spellings(self) -> None:
        blocks: dict[str, set[str]] = defaultdict(set)
        for key, name in self._full.items():
            if len(name.given[0]) > 1:
                blocks[skeleton(name.family)].add(key)
                blocks["".join(sorted(name.joined))].add(key)
        for block in blocks.values():
            ordered = sorted(block)
            for place, one in enumerate(ordered):
                for other in ordered[place + 1 :]:
                    if same_person(self._full[one], self._full[other]):
                        self._groups.join(one, other)

    def _join_initials(self) -> None:
        for key, name in sorted(self._full.items()):
            if len(name.given[0]) > 1:
                continue
            fitting = {
                self._groups.top(other)
                for other in self._by_family[skeleton(name.family)]
                if other != key
                and len(self._full[other].given[0]) > 1
                and same_person(name, self._full[other])
            }
            if len(fitting) == 1:
                self._groups.join(key, fitting.pop())


def best_form(counts: Mapping[str, int]) -> str:
    """The name to show: the most words, then the most often seen, then by letter."""

    def rank(form: str) -> tuple[int, int, str]:
        name = parse(form)
        whole = sum(1 for part in name.written.split() if len(part.rstrip(".")) > 1) if name else 0
        return (-min(whole, 3), -counts[form], form)

    form = min(counts, key=rank)
    name = parse(form)
    return name.written if name else form
