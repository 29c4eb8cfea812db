"""The tagger: text to role spans (source, cue, content) with scores and links to cues.

A fine-tuned MiniLM encoder (see weights/CARD.md) run by ONNX Runtime. It reads whole windows in
padded batches; any weights file with the same inputs and outputs can take its place.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from detente.attribution.decoding import best_labels, role_of
from detente.attribution.pieces import Window, windows
from detente.errors import WeightsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
BATCH = 8
THREADS = "DETENTE_THREADS"
"""The environment variable that says how many threads the tagger may use; by default all cores."""
NO_CUE = -1
"""Stands for "has no cue here" among a span's cues."""


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A stretch of text in one role.

    `score` is the mean probability of the role over its pieces. `cues` scores the cues that the
    span may belong to: pairs of (first character of the cue or
    `NO_CUE`, log-probability).
    """

    role: Role
    start: int
    end: int
    score: float
    cues: tuple[tuple[int, float], ...] = ()


class Tagger:
    """Role tagging with an ONNX graph: `ids, shapes, mask` in; `roles, asks, answers` out."""

    def __init__(self, folder: Path) -> None:
        """Load `tagger.onnx` and `tokenizer.json` from `folder`.

        Raises:
            WeightsError: a file is missing or is no such graph.

        """
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = int(os.environ.get(THREADS) or os.cpu_count() or 1)
        options.log_severity_level = 3
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = onnxruntime.InferenceSession(
                str(folder / "tagger.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise WeightsError(
                f"{folder}: the tagger's weights cannot be loaded: {error}"
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def tag(self, text: str) -> list[RoleSpan]:
        """Every source, cue and content span of `text`, in the order of the text."""
        found: list[RoleSpan] = []
        for group in _batched(windows(text, self._tokenizer), BATCH):
            for window, roles, asks, answers in self._run(group):
                found += _decode(window, roles, asks, answers)
        return sorted(found, key=lambda span: (span.start, span.end))

    def _run(self, group: list[Window]) -> Iterator[tuple[Window, Any, Any, Any]]:
        import numpy as np

        length = max(len(w.ids) for w in group)
        ids, shapes, mask = (np.zeros((len(group), length), np.int64) for _ in range(3))
        for n, window in enumerate(group):
            ids[n, : len(window.ids)] = window.ids
            shapes[n, : len(window.ids)] = window.shapes
            mask[n, : len(window.ids)] = 1
        out = self._session.run(None, {"ids": ids, "shapes": shapes, "mask": mask})
        for n, window in enumerate(group):
            size = len(window.ids)
            yield window, out[0][n, :size], out[1][n, :size], out[2][n, :size]


def _batched(items: Iterable[Window], size: int) -> Iterator[list[Window]]:
    group: list[Window] = []
    for item in items:
        group.append(item)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def _decode(
    window: Window,
    roles: NDArray[np.float32],
    asks: NDArray[np.float32],
    answers: NDArray[np.float32],
) -> list[RoleSpan]:
    import numpy as np

    weights = np.exp(roles - roles.max(-1, keepdims=True))
    weights /= weights.sum(-1, keepdims=True)
    spans = list(_spans(window, best_labels(window, roles)))
    heads = [first for role, first, _ in spans if ROLES[role] == "cue"]
    found = []
    for role, first, last in spans:
        both = weights[first : last + 1, 2 * role + 1] + weights[first : last + 1, 2 * role + 2]
        real = [window.ends[n] > window.starts[n] for n in range(first, last + 1)]
        cues = _cue_scores(window, asks[first], answers, heads) if ROLES[role] != "cue" else ()
        start, end = window.starts[first], window.ends[last]
        found.append(RoleSpan(ROLES[role], start, end, float(np.mean(both[real])), cues))
    return found


def _spans(window: Window, labels: list[int]) -> Iterator[tuple[int, int, int]]:
    """Role number, first and last piece of each span; both ends are pieces that stand for text."""
    role, first, last = -1, 0, 0
    for n, label in enumerate(labels):
        if window.starts[n] == window.ends[n]:
            continue
        if role_of(label) != role or label % 2:
            if role >= 0:
                yield role, first, last
            role, first = role_of(label), n
        last = n
    if role >= 0:
        yield role, first, last


def _cue_scores(
    window: Window, ask: NDArray[np.float32], answers: NDArray[np.float32], heads: list[int]
) -> tuple[tuple[int, float], ...]:
    import numpy as np

    logits = answers @ ask / 8
    logits = logits - logits.max()
    total = float(np.log(np.exp(logits).sum()))
    none = (NO_CUE, float(logits[0]) - total)
    return (none, *((window.starts[h], float(logits[h]) - total) for h in heads))


@lru_cache(maxsize=2)
def load(folder: Path | None = None) -> Tagger | None:
    """The tagger in `folder` (default: `DETENTE_WEIGHTS`, else the weights that ship), or None.

    None means that there are no weights; the caller then falls back to the rules.
    """
    given = folder or (
        Path(os.environ["DETENTE_WEIGHTS"]) if "DETENTE_WEIGHTS" in os.environ else None
    )
    place = given or Path(str(resources.files("detente.attribution") / "weights"))
    if given is None and not (place / "tagger.onnx").exists():
        return None
    return Tagger(place)
