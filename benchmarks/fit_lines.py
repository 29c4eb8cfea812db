"""Fit the weights of the line scores and of the boundaries on the dev halves of `data/pages`.

`python benchmarks/fit_lines.py [SHARED]` prints cross-validated figures (six folds by page: the
honest ones, since those of `benchmarks/pages.py` are measured on the pages that were fitted on) and
writes `src/detente/articles/weights/`. Runs in some minutes, with numpy alone; seeds are fixed, and
one thread (`OPENBLAS_NUM_THREADS=1`) is fastest.

The dev pages are long and nearly all English. So that the scores also hold on short pages and in
languages whose words we know less of, each page is shown in some further forms: with few of its
paragraphs and less around them, with some furniture not known as such and some function words
missed (domain randomisation, Tobin et al. 2017). Figures are measured on pages as they are;
`cv.short` is of shortened ones, by words.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import hashlib
import json
import random
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
RATE = 0.02
VARIANTS = {"textdump": 3, "textdump_light": 1}
"""Further forms in which each page is shown, and their weight beside the page as it is."""
VARIANT_WEIGHT = 0.35
LEAN = 0.5
"""Log odds added in favour of body: losing a paragraph costs more than keeping a stray line."""
LEAD_WORDS = 15
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


def fit(x: Array, y: Array, weight: Array, *, seeds: int, steps: int = STEPS) -> list[Array]:
    """One network whose log odds are the mean of `seeds` small ones, fitted side by side by Adam.

    Args:
        x: features, one row a line.
        y: what is to be told, 0 to 1.
        weight: of each row.
        seeds: networks of `HIDDEN` units.
        steps: of Adam.

    """
    width, rows = x.shape[1], len(x)
    starts = [np.random.default_rng(seed) for seed in range(seeds)]
    hidden = np.hstack([rng.normal(0, 0.6 / np.sqrt(width), (width, HIDDEN)) for rng in starts])
    out = np.hstack([rng.normal(0, 0.3, HIDDEN) for rng in starts])
    drawn = (hidden, np.zeros(len(out)), out, np.zeros(seeds))
    values: list[npt.NDArray[Any]] = [value.astype(np.float32) for value in drawn]
    adam = _Adam(values, RATE)
    told, x32 = y.astype(np.float32)[:, None], x.astype(np.float32)
    share = (weight / weight.sum()).astype(np.float32)[:, None]
    for _ in range(steps):
        hidden, bias, out, constant = values
        inner = np.tanh(x32 @ hidden + bias)
        odds = (inner * out).reshape(rows, seeds, HIDDEN).sum(2) + constant
        error = (1 / (1 + np.exp(-odds)) - told) * share
        each = np.repeat(error, HIDDEN, axis=1)
        back = each * out * (1 - inner * inner)
        adam.step(
            [
                x32.T @ back + DECAY * hidden,
                back.sum(0),
                (inner * each).sum(0) + DECAY * out,
                error.sum(0),
            ]
        )
    fitted: list[Array] = [value.astype(np.float64) for value in values]
    return [*fitted[:2], fitted[2] / seeds, np.array([fitted[3].mean()])]


def fit_logistic(x: Array, y: Array, weight: Array, *, decay: float, steps: int) -> list[Array]:
    """Weights and constant of a logistic regression, by Adam."""
    values = [np.zeros(x.shape[1]), np.zeros(1)]
    adam, share = _Adam(values, 0.05), weight / weight.sum()
    for _ in range(steps):
        error = (1 / (1 + np.exp(-(x @ values[0] + values[1]))) - y) * share
        adam.step([x.T @ error + decay * values[0], np.array([error.sum()])])
    return values


class _Adam:
    """Adam (Kingma & Ba 2015) on arrays in place."""

    def __init__(self, values: list[npt.NDArray[Any]], rate: float) -> None:
        self.values, self.rate, self.taken = values, rate, 0
        self.first = [np.zeros_like(value) for value in values]
        self.second = [np.zeros_like(value) for value in values]

    def step(self, slopes: list[npt.NDArray[Any]]) -> None:
        self.taken += 1
        for value, slope, first, second in zip(
            self.values, slopes, self.first, self.second, strict=True
        ):
            first[...] += 0.1 * (slope - first)
            second[...] += 0.01 * (slope * slope - second)
            far = np.sqrt(second / (1 - 0.99**self.taken)) + 1e-8
            value[...] -= self.rate * first / (1 - 0.9**self.taken) / far


def score(values: list[Array], x: Array) -> Array:
    """Log odds."""
    odds: Array = np.tanh(x @ values[0] + values[1]) @ values[2] + values[3]
    return odds


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
                    features(page).astype(np.float64),
                    share,
                    weight,
                )
            )
    return found


def variant(dump: Dump, rng: random.Random) -> Dump | None:
    """The page shortened, and with less known of its lines; None where it has no body."""
    body = [n for n, share in enumerate(dump.share) if share > 0.5]
    if not body:
        return None
    leads = [n for n in body if dump.lines[n].words >= LEAD_WORDS][:1]
    kept = {*rng.sample(body, min(rng.randint(3, 10), len(body))), *leads}
    reach, rate = rng.choice([4, 8, 16, 30]), rng.choice([0.5, 0.8, 1.0])
    between = min(1.0, 1.5 * len(kept) / len(body))
    chosen = [
        n
        for n, share in enumerate(dump.share)
        if n in kept
        or (
            share <= 0.5
            and body[0] - reach <= n <= body[-1] + reach
            and rng.random() < (between if body[0] < n < body[-1] else rate)
        )
    ]
    unknown = rng.uniform(0.2, 0.9) if rng.random() < 0.15 else 0.0
    missed = rng.uniform(0.0, 0.8) if rng.random() < 0.2 else 0.0
    found = [_less_known(dump.lines[n], unknown, missed, rng) for n in chosen]
    weight = dump.weight[chosen]
    return dump._replace(
        lines=found,
        features=features(found).astype(np.float64),
        share=dump.share[chosen],
        weight=weight * (VARIANT_WEIGHT * dump.weight.sum() / weight.sum()),
    )


def _less_known(line: Line, unknown: float, missed: float, rng: random.Random) -> Line:
    """The line as it would look were its words not all in our lists."""
    kind = None if rng.random() < unknown else line.furniture
    stops = sum(rng.random() >= missed for _ in range(line.stops)) if missed else line.stops
    if kind is line.furniture and stops == line.stops:
        return line
    return line._replace(furniture=kind, stops=stops)


def fit_body(pages: list[Dump]) -> dict[str, float]:
    """Fit the line scores on all pages, write them, and return cross-validated F1 values."""
    rng = random.Random(1)  # noqa: S311  forms to fit on, no secrets
    forms = [form for form, count in VARIANTS.items() for _ in range(count)]
    half = len(pages) // 2
    further = [
        made
        for form in forms
        for page in (pages[:half] if form == "textdump" else pages[half:])
        if (made := variant(page, rng)) is not None
    ]
    short = [made for page in pages[:half] if (made := variant(page, rng)) is not None]
    every = np.vstack([page.features for page in pages])
    mean, spread = every.mean(0), every.std(0)
    spread[spread < 1e-3] = 1.0

    def fitted(fold: int | None) -> list[Array]:
        """Of all pages but a fold's: half the networks saw pages as they are, half also others."""
        halves = []
        for shown in (pages, [*pages, *further]):
            chosen = [page for page in shown if fold is None or _fold(page.page) != fold]
            x = (np.vstack([page.features for page in chosen]) - mean) / spread
            y, w = (np.hstack([getattr(p, name) for p in chosen]) for name in ("share", "weight"))
            halves.append(fit(x, y, w, seeds=SEEDS))
        hidden, bias, out, constant = zip(*halves, strict=True)
        both = [np.hstack(hidden), np.hstack(bias), np.hstack(out) / 2]
        return [*both, np.array([float(np.mean(constant)) + LEAN])]

    values = fitted(None)
    table = {"mean": mean, "spread": spread, "hidden": values[0], "hidden_bias": values[1]}
    table["out"] = values[2]
    written: dict[str, Any] = {name: array.round(4).tolist() for name, array in table.items()}
    written["out_bias"] = round(float(values[3][0]), 4)
    _write("lines.json", written)
    scores: dict[str, list[tuple[float | None, float]]] = {}
    for fold in range(FOLDS):
        values = fitted(fold)
        for n, page in enumerate(pages):
            if _fold(page.page) == fold:
                kept = runs(score(values, (page.features - mean) / spread))
                text = "\n".join(line.text for line, k in zip(page.lines, kept, strict=True) if k)
                form = "textdump" if n < half else "light"
                for group in ("all", "en") if page.english else ("all",):
                    scores.setdefault(f"{form}_{group}", []).append(_overlap(page.gold, text))
        for page in short:
            if _fold(page.page) == fold:
                kept = runs(score(values, (page.features - mean) / spread))
                scores.setdefault("short", []).append(_by_words(page, kept))
    return {f"cv.{name}_f1": _pooled(rows) for name, rows in sorted(scores.items())}


def _by_words(page: Dump, kept: Sequence[bool]) -> tuple[float | None, float]:
    """Precision (None: nothing kept) and recall of body lines, each counting as its words do."""
    words = np.array([float(line.words) for line in page.lines])
    kept_words, gold = words * np.array(kept), page.share > 0.5
    both = float(kept_words[gold].sum())
    precision = both / float(kept_words.sum()) if kept_words.any() else None
    return precision, both / max(1.0, float(words[gold].sum()))


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
        each, constant = fit_logistic(x, y, np.where(y > 0, 3.0, 1.0), decay=2e-4, steps=1500)
        return [round(float(v), 4) for v in (*constant, *each)]

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
