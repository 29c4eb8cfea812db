"""Train the event classifier on the public sets, or cross-validate it.

    PYTHONPATH=.:src python -m training.moves.train --data SHARED/data/plover --out FOLDER
    PYTHONPATH=.:src python -m training.moves.train --data SHARED/data/plover --validate

Validation judges each row of one set by a model that saw the other set and the other folds; texts
that stand in a set twice stay in one fold. Abstaining counts as wrong.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.preprocessing import normalize

from detente.moves.classifier import YIELD, YIELDING, Classifier
from detente.moves.clause import cues, quad, read
from detente.moves.features import features
from detente.moves.reading import decide
from detente.prose import sentences

FOLDS = 8
LEAST_SENTENCES = 3
"""A feature of fewer sentences is let go of."""
STRENGTH = 5.0
"""Inverse of the regularisation (C of scikit-learn)."""
SYNTHETIC = 150
"""Machine-written stories of each kind of yielding that are read."""
RARITY = 3.0
"""What the logarithm of a word's rarity is divided by, beside features of the rules at 1."""


@dataclass(frozen=True)
class Example:
    text: str
    event: str
    quad: int

    @property
    def label(self) -> str:
        return YIELD if self.event in YIELDING else self.event


def gsr(folder: Path) -> list[Example]:
    rows = _lines(folder / "gsr_dev.jsonl")
    return [Example(row["text"], row["event_current"], row["quad"]) for row in rows]


def plv(folder: Path) -> list[Example]:
    rows = _lines(folder / "plv_dev.jsonl")
    return [Example(row["text"], row["event"], row["penta"]) for row in rows]


def synthetic(folder: Path) -> list[Example]:
    """First sentences of machine-written stories of yielding: they tell its two kinds apart."""
    kept: dict[str, list[Example]] = defaultdict(list)
    with gzip.open(folder / "ngec_synth_train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            event, text = row["event"], row["text"]
            if event in YIELDING and len(kept[event]) < SYNTHETIC:
                start, end = sentences(text, 0, len(text))[0]
                kept[event].append(Example(text[start:end], event, quad(event)))
    return [example for rows in kept.values() for example in rows]


def fit(examples: Sequence[Example], yielding: Sequence[Example]) -> Classifier:
    """Fit the classes on the gold, and the kinds of yielding on whatever names them."""
    return Classifier(*fitted(examples, yielding))


def fitted(
    examples: Sequence[Example], yielding: Sequence[Example]
) -> tuple[list[str], list[str], Any, Any, Any]:
    """Names of features and classes, scale, matrix and intercept."""
    rows = [_features(example.text) for example in examples]
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= LEAST_SENTENCES)
    scale = np.array(
        [
            np.log(len(rows) / counts[n]) / RARITY if n.startswith(("word", "stem")) else 1
            for n in names
        ]
    )
    model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3)
    model.fit(_matrix(rows, names, scale), [example.label for example in examples])
    kinds = [*(one for one in examples if one.event in YIELDING), *yielding]
    split = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3, class_weight="balanced")
    split.fit(
        _matrix([_features(one.text) for one in kinds], names, scale),
        [one.event == "RETREAT" for one in kinds],
    )
    matrix = np.vstack([model.coef_, split.coef_]).T
    intercept = np.concatenate([model.intercept_, split.intercept_])
    return names, list(model.classes_), scale, matrix, intercept


def validate(
    judged: Sequence[Example], always: Sequence[Example], yielding: Sequence[Example]
) -> tuple[float, float, float]:
    """Shares of right events, right quads, and of sentences left without an event."""
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=1)
    texts = [one.text for one in judged]
    events = quads = silent = 0
    for train, test in folds.split(texts, [one.label for one in judged], texts):
        seen = [*(judged[i] for i in train), *always]
        classifier = fit(seen, yielding)
        for one in (judged[i] for i in test):
            found = decide(one.text, classifier=classifier).event
            right = found == one.event or (one.event == YIELD and found in YIELDING)
            events += right
            quads += bool(found) and (quad(found) == one.quad or (right and one.event == YIELD))
            silent += found is None
    return events / len(judged), quads / len(judged), silent / len(judged)


def write(folder: Path, examples: Sequence[Example], yielding: Sequence[Example]) -> None:
    names, classes, scale, matrix, intercept = fitted(examples, yielding)
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        folder / "events.npz",
        names=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        classes=np.frombuffer("\n".join(classes).encode(), dtype=np.uint8),
        scale=scale.astype(np.float32),
        matrix=matrix.astype(np.float16),
        intercept=intercept,
    )


def _features(text: str) -> dict[str, float]:
    return features(text, cues(text), read(text))


def _matrix(rows: Sequence[dict[str, float]], names: Sequence[str], scale: Any) -> Any:
    """Rows of unit length, a column a name; features without a name are left out."""
    columns = DictVectorizer().fit([dict.fromkeys(names, 1.0)])
    return normalize(columns.transform(rows).multiply(scale).tocsr())


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--validate", action="store_true")
    given = parser.parse_args()
    sets = {"gsr": gsr(given.data), "plv": plv(given.data)}
    yielding = synthetic(given.data)
    if given.out:
        write(given.out, [*sets["gsr"], *sets["plv"]], yielding)
    if given.validate:
        for name, other in (("gsr", "plv"), ("plv", "gsr")):
            shares = validate(sets[name], sets[other], yielding)
            line = "event {:.3f}  quad {:.3f}  left without {:.3f}".format(*shares)
            sys.stdout.write(f"{name}  {line}\n")


if __name__ == "__main__":
    main()
