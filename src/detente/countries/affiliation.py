"""Whose an actor is and what it is: country and PLOVER sector of a phrase that names somebody.

Names inside the phrase (bodies, countries, officeholders, places) tell whose it is, its words what
it is. What nothing tells is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import msgspec
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

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*")
_NEXT = re.compile(
    r"\s(?:of|in|for|to|at|from|on|with|by|against|near|who|whose|that|which|was|were|is|are)\s|[,;:(]"
)
_TOWARDS = re.compile(
    r"\b(?:to|against|with|on|in|near|over|about|for)\s+(?:the\s+)?$", re.IGNORECASE
)
_BACKED = re.compile(
    r"-(?:backed|led|supported|funded|allied|sponsored|aligned|armed|trained|brokered)\b"
)
"""Makes of a country's name somebody else's friend."""
_POSSESSIVE = re.compile(r"[’']s?$")
_LONGEST = 7
"""Words of the longest name or description that is looked for inside a phrase."""
_LEAST_MISSPELT = 6
"""Letters of the shortest word that may be a misspelt country."""
_NO_STATE = frozenset(("UNO", "EUR", "IGO", "NGO", "IMG"))
_TELLING = frozenset(("PTY", "GOV"))
"""Sectors of bodies whose people may be of another: a party's lawmaker is of the legislature."""
_LEAVING = frozenset(("GOV", "LEG", "MIL", "JUD", "COP", "SPY"))
"""Sectors that one leaves as one leaves an office."""

_Kind = Literal["body", "person", "country", "seat", "place", "misspelt"]


class Affiliation(msgspec.Struct, frozen=True, kw_only=True):
    """What a phrase tells of an actor; None where nothing tells it.

    `country` is ISO 3166-1 alpha-3, or PLOVER's UNO, EUR, IGO, NGO, IMG; `sector` is PLOVER's.
    `why` names the words and what they are.
    """

    country: str | None = None
    sector: str | None = None
    why: str = ""


class _Name(NamedTuple):
    start: int
    end: int
    kind: _Kind
    code: str
    sector: str | None


class _Hit(NamedTuple):
    start: int
    end: int
    sector: str
    office: bool


def affiliation(phrase: str, *, on: str | None = None, context: str = "") -> Affiliation:
    """Tell country and sector of the actor that a phrase names.

    Args:
        phrase: a noun phrase ("the Danish finance minister", "two gunmen"). A person's name tells
            something only where an officeholder of that name is known.
        on: the day (ISO 8601) on which the actor acts: who has left office by then is PLOVER's
            ELI. Without a day an office counts as held.
        context: text about the actor, in which the first country is taken where the phrase
            itself tells none.

    """
    phrase = " ".join(phrase.split())
    hits = _hits(phrase)
    names = _names(phrase, hits, on)
    whose = _whose(phrase, names)
    free = [hit for hit in hits if not any(_overlap(hit, name) for name in names)]
    sector = _sector(phrase, free, names)
    whys = []
    if whose is not None:
        whys.append(f"{phrase[whose.start : whose.end]!r} is a {whose.kind} of {whose.code}")
    if sector is not None:
        whys.append(sector[1])
    country = whose.code if whose else None
    if country is None and (around := find(context)):
        country = _code(around[0].code)
        whys.append(f"{around[0].name} in the context")
    return Affiliation(country=country, sector=sector[0] if sector else None, why="; ".join(whys))


def _code(code: str) -> str:
    known = by_code(code)
    return known.plover if known else code


def _overlap(one: _Hit | _Name, other: _Hit | _Name) -> bool:
    return one.start < other.end and other.start < one.end


# Names ------------------------------------------------------------------------------------------


def _names(phrase: str, hits: Sequence[_Hit], on: str | None) -> list[_Name]:
    """The names in a phrase, without overlap, by place; the surest kind first."""
    tokens = list(_TOKEN.finditer(phrase))
    found: list[_Name] = []
    for names in (
        _bodies(phrase, tokens),
        _persons(phrase, tokens, hits, on),
        _countries(phrase),
        _places(phrase, tokens),
    ):
        found.extend(n for n in names if not any(_overlap(n, known) for known in found))
    return sorted(found or _misspelt(phrase, tokens))


def _runs(
    phrase: str, tokens: Sequence[re.Match[str]], least: int = 1
) -> Iterator[tuple[int, int, str]]:
    """Runs of words that begin with a capital or a digit, the longest first."""
    for length in range(min(_LONGEST, len(tokens)), least - 1, -1):
        for at in range(len(tokens) - length + 1):
            start, end = tokens[at].start(), tokens[at + length - 1].end()
            first = phrase[start]
            if first.isupper() or first.isdigit() or phrase[start : start + 3] == "al-":
                words = _POSSESSIVE.sub("", phrase[start:end])
                yield start, start + len(words), words


def _bodies(phrase: str, tokens: Sequence[re.Match[str]]) -> Iterator[_Name]:
    taken: list[_Name] = []
    for start, end, words in _runs(phrase, tokens):
        key = plain(words)
        body = bodies().get(key) or (bodies().get(key.casefold()) if " " in key else None)
        if body is None:
            continue
        name = _Name(start, end, "body", body.code, body.sector)
        if not any(_overlap(name, other) for other in taken):
            taken.append(name)
            yield name


def _persons(
    phrase: str, tokens: Sequence[re.Match[str]], hits: Sequence[_Hit], on: str | None
) -> Iterator[_Name]:
    for start, end, words in _runs(phrase, tokens):
        if " " not in words and not _stands_alone(phrase, start, end, hits):
            continue
        person = officeholder(words)
        if person is not None:
            yield _Name(start, end, "person", person.country, _held(person, on))
            return


def _stands_alone(phrase: str, start: int, end: int, hits: Sequence[_Hit]) -> bool:
    """Whether a single word is the phrase, or follows a title."""
    whole = phrase[end:].strip("’'s ") == ""
    return whole and (start == 0 or any(hit.end == start - 1 for hit in hits))


def _held(person: Officeholder, on: str | None) -> str | None:
    """The sector of a person on a day: none before the office, ELI after it."""
    if on is None or person.sector != "GOV" or not re.match(r"\d{4}", on):
        return person.sector
    if person.since is not None and on < person.since:
        return None
    return "ELI" if out_of_office(person, on) else person.sector


def _countries(phrase: str) -> Iterator[_Name]:
    for mention in find(phrase):
        seat = mention.via in ("capital", "metonym")
        yield _Name(
            mention.start,
            mention.end,
            "seat" if seat else "country",
            _code(mention.code),
            "GOV" if seat and mention.code not in _NO_STATE else None,
        )


def _places(phrase: str, tokens: Sequence[re.Match[str]]) -> Iterator[_Name]:
    for start, end, words in _runs(phrase, tokens):
        code = places().get(plain(words))
        if code is not None:
            yield _Name(start, end, "place", code, None)


def _misspelt(phrase: str, tokens: Sequence[re.Match[str]]) -> list[_Name]:
    """A country's word with one letter wrong, in a phrase that names nothing else."""
    for token in tokens:
        word = plain(_POSSESSIVE.sub("", token.group()))
        if len(word) >= _LEAST_MISSPELT and word[0].isupper() and (code := _nearly(word)):
            return [_Name(token.start(), token.start() + len(word), "misspelt", code, None)]
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
def _country_words() -> tuple[tuple[str, Country], ...]:
    return tuple(
        (plain(word), country)
        for country in data().countries
        for word, via in country.words()
        if via in ("name", "demonym") and " " not in word and len(word) >= _LEAST_MISSPELT
    )


def _whose(phrase: str, names: Sequence[_Name]) -> _Name | None:
    """The name that tells the country: the first that the phrase is not directed at."""
    names = [n for n in names if not _BACKED.match(phrase, n.end)]
    own = [n for n in names if not _TOWARDS.search(phrase[: n.start])] or names
    states = [n for n in own if n.code not in _NO_STATE and n.kind != "place"]
    first = own[0] if own else None
    # "Swedish Red Cross" is Swedish, "the UN envoy for Mali" is not Malian.
    if first is not None and first.kind in ("body", "place") and states and len(own) > 1:
        later = states[0]
        if first.kind == "place" or later.start < first.start:
            return later
    return first


# Sectors ----------------------------------------------------------------------------------------


def _sector(phrase: str, hits: Sequence[_Hit], names: Sequence[_Name]) -> tuple[str, str] | None:
    """The sector and why, from the words that belong to no name and from the names."""
    told = _told(phrase, hits)
    named = next((n for n in names if n.sector and not _BACKED.match(phrase, n.end)), None)
    by_name = None
    if named is not None:
        by_name = named.sector or "", f"{phrase[named.start : named.end]!r} is of {named.sector}"
    person = any(n.kind == "person" for n in names)
    if _is_past(phrase) and (person or (told and told[0] in _LEAVING)):
        return "ELI", "no longer in office"
    if by_name is None or told is None:
        return by_name or (told and told[:2])
    if told[2] and not (person and told[3] in sectors().titles):
        return by_name
    if by_name[0] not in _TELLING and not person:
        return by_name
    return told[:2]


def _told(phrase: str, hits: Sequence[_Hit]) -> tuple[str, str, bool, str] | None:
    """The sector by words, why, whether they are words of office that fit any sector; the words."""
    breaks = (match.start() for match in _NEXT.finditer(phrase))
    cut = next((b for b in breaks if not any(h.start <= b < h.end for h in hits)), len(phrase))
    plainly = [hit for hit in hits if not hit.office and hit.sector != "UNK"]
    own = [hit for hit in plainly if hit.start < cut]
    others = [hit for hit in plainly if hit.start >= cut]
    offices = [hit for hit in hits if hit.office and hit.start < cut]
    chosen = own[-1:] or others[:1] or offices[:1] or [h for h in hits if h.sector == "UNK"][:1]
    if not chosen:
        return None
    hit = chosen[0]
    words = phrase[hit.start : hit.end]
    return hit.sector, f"{words!r} is of {hit.sector}", hit.office, words.casefold()


def _is_past(phrase: str) -> bool:
    return any(word in sectors().past for word in re.findall(r"[a-z]+", phrase.casefold()))


def _hits(phrase: str) -> list[_Hit]:
    """Words and phrases of sectors.toml, the longest at each place, in order."""
    tokens = list(_TOKEN.finditer(phrase))
    found: list[_Hit] = []
    at = 0
    while at < len(tokens):
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            start, end = tokens[at].start(), tokens[at + length - 1].end()
            known = _known(phrase[start:end])
            if known is not None:
                found.append(_Hit(start, end, *known))
                at += length
                break
        else:
            at += 1
    return found


@lru_cache(maxsize=50_000)
def _known(words: str) -> tuple[str, bool] | None:
    folded = plain(_POSSESSIVE.sub("", words.replace("’", "'"))).casefold()
    for form in (folded, *_singular(folded)):
        for table, office in ((sectors().words, False), (sectors().offices, True)):
            if form in table:
                return table[form], office
    return None


def _singular(words: str) -> Iterable[str]:
    if words.endswith("ies"):
        yield f"{words[:-3]}y"
    if words.endswith("es"):
        yield words[:-2]
    if words.endswith("s"):
        yield words[:-1]
