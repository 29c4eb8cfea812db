"""From the encoder's scores to role spans: the likeliest legal sequence of labels.

Piece by piece the best label flickers: a word in the midst of a content falls out, and one content
becomes two. A Viterbi pass over whole windows, with a cost for each change of role, mends that.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from detente.attribution.pieces import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LABELS = 7
"""O, then B and I of source, cue and content."""
CHANGE = 0.5
"""Log-odds that a change of role costs; tuned on articles kept apart from training."""
_SILENT = (0.0,) * LABELS
_NONE, _SOURCE, _CUE, _CONTENT = range(4)
_STARTS = (0, 1, 3, 5)
"""The label that begins each of the four roles (none, source, cue, content); the next goes on."""


def role_of(label: int) -> int:
    """The role's number of a label: -1 none, 0 source, 1 cue, 2 content."""
    return (label + 1) // 2 - 1


def best_labels(window: Window, scores: NDArray[np.float32]) -> list[int]:
    """The likeliest label of each piece.

    Args:
        window: the pieces.
        scores: log-probabilities or logits, `[pieces, 7]`.

    Returns:
        One label a piece; separators, which stand for no text, take part in no span's end.

    """
    deciding = _deciding(window)
    path = _best_path(_emitted(window, deciding, scores.tolist()))
    labels: list[int] = []
    for place, label in zip(deciding, path, strict=True):
        labels += _gone_on(labels, place)
        labels.append(label)
    return labels + _gone_on(labels, len(window.ids))


def _gone_on(labels: list[int], place: int) -> list[int]:
    """The labels up to `place` where the rest of a word goes on in the role it began with."""
    return [labels[-1] + labels[-1] % 2] * (place - len(labels)) if labels else []


def _deciding(window: Window) -> list[int]:
    """The pieces that a role is chosen for: the first of each word, and the separators.

    A word has one role, that of its first piece: the others say nothing.
    """
    starts, ends, shapes = window.starts, window.ends, window.shapes
    return [0] + [
        n
        for n in range(1, len(starts))
        if ends[n - 1] != starts[n]
        or starts[n - 1] == ends[n - 1]
        or starts[n] == ends[n]
        or shapes[n] % 5 == 4
        or shapes[n - 1] % 5 == 4
    ]


def _emitted(
    window: Window, deciding: list[int], scores: list[list[float]]
) -> Iterable[tuple[float, ...] | list[float]]:
    """The scores of the deciding pieces; a separator has none: a span may run over it."""
    for n in deciding:
        yield _SILENT if window.starts[n] == window.ends[n] else scores[n]


def _best_path(emitted: Iterable[tuple[float, ...] | list[float]]) -> list[int]:
    """The labels of the best path (Viterbi).

    Four totals are enough, one a role: whether the last label began its role or went on with it
    matters to nothing that follows. Plain floats, since a step is far too small for arrays.
    """
    rows = iter(emitted)
    first = next(rows)
    none, source, cue, content = first[0], first[1], first[3], first[5]
    back: list[tuple[int, int, int, int, int]] = []
    for row in rows:
        before = (none, source, cue, content)
        best = max(before)
        leader = before.index(best)
        fresh = best - CHANGE
        goes = (
            source + row[2] >= fresh + row[1],
            cue + row[4] >= fresh + row[3],
            content + row[6] >= fresh + row[5],
        )
        silent = none >= fresh
        back.append((leader, silent, *goes))
        none = (none if silent else fresh) + row[0]
        source = source + row[2] if goes[0] else fresh + row[1]
        cue = cue + row[4] if goes[1] else fresh + row[3]
        content = content + row[6] if goes[2] else fresh + row[5]
    after = (none, source, cue, content)
    return _traced(after.index(max(after)), back)


def _traced(role: int, back: list[tuple[int, int, int, int, int]]) -> list[int]:
    """The labels along the way back from `role` at the end."""
    labels = []
    for leader, *goes in reversed(back):
        stays = goes[role]
        labels.append(_STARTS[role] + (1 if stays and role else 0))
        role = role if stays else leader
    labels.append(_STARTS[role])
    return labels[::-1]
