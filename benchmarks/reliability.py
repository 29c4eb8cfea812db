"""Whether a confidence means what it says: of attributions 80 % sure, 80 % should be right.

An attribution is right when the scorer matches it with one of the gold, source and content half
alike. `benchmarks/attribution.py` prints the table; the curve is fitted on other articles
(training/attribution/calibrate.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any

BINS = 10
Judged = list[tuple[float, bool]]
"""A confidence and whether the attribution is right, for each attribution."""


def marked(
    scorer: ModuleType, text: str, gold: list[dict[str, Any]], ours: list[dict[str, Any]]
) -> list[bool]:
    """Whether each of ours is matched with one of the gold; both as the scorer takes them."""
    article = scorer.Article(text)
    sides = [
        [
            [article.tokens(list(row.get(role, []))) for role in ("source", "content")]
            for row in rows
        ]
        for rows in (ours, gold)
    ]
    edges = [
        [
            n
            for n, theirs in enumerate(sides[1])
            if min(scorer.jaccard(a, b) for a, b in zip(own, theirs, strict=True)) >= 0.5
        ]
        for own in sides[0]
    ]
    right = {n for n, _ in scorer.matching(edges, len(ours))}
    return [n in right for n in range(len(ours))]


def calibration_error(judged: Judged) -> float:
    """The mean distance between confidence and share right, over bins (Naeini et al. 2015)."""
    return sum(
        len(held) * abs(sum(c for c, _ in held) - sum(r for _, r in held)) / len(held)
        for _, held in _binned(judged)
    ) / len(judged)


def table(judged: Judged) -> Iterable[str]:
    """The reliability table and what each threshold would keep, as lines."""
    yield f"{'confidence':>12} {'number':>7} {'mean':>6} {'right':>6}"
    for n, held in _binned(judged):
        mean = sum(c for c, _ in held) / len(held)
        right = sum(r for _, r in held) / len(held)
        yield f"{n / BINS:5.1f} – {(n + 1) / BINS:.1f} {len(held):7} {mean:6.2f} {right:6.2f}"
    yield f"expected calibration error {calibration_error(judged):.3f}"
    yield f"{'threshold':>12} {'kept':>7} {'right':>6} {'share of all right':>19}"
    for n in range(0, BINS, 2):
        kept = [r for c, r in judged if c >= n / BINS]
        if kept:
            found = sum(kept) / max(1, sum(r for _, r in judged))
            yield f"{n / BINS:12.1f} {len(kept):7} {sum(kept) / len(kept):6.2f} {found:19.2f}"


def _binned(judged: Judged) -> Iterable[tuple[int, Judged]]:
    for n in range(BINS):
        held = [(c, r) for c, r in judged if n == min(BINS - 1, int(c * BINS))]
        if held:
            yield n, held
