"""Names inside a text that tell a country: bodies, officeholders, countries, cities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA

from detente.countries.country import Country, by_code, data, plain
from detente.countries.finding import find
from detente.countries.known import (
    Officeholder,
    bodies,
    officeholder,
    out_of_office,
    places,
    sectors,
)
from detente.countries.roles import LONGEST, POSSESSIVE, TOKEN, Role, roles

_LEAST_MISSPELT = 6
"""Letters of the shortest word that may be a misspelt country."""
NO_STATE = frozenset(("UNO", "EUR", "IGO", "NGO", "IMG"))
"""PLOVER's codes of actors that belong to no state."""

_WINDOW = 40
_TITLE = re.compile(r"([^\W\d_][\w-]*)\.?\s+\Z")
_CAPITAL_BEFORE = re.compile(r"([^\W\d_a-z][\w’'.-]*)\s\Z")
_CAPITAL_AFTER = re.compile(r"\s([^\W\d_a-z][\w’'-]*)")
_PLACED = re.compile(r"\b(?:in|of|from|at|near|to|outside|around)\s+\Z")
_DIVISIONS = frozenset(("State", "Province", "City", "Region", "County", "District", "Airport"))
"""Words after a city's or province's name that leave it a place."""

Span = tuple[int, int]
NameKind = Literal["body", "person", "country", "seat", "place", "misspelt"]


class Name(NamedTuple):
    """A name at `start:end`: `code` is ISO 3166-1 alpha-3 or of PLOVER's, `sector` PLOVER's."""

    start: int
    end: int
    kind: NameKind
    code: str
    sector: str | None


def _is_role(word: str) -> bool:
    return bool(roles(word))


def overlap(one: Name | Role, other: Name | Role) -> bool:
    """Whether two share a character."""
    return one.start < other.end and other.start < one.end


def plover_code(code: str) -> str:
    """The code in PLOVER's sense, which has most organisations as IGO."""
    known = by_code(code)
    return known.plover if known else code


def names(text: str, *, on: str | None = None) -> list[Name]:
    """Find the names in a text that tell a country, without overlap, in order.

    Where two could be read the surest kind wins: a body, an officeholder, a country, a city.

    Args:
        text: a phrase or a sentence.
        on: the day (ISO 8601) of what is told; an officeholder is in office, or is not, by then.

    """
    tokens = list(TOKEN.finditer(text))
    known = list(_countries(text))
    words = {(token.start(), token.end()) for token in tokens if _is_role(token.group())}
    words |= {(one.start, one.end) for one in known}
    found: list[Name] = []
    for kind in (
        _bodies(text, tokens, words),
        _persons(text, tokens, on),
        known,
        _places(text, tokens, words),
    ):
        found.extend(n for n in kind if not any(overlap(n, other) for other in found))
    return sorted(found)


def _runs(
    phrase: str, tokens: Sequence[re.Match[str]], least: int = 1
) -> Iterator[tuple[int, int, str]]:
    """Runs of words that begin with a capital or a digit, the longest first."""
    for length in range(min(LONGEST, len(tokens)), least - 1, -1):
        for at in range(len(tokens) - length + 1):
            start, end = tokens[at].start(), tokens[at + length - 1].end()
            first = phrase[start]
            if first.isupper() or first.isdigit() or phrase[start : start + 3] == "al-":
                words = POSSESSIVE.sub("", phrase[start:end])
                yield start, start + len(words), words


def _bodies(text: str, tokens: Sequence[re.Match[str]], words: set[Span]) -> Iterator[Name]:
    taken: list[Name] = []
    for start, end, run in _runs(text, tokens):
        key = plain(run)
        body = bodies().get(key) or (bodies().get(key.casefold()) if " " in key else None)
        if (
            body is None
            or _goes_on_before(text, start, run, words)
            or _is_short_for(text, start, end)
        ):
            continue
        name = Name(start, end, "body", body.code, body.sector)
        if not any(overlap(name, other) for other in taken):
            taken.append(name)
            yield name


def _persons(text: str, tokens: Sequence[re.Match[str]], on: str | None) -> Iterator[Name]:
    taken: list[Name] = []
    for start, end, run in _runs(text, tokens):
        if " " not in run and not _stands_alone(text, start, end):
            continue
        person = officeholder(run)
        if person is None:
            continue
        name = Name(start, end, "person", person.country, _held(person, on))
        if not any(overlap(name, other) for other in taken):
            taken.append(name)
            yield name


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a single word is the whole text, or the surname after a title."""
    if text[:start].strip() == "" and text[end:].strip("’'s ") == "":
        return True
    title = _TITLE.search(text, max(0, start - _WINDOW), start)
    return bool(title and _is_role(title.group(1)) and not _CAPITAL_AFTER.match(text, end))


def _goes_on_before(text: str, start: int, run: str, words: set[Span]) -> bool:
    """Whether a name goes on before `start`: "Hassan" in "Omar Hassan", not in "US Congress"."""
    before = _CAPITAL_BEFORE.search(text, max(0, start - _WINDOW), start)
    if before is None or POSSESSIVE.search(before.group(1)) or before.span(1) in words:
        return False
    # What opens a sentence has a capital anyway; before a single word it may be a given name.
    return before.start(1) > 0 or (
        " " not in run and before.group(1).lower() not in sectors().openers
    )


def _is_short_for(text: str, start: int, end: int) -> bool:
    """Whether an acronym in brackets is short for the name before it, which may be any."""
    acronym = text[start:end].isupper() and text[end : end + 1] == ")"
    return acronym and bool(re.search(r"\w\s\(\Z", text[max(0, start - 4) : start]))


def _is_person(text: str, start: int, end: int, words: set[Span]) -> bool:
    """Whether a city's word is part of a person's name: "President Hassan", "Hassan Omar"."""
    title = _TITLE.search(text, max(0, start - _WINDOW), start)
    if title and title.group(1)[0].isupper() and _is_role(title.group(1)):
        return True
    after = _CAPITAL_AFTER.match(text, end)
    named = after and after.span(1) not in words and after.group(1) not in _DIVISIONS
    return bool(named and not _PLACED.search(text, max(0, start - _WINDOW), start))


def _held(person: Officeholder, on: str | None) -> str | None:
    """The sector of a person on a day: none before the office, ELI after it."""
    if on is None or person.sector != "GOV" or not re.match(r"\d{4}", on):
        return person.sector
    if person.since is not None and on < person.since:
        return None
    return "ELI" if out_of_office(person, on) else person.sector


def _countries(phrase: str) -> Iterator[Name]:
    for mention in find(phrase):
        seat = mention.via in ("capital", "metonym")
        yield Name(
            mention.start,
            mention.end,
            "seat" if seat else "country",
            plover_code(mention.code),
            "GOV" if seat and mention.code not in NO_STATE else None,
        )


def _places(text: str, tokens: Sequence[re.Match[str]], words: set[Span]) -> Iterator[Name]:
    for start, end, run in _runs(text, tokens):
        code = places().get(plain(run))
        if code is None:
            continue
        sure = " " in run or not (
            _goes_on_before(text, start, run, words) or _is_person(text, start, end, words)
        )
        if sure:
            yield Name(start, end, "place", code, None)


def misspelt(phrase: str) -> list[Name]:
    """Find a country's word with one letter wrong; for a phrase that names nothing else."""
    for token in TOKEN.finditer(phrase):
        word = plain(POSSESSIVE.sub("", token.group()))
        known = word in _known_words()
        if len(word) < _LEAST_MISSPELT or not word[0].isupper() or known:
            continue
        if code := _nearly(word):
            return [Name(token.start(), token.start() + len(word), "misspelt", code, None)]
    return []


@lru_cache(maxsize=10_000)
def _nearly(word: str) -> str | None:
    codes = {
        country.plover
        for known, country in _country_words()
        if known[0] == word[0] and OSA.distance(known, word, score_cutoff=1) == 1
    }
    return codes.pop() if len(codes) == 1 else None


@cache
def _known_words() -> frozenset[str]:
    return frozenset(word for word, _ in _country_words())


@cache
def _country_words() -> tuple[tuple[str, Country], ...]:
    return tuple(
        (plain(word), country)
        for country in data().countries
        for word, via in country.words()
        if via in ("name", "demonym") and " " not in word and len(word) >= _LEAST_MISSPELT
    )
