"""Names of people where the evidence for one person, or for two, is thin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from detente.linking.names import parse, same_given
from detente.linking.persons import ADDS, IN_RECORD, LONGER, OPEN, Persons
from detente.linking.register import Place, is_initial, named, namesake_block

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


def doubts(
    persons: Persons, full: Iterable[str], alone: Iterable[tuple[str, Place]]
) -> list[Doubt]:
    """Where the evidence is thin.

    Args:
        persons: who means whom.
        full: keys of full names that may be in doubt.
        alone: surnames as they are written, with their stories.

    """
    found: dict[tuple[str, str, str], Doubt] = {}
    for key in sorted({*full}):
        for doubt in _of_full(persons, key):
            found.setdefault((doubt.first, doubt.second, ""), doubt)
    for written, place in sorted({*alone}):
        for doubt in _of_surname(persons, written, place):
            found.setdefault((doubt.first, doubt.second, place), doubt)
    return [doubt for _, doubt in sorted(found.items())]


def _of_full(persons: Persons, key: str) -> Iterator[Doubt]:
    name = named(key)
    shown = _shown(persons, key)
    if is_initial(name):
        fitting = persons.initial_of(key)
        for other in fitting[:_CANDIDATES] if len(fitting) > 1 else ():
            rule = "an initial that fits several people"
            yield Doubt(_shown(persons, other), shown, False, OPEN, rule)
    for other in persons.longer_names(key):
        if persons.longer(key):
            yield Doubt(_shown(persons, other), shown, True, LONGER, ADDS)
        elif other not in persons.people(key):
            yield Doubt(_shown(persons, other), shown, False, OPEN, ADDS)
    if not is_initial(name) and persons.top(key) == key:
        yield from _namesakes(persons, key)


def _namesakes(persons: Persons, key: str) -> Iterator[Doubt]:
    """People of one given name whose surnames differ by little."""
    name = named(key)
    for other in persons.register.alike(namesake_block(name))[:_BLOCK]:
        like = named(other)
        if (
            other != key
            and JaroWinkler.similarity(name.family, like.family) >= _ALIKE
            and same_given(name.given, like.given)
            and persons.top(other) == other
        ):
            rule = "one given name, and surnames that differ by little"
            one, two = sorted((key, other))
            yield Doubt(_shown(persons, one), _shown(persons, two), False, OPEN, rule)


def _of_surname(persons: Persons, written: str, place: Place) -> Iterator[Doubt]:
    name = parse(written)
    if name is None or name.given:
        return
    here, anywhere = persons.fitting(name, place)
    if len(here) == 1:
        return
    if not here and len(anywhere) == 1:
        rule = "the only one of that surname in the record, though not named in the story"
        yield Doubt(_shown(persons, anywhere[0]), written, True, IN_RECORD, rule, place)
        return
    several = here or anywhere
    rule = "a surname that fits several people" if len(several) > 1 else "a surname"
    for key in several[:_CANDIDATES]:
        yield Doubt(_shown(persons, key), written, False, OPEN, rule, place)


def _shown(persons: Persons, key: str) -> str:
    name = parse(persons.register.written(key))
    return name.written if name is not None else key
