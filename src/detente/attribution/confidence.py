"""How sure an attribution is: the chance that a careful reader would mark it too.

The tagger's own scores do not say that: it is too sure of reported thought and not sure enough of
quotations. A logistic curve over its score and what is plain about the report (Platt 1999), fitted
on articles kept apart from training, turns them into chances; `benchmarks/attribution.py` prints
how well they hold. The curve is data, kept beside the weights that it was fitted to.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import msgspec

from detente.errors import WeightsError
from detente.nouns import Attribution

FILE = "confidence.json"
_EDGE = 0.001
"""Scores are kept this far from 0 and 1, where the log-odds have no end."""


class Curve(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The weights of the curve, in log-odds; a weight is that of its feature."""

    bias: float = 0.0
    score: float = 1.0
    """Of the log-odds of the mean of the tagger's scores."""
    direct: float = 0.0
    indirect: float = 0.0
    sourceless: float = 0.0
    cueless: float = 0.0
    length: float = 0.0
    """Of the logarithm of the content's length in characters."""
    pieces: float = 0.0
    """Of the number of the content's fragments beyond the first."""

    def chance(self, row: Attribution) -> float:
        """The chance, 0..1, that an attribution is right, from its `confidence` as scored."""
        seen = features(row)
        odds = self.bias + sum(getattr(self, name) * value for name, value in seen.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def features(row: Attribution) -> dict[str, float]:
    """What the curve looks at, by the names of its weights."""
    score = max(_EDGE, min(1 - _EDGE, row.confidence))
    return {
        "score": math.log(score / (1 - score)),
        "direct": float(row.kind == "direct"),
        "indirect": float(row.kind == "indirect"),
        "sourceless": float(not row.source),
        "cueless": float(not row.cue),
        "length": math.log(sum(end - start for start, end in row.content) or 1),
        "pieces": float(len(row.content) - 1),
    }


def read_curve(folder: Path) -> Curve | None:
    """The curve kept in `folder`, or None where there is none: scores are then taken as they are.

    Raises:
        WeightsError: the file is there and is no such curve.

    """
    path = folder / FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Curve)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        raise WeightsError(f"{path}: this is no confidence curve: {error}") from error


def at_least(rows: Iterable[Attribution], threshold: float) -> tuple[Attribution, ...]:
    """The rows as sure as `threshold` (0..1), with those that they were told through."""
    told = tuple(rows)
    by_id = {row.id: row for row in told}
    kept: set[str] = set()
    for row in told:
        up: Attribution | None = row if row.confidence >= threshold else None
        while up is not None and up.id not in kept:
            kept.add(up.id)
            up = by_id.get(up.parent or "")
    return tuple(row for row in told if row.id in kept)
