"""The lines of a text and what they hold, found for all of them at once.

Each character is looked up in a table of what it is; where lines begin and end, and how much of a
kind stands in each, is then told from arrays: some twenty passes over the characters instead of
several over each line.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint16]
Places = npt.NDArray[np.int64]

_SPACE, _LOWER, _UPPER, _WIDE, _DIGIT, _MARK, _WIDE_MARK, _CLOSING, _QUOTE, _BAR = (
    1 << n for n in range(10)
)
_LAST, _LAST_AFTER_STOP, _FIRST, _FIRST_BEFORE_BLANK, _BREAK, _BLANK = (
    1 << n for n in range(10, 16)
)
_PLANE = 1 << 16
_NAMED = {
    _DIGIT: "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९０１２３４５６７８９",
    _MARK: ".!?。！？।",
    _WIDE_MARK: "。！？",
    _CLOSING: "\"”’»')",
    _QUOTE: "\"'“«„‘",
    _BAR: "|»›",
    _LAST: '.!?…。！？।؟”"»」',
    _LAST_AFTER_STOP: "’)“",
    _FIRST: "•●▪◦■‣·",
    _FIRST_BEFORE_BLANK: "*-–o",
    _BREAK: "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
    _BLANK: " ",
}
_WIDE_RANGES = ((0x3040, 0x3100), (0x3400, 0xA000), (0xAC00, 0xD7B0))
_WIDE_A_WORD = 2
_WIDE_REACH = 80
_WIDE_SHARE = 4
_DIGITS_LONGEST = 40  # words
_SHORT = 3
_STOP, _RETURN, _FEED = map(ord, ".\r\n")
_NOWHERE = np.zeros(1, np.int64)

SHOUTED, LOWERED, QUOTED, BARRED, BROAD, ENDED, BULLET = (1 << n for n in range(7))
"""Bits of a line's form: all capitals; beginning small, or with a quotation mark; with bars; with
characters of a script that does not set words apart; ending as a sentence does; with a bullet."""


class Characters(NamedTuple):
    """The code points of a text and what each is; `kinds` has two more, which are space."""

    points: npt.NDArray[np.uint32]
    kinds: Bits


class Counted(NamedTuple):
    """The lines of a text, and numbers for each."""

    texts: list[str]
    folded: list[str]  # in lower case, with a blank between words
    words: list[int]
    stops: list[int]  # function words
    capitals: list[int]  # words that do not begin small
    breaks: list[int]  # sentence ends
    digits: list[int]
    form: list[int]


def characters(text: str) -> Characters:
    """What each character of `text` is."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = np.full(len(points) + 2, _SPACE, np.uint16)
    kinds[:-2] = _table().take(points, mode="clip")
    return Characters(points, kinds)


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


def line_spans(found: Characters) -> Places:
    """Start, end and empty lines before, of each line with more than space in it: a row each.

    Lines end where `str.splitlines` ends them.
    """
    points, kinds = found.points, found.kinds[:-2]
    breaks = ((kinds & _BREAK) > 0).nonzero()[0]
    broken = points[breaks] == _RETURN
    if broken.any():  # "\r\n" is one break
        breaks = breaks[~(broken & (points[(breaks + 1) % len(points)] == _FEED))]
    held = ((kinds & _SPACE) == 0).nonzero()[0]
    upto = held.searchsorted(np.concatenate((_NOWHERE, breaks, (len(kinds),))))
    full = (upto[1:] > upto[:-1]).nonzero()[0]
    spans = np.empty((len(full), 3), np.int64)
    if len(full):
        spans[:, 0], spans[:, 1] = held[upto[full]], held[upto[full + 1] - 1] + 1
        spans[0, 2], spans[1:, 2] = 0, full[1:] - full[:-1] - 1
    return spans


def counted(text: str, found: Characters, spans: Places, stop_words: frozenset[str]) -> Counted:
    """Count what the lines at `spans` (rows of `line_spans`) of `text` hold.

    Lines of scripts that do not set words apart have half as many words as characters. Digits
    count in lines of up to 40 words, sentence ends in lines of more than three.
    """
    kinds, starts, ends = found.kinds, spans[:, 0], spans[:, 1]
    words, small, breaks, digits, uneven = _sums(kinds, spans)
    texts = [text[start:end] for start, end, _ in spans.tolist()]
    folded = [folded_case(line) for line in texts]
    for n in uneven.nonzero()[0].tolist():
        folded[n] = " ".join(folded[n].split())
    stops, capitals = _stops(folded, words, stop_words), words - small
    if (kinds & _WIDE).any():
        _count_wide(text, kinds, starts, ends, words, stops, stop_words)
    breaks *= words > _SHORT
    digits *= words < _DIGITS_LONGEST
    numbers = np.stack((words, stops, capitals, breaks, digits, _form(found, starts, ends)))
    return Counted(texts, folded, *numbers.tolist())


def folded_case(text: str) -> str:
    """The text in lower case (`str.casefold`), a Turkish capital İ as the small letter it is."""
    return text.casefold().replace("i\u0307", "i") if "İ" in text else text.casefold()


def _sums(kinds: Bits, spans: Places) -> Places:
    """For each line: words, words that begin small, sentence ends, digits, uneven spaces."""
    apart = (kinds & _SPACE) > 0
    flags = np.empty((5, len(kinds)), np.bool_)
    heads, small, breaks, digits, uneven = flags
    np.logical_not(apart, out=heads)
    heads[1:] &= apart[:-1]
    np.logical_and(heads, kinds & _LOWER, out=small)
    breaks[:] = False
    breaks[_breaks(kinds)] = True
    np.not_equal(kinds & _DIGIT, 0, out=digits)
    np.logical_and(apart, (kinds & _BLANK) == 0, out=uneven)
    uneven[1:] |= apart[1:] & apart[:-1]
    # Sums from each start to its end and from there to the next start, of which the first count.
    return np.add.reduceat(flags, spans[:, :2].ravel(), axis=1, dtype=np.int64)[:, ::2]


def _form(found: Characters, starts: Places, ends: Places) -> Places:
    """The bits of each line's form."""
    kinds, before = found.kinds, found.points[np.maximum(ends - 2, starts)]
    held, first, last = np.bitwise_or.reduceat(kinds, starts), kinds[starts], kinds[ends - 1]
    ended = (last & _LAST) | ((last & _LAST_AFTER_STOP) * (before == _STOP))
    bullet = (first & _FIRST) | ((first & _FIRST_BEFORE_BLANK) * (kinds[starts + 1] & _BLANK > 0))
    form: Places = (
        SHOUTED * (held & (_LOWER | _UPPER) == _UPPER)
        + LOWERED * (first & _LOWER > 0)
        + QUOTED * (first & _QUOTE > 0)
        + BARRED * (held & _BAR > 0)
        + BROAD * (held & _WIDE > 0)
        + ENDED * (ended > 0)
        + BULLET * (bullet > 0)
    )
    return form


def _stops(folded: list[str], heads: Places, stop_words: frozenset[str]) -> Places:
    """The function words of each line, `heads` being the number of all words."""
    # Through bytes: numpy takes longer to turn so many small objects into numbers.
    told = bytes(map(stop_words.__contains__, " ".join(folded).split()))
    upto: Places = np.frombuffer(told, np.uint8).cumsum(dtype=np.int64)[heads.cumsum() - 1]
    upto[1:] -= upto[:-1].copy()
    return upto


def _breaks(kinds: Bits) -> Places:
    """The marks that end sentences: those before space, with a closing mark between or not."""
    at = ((kinds & _MARK) > 0).nonzero()[0]
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
