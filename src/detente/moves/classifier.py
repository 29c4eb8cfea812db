"""The event of a sentence by a linear classifier over its words and over what the rules find.

Multinomial logistic regression, trained by `training/moves/train.py`; here it is one product of a
short vector with a small matrix. The public gold keeps CONCEDE and RETREAT as one class, so a
column of its own tells the two apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any, cast

import numpy as np

from detente.nouns import PloverEvent

YIELD = "YIELD"
"""The kinds of yielding together, as one class."""
YIELDING = ("CONCEDE", "RETREAT")
_SHOWN = 3
_WORDS = {
    "word": "“{}”",
    "words": "“{}”",
    "stem": "“{}…”",
    "cue": "words of {}",
    "strength": "words of {}",
    "first": "its strongest words are of {}",
    "second": "its second words are of {}",
    "opens": "its first words are of {}",
    "passive": "a passive of {}",
    "rule": "the rules say {}",
    "sure": "the rules say {}",
    "act": "speech act {}",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likeliest event, how likely it is (0..1), and the features that speak most for it."""

    event: PloverEvent
    probability: float
    because: tuple[str, ...]


class Classifier:
    """The weights: a row a feature, a column a class."""

    def __init__(
        self, names: list[str], classes: list[str], scale: Any, matrix: Any, intercept: Any
    ) -> None:
        self._rows = {name: row for row, name in enumerate(names)}
        self._names = names
        self._classes = classes
        self._scale = scale
        self._matrix = matrix
        self._intercept = intercept

    def judge(self, features: Mapping[str, float]) -> Verdict:
        """Return the likeliest event of a sentence with these features.

        Where the rules name the kind of yielding, that is it.
        """
        known = [
            (self._rows[name], value) for name, value in features.items() if name in self._rows
        ]
        rows = np.array([row for row, _ in known], dtype=np.intp)
        values = np.array([value for _, value in known]) * self._scale[rows]
        values /= np.sqrt(values @ values) or 1.0
        weights = self._matrix[rows]
        logits = values @ weights + self._intercept
        odds = np.exp(logits[:-1] - logits[:-1].max())
        best = int(odds.argmax())
        event = self._classes[best]
        if event == YIELD:
            ruled = next((kind for kind in YIELDING if f"rule {kind}" in features), None)
            event = ruled or YIELDING[int(logits[-1] > 0)]
        because = self._because(rows, values * weights[:, best])
        return Verdict(cast(PloverEvent, event), float(odds[best] / odds.sum()), because)

    def _because(self, rows: Any, parts: Any) -> tuple[str, ...]:
        """The features that add most, in words, none twice."""
        strongest = (self._names[rows[at]] for at in (-parts).argsort() if parts[at] > 0)
        told = (
            _WORDS[kind].format(rest)
            for kind, _, rest in (name.partition(" ") for name in strongest)
            if kind in _WORDS and rest != "None"
        )
        return tuple(islice(dict.fromkeys(told), _SHOWN))


@cache
def load() -> Classifier:
    """Load the shipped weights, once."""
    file = resources.files("detente.moves") / "weights" / "events.npz"
    with file.open("rb") as stream, np.load(stream) as data:
        return Classifier(
            names=data["names"].tobytes().decode().split("\n"),
            classes=data["classes"].tobytes().decode().split("\n"),
            scale=data["scale"].astype(np.float64),
            matrix=data["matrix"].astype(np.float64),
            intercept=data["intercept"],
        )
