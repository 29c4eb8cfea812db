"""Names in an article: runs of capitalised words, their kinds and the titles beside them.

No model: news introduces a person with title and full name and then uses the surname. Kinds rest on
word lists (offices, organisations, places) and on country facts; a run that nothing explains and
that has one word only is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from detente import countries
from detente.attribution.lexicons import words
from detente.attribution.tokens import Token, tokens
from detente.nouns import MentionKind, Span
from detente.prose import sentences

_U_TURN = re.compile(r"[A-Z][-\u2010][a-z]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in the text; `role` is the span of the title before it."""

    start: int
    end: int
    words: str
    kind: MentionKind
    role: tuple[int, int] | None = None
    code: str | None = None
    possessive: bool = False


@lru_cache(maxsize=4096)
def _country_named(said: str) -> countries.Country | None:
    return countries.by_name(said)


def within(found: list[Name], start: int, end: int) -> list[Name]:
    """The names of a sorted list that lie inside a span."""
    first = bisect_left(found, start, key=lambda name: name.start)
    last = bisect_left(found, end, lo=first, key=lambda name: name.start)
    return [name for name in found[first:last] if name.end <= end]


def names(text: str, places: list[Span] | None = None) -> list[Name]:
    """Every name of `text`, in order; none overlaps another. `places` are its sentences, if known.

    A lone word that is capitalised only where it starts a sentence is no name.
    """
    found: list[Name] = []
    first: set[int] = set()
    for start, end in sentences(text) if places is None else places:
        parts = tokens(text, start, end)
        first.update(part.start for part in parts[:2])
        for run in _runs(parts):
            found += _named(text, parts, run)
    sure = {name.words for name in found if name.start not in first}
    people = [name.words.split() for name in found if name.kind == "person"]
    sure |= {word for words_ in people for word in (words_[0], words_[-1])}
    return [n for n in found if n.kind != "place" or n.start not in first or n.words in sure]


def _runs(parts: list[Token]) -> Iterator[tuple[int, int]]:
    """First and past-last index of each run of capitalised words."""
    n = 0
    while n < len(parts):
        if not parts[n].capital:
            n += 1
            continue
        stop = n + 1
        while stop < len(parts) and not parts[stop - 1].possessive:
            if parts[stop].capital:
                stop += 1
            elif parts[stop].lower in words("names", "inner") and _continues(parts, stop):
                stop += 2
            else:
                break
        first = n
        while (
            first < stop
            and parts[first].lower in words("names", "not_names")
            and not _office(parts[first])
            and not _is_given(parts, first, stop)
        ):
            first += 1
        if first < stop:
            yield first, stop
        n = stop


def _is_given(parts: list[Token], first: int, stop: int) -> bool:
    """Whether a month or a country opens a person's name: "the envoy, January Moen, said".

    The words around have to show a person: a title in commas, or a verb of speaking.
    """
    if stop - first not in (2, 3) or parts[first].lower not in words("names", "given"):
        return False
    if any(_is_word_of_use(part) for part in parts[first + 1 : stop]):
        return False
    before, after = parts[max(0, first - 9) : first], parts[stop : stop + 8]
    if before and (_office(before[-1]) or (before[-1].word == "," and any(map(_office, before)))):
        return True
    if before and before[-1].lower in words("names", "given_not_after"):
        return False
    told = after and after[0].lower in words("cues", "telling") | words("cues", "speech")
    return bool(told or (after and after[0].word == "," and any(map(_office, after))))


def _is_word_of_use(token: Token) -> bool:
    """Whether a word has a use of its own, so that it is no surname."""
    known = ("organisations", "outlets", "not_persons", "not_names")
    if any(token.lower in words("names", kind) for kind in known) or _office(token):
        return True
    return token.lower in words("offices", "groups") or _country_named(token.word) is not None


def _continues(parts: list[Token], n: int) -> bool:
    """Whether a small word at `n` stands inside a name: another capital follows it."""
    if n + 1 >= len(parts) or not parts[n + 1].capital:
        return False
    # "President of Velmora" and "Anna of Velmora" are two names; "Bank of Velmora" is one
    return parts[n].lower not in ("of", "for") or parts[n - 1].lower in words(
        "names", "organisations"
    )


def _office(token: Token) -> bool:
    known = words("offices", "offices") | words("offices", "honorifics")
    return token.lower in known or token.lower.endswith("ologist")


def _named(text: str, parts: list[Token], run: tuple[int, int]) -> list[Name]:
    first, stop = run
    stop -= _opens_title(parts, run)
    whole = parts[first:stop]
    country = _country_named(text[whole[0].start : whole[-1].end])
    if country is not None and not _is_person_after_all(parts, first):
        return [_country(whole, country)]
    if len(whole) > 1 and all(t.word.isupper() for t in whole) and _heading(text, whole):
        return []
    offices = [n for n, t in enumerate(whole) if _office(t)]
    if len(whole) > 1 and offices and _is_paper(whole):
        offices.pop()
    title = max(offices, default=-1)
    given = _is_given(parts, first, stop)
    rest = whole[title + 1 :] if title >= 0 or given else _without_country(text, whole)
    if title < 0 and _after_office(parts, first):
        rest = _without_portfolio(rest)
    if not rest:
        return []
    begins = _role_start(parts, first, stop - len(rest), title >= 0)
    has_role = begins < stop - len(rest)
    kind, code = ("person", None) if given else _kind(parts, stop - len(rest), rest, has_role)
    if kind is None:
        return []
    role = (parts[begins].start, parts[stop - len(rest) - 1].end) if has_role else None
    name = text[rest[0].start : rest[-1].end]
    return [Name(rest[0].start, rest[-1].end, name, kind, role, code, rest[-1].possessive)]


def _opens_title(parts: list[Token], run: tuple[int, int]) -> bool:
    """Whether a run ends with a nationality that belongs to the words after it.

    "Ana Reyes is foreign minister, Kari Moen Norwegian envoy": the last is no surname.
    """
    first, stop = run
    if stop - first < 3 or stop == len(parts) or _country_named(parts[stop - 1].word) is None:
        return False
    return parts[stop].lower in words("offices", "offices") | words("offices", "modifiers")


def _is_paper(whole: list[Token]) -> bool:
    """Whether a run ends with a paper's name that is an office's too: "the Delta Monitor"."""
    last = len(whole) - 1
    return whole[last].lower in words("names", "outlets") and not _office(whole[last - 1])


def _heading(text: str, whole: list[Token]) -> bool:
    """Capitals that fill their line are a heading, no name."""
    line = text[text.rfind("\n", 0, whole[0].start) + 1 : whole[-1].end]
    return line.strip().isupper()


def _is_person_after_all(parts: list[Token], first: int) -> bool:
    """A country's name after an honorific is somebody's surname ("Mr Jordan")."""
    return first > 0 and parts[first - 1].lower in words("offices", "honorifics")


def _country(whole: list[Token], country: countries.Country) -> Name:
    kind: MentionKind = "country" if country.kind == "country" else "organisation"
    return Name(
        whole[0].start, whole[-1].end, country.name, kind, None, country.code, whole[-1].possessive
    )


def _without_country(text: str, rest: list[Token]) -> list[Token]:
    """Drop a leading nationality: "Russian troops", "Velmoran Anna Reyes"."""
    if len(rest) > 1 and _country_named(rest[0].word) is not None:
        whole = _country_named(text[rest[0].start : rest[-1].end])
        if whole is None and rest[-1].lower not in words("names", "organisations"):
            return rest[1:]
    return rest


def _after_office(parts: list[Token], first: int) -> bool:
    """Whether "minister of" or "secretary of food and" stands before a run of capitals."""
    n = first - 1
    while n > 0 and (parts[n].lower in ("and", ",") or _is_portfolio(parts[n])):
        n -= 1
    return n > 0 and parts[n].lower in ("of", "for") and _office(parts[n - 1])


def _is_portfolio(token: Token) -> bool:
    return token.capital and token.lower in words("offices", "portfolios")


def _without_portfolio(rest: list[Token]) -> list[Token]:
    """The name behind "Secretary of State", with nothing of the office; often there is none."""
    held = next((n for n, token in enumerate(rest) if not _is_portfolio(token)), len(rest))
    return rest[held:]


def _role_start(parts: list[Token], run: int, name: int, titled: bool) -> int:
    """Index where the title before the name at `name` starts, `name` itself where there is none.

    Reads "foreign ministry spokeswoman Ana Ruiz" and "the ambassador to Chile Kari Moen": the run
    of capitals, which starts at `run`, may leave the office itself out.
    """
    before = run
    if not titled:
        if run > 0 and _office(parts[run - 1]):
            before = run - 1
        elif name > run > 1 and _directed(parts[run - 1]) and _office(parts[run - 2]):
            before = run - 2
        else:
            return name
    known = words("offices", "offices") | words("offices", "modifiers")
    while before > 0 and _in_title(parts[before - 1], known):
        before -= 1
    return before


def _directed(token: Token) -> bool:
    return token.lower in ("to", "for", "of")


def _in_title(token: Token, known: frozenset[str]) -> bool:
    if token.lower in known:
        return True
    if token.lower in words("names", "not_names"):
        return False
    return token.capital or token.lower in words("names", "organisations")


def _kind(
    parts: list[Token], first: int, rest: list[Token], has_role: bool
) -> tuple[MentionKind | None, str | None]:
    last, lowers = rest[-1].lower, {t.lower for t in rest}
    if has_role and last not in words("names", "organisations"):
        return "person", None
    before = parts[first - 1].lower if first else ""
    if lowers & words("names", "outlets") or before in words("names", "outlets"):
        return "outlet", None
    if lowers & words("names", "organisations"):
        return "organisation", None
    if len(rest) == 1 and rest[0].word.isupper() and 2 <= len(rest[0].word) <= 8:
        return "organisation", None
    if lowers & words("names", "not_persons") or lowers & words("offices", "groups"):
        return "place", None
    if before == "the" or before in words("names", "places_after"):
        return "place", None
    if (
        2 <= len(rest) <= 4
        and not any(_U_TURN.match(t.word) for t in rest)
        and not any(_country_named(t.word) for t in rest)
    ):
        return "person", None
    return (None, None) if len(rest) > 4 else ("place", None)
