"""Particulars on which two passages that tell one thing differ: figures, days and places.

What only one passage has says nothing, because the other may be shorter. So two particulars are
held against one another only where nothing else can be meant: numbers of one unit if no other
number of it is left over, everything else if it stands beside the same word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from detente.countries import by_name
from detente.linking.facts import MONTHS
from detente.linking.figures import Figure, agree, figures
from detente.linking.words import concept, is_content, spelling, tokens
from detente.nouns import DiscrepancyKind, Span

_MONTH = "|".join(month.capitalize() for month in MONTHS)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAYS = {
    "the day of the week": re.compile(rf"\b{_WEEKDAY}\b"),
    "the day": re.compile(rf"\b(?:(?:{_MONTH}) \d{{1,2}}|\d{{1,2}} (?:{_MONTH}))\b(?!\d)"),
}
_PLACE = re.compile(
    rf"\b(?:in|at|near|outside) (?!{_WEEKDAY}|(?:{_MONTH})\b)"
    r"(?P<name>[A-Z][\w’'-]*\w(?: [A-Z][\w’'-]*\w){0,2})"
)
_SAME_NAME = 0.85
"""Likeness (Jaro-Winkler) of two names that may be one name spelt in two ways."""
_BESIDE = 4
"""Words on each side of a particular among which its nearest word of content is looked for."""


@dataclass(frozen=True, slots=True)
class Particular:
    """Something exact in a passage.

    `about` names what it tells ("how many ships") and `sort` what it may be compared with;
    `name` is how it is written, `figure` its number if it is one; `span` is its place.
    """

    kind: DiscrepancyKind
    sort: str
    about: str
    name: str
    span: Span
    figure: Figure | None = None

    def agrees(self, other: Particular) -> bool:
        """Whether both can be right; figures of different units agree by their value alone."""
        if self.figure and other.figure:
            same_value = self.figure.value == other.figure.value
            return same_value or (self.sort == other.sort and agree(self.figure, other.figure))
        return _one_place(self.name, other.name) if self.kind == "fact" else self.name == other.name


@lru_cache(maxsize=20_000)
def particulars(text: str) -> tuple[Particular, ...]:
    """The figures, days and places of a passage, by their place."""
    found = [
        Particular("number", f.unit, f"how many {f.counted}", "", (f.start, f.end), f)
        for f in figures(text)
    ]
    for sort, pattern in _DAYS.items():
        for match in pattern.finditer(text):
            # "3 March" is "March 3".
            day = " ".join(sorted(match.group().split()))
            found.append(Particular("date", sort, sort, day, match.span()))
    for match in _PLACE.finditer(text):
        found.append(Particular("fact", "place", "the place", match["name"], match.span("name")))
    return tuple(sorted(found, key=lambda p: p.span))


def differing(first: str, second: str) -> list[tuple[Particular, Particular]]:
    """The particulars in which two passages differ that tell one thing."""
    mine, theirs = particulars(first), particulars(second)
    left, right = _lacking(mine, theirs), _lacking(theirs, mine)
    found = []
    for one in left:
        for other in right:
            if other.kind == one.kind and _may_meet(one, other, (first, second), [*left, *right]):
                found.append((one, other))
                right.remove(other)
                break
    return found


def _lacking(mine: Iterable[Particular], theirs: Sequence[Particular]) -> list[Particular]:
    """Those that the other passage does not have, wherever: what only moved is no difference."""
    return [p for p in mine if not any(q.kind == p.kind and p.agrees(q) for q in theirs)]


def _may_meet(
    one: Particular, other: Particular, texts: tuple[str, str], lacking: Sequence[Particular]
) -> bool:
    """Whether two particulars stand for one thing: alone of their unit, or beside one word."""
    if one.figure and one.sort == other.sort and sum(p.sort == one.sort for p in lacking) == 2:
        return True
    return not _beside(texts[0], one.span).isdisjoint(_beside(texts[1], other.span))


def _beside(text: str, span: Span) -> frozenset[str]:
    """The nearest word of content before a place and the nearest after it, as concepts."""
    before = [t.form for t in tokens(text[: span[0]])][-_BESIDE:]
    after = [t.form for t in tokens(text[span[1] :])][:_BESIDE]
    nearest = (next((w for w in words if is_content(w)), "") for words in (before[::-1], after))
    return frozenset(concept(word) for word in nearest if word)


def _one_place(first: str, second: str) -> bool:
    """Whether two names may be of one place, spelt otherwise, or of one that lies in the other."""
    one, other = (" ".join(map(spelling, name.split())) for name in (first, second))
    if one in other or other in one:
        return True
    countries = by_name(first), by_name(second)
    if all(countries):
        return countries[0] == countries[1]
    return any(countries) or JaroWinkler.similarity(one, other) >= _SAME_NAME
