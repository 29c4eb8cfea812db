r"""Fit the curve that turns the tagger's scores into chances, on the articles kept apart.

    DETENTE_MODEL=OUT python -m training.attribution.calibrate \
        --data ../shared/data/polnear/train.jsonl.gz --scorer ../shared/bench/score_attribution.py \
        --out OUT

An attribution counts as right when the scorer matches it with one of the gold. Run it on weights
without a curve: it is fitted to the plain scores. `training/README.md` has the order of the steps.
"""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path

import msgspec
import numpy as np
from benchmarks.reliability import marked
from numpy.typing import NDArray

import detente
from detente.attribution.confidence import FILE, Curve, features
from training.attribution.examples import APART, read

RIDGE = 1.0
ROUNDS = 50


def fit(seen: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression with a small ridge (Newton's method); the first column is the bias."""
    weights = np.zeros(seen.shape[1])
    ridge = np.diag([0.0] + [RIDGE] * (seen.shape[1] - 1))
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (right - chance) - ridge @ weights
        bend = (seen * (chance * (1 - chance))[:, None]).T @ seen + ridge
        weights += np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    spec = importlib.util.spec_from_file_location("scorer", args.scorer)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    for article in read(args.data)[::APART]:
        found = detente.annotate(article["text"], published=article["date"]).attributions
        own = [row for row in found if row.parent is None]
        rows += [features(row) for row in own]
        ours = [{"source": row.source, "content": row.content} for row in own]
        right += marked(scorer, article["text"], article["attributions"], ours)
    names = list(rows[0])
    seen = np.array([[1.0, *(row[name] for name in names)] for row in rows])
    weights = fit(seen, np.array(right, float))
    fitted = dict(zip(["bias", *names], (round(float(w), 4) for w in weights), strict=True))
    (args.out / FILE).write_bytes(msgspec.json.format(msgspec.json.encode(Curve(**fitted))) + b"\n")
    print(f"{len(rows)} attributions, {sum(right) / len(rows):.3f} of them right: {fitted}")


if __name__ == "__main__":
    main()
