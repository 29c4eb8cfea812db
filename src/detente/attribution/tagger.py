"""The tagger: text to role spans (source, cue, content) with scores and links to cues.

A fine-tuned encoder (see weights/CARD.md) run by ONNX Runtime; any weights file with the same
inputs and outputs can take its place.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from detente.attribution.confidence import read_curve
from detente.attribution.decoding import best_labels, role_of
from detente.attribution.memory import recalled
from detente.attribution.pieces import Window, windows
from detente.errors import WeightsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
BATCHES = {"fast": 1}
BATCH = 8
"""Windows in a run. One at a time is a third faster, since nothing is padded, and a little worse:
int8 scales follow what is in a batch, and those of a single window are the poorer."""
MODELS = ("accurate", "fast")
"""The models that ship; weights/CARD.md tells how they differ."""
MODEL = "DETENTE_MODEL"
"""The environment variable that names the model: one that ships, or a folder."""
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


Stretch = tuple[int, int, int, float, tuple[tuple[int, float], ...]]
"""A role span told in pieces of its window, which stay where they are when the text is another's:
number of the role, first and last piece, score, and the first pieces of its cues with theirs."""


class Tagger:
    """Role tagging with an ONNX graph: `ids, shapes, mask` in; `roles, asks, answers` out.

    `curve` turns its scores into chances, where one is kept beside the graph. `identity` tells it
    from others: the graph's place, size and time.
    """

    def __init__(self, folder: Path, *, batch: int = BATCH) -> None:
        """Load `tagger.onnx` and `tokenizer.json` from `folder`, to read `batch` windows a run.

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
        graph = (folder / "tagger.onnx").stat()
        self.identity = f"{folder} {graph.st_size} {graph.st_mtime_ns}"
        self._batch = batch
        self.curve = read_curve(folder)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def tag(self, text: str) -> list[RoleSpan]:
        """Every source, cue and content span of `text`, in the order of the text."""
        found: list[RoleSpan] = []
        for group in _batched(windows(text, self._tokenizer), self._batch):
            for window, stretches in zip(group, self._read(group), strict=True):
                found += (_placed(window, stretch) for stretch in stretches)
        return sorted(found, key=lambda span: (span.start, span.end))

    def _read(self, group: list[Window]) -> list[list[Stretch]]:
        """The role spans of windows; words that were read before are not read again.

        Windows that are read together are remembered together, for their int8 scales are one.
        """
        read = ("tagger", self.identity, [window.read() for window in group])
        return recalled(
            list[list[Stretch]],
            read,
            lambda: [
                _decode(window, *outputs)
                for window, outputs in zip(group, self._run(group), strict=True)
            ],
        )

    def _run(self, group: list[Window]) -> Iterator[list[NDArray[np.float32]]]:
        """The graph's outputs for each window, padded to the longest."""
        import numpy as np

        length = max(len(window.ids) for window in group)
        ids, shapes, mask = (np.zeros((len(group), length), np.int64) for _ in range(3))
        for n, window in enumerate(group):
            ids[n, : len(window.ids)] = window.ids
            shapes[n, : len(window.ids)] = window.shapes
            mask[n, : len(window.ids)] = 1
        outputs = self._session.run(None, {"ids": ids, "shapes": shapes, "mask": mask})
        for n, window in enumerate(group):
            yield [out[n, : len(window.ids)] for out in outputs]


def _batched(items: Iterable[Window], size: int) -> Iterator[list[Window]]:
    rest = iter(items)
    while group := list(islice(rest, size)):
        yield group


def _decode(
    window: Window,
    roles: NDArray[np.float32],
    asks: NDArray[np.float32],
    answers: NDArray[np.float32],
) -> list[Stretch]:
    spans = list(_spans(window, best_labels(window, roles)))
    heads = [first for role, first, _ in spans if ROLES[role] == "cue"]
    asking = [first for role, first, _ in spans if ROLES[role] != "cue"]
    cues = dict(zip(asking, _cue_scores(asks[asking], answers, heads), strict=True))
    scores = _mean_scores(window, roles, spans)
    return [
        (role, first, last, score, cues.get(first, ()))
        for (role, first, last), score in zip(spans, scores, strict=True)
    ]


def _placed(window: Window, stretch: Stretch) -> RoleSpan:
    """A stretch of a window's pieces as one of the text."""
    role, first, last, score, scored = stretch
    cues = tuple(
        (NO_CUE if head == NO_CUE else window.starts[head], chance) for head, chance in scored
    )
    return RoleSpan(ROLES[role], window.starts[first], window.ends[last], score, cues)


def _mean_scores(
    window: Window, roles: NDArray[np.float32], spans: list[tuple[int, int, int]]
) -> list[float]:
    """The mean probability of each span's role over its pieces that stand for text."""
    import numpy as np

    weights = np.exp(roles - roles.max(-1, keepdims=True))
    weights /= weights.sum(-1, keepdims=True)
    real = np.not_equal(window.starts, window.ends)
    both = (weights[:, 1::2] + weights[:, 2::2]) * real[:, None]
    sums, counts = np.cumsum(np.pad(both, ((1, 0), (0, 0))), 0), np.cumsum(np.pad(real, (1, 0)))
    return [
        float((sums[last + 1, role] - sums[first, role]) / (counts[last + 1] - counts[first]))
        for role, first, last in spans
    ]


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
    asks: NDArray[np.float32], answers: NDArray[np.float32], heads: list[int]
) -> list[tuple[tuple[int, float], ...]]:
    """For each row of `asks`, the log-probability of no cue here, then of each cue in `heads`."""
    import numpy as np

    logits = asks @ answers.T / 8
    logits -= logits.max(-1, keepdims=True)
    logits -= np.log(np.exp(logits).sum(-1, keepdims=True))
    rows = logits[:, [0, *heads]].tolist()
    return [tuple(zip((NO_CUE, *heads), row, strict=True)) for row in rows]


def load(model: str | None = None) -> Tagger | None:
    """The tagger that `model` names: one of `MODELS`, or the folder of another.

    By default the one that `DETENTE_MODEL` names, else the first of those that ship. None means
    that its weights are gone; the caller then falls back to the rules.

    Raises:
        WeightsError: a folder holds no weights, or weights that do not fit.

    """
    return _loaded(model or os.environ.get(MODEL) or MODELS[0])


@lru_cache(maxsize=2)
def _loaded(model: str) -> Tagger | None:
    if model not in MODELS:
        return Tagger(Path(model))
    place = Path(str(resources.files("detente.attribution") / "weights" / model))
    if not (place / "tagger.onnx").exists():
        return None
    return Tagger(place, batch=BATCHES.get(model, BATCH))
