"""Fit the weights of the line scores and of the boundaries on the dev halves of `data/pages`.

`python benchmarks/fit_lines.py [SHARED]` prints cross-validated figures (six folds by page: the
honest ones, since those of `benchmarks/pages.py` are measured on the pages that were fitted on) and
writes `src/detente/articles/weights/`. Runs in some minutes, with numpy alone; seeds are fixed.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from detente.articles import splitting
from detente.articles.body import body_odds, features, line_weights, runs
from detente.articles.language import language, stop_words
from detente.articles.lines import Line, lines

Array = npt.NDArray[np.float64]
WEIGHTS = Path(__file__).resolve().parent.parent / "src/detente/articles/weights"
FOLDS = 6
HIDDEN = 12
STEPS = 300
SEEDS = 3
DECAY = 3e-3
LEAN = 0.5
"""Log odds added in favour of body: losing a paragraph costs more than keeping a stray line."""
_WORD = re.compile(r"\w+")


class Dump(NamedTuple):
    """One dump: its lines, their features, the share of each line that is gold, their weights."""

    page: str
    english: bool
    gold: str
    lines: list[Line]
    features: Array
    share: Array
    weight: Array


class Cut(NamedTuple):
    """One made-up dump of several articles: candidates, and which are gold boundaries."""

    lines: list[Line]
    keep: list[bool]
    gold: int
    features: Array
    true: Array
    fold: int


def fit(
    x: Array, y: Array, weight: Array, hidden: int, decay: float, steps: int, seed: int = 0
) -> list[Array]:
    """Weights of a network with one hidden layer (none: logistic regression), by Adam."""
    rng = np.random.default_rng(seed)
    width = x.shape[1]
    if hidden:
        spread = 0.6 / np.sqrt(width)
        values = [rng.normal(0, spread, (width, hidden)), np.zeros(hidden)]
        values += [rng.normal(0, 0.3, hidden), np.zeros(1)]
    else:
        values = [np.zeros(width), np.zeros(1)]
    first, second = [np.zeros_like(v) for v in values], [np.zeros_like(v) for v in values]
    weight = weight / weight.sum()
    for step in range(1, steps + 1):
        for n, slope in enumerate(_slopes(values, x, y, weight, decay)):
            first[n] = 0.9 * first[n] + 0.1 * slope
            second[n] = 0.99 * second[n] + 0.01 * slope**2
            change = (first[n] / (1 - 0.9**step)) / (np.sqrt(second[n] / (1 - 0.99**step)) + 1e-8)
            values[n] = values[n] - (0.02 if hidden else 0.05) * change
    return values


def _slopes(values: list[Array], x: Array, y: Array, weight: Array, decay: float) -> list[Array]:
    error = (1 / (1 + np.exp(-score(values, x))) - y) * weight
    if len(values) == 2:
        return [x.T @ error + decay * values[0], np.array([error.sum()])]
    inner = np.tanh(x @ values[0] + values[1])
    back = np.outer(error, values[2]) * (1 - inner**2)
    return [
        x.T @ back + decay * values[0],
        back.sum(0),
        inner.T @ error + decay * values[2],
        np.array([error.sum()]),
    ]


def score(values: list[Array], x: Array) -> Array:
    """Log odds."""
    if len(values) == 2:
        odds: Array = x @ values[0] + values[1]
    else:
        odds = np.tanh(x @ values[0] + values[1]) @ values[2] + values[3]
    return odds


def averaged(networks: list[list[Array]]) -> list[Array]:
    """One network whose log odds are the mean of several: their hidden units side by side."""
    hidden, bias, out, constant = zip(*networks, strict=True)
    share = 1 / len(networks)
    return [
        np.hstack(hidden),
        np.hstack(bias),
        np.hstack(out) * share,
        np.array([float(np.mean(constant))]),
    ]


def gold_share(found: Sequence[Line], gold: str) -> tuple[Array, Array]:
    """The share of each line's words that the gold text has in the same order, and their number."""
    words = [_WORD.findall(line.text) for line in found]
    owners = [n for n, line in enumerate(words) for _ in line]
    flat = [word for line in words for word in line]
    matcher = difflib.SequenceMatcher(None, flat, _WORD.findall(gold), autojunk=False)
    hits = np.zeros(len(found))
    for block in matcher.get_matching_blocks():
        for at in range(block.a, block.a + block.size):
            hits[owners[at]] += 1
    total = np.array([float(len(line)) for line in words])
    return hits / np.maximum(total, 1), total


def dumps(data: Path) -> list[Dump]:
    found = []
    for name in ("textdump", "textdump_light"):
        for row in _rows(data / f"{name}_dev.jsonl.gz"):
            page = lines(row["page_text"], stop_words(language(row["page_text"])))
            share, total = gold_share(page, row["article_text"])
            weight = np.sqrt(total + 1)
            weight = weight / weight.sum() ** 0.7
            found.append(
                Dump(
                    row["id"],
                    row["lang"] == "en",
                    row["article_text"],
                    page,
                    features(page),
                    share,
                    weight,
                )
            )
    return found


def fit_body(pages: list[Dump]) -> dict[str, float]:
    """Fit the line scores on all pages, write them, and return cross-validated F1 values."""
    every = np.vstack([page.features for page in pages])
    mean, spread = every.mean(0), every.std(0)
    spread[spread < 1e-3] = 1.0

    def fitted(chosen: Sequence[Dump]) -> list[Array]:
        x = (np.vstack([page.features for page in chosen]) - mean) / spread
        y, w = (np.hstack([getattr(p, name) for p in chosen]) for name in ("share", "weight"))
        values = averaged([fit(x, y, w, HIDDEN, DECAY, STEPS, seed) for seed in range(SEEDS)])
        values[-1] = values[-1] + LEAN
        return values

    values = fitted(pages)
    table = {"mean": mean, "spread": spread, "hidden": values[0], "hidden_bias": values[1]}
    table["out"] = values[2]
    written: dict[str, Any] = {name: array.round(4).tolist() for name, array in table.items()}
    written["out_bias"] = round(float(values[3][0]), 4)
    _write("lines.json", written)
    scores: dict[str, list[tuple[float | None, float]]] = {}
    for fold in range(FOLDS):
        values = fitted([page for page in pages if _fold(page.page) != fold])
        for n, page in enumerate(pages):
            if _fold(page.page) == fold:
                kept = runs(score(values, (page.features - mean) / spread))
                text = "\n".join(line.text for line, k in zip(page.lines, kept, strict=True) if k)
                form = "textdump" if n < len(pages) // 2 else "light"
                for group in ("all", "en") if page.english else ("all",):
                    scores.setdefault(f"{form}_{group}", []).append(_overlap(page.gold, text))
    return {f"cv.{name}_f1": _pooled(rows) for name, rows in sorted(scores.items())}


def _overlap(gold: str, text: str) -> tuple[float | None, float]:
    """Precision (None: nothing kept) and recall of shingles, as `score_pages.py` has them."""
    sides = []
    for side in (gold, text):
        words = _WORD.findall(side)
        sides.append(Counter(zip(*(words[n:] for n in range(4)), strict=False)))
    both = (sides[0] & sides[1]).total()
    precision = both / sides[1].total() if sides[1] else None
    return precision, both / max(1, sides[0].total())


def _pooled(rows: list[tuple[float | None, float]]) -> float:
    said = [row[0] for row in rows if row[0] is not None]
    precision, recall = sum(said) / len(said), sum(row[1] for row in rows) / len(rows)
    return 2 * precision * recall / (precision + recall)


def cuts(data: Path, single: Sequence[Dump]) -> list[Cut]:
    found = []
    for row in _rows(data / "multi_dev.jsonl.gz"):
        page = lines(row["page_text"], stop_words(language(row["page_text"])))
        starts = {article["start"] for article in row["articles"][1:]}
        found.append(_cut(page, starts, _fold(row["articles"][0]["title"])))
    return found + [_cut(dump.lines, set(), _fold(dump.page)) for dump in single]


def _cut(page: list[Line], starts: set[int], fold: int) -> Cut:
    keep = runs(body_odds(page))
    candidates = splitting.candidates(page, keep)
    true = np.array([float(page[c.title].start in starts) for c in candidates])
    return Cut(page, keep, len(starts), np.array([c.features for c in candidates]), true, fold)


def fit_splits(pages: list[Cut]) -> dict[str, float]:
    """Fit the boundary scores, write them, and return cross-validated figures."""

    def fitted(chosen: Sequence[Cut]) -> list[float]:
        some = [cut for cut in chosen if len(cut.true)]
        x, y = np.vstack([cut.features for cut in some]), np.hstack([cut.true for cut in some])
        values = fit(x, y, np.where(y > 0, 3.0, 1.0), 0, 2e-4, 1500)
        return [round(float(v), 4) for v in (*values[1], *values[0])]

    hits = wrong = missed = right = 0
    for fold in range(FOLDS):
        weights = tuple(fitted([cut for cut in pages if cut.fold != fold]))
        for cut in pages:
            if cut.fold != fold or not cut.gold:
                continue
            chosen = splitting.boundaries(cut.lines, cut.keep, weights)
            titles = {
                c.title
                for c, t in zip(splitting.candidates(cut.lines, cut.keep), cut.true, strict=True)
                if t
            }
            found = len(titles & set(chosen))
            hits, wrong, missed = (
                hits + found,
                wrong + len(chosen) - found,
                missed + cut.gold - found,
            )
            right += found == cut.gold == len(chosen)
    _write("splits.json", {"weights": fitted(pages)})
    several = sum(cut.gold > 0 for cut in pages)
    return {
        "cv.split_f1": 2 * hits / (2 * hits + wrong + missed),
        "cv.pages_of_several_right": right / several,
    }


def _fold(name: str) -> int:
    return hashlib.sha256(name.encode()).digest()[1] % FOLDS


def _rows(file: Path) -> list[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def _write(name: str, table: dict[str, Any]) -> None:
    rows = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in table.items())
    WEIGHTS.joinpath(name).write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


def main(show: Callable[[str], None] = print) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    data = parser.parse_args().shared / "data/pages"
    pages = dumps(data)
    figures = fit_body(pages)
    line_weights.cache_clear()
    figures |= fit_splits(cuts(data, pages))
    for name, value in figures.items():
        show(f"{name:32} {value:10.4f}")


if __name__ == "__main__":
    main()
