"""From the encoder's scores to role spans: the likeliest legal sequence of labels.

Piece by piece the best label flickers: a word in the midst of a content falls out, and one content
becomes two. A Viterbi pass over whole windows, with a cost for each change of role, mends that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.attribution.pieces import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LABELS = 7
"""O, then B and I of source, cue and content."""
CHANGE = 0.5
"""Log-odds that a change of role costs; tuned on articles kept apart from training."""
_NEVER = -1e4


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
    import numpy as np

    moves = _transitions()
    emitted = np.array(scores, dtype=np.float64)
    for n in range(len(window.ids)):
        if window.starts[n] == window.ends[n]:
            emitted[n] = 0.0  # a separator says nothing; a span may run over it
        elif _inside_word(window, n):
            emitted[n] = emitted[n].mean()  # a word has one role: that of its first piece
    total, back = emitted[0] + np.where(np.arange(LABELS) % 2 == 0, _NEVER, 0.0), []
    total[0] = emitted[0][0]
    inside = _within_word()
    for n in range(1, len(emitted)):
        step = total[:, None] + (inside if _inside_word(window, n) else moves)
        back.append(step.argmax(0))
        total = step.max(0) + emitted[n]
    path = [int(total.argmax())]
    for choice in reversed(back):
        path.append(int(choice[path[-1]]))
    return path[::-1]


def _transitions() -> NDArray[np.float64]:
    """Log-odds of each label after each: I only within its role, changes at a cost."""
    import numpy as np

    table = np.zeros((LABELS, LABELS))
    for first in range(LABELS):
        for then in range(LABELS):
            if then and then % 2 == 0 and role_of(first) != role_of(then):
                table[first, then] = _NEVER
            elif then % 2 or role_of(first) != role_of(then):
                table[first, then] = -CHANGE
    return table


def _within_word() -> NDArray[np.float64]:
    """Log-odds inside a word: it stays in the role it began with."""
    import numpy as np

    table = np.full((LABELS, LABELS), _NEVER)
    table[0, 0] = 0.0
    for label in range(1, LABELS):
        table[label, label + label % 2] = 0.0
    return table


def _inside_word(window: Window, n: int) -> bool:
    """Whether piece `n` goes on with the word of the piece before it."""
    before = n - 1
    if n == 0 or window.starts[before] == window.ends[before]:
        return False
    if window.ends[before] != window.starts[n]:
        return False
    return window.shapes[n] % 5 != 4 and window.shapes[before] % 5 != 4
