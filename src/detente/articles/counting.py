"""The words and marks of a page's lines, counted for all lines at once.

Each character is looked up in a table of what it is, and what begins or ends something is counted
between the offsets of each line: some ten passes over an array instead of several over each line.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint16]
Places = npt.NDArray[np.int64]

_SPACE, _LOWER, _UPPER, _WIDE, _DIGIT, _MARK, _WIDE_MARK, _CLOSING, _QUOTE, _BAR = (
    1 << n for n in range(10)
)
_PLANE = 1 << 16
_NAMED = {
    _DIGIT: "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९０１２３４５６７８９",
    _MARK: ".!?。！？।",
    _WIDE_MARK: "。！？",
    _CLOSING: "\"”’»')",
    _QUOTE: "\"'“«„‘",
    _BAR: "|»›",
}
_WIDE_RANGES = ((0x3040, 0x3100), (0x3400, 0xA000), (0xAC00, 0xD7B0))
_WIDE_A_WORD = 2
_WIDE_REACH = 80
_WIDE_SHARE = 4
_DIGITS_LONGEST = 40  # words
_SHORT = 3

SHOUTED, LOWERED, QUOTED, BARRED, BROAD = (1 << n for n in range(5))
"""Bits of a line's form: all capitals; beginning small, or with a quotation mark; with bars; with
characters of a script that does not set words apart."""


class Counted(NamedTuple):
    """A number for each line."""

    words: list[int]
    stops: list[int]  # function words
    capitals: list[int]  # words that do not begin small
    breaks: list[int]  # sentence ends
    digits: list[int]
    form: list[int]


def counted(
    text: str, spans: Sequence[tuple[int, int, int]], stop_words: frozenset[str]
) -> Counted:
    """Count what the lines at `spans` (start, end and any third number) of `text` hold.

    Lines of scripts that do not set words apart have half as many words as characters. Digits
    count in lines of up to 40 words, sentence ends in lines of more than three.
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = np.full(len(points) + 2, _SPACE, np.uint16)
    kinds[:-2] = _table().take(points, mode="clip")
    bounds = np.array(spans, dtype=np.int64)
    starts, ends = bounds[:, 0], bounds[:, 1]

    def each(places: Places) -> Places:
        found: Places = np.searchsorted(places, ends) - np.searchsorted(places, starts)
        return found

    apart = (kinds & _SPACE) > 0
    heads = np.flatnonzero(~apart[:-2] & np.concatenate(([True], apart[:-3])))
    words, stops = each(heads), _stops(text, stop_words, np.searchsorted(heads, starts))
    small = kinds[heads] & _LOWER > 0
    capitals = words - each(heads[small])
    if (kinds & _WIDE).any():
        _count_wide(text, kinds, starts, ends, words, stops, stop_words)
    held, first = np.bitwise_or.reduceat(kinds, starts), kinds[starts]
    form = (
        SHOUTED * (held & (_LOWER | _UPPER) == _UPPER)
        + LOWERED * (first & _LOWER > 0)
        + QUOTED * (first & _QUOTE > 0)
        + BARRED * (held & _BAR > 0)
        + BROAD * (held & _WIDE > 0)
    )
    breaks = np.where(words > _SHORT, each(_breaks(kinds)), 0)
    digits = np.where(words < _DIGITS_LONGEST, each(np.flatnonzero(kinds & _DIGIT > 0)), 0)
    return Counted(*(v.tolist() for v in (words, stops, capitals, breaks, digits, form)))


@functools.cache
def _table() -> Bits:
    """What each character of the first plane is, as bits; its last one stands for all beyond."""
    table = np.zeros(_PLANE, np.uint16)
    for first, last in _WIDE_RANGES:
        table[first:last] = _WIDE
    for code in range(_PLANE):
        character = chr(code)
        if character.isspace():
            table[code] |= _SPACE
        elif character.islower():
            table[code] |= _LOWER
        elif character.isupper():
            table[code] |= _UPPER
    for kind, characters in _NAMED.items():
        table[[ord(character) for character in characters]] |= kind
    return table


def _stops(text: str, stop_words: frozenset[str], first: Places) -> Places:
    """The function words of each line, `first` being the number of words before it."""
    told = map(stop_words.__contains__, text.casefold().split())
    # In plain lists: numpy takes longer to turn so many small objects into numbers.
    upto = list(accumulate(told, initial=0))
    before = [upto[n] for n in first.tolist()]
    return np.diff(np.array([*before, upto[-1]]))


def _breaks(kinds: Bits) -> Places:
    """The marks that end sentences: those before space, with a closing mark between or not."""
    at = np.flatnonzero(kinds & _MARK > 0)
    below, further = kinds[at + 1], kinds[at + 2]
    ends = (below & _SPACE) | (kinds[at] & _WIDE_MARK) | ((below & _CLOSING > 0) * further & _SPACE)
    return at[ends > 0]


def _count_wide(
    text: str,
    kinds: Bits,
    starts: Places,
    ends: Places,
    words: Places,
    stops: Places,
    stop_words: frozenset[str],
) -> None:
    """Put in the counts of lines in a script that does not set words apart."""
    upto = np.concatenate(([0], np.cumsum(kinds & _WIDE > 0)))
    reach = np.minimum(ends, starts + _WIDE_REACH)
    wide = upto[reach] - upto[starts] > (reach - starts) // _WIDE_SHARE
    for n in np.flatnonzero(wide).tolist():
        held = text[starts[n] : ends[n]]
        words[n] = max(1, int(upto[ends[n]] - upto[starts[n]]) // _WIDE_A_WORD)
        stops[n] = sum(character in stop_words for character in held)
