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
import math
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from detente.articles.dateline import dateline
from detente.articles.lines import Line

Matrix = npt.NDArray[np.float64]
Vector = npt.NDArray[np.float64]

SWITCH = 1.0
"""Log odds that opening or closing a run of body lines costs."""
_BOUND = 4.0
_FILED = 4.0
_BLOCK = 64
_SENTENCE_WORDS = 9
_SENTENCE_STOPS = 2
_PROSE_STOPS = 6
_SHORT_WORDS = 3
_TAIL_FADE = 3.0
_NEIGHBOURS = (-2, -1, 1, 2)
_NEIGHBOUR_COLUMNS = (0, 1, 3, 5, 7, 9, 10, 12, 13)
_WINDOWS = (3, 8)
_LONG_LINE_RANK = 5
_LONG_PAGE = 150


class _Weights(NamedTuple):
    mean: Vector
    spread: Vector
    hidden: Matrix
    hidden_bias: Vector
    out: Vector
    out_bias: float


@functools.cache
def line_weights() -> _Weights:
    """The fitted weights."""
    text = files(__package__).joinpath("weights/lines.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    arrays = {name: np.array(table[name]) for name in _Weights._fields[:-1]}
    return _Weights(**arrays, out_bias=float(table["out_bias"]))


def body_odds(lines: list[Line]) -> Vector:
    """The log odds that each line is body of an article."""
    w = line_weights()
    x = (features(lines) - w.mean) / w.spread
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
    own = np.array([_own(line) for line in lines], dtype=np.float64)
    return np.hstack((own, _neighbours(own), *_surroundings(own, _endings(lines))))


def _own(line: Line) -> tuple[float, ...]:
    words, text, kind = line.words, line.text, line.furniture
    prose = line.ended and line.stops >= _SENTENCE_STOPS
    return (
        math.log1p(words),
        line.stops / words,
        line.ended,
        prose and words >= _SENTENCE_WORDS,
        math.log1p(line.breaks),
        line.capitals / words,
        min(1.0, 3 * line.digits / (1 + len(text))),
        line.dated,
        line.bullet,
        kind is not None,
        kind is not None and kind.ends,
        kind is not None and kind.ends and kind.whole,
        line.picture,
        line.byline,
        line.repeats > 0,
        min(line.gap, 4) / 4,
        text.isupper(),
        text[0].islower(),
        text[0] in "\"'“«„‘",
        "|" in text or "»" in text or "›" in text,
        words <= _SHORT_WORDS,
        words if prose else 0.0,
        line.stops >= _PROSE_STOPS,
    )


_PROSE = 21  # column of `_own`: words of lines that are prose
_FURNITURE = 9


def _endings(lines: list[Line]) -> Vector:
    """How close above a heading such as "Related" stands, fading with each line."""
    since = 99.0
    found = []
    for line in lines:
        heads = line.furniture is not None and line.furniture.ends and line.furniture.whole
        since = 0.0 if heads else since + 1
        found.append(since)
    return np.exp(-np.array(found) / _TAIL_FADE)


def _neighbours(own: Matrix) -> Matrix:
    chosen = own[:, _NEIGHBOUR_COLUMNS]
    shifted = []
    for step in _NEIGHBOURS:
        moved = np.zeros_like(chosen)
        if step < 0:
            moved[-step:] = chosen[:step]
        else:
            moved[:-step] = chosen[step:]
        shifted.append(moved)
    return np.hstack(shifted)


def _surroundings(own: Matrix, endings: Vector) -> list[Matrix]:
    count = len(own)
    prose, log_prose, log_words = own[:, _PROSE], np.log1p(own[:, _PROSE]), own[:, 0]
    words = np.expm1(log_words)
    total = prose.sum() + 1e-9
    upto = np.cumsum(prose)
    before, after = (upto - prose) / total, (total - upto) / total
    density = prose.sum() / (words.sum() + 1)
    long_line = np.sort(log_words)[::-1][min(count - 1, _LONG_LINE_RANK)]
    windows = [_windows(log_prose, size) for size in _WINDOWS]
    windows += [_windows(own[:, 4] > np.log(2.5), size) for size in _WINDOWS]
    windows.append(_windows(own[:, _FURNITURE], _WINDOWS[-1]))
    place = np.column_stack(
        (
            endings,
            before,
            after,
            before * after,
            np.full(count, density),
            np.arange(count) / max(1, count - 1),
            density * own[:, 3],
            np.full(count, min(1.0, count / _LONG_PAGE)),
            before < 1e-9,
            after < 1e-9,
            log_prose * density,
            log_words - long_line,
        )
    )
    return [*windows, place]


def _windows(values: npt.NDArray[Any], size: int) -> Matrix:
    """Means over `size` lines before and after each line, their least and their greatest."""
    count = len(values)
    sums = np.concatenate(([0.0], np.cumsum(values)))
    at = np.arange(count)
    before = (sums[at] - sums[np.maximum(0, at - size)]) / size
    after = (sums[np.minimum(count, at + 1 + size)] - sums[at + 1]) / size
    return np.column_stack((before, after, np.minimum(before, after), np.maximum(before, after)))
