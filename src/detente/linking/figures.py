"""Figures on which aligned sentences differ, whether in digits or in words ("a dozen", "12")."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from detente.linking.alignment import overlap
from detente.linking.finding import Finding, side
from detente.linking.reading import Reading
from detente.linking.words import Token, concept, is_content, load, spelling, tokens

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_JOINED = re.compile(r"[\s\u00a0-]*")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LIKE = 0.5
"""Overlap of two aligned sentences of one figure each that count the same thing by other words."""

Aligned = Sequence[tuple[str, str, tuple[tuple[int, int], ...]]]
"""Pairs of articles that retell one text, with the positions of their aligned sentences."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts: its value, the concept of the word after it, and its place."""

    value: Fraction
    unit: str
    start: int
    end: int


@cache
def _words() -> Mapping[str, int]:
    return {word: value for word, value in _data().items() if isinstance(value, int)}


@cache
def _scales() -> Mapping[str, int]:
    scales: dict[str, int] = _data()["scales"]
    return scales


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(load("numbers.toml"))


def figures(text: str) -> list[Figure]:
    """The figures of a sentence; days, years and numbers that count nothing are left out."""
    said = tokens(text)
    found = []
    position = 0
    while position < len(said):
        read = _number(text, said, position)
        if read is None:
            position += 1
            continue
        value, after = read
        unit = said[after] if after < len(said) else None
        if unit is not None and _counts(text, said, position, after):
            place = said[position].start, unit.end
            found.append(Figure(value, concept(unit.form), *place))
        position = after
    return found


def _number(text: str, said: Sequence[Token], position: int) -> tuple[Fraction, int] | None:
    """A number from a word on, and the position after it."""
    form = spelling(said[position].form)
    after = position + 1
    following = spelling(said[after].form) if after < len(said) else ""
    if _DIGITS.fullmatch(said[position].form):
        value = Fraction(said[position].form.replace(",", ""))
    elif form in _words():
        value = Fraction(_words()[form])
        if value >= 20 and _words().get(following, 10) < 10 and _beside(text, said, position):
            value, after = value + _words()[following], after + 1
    elif form in ("a", "an") and following in _scales():
        value = Fraction(1)
    else:
        return None
    while after < len(said) and (scale := _scales().get(spelling(said[after].form))):
        if not _beside(text, said, after - 1):
            break
        value, after = value * scale, after + 1
    return value, after


def _beside(text: str, said: Sequence[Token], position: int) -> bool:
    """Whether nothing but a space or a hyphen stands between a word and the next."""
    gap = text[said[position].end : said[position + 1].start]
    return _JOINED.fullmatch(gap) is not None


def _counts(text: str, said: Sequence[Token], position: int, after: int) -> bool:
    """Whether a number counts what the word after it names, and is no day and no year."""
    unit = said[after].form
    before = said[position - 1].form if position else ""
    return (
        _beside(text, said, after - 1)
        and unit.isalpha()
        and is_content(unit)
        and not _MONTH.fullmatch(unit)
        and not _MONTH.fullmatch(before)
        and not _YEAR.fullmatch(said[position].form)
    )


def figure_differences(readings: Mapping[str, Reading], aligned: Aligned) -> Iterable[Finding]:
    """Aligned sentences in which one figure differs before the same word.

    Where but one figure of each is not in the other, it may stand before another word for the same.
    """
    for first, second, pairs in aligned:
        one, other = readings[first], readings[second]
        for left, right in pairs:
            found = _of_sentence(one, left), _of_sentence(other, right)
            for mine, theirs in _differing(*found, _alike(one, left, other, right)):
                counted = one.article.text[mine.start : mine.end].split()[-1]
                yield Finding(
                    "number",
                    f"the number of {counted}",
                    (
                        side(one.article, mine.start, mine.end),
                        side(other.article, theirs.start, theirs.end),
                    ),
                    "aligned sentences of two versions give different figures",
                    None,
                    0.7 if mine.unit == theirs.unit else 0.6,
                )


def _differing(
    mine: Sequence[Figure], theirs: Sequence[Figure], alike: bool
) -> Iterable[tuple[Figure, Figure]]:
    by_unit = [{figure.unit: figure for figure in reversed(of)} for of in (mine, theirs)]
    for unit in sorted(by_unit[0].keys() & by_unit[1].keys()):
        one, other = by_unit[0][unit], by_unit[1][unit]
        # A figure that only moved to another word is no difference.
        elsewhere = {f.value for f in (*mine, *theirs) if f.unit != unit}
        if one.value != other.value and not {one.value, other.value} & elsewhere:
            yield one, other
    known = [{(f.value, f.unit) for f in of} for of in (mine, theirs)]
    left = [f for f in mine if (f.value, f.unit) not in known[1]]
    right = [f for f in theirs if (f.value, f.unit) not in known[0]]
    for one, other in zip(left, right, strict=False) if len(left) == len(right) == 1 else ():
        if alike and one.unit != other.unit and one.value != other.value:
            yield one, other


def _alike(one: Reading, left: int, other: Reading, right: int) -> bool:
    first, second = one.sentences[left], other.sentences[right]
    return overlap(first.concepts, second.concepts) >= _LIKE


def _of_sentence(reading: Reading, position: int) -> list[Figure]:
    sentence = reading.sentences[position]
    text = reading.article.text[sentence.start : sentence.end]
    start = sentence.start
    return [Figure(f.value, f.unit, start + f.start, start + f.end) for f in figures(text)]
