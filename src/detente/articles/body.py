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
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from detente.articles.dateline import dateline
from detente.articles.lines import LOOKS, Line

Matrix = npt.NDArray[np.float64]
Vector = npt.NDArray[np.float64]

SWITCH = 1.0
"""Log odds that opening or closing a run of body lines costs."""
_BOUND = 4.0
_FILED = 4.0
_BLOCK = 64
_SENTENCE_WORDS = 9
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
    hidden_bias: Vector
    out: Vector
    out_bias: float


@functools.cache
def line_weights() -> _Weights:
    """The fitted weights, those of the hidden layer for features as they are."""
    text = files(__package__).joinpath("weights/lines.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    hidden = np.array(table["hidden"]) / np.array(table["spread"])[:, None]
    return _Weights(
        hidden=hidden,
        hidden_bias=np.array(table["hidden_bias"]) - np.array(table["mean"]) @ hidden,
        out=np.array(table["out"]),
        out_bias=float(table["out_bias"]),
    )


def body_odds(lines: list[Line]) -> Vector:
    """The log odds that each line is body of an article."""
    w, x = line_weights(), features(lines)
    # In blocks: OpenBLAS runs larger products on all cores, which here costs more than it saves.
    blocks = [x[n : n + _BLOCK] for n in range(0, len(x), _BLOCK)]
    return np.concatenate(
        [np.tanh(block @ w.hidden + w.hidden_bias) @ w.out + w.out_bias for block in blocks]
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
    if line.words < _SENTENCE_WORDS or not line.text[:3].isupper():
        return False
    filed = dateline(line.text)
    return filed is not None and filed.place is not None and filed.place.partition(",")[0].isupper()


def runs(odds: Vector) -> list[bool]:
    """Which lines are body: the likeliest path through "in" and "out", changes costing `SWITCH`."""
    out, inside = 0.0, -SWITCH
    steps: list[tuple[bool, bool]] = []
    for value in np.clip(odds, -_BOUND, _BOUND).tolist():
        out_from_in, in_from_out = inside - SWITCH > out, out - SWITCH > inside
        out, inside = (
            inside - SWITCH if out_from_in else out,
            value + (out - SWITCH if in_from_out else inside),
        )
        steps.append((out_from_in, not in_from_out))
    state = inside > out
    path: list[bool] = []
    for out_from_in, in_from_in in reversed(steps):
        path.append(state)
        state = in_from_in if state else out_from_in
    return path[::-1]


def features(lines: list[Line]) -> Matrix:
    """One row a line: what it looks like, then what surrounds it."""
    count = len(lines)
    looks = np.frombuffer(b"".join([line.described for line in lines]), dtype=np.float32)
    x = np.zeros((count, WIDTH))
    x[:, :LOOKS] = looks.reshape(count, LOOKS)
    x[:, LOOKS] = [line.repeats > 0 for line in lines]
    x[:, LOOKS + 1] = [min(line.gap, 4) / 4 for line in lines]
    at = _fill_neighbours(x, LOOKS + 2)
    at = _fill_windows(x, at)
    _fill_place(x, at, _endings(lines))
    return x


_WORDS, _ENDS_AS_PROSE, _BREAKS, _FURNITURE, _PROSE = 0, 3, 4, 9, 19
"""Columns: log of words, prose, log of sentence ends, furniture, words of prose."""
_PLACES = 12
WIDTH = LOOKS + 2 + len(_NEIGHBOURS) * len(_NEIGHBOUR_COLUMNS) + 4 * _AVERAGES + _PLACES
"""Features of a line."""


def _endings(lines: list[Line]) -> Vector:
    """How close above a heading such as "Related" stands, fading with each line."""
    since = 99.0
    found = []
    for line in lines:
        kind = line.furniture
        since = 0.0 if kind is not None and kind.ends and kind.whole else since + 1
        found.append(since)
    return np.exp(np.array(found) / -_TAIL_FADE)


def _fill_neighbours(x: Matrix, at: int) -> int:
    """Write chosen features of the lines two and one above and below; give the next column."""
    chosen = x[:, _NEIGHBOUR_COLUMNS]
    for step in _NEIGHBOURS:
        below = at + len(_NEIGHBOUR_COLUMNS)
        if step < 0:
            x[-step:, at:below] = chosen[:step]
        else:
            x[:-step, at:below] = chosen[step:]
        at = below
    return at


def _fill_windows(x: Matrix, at: int) -> int:
    """Write means over a few lines before and after each, their least and greatest."""
    count = len(x)
    values = np.column_stack(
        (np.log1p(x[:, _PROSE]), x[:, _BREAKS] > _SEVERAL_BREAKS, x[:, _FURNITURE])
    )
    sums = np.zeros((count + 2 * _WINDOWS[-1] + 1, values.shape[1]))
    first = _WINDOWS[-1] + 1  # row of `sums` that has the first line's
    np.cumsum(values, axis=0, out=sums[first : first + count])
    sums[first + count :] = sums[first + count - 1]
    here, above = sums[first : first + count], sums[first - 1 : first - 1 + count]
    for size, columns in zip(_WINDOWS, _AVERAGED, strict=True):
        before = (above - sums[first - 1 - size : first - 1 - size + count])[:, :columns] / size
        after = (sums[first + size : first + size + count] - here)[:, :columns] / size
        for made in (before, after, np.minimum(before, after), np.maximum(before, after)):
            x[:, at : at + columns] = made
            at += columns
    return at


def _fill_place(x: Matrix, at: int, endings: Vector) -> None:
    """Write where a line stands in the page's prose, and what the whole page is like."""
    count = len(x)
    prose, log_words = x[:, _PROSE], x[:, _WORDS]
    upto = np.cumsum(prose)
    total = upto[-1] + 1e-9
    before, after = (upto - prose) / total, (total - upto) / total
    density = upto[-1] / (np.expm1(log_words).sum() + 1)
    long_line = np.sort(log_words)[::-1][min(count - 1, _LONG_LINE_RANK)]
    x[:, at] = endings
    x[:, at + 1] = before
    x[:, at + 2] = after
    x[:, at + 3] = before * after
    x[:, at + 4] = density
    x[:, at + 5] = np.arange(count) / max(1, count - 1)
    x[:, at + 6] = density * x[:, _ENDS_AS_PROSE]
    x[:, at + 7] = min(1.0, count / _LONG_PAGE)
    x[:, at + 8] = before < _NONE
    x[:, at + 9] = after < _NONE
    x[:, at + 10] = np.log1p(prose) * density
    x[:, at + 11] = log_words - long_line
