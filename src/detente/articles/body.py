"""Which lines of a text dump are an article's body: a score for each line, then runs of lines.

Each line is described by itself (length, function words, sentence marks, furniture) and by its
surroundings (its neighbours, the prose in windows before and after, its place in the page's prose).
A small network (one hidden layer of tanh units; weights in `weights/lines.json`, fitted by
`benchmarks/fit_lines.py`) turns that into the log odds that the line is body, and a two-state
Viterbi pass finds the likeliest runs: one odd line neither opens nor closes an article.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from detente.articles.counting import BARRED, LOWERED, QUOTED, SHOUTED
from detente.articles.dateline import dateline, is_filed_on
from detente.articles.furniture import Furniture
from detente.articles.lines import NUMBERS, Line

Matrix = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float64]

SWITCH = 1.0
"""Log odds that opening or closing a run of body lines costs."""
_BOUND = 4.0
_FILED = 4.0
_BLOCK = 64
_SENTENCE_WORDS = 9
_SENTENCE_STOPS = 2
_PROSE_STOPS = 6
_SHORT = 3
_MOST_GAP = 4
_FAR = 99
_TAIL_FADE = 3.0
_NEIGHBOURS = (-2, -1, 1, 2)
_NEIGHBOUR_COLUMNS = (0, 1, 3, 5, 7, 9, 10, 12, 13)
_WINDOWS = (3, 8)
_AVERAGED = (2, 3)  # of words of prose and of lines of several sentences; of furniture far around
_AVERAGES = sum(_AVERAGED)
_SEVERAL_BREAKS = float(np.log(2.5))
_NONE = 1e-9
_LONG_LINE_RANK = 5
_LONG_PAGE = 150


class _Weights(NamedTuple):
    hidden: Matrix
    hidden_bias: Matrix
    out: Matrix
    out_bias: float


@functools.cache
def line_weights() -> _Weights:
    """The fitted weights, those of the hidden layer for features as they are."""
    text = files(__package__).joinpath("weights/lines.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    hidden = np.array(table["hidden"]) / np.array(table["spread"])[:, None]
    bias = np.array(table["hidden_bias"]) - np.array(table["mean"]) @ hidden
    return _Weights(
        hidden=np.ascontiguousarray(hidden.T, np.float32),
        hidden_bias=bias.astype(np.float32)[:, None],
        out=np.array(table["out"]).astype(np.float32),
        out_bias=float(table["out_bias"]),
    )


def body_odds(lines: Sequence[Line]) -> Vector:
    """The log odds that each line is body of an article."""
    w, x = line_weights(), _columns(lines)
    # In blocks: OpenBLAS runs larger products on all cores, which here costs more than it saves.
    blocks = [x[:, n : n + _BLOCK] for n in range(0, len(lines), _BLOCK)]
    return np.concatenate(
        [w.out @ np.tanh(w.hidden @ block + w.hidden_bias) + w.out_bias for block in blocks]
    )


def with_dateline(odds: Vector, line: int) -> Vector:
    """The odds, raised at the page's only line that begins with a dateline.

    For short pages that are nearly all furniture. Several such lines may be the teasers of a wire.
    """
    raised = odds.copy()
    raised[line] += _FILED
    return raised


def is_filed(line: Line) -> bool:
    """Whether a line begins as a report does: place in capitals, then a mark ("OYE (AFP) —")."""
    if is_filed_on(line.text):
        return True
    if line.words < _SENTENCE_WORDS or not line.text[:3].isupper():
        return False
    filed = dateline(line.text)
    return filed is not None and filed.place is not None and filed.place.partition(",")[0].isupper()


def runs(odds: Vector) -> list[bool]:
    """Which lines are body: the likeliest path through "in" and "out", changes costing `SWITCH`.

    Of a path only by how much "in" leads matters: a lead over `SWITCH` either way settles the line
    before, whatever follows, and any other leaves it as the one after it.
    """
    lead, leads = -SWITCH, []
    for value in np.clip(odds, -_BOUND, _BOUND).tolist():
        leads.append(lead)
        lead = value + (SWITCH if lead > SWITCH else -SWITCH if lead < -SWITCH else lead)
    state = lead > 0
    path = []
    for before in reversed(leads):
        path.append(state)
        state = before > SWITCH or (state and before >= -SWITCH)
    return path[::-1]


def features(lines: Sequence[Line]) -> Matrix:
    """One row a line: what it looks like, then what surrounds it."""
    return _columns(lines).T


def _columns(lines: Sequence[Line]) -> Matrix:
    """The same by feature: whole columns are written, and lie together."""
    x = np.zeros((WIDTH, len(lines)), np.float32)
    kinds = np.array([_kind_of(line.furniture) for line in lines])
    _fill_looks(x, lines, kinds)
    at = _fill_neighbours(x, LOOKS)
    at = _fill_windows(x, at)
    _fill_place(x, at, _endings(kinds))
    return x


def _kind_of(kind: Furniture | None) -> int:
    """0 for no furniture, 1 for some, 2 where it ends an article, 3 where the whole line does."""
    return 0 if kind is None else 1 + kind.ends + (kind.ends and kind.whole)


def _fill_looks(x: Matrix, lines: Sequence[Line], kinds: Vector) -> None:
    """Write what the lines look like by themselves."""
    rows: Iterator[Any] = chain.from_iterable(map(itemgetter(NUMBERS), lines))
    numbers = np.fromiter(rows, np.float32).reshape(len(lines), -1).T
    gap, repeats, words, stops, capitals, breaks, digits, form = numbers[:8]
    ended, dated, bullet, picture, byline = numbers[8:]
    form = form.astype(np.int64)
    lengths = np.array([len(line.text) for line in lines])
    prose = (ended > 0) & (stops >= _SENTENCE_STOPS)
    columns = (
        np.log1p(words),
        stops / words,
        ended,
        prose & (words >= _SENTENCE_WORDS),
        np.log1p(breaks),
        capitals / words,
        np.minimum(1.0, 3 * digits / (1 + lengths)),
        dated,
        bullet,
        kinds > 0,
        kinds > 1,
        kinds > 2,
        picture,
        byline,
        form & SHOUTED > 0,
        form & LOWERED > 0,
        form & QUOTED > 0,
        form & BARRED > 0,
        words <= _SHORT,
        words * prose,
        stops >= _PROSE_STOPS,
        repeats > 0,
        np.minimum(gap, _MOST_GAP) / _MOST_GAP,
    )
    for n, column in enumerate(columns):
        x[n] = column


_WORDS, _ENDS_AS_PROSE, _BREAKS, _FURNITURE, _PROSE = 0, 3, 4, 9, 19
"""Columns: log of words, prose, log of sentence ends, furniture, words of prose."""
LOOKS = 23
_PLACES = 12
WIDTH = LOOKS + len(_NEIGHBOURS) * len(_NEIGHBOUR_COLUMNS) + 4 * _AVERAGES + _PLACES
"""Features of a line."""


def _endings(kinds: Vector) -> Vector:
    """How close above a heading such as "Related" stands, fading with each line."""
    at = np.arange(len(kinds))
    last = np.maximum.accumulate(np.where(kinds > 2, at, -_FAR))
    return np.exp((last - at) / _TAIL_FADE)


def _fill_neighbours(x: Matrix, at: int) -> int:
    """Write chosen features of the lines two and one above and below; give the next column."""
    chosen = x[_NEIGHBOUR_COLUMNS, :]
    for step in _NEIGHBOURS:
        below = at + len(_NEIGHBOUR_COLUMNS)
        if step < 0:
            x[at:below, -step:] = chosen[:, :step]
        else:
            x[at:below, :-step] = chosen[:, step:]
        at = below
    return at


def _fill_windows(x: Matrix, at: int) -> int:
    """Write means over a few lines before and after each, their least and greatest."""
    count, reach = x.shape[1], _WINDOWS[-1]
    first = reach + 1  # place in `sums` of the first line's
    sums = np.zeros((_AVERAGED[-1], first + count + reach))
    inside = sums[:, first : first + count]
    np.log1p(x[_PROSE], out=inside[0])
    np.greater(x[_BREAKS], _SEVERAL_BREAKS, out=inside[1])
    inside[2] = x[_FURNITURE]
    np.cumsum(inside, axis=1, out=inside)
    sums[:, first + count :] = inside[:, -1:]
    above = sums[:, first - 1 : first - 1 + count]
    for size, rows in zip(_WINDOWS, _AVERAGED, strict=True):
        before = (above - sums[:, first - 1 - size : first - 1 - size + count])[:rows] / size
        after = (sums[:, first + size : first + size + count] - inside)[:rows] / size
        for made in (before, after, np.minimum(before, after), np.maximum(before, after)):
            x[at : at + rows] = made
            at += rows
    return at


def _fill_place(x: Matrix, at: int, endings: Vector) -> None:
    """Write where a line stands in the page's prose, and what the whole page is like."""
    count = x.shape[1]
    prose, log_words = x[_PROSE], x[_WORDS]
    upto = np.cumsum(prose)
    total = upto[-1] + 1e-9
    before, after = (upto - prose) / total, (total - upto) / total
    density = upto[-1] / (np.expm1(log_words).sum() + 1)
    long_line = np.sort(log_words)[::-1][min(count - 1, _LONG_LINE_RANK)]
    x[at] = endings
    x[at + 1] = before
    x[at + 2] = after
    x[at + 3] = before * after
    x[at + 4] = density
    x[at + 5] = np.arange(count) / max(1, count - 1)
    x[at + 6] = density * x[_ENDS_AS_PROSE]
    x[at + 7] = min(1.0, count / _LONG_PAGE)
    x[at + 8] = before < _NONE
    x[at + 9] = after < _NONE
    x[at + 10] = np.log1p(prose) * density
    x[at + 11] = log_words - long_line
