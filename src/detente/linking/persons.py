"""People over articles: spellings of one full name, and surnames that stand for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from detente.linking.groups import Groups
from detente.linking.names import (
    Name,
    fits_first,
    fits_middle,
    fits_surname,
    parse,
    same_person,
)
from detente.linking.register import (
    Place,
    Register,
    family_block,
    first_block,
    initial_block,
    is_initial,
    letter_block,
    longer_block,
    middle_block,
    named,
    spelling_blocks,
    whole_block,
)

SURE, LONGER, IN_STORY, IN_RECORD, OPEN = 1.0, 0.8, 0.95, 0.7, 0.5
"""How sure each way is by which a name means a person."""
ADDS = "one name adds a word to the other"
ENOUGH = 5
"""People that a name may mean, of whom no more are sought: two are too many already."""
_SAME, _SPELT, _INITIALS, _LONGER = range(4)
"""What joins two full names, in the order in which it counts."""

People = frozenset[str]
"""The keys of one person's full names."""


class Persons:
    """Who a written name means, in a story; found for the names that are asked for.

    Full names that are spellings of one another are one person. An initial ("A. Ruiz") joins a
    full name only where a single one fits, and so does a name without its second surname, in one
    story. A surname alone means the only person of that surname in its story, else the only one in
    the record; otherwise it stays on its own, story by story.
    """

    def __init__(
        self,
        register: Register,
        *,
        same: Iterable[tuple[str, str]] = (),
        apart: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Read names from a register, which stays as it is meanwhile.

        Args:
            register: the names of people, and the stories in which they stand.
            same: pairs of full names that a person or a list says are one.
            apart: pairs of full names that a person says are two; nothing joins them.

        """
        self.register = register
        self._same = self._both_ways(same)
        self._apart = self._both_ways(apart)
        self._people: dict[int, dict[str, People]] = defaultdict(dict)
        self._present: dict[Place, list[tuple[str, Name]]] = {}
        self._anywhere: dict[str, tuple[str, ...]] = {}

    def top(self, key: str) -> str:
        """The key that stands for the person of a full name: the least of all."""
        return min(self.people(key))

    def people(self, key: str) -> People:
        """The keys of all full names of the person who has this one."""
        return self._joined(key, _LONGER)

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
            if not self.register.stories(name.key):
                return name.key, SURE, "a name that no text gives to a person"
            if self.longer(name.key):
                return self.top(name.key), LONGER, ADDS
            return self.top(name.key), SURE, "one spelling of the full name"
        here, anywhere = self.fitting(name, place, never)
        if len(here) == 1:
            return here[0], IN_STORY, "the only one of that surname in the story"
        if not here and len(anywhere) == 1:
            return anywhere[0], IN_RECORD, "the only one of that surname in the record"
        scope = f"{name.key}@{place}" if here or anywhere or never else name.key
        return scope, OPEN, "a surname that fits nobody else, or several"

    def fitting(
        self, name: Name, place: Place, never: frozenset[str] = frozenset()
    ) -> tuple[list[str], list[str]]:
        """People whom a surname fits: in a story, and in the record; some of them where many do."""
        here = [key for key in self._fitting_in(name, place) if key not in never]
        return here, [key for key in self.anywhere(name) if key not in never]

    def find(self, written: str) -> str | None:
        """The key of the only person whose full name this is another spelling of."""
        name = parse(written)
        if name is None or not name.given:
            return None
        found: set[str] = set()
        for key in self.register.alike(family_block(name)):
            if same_person(name, named(key)):
                found.add(self.top(key))
                if len(found) > 1:
                    return None
        return found.pop() if found else None

    def knows(self, written: str, place: Place) -> bool:
        """Whether a single word is the surname of a person of the story."""
        name = parse(written)
        return name is not None and not name.given and len(self._fitting_in(name, place)) == 1

    def anywhere(self, name: Name) -> tuple[str, ...]:
        """People of the record whom a surname fits, `ENOUGH` at most: those of the least names.

        Failing that, people whose first name it is, or first of two surnames.
        """
        if name.family not in self._anywhere:
            found: tuple[str, ...] = ()
            for block, fits in (
                (family_block(name), fits_surname),
                (first_block(name.family), fits_first),
                (middle_block(name.family), fits_middle),
            ):
                keys = (key for key in self.register.alike(block) if fits(name, named(key)))
                found = found or self._first_tops(keys)
            self._anywhere[name.family] = found
        return self._anywhere[name.family]

    def initial_of(self, key: str) -> tuple[str, ...]:
        """The people whom an initial with a surname may be; `ENOUGH` at most."""
        initial = named(key)
        keys = self.register.alike(letter_block(initial))
        fitting = (other for other in keys if same_person(initial, named(other)))
        return self._first_tops(fitting, _SPELT)

    def longer(self, key: str) -> People | None:
        """The names of the only person whose name adds a word to this one, in one story."""
        others = self.longer_names(key)
        if len(others) != 1:
            return None
        people = self._joined(others[0], _INITIALS)
        return people if key not in people and self._share_story(key, people) else None

    def longer_names(self, key: str) -> list[str]:
        """The least name of each person whose name adds a word to this one."""
        people: dict[str, str] = {}
        for other in self.register.alike(longer_block(named(key).joined)):
            people.setdefault(min(self._joined(other, _INITIALS)), other)
        return sorted(people.values())

    def _first_tops(self, keys: Iterable[str], level: int = _LONGER) -> tuple[str, ...]:
        found: set[str] = set()
        for key in keys:
            found.add(min(self._joined(key, level)))
            if len(found) == ENOUGH:
                break
        return tuple(sorted(found))

    def _fitting_in(self, name: Name, place: Place) -> list[str]:
        """People of a story whose surname it is; failing that, first name, or first of two."""
        if place not in self._present:
            present = dict.fromkeys(self.people(key) for key in self.register.present(place))
            self._present[place] = [(min(p), named(key)) for p in present for key in sorted(p)]
        for fits in (fits_surname, fits_first, fits_middle):
            found = {top for top, other in self._present[place] if fits(name, other)}
            if found:
                return sorted(found)
        return []

    def _share_story(self, key: str, people: People) -> bool:
        own = {s for k in self._joined(key, _INITIALS) for s in self.register.stories(k)}
        return any(not own.isdisjoint(self.register.stories(k)) for k in people)

    # Full names that are one person's -----------------------------------------------------------

    def _joined(self, key: str, level: int) -> People:
        """The full names that are joined with one by what counts up to a level."""
        known = self._people[level]
        if key not in known:
            met: dict[str, None] = {key: None}
            bonds: set[tuple[int, str, str]] = set()
            pending = [key]
            while pending:
                one = pending.pop()
                for rank, other in self._bonds(one, level):
                    bonds.add((rank, min(one, other), max(one, other)))
                    if other not in met:
                        met[other] = None
                        pending.append(other)
            for people in self._held(met, bonds):
                known.update(dict.fromkeys(people, people))
        return known[key]

    def _bonds(self, key: str, level: int) -> Iterator[tuple[int, str]]:
        """The names that one is joined with at once, and by what."""
        yield from ((_SAME, other) for other in self._same.get(key, ()))
        name, alike = named(key), self.register.alike
        for block in spelling_blocks(name):
            for other in alike(block):
                if other != key and same_person(name, named(other)):
                    yield _SPELT, other
        if level >= _INITIALS and is_initial(name):
            fitting = self.initial_of(key)
            if len(fitting) == 1:
                yield _INITIALS, fitting[0]
        elif level >= _INITIALS and key == min(spelt := self._joined(key, _SPELT)):
            for block in dict.fromkeys(initial_block(n) for n in map(named, spelt) if n.given):
                yield from (
                    (_INITIALS, other) for other in alike(block) if self.initial_of(other) == (key,)
                )
        if level >= _LONGER:
            if people := self.longer(key):
                yield _LONGER, min(people)
            for other in alike(whole_block("".join(name.given))) if len(name.given) > 1 else ():
                if key in (self.longer(other) or ()):
                    yield _LONGER, other

    def _held(
        self, met: Mapping[str, None], bonds: Iterable[tuple[int, str, str]]
    ) -> Iterable[People]:
        """One person of all that met, or several where a person keeps some of them apart."""
        if not any(other in met for key in met for other in self._apart.get(key, ())):
            return [frozenset(met)]
        groups = Groups(met)
        for _, one, other in sorted(bonds):
            others = set(groups.members(other))
            if not any(self._apart.get(key, set()) & others for key in groups.members(one)):
                groups.join(one, other)
        return [frozenset(members) for members in groups.sets()]

    def _both_ways(self, pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for pair in pairs:
            keys = [name.key for name in map(parse, pair) if name is not None and name.given]
            if len(keys) == 2 and all(self.register.stories(key) for key in keys):
                found[keys[0]].add(keys[1])
                found[keys[1]].add(keys[0])
        return found


def best_form(counts: Mapping[str, int]) -> str:
    """The name to show: the most words, then the most often seen, then by letter."""

    def rank(form: str) -> tuple[int, int, str]:
        name = parse(form)
        whole = sum(1 for part in name.written.split() if len(part.rstrip(".")) > 1) if name else 0
        return (-min(whole, 3), -counts[form], form)

    form = min(counts, key=rank)
    name = parse(form)
    return name.written if name else form
