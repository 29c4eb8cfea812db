"""What is known by name beside countries: bodies, officeholders, cities, and words for sectors.

Each is a file written by scripts/actors.py from public sources (README.md says which), or ours.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from detente.countries.country import plain

_MARKS = re.compile(r"[^\w\s]|_")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_OUT_OF_OFFICE = ("party leader", "candidate")


class Body(msgspec.Struct, frozen=True):
    """A named body: a party, legislature, force, agency, armed group or company."""

    code: str
    sector: str | None


class Officeholder(msgspec.Struct, frozen=True):
    """A person who held an office, led a party or stood for election.

    `name` has the surname in capitals; `since` is the first day in office and `until` the first
    day out of it (ISO 8601), where the source says it; `seen` are the years of the sources that
    have the person so.
    """

    name: str
    country: str
    sector: str
    office: str
    since: str | None = None
    until: str | None = None
    seen: tuple[str, ...] = ()


class Sectors(msgspec.Struct, frozen=True):
    """The content of sectors.toml, each word with its sector."""

    words: dict[str, str]
    offices: dict[str, str]
    titles: frozenset[str]
    past: frozenset[str]
    openers: frozenset[str]


def _read(name: str) -> bytes:
    return resources.files(__package__).joinpath(name).read_bytes()


@cache
def _former() -> dict[str, dict[str, Any]]:
    """The content of former.toml: rows of words, parted by commas, under codes."""
    return tomllib.loads(_read("former.toml").decode())


@cache
def bodies() -> dict[str, Body]:
    """Bodies by their names: as written, and folded where the name has more than one word."""
    rows = msgspec.json.decode(_read("bodies.json"), type=dict[str, dict[str, tuple[str, ...]]])
    found: dict[str, Body] = {}
    for code, row in _former()["peoples"].items():
        found |= {plain(name): Body(code, None) for name in _words(row)}
    for code, sectors in _former()["bodies"].items():
        for sector, row in sectors.items():
            _add(found, Body(code, sector), _words(row))
    for code, known in rows.items():
        for sector, names in known.items():
            _add(found, Body(code, sector or None), names)
    return found


def _add(found: dict[str, Body], body: Body, names: Iterable[str]) -> None:
    for name in names:
        found.setdefault(plain(name), body)
        if " " in name:
            found.setdefault(plain(name).casefold(), body)


@cache
def places() -> dict[str, str]:
    """The code of the country in which a city or province lies, by its name without accents."""
    rows = msgspec.json.decode(_read("places.json"), type=dict[str, tuple[str, ...]])
    found = {plain(place): code for code, names in rows.items() for place in names}
    former = _former()["places"].items()
    return found | {plain(place): code for code, row in former for place in _words(row)}


@cache
def two_letters() -> dict[str, str]:
    """ISO 3166-1 alpha-3 codes by alpha-2 codes."""
    return msgspec.json.decode(_read("two_letters.json"), type=dict[str, str])


@cache
def sectors() -> Sectors:
    """The words that tell a sector."""
    data = tomllib.loads(_read("sectors.toml").decode())
    return Sectors(
        words={word: code for code, row in data["sectors"].items() for word in _words(row)},
        offices={word: code for code, row in data["offices"].items() for word in _words(row)},
        titles=frozenset(_words(data["titles"])),
        past=frozenset(_words(data["past"])),
        openers=frozenset(_words(data["openers"])),
    )


def _words(row: str) -> list[str]:
    return [word for word in re.split(r"\s*,\s*|\s*\n\s*", row.strip()) if word]


@cache
def _officeholders() -> dict[str, tuple[Officeholder, ...]]:
    """Officeholders by every folded form of their names."""
    found: dict[str, list[Officeholder]] = defaultdict(list)
    known = msgspec.json.decode(_read("officeholders.json"), type=list[Officeholder])
    for row in (*known, *_heads()):
        for form in _forms(row.name):
            found[form].append(row)
    return {form: tuple(rows) for form, rows in found.items()}


def _heads() -> Iterator[Officeholder]:
    """Those of heads.toml, each "Given SURNAME first-last", in years."""
    for country, people in tomllib.loads(_read("heads.toml").decode()).items():
        for person in people:
            name, _, years = person.rpartition(" ")
            first, last = years.split("-")
            yield Officeholder(
                name=name,
                country=country,
                sector="GOV",
                office="head",
                since=f"{first}-01-01",
                until=f"{int(last) + 1}-01-01",
                seen=(last,),
            )


def _forms(name: str) -> set[str]:
    """The ways in which newspapers write a name: whole, without middle names, the surname alone."""
    words = name.split()
    family = [i for i, word in enumerate(words) if len(word.strip(".")) > 1 and word.isupper()]
    last = " ".join(words[family[0] : family[-1] + 1])
    given, after = words[: family[0]], words[family[-1] + 1 :]
    forms = {name, last}
    if given:
        forms |= {f"{given[0]} {last}", f"{' '.join(given)} {last}"}
    elif after:
        forms |= {f"{last} {after[0]}", f"{after[0]} {last}"}
    return {fold(form) for form in forms}


def fold(name: str) -> str:
    """A name without what spellings differ in: accents, case, hyphens, doubled letters, `y`."""
    bare = _MARKS.sub(" ", plain(name).replace("-", " ").casefold()).replace("y", "i")
    return " ".join(_DOUBLED.sub(r"\1", bare).replace("ou", "u").split())


def officeholder(name: str) -> Officeholder | None:
    """The person of this name, in the highest office; None where it may be another country's.

    A surname alone means its bearer only where no other country has one. A full name that the
    sources have in several countries (a president who is also a co-prince elsewhere) is of the
    country that they have it in most.
    """
    found = _officeholders().get(fold(name), ())
    if not found:
        return None
    sightings: dict[str, int] = defaultdict(int)
    for row in found:
        sightings[row.country] += len(row.seen)
    country, *others = sorted(sightings, key=lambda code: -sightings[code])
    if others and (
        len({fold(row.name) for row in found}) > 1 or sightings[country] == sightings[others[0]]
    ):
        return None
    here = (row for row in found if row.country == country)
    return min(here, key=lambda row: (row.office in _OUT_OF_OFFICE, row.since is None, row.name))


@cache
def _last_holders() -> dict[tuple[str, str], str]:
    """The last first day of each office of each country."""
    found: dict[tuple[str, str], str] = {}
    for rows in _officeholders().values():
        for row in rows:
            if row.since:
                key = (row.country, row.office)
                found[key] = max(row.since, found.get(key, ""))
    return found


def out_of_office(person: Officeholder, on: str) -> bool:
    """Whether the person left by a day, or somebody else is known to have the office since."""
    if person.until is not None:
        return person.until <= on
    last = _last_holders().get((person.country, person.office))
    return bool(last and person.since and person.since < last <= on)
