"""Figures in a sentence, in digits or in words ("a dozen", "12"), with what they count."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, Literal

from detente.linking.words import Token, concept, is_content, load, spelling, tokens

Hedge = Literal["near", "above", "below"]
"""Where the number lies of which a text gives only about how much it is."""

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_JOINED = re.compile(r"[\s\u00a0-]*")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLURAL = re.compile(r"[a-z]{3,}s")
_REFERRING = (("of", "them"), ("of", "whom"), ("of", "which"))
_PERCENT = ("per", "cent")
_ROUGH = Fraction(1, 20)
"""Share of the larger of two figures by which one may be off that a text gives as "about"."""
_OPEN = Fraction(1, 4)
"""The same for one given as "more than" or "nearly", to the side that it says."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts.

    `counted` is the word that it counts and `unit` that word's concept; `start` and `end` are its
    place, that word included.
    """

    value: Fraction
    counted: str
    start: int
    end: int
    hedge: Hedge | None = None

    @property
    def unit(self) -> str:
        """What is counted, whatever the word for it."""
        return concept(self.counted)


def agree(first: Figure, second: Figure) -> bool:
    """Whether two figures can be one number, of which one text or both give about how much."""
    if first.value == second.value:
        return True
    return _within(first, second) or _within(second, first)


def _within(said: Figure, other: Figure) -> bool:
    off = (other.value - said.value) / max(other.value, said.value)
    if said.hedge == "near":
        return abs(off) <= _ROUGH
    if said.hedge == "above":
        return 0 <= off <= _OPEN
    if said.hedge == "below":
        return -_OPEN <= off <= 0
    return _rounded(said.value, other.value)


def _rounded(coarse: Fraction, fine: Fraction) -> bool:
    """Whether a number of thousands is another one rounded, to two digits or more ("1.2m")."""
    if coarse < 1000:
        return False
    step = Fraction(1)
    while (coarse / step / 10).denominator == 1:
        step *= 10
    return coarse / step >= 10 and abs(fine - coarse) * 2 <= step


@lru_cache(maxsize=20_000)
def figures(text: str) -> tuple[Figure, ...]:
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
        counted = _counted(text, said, position, after)
        if counted is not None and value:
            unit, start, end = counted
            times, whole = _table("multiples").get(concept(unit), (1, unit))
            found.append(Figure(value * times, whole, start, end, _hedge(said, position)))
        position = after
    return tuple(found)


@cache
def _words() -> Mapping[str, int]:
    return {word: value for word, value in _data().items() if isinstance(value, int)}


@cache
def _table(name: str) -> Mapping[str, Any]:
    table: dict[str, Any] = _data()[name]
    return table


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(load("numbers.toml"))


@cache
def _hedges(name: str) -> frozenset[str]:
    return frozenset(_table("hedges")[name].split())


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
    elif form in ("a", "an") and following in _table("scales"):
        value = Fraction(1)
    else:
        return None
    scales = {**_table("scales")}
    if text[said[position].start - 1 : said[position].start] in _table("signs"):
        scales |= _table("short_scales")
    while after < len(said) and (scale := scales.get(spelling(said[after].form))):
        if not _beside(text, said, after - 1):
            break
        value, after = value * scale, after + 1
    return value, after


def _beside(text: str, said: Sequence[Token], position: int) -> bool:
    """Whether nothing but a space or a hyphen stands between a word and the next."""
    gap = text[said[position].end : said[position + 1].start]
    return _JOINED.fullmatch(gap) is not None


def _counted(
    text: str, said: Sequence[Token], position: int, after: int
) -> tuple[str, int, int] | None:
    """What a number counts, with the place of both: by a sign, a word after it, or one before."""
    start, end = said[position].start, said[after - 1].end
    signs = _table("signs")
    if text[start - 1 : start] in signs and start:
        return signs[text[start - 1]], start - 1, end
    if text[end : end + 1] in signs:
        return signs[text[end]], start, end + 1
    following = [t.form.casefold() for t in said[after : after + 2]]
    if tuple(following) == _PERCENT:
        return "percent", start, said[after + 1].end
    if tuple(following) in _REFERRING:
        before = [t.form for t in said[:position] if _PLURAL.fullmatch(t.form)]
        before = [form for form in before if is_content(form)]
        return (before[-1], start, said[after + 1].end) if before else None
    if _names_a_unit(text, said, after + 1) and said[after].form.istitle():
        after += 1  # "4 million Syrian pounds"
    if _names_a_unit(text, said, after) and _is_count(said, position, after):
        joined = text[said[after].start - 1] == "-"  # "a 60-day truce"
        return said[after].form + "s" * joined, start, said[after].end
    return None


def _names_a_unit(text: str, said: Sequence[Token], place: int) -> bool:
    """Whether a word can say what the number before it counts."""
    if place >= len(said) or not _beside(text, said, place - 1):
        return False
    unit = said[place].form
    return unit.isalpha() and is_content(unit)


def _is_count(said: Sequence[Token], position: int, after: int) -> bool:
    """Whether a number before a word is no day and no year."""
    before = said[position - 1].form if position else ""
    return not (
        _MONTH.fullmatch(said[after].form)
        or _MONTH.fullmatch(before)
        or _YEAR.fullmatch(said[position].form)
    )


def _hedge(said: Sequence[Token], position: int) -> Hedge | None:
    before = [t.form.casefold() for t in said[max(0, position - 2) : position]]
    if not before:
        return None
    than = before[-1] == "than" and len(before) > 1
    word, suffix = (before[0], "_than") if than else (before[-1], "")
    for side in ("near", "above", "below"):
        if not (than and side == "near") and word in _hedges(f"{side}{suffix}"):
            return side
    return None
