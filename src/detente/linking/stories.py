"""Stories: the articles that tell of one occurrence.

Average-link clustering of near articles (Sokal and Michener 1958), with a similarity that fades
when days lie between them. Versions of one text count as one article, so that a wire printed by a
thousand outlets does not drown the others.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.linking.groups import Groups
from detente.linking.reading import Reading, date_key, days
from detente.linking.vectors import Near, kept, nearby
from detente.linking.words import concept
from detente.nouns import Story, content_id

THRESHOLD = 0.24
"""Mean similarity from which on two clusters are one story (tuned on shared/data/stories, dev)."""
_FLOOR = 0.08
"""Similarity below which a pair is taken as unrelated."""
NEARLY = 0.7
"""Share of the threshold from which on a pair deserves a closer look."""
_FADE = 7.0
"""Days after which the similarity has fallen to 1/e."""
_LARGEST = 3000
"""Articles clustered at once; a larger tangle is first cut at a higher floor."""

Floats = NDArray[np.float64]


def stories(
    readings: Sequence[Reading],
    versions: Iterable[tuple[str, str]] = (),
    *,
    threshold: float = THRESHOLD,
    confirm: Callable[[Reading, Reading], bool] | None = None,
) -> tuple[Story, ...]:
    """Every article in exactly one story, sorted.

    Args:
        readings: all articles.
        versions: pairs known to be one text.
        threshold: mean similarity from which on clusters are one story.
        confirm: a closer look at a pair that is nearly as similar as that: whether it is one story.

    """
    same = Groups(r.id for r in readings)
    for first, second in versions:
        same.join(first, second)
    heads = sorted((r for r in readings if same.top(r.id) == r.id), key=lambda r: r.id)
    near = _faded(heads, nearby(heads, least=_FLOOR))
    scores: dict[str, float] = {}
    for members, score in _clusters(len(heads), near, threshold):
        first = heads[members[0]].id
        for member in members[1:]:
            same.join(first, heads[member].id)
        scores[first] = score
    for left, right in _nearly(near, threshold) if confirm else ():
        one, other = heads[left], heads[right]
        if confirm and same.top(one.id) != same.top(other.id) and confirm(one, other):
            same.join(one.id, other.id)
    by_id = {r.id: r for r in readings}
    found = [_story([by_id[m] for m in group], scores) for group in same.sets()]
    return tuple(sorted(found, key=lambda story: story.id))


def _nearly(near: Near, threshold: float) -> list[tuple[int, int]]:
    """Pairs somewhat less similar than the threshold, and those that average linkage parted."""
    chosen = near.similarity >= NEARLY * threshold
    return list(zip(near.left[chosen].tolist(), near.right[chosen].tolist(), strict=True))


def _faded(readings: Sequence[Reading], near: Near) -> Near:
    """The similarities, less where the articles are known to be days apart."""
    middles = [middle(r) for r in readings]
    days_of = np.array([np.nan if day is None else day for day in middles], dtype=np.float64)
    apart = np.abs(days_of[near.left] - days_of[near.right]) - 1
    fade = np.exp(-np.maximum(0, np.nan_to_num(apart, nan=0.0)) / _FADE)
    return Near(near.left, near.right, near.similarity * fade)


def faded(similarity: float, first: float | None, second: float | None) -> float:
    """A similarity, less where two articles are days (see `middle`) apart."""
    if first is None or second is None:
        return similarity
    return similarity * math.exp(-max(0.0, abs(first - second) - 1) / _FADE)


def middle(reading: Reading) -> float | None:
    """The day the article is from, as a number; None when nobody knows."""
    first, last = days(reading.article)
    if first is None or last is None:
        return None
    return (_ordinal(first) + _ordinal(last)) / 2


def _ordinal(day: str) -> int:
    padded = (day + "-01-01")[:10] if len(day) < 10 else day[:10]
    return datetime.date.fromisoformat(padded).toordinal()


def _clusters(size: int, near: Near, threshold: float) -> list[tuple[list[int], float]]:
    """Clusters of positions with their mean similarity, tangle by tangle."""
    found = []
    pending = [(np.arange(size), near, _FLOOR)]
    while pending:
        members, edges, floor = pending.pop()
        for tangle, inside in _tangles(members, edges):
            if len(tangle) > _LARGEST and floor < threshold:
                higher = floor + 0.04
                pending.append((tangle, kept(inside, inside.similarity >= higher), higher))
            else:
                found.extend(_cluster(tangle, inside, threshold))
    return found


def _tangles(members: NDArray[np.int64], near: Near) -> Iterable[tuple[NDArray[np.int64], Near]]:
    """Connected components of at least two."""
    groups = Groups(f"{m:09d}" for m in members)
    for left, right in zip(near.left, near.right, strict=True):
        groups.join(f"{left:09d}", f"{right:09d}")
    labels = {int(m): int(groups.top(f"{m:09d}")) for m in members}
    edge_labels = np.array([labels[int(left)] for left in near.left], dtype=np.int64)
    order = np.argsort(edge_labels, kind="stable")
    edge_labels = edge_labels[order]
    ordered = kept(near, order)
    for group in groups.sets():
        if len(group) > 1:
            tangle = np.array([int(m) for m in group])
            label = int(groups.top(group[0]))
            start, end = np.searchsorted(edge_labels, [label, label + 1])
            yield tangle, kept(ordered, np.arange(start, end))


def _cluster(
    tangle: NDArray[np.int64], near: Near, threshold: float
) -> list[tuple[list[int], float]]:
    if len(tangle) > _LARGEST:
        # Held together above the threshold by every pair: one story.
        return [([int(m) for m in tangle], threshold)]
    matrix = np.zeros((len(tangle), len(tangle)))
    left, right = np.searchsorted(tangle, near.left), np.searchsorted(tangle, near.right)
    matrix[left, right] = matrix[right, left] = near.similarity
    groups: dict[int, list[int]] = {i: [i] for i in range(len(tangle))}
    scores: dict[int, float] = {}
    for keep, gone, similarity in sorted(_merges(matrix), key=lambda merge: -merge[2]):
        if similarity < threshold:
            break
        one, other = _holder(groups, keep), _holder(groups, gone)
        groups[one].extend(groups.pop(other))
        scores[one] = similarity
    return [
        (sorted(int(tangle[m]) for m in members), round(scores[top], 3))
        for top, members in groups.items()
        if len(members) > 1
    ]


def _holder(groups: Mapping[int, list[int]], member: int) -> int:
    return next(top for top, members in groups.items() if member in members)


def _merges(matrix: Floats) -> list[tuple[int, int, float]]:
    """All merges of average linkage by nearest-neighbour chains (Murtagh 1983), O(n²)."""
    similarity = matrix.copy()
    np.fill_diagonal(similarity, -1.0)
    size = np.ones(len(similarity))
    alive = np.ones(len(similarity), dtype=bool)
    merges: list[tuple[int, int, float]] = []
    chain: list[int] = []
    for _ in range(len(similarity) - 1):
        if not chain:
            chain.append(int(np.flatnonzero(alive)[0]))
        while True:
            row = similarity[chain[-1]]
            best = int(row.argmax())
            if len(chain) > 1 and row[chain[-2]] >= row[best]:
                break
            chain.append(best)
        gone, keep = chain.pop(), chain.pop()
        merges.append((keep, gone, float(similarity[keep, gone])))
        mean = (size[keep] * similarity[keep] + size[gone] * similarity[gone]) / (
            size[keep] + size[gone]
        )
        similarity[keep] = similarity[:, keep] = mean
        similarity[keep, keep] = -1.0
        similarity[gone] = similarity[:, gone] = -1.0
        size[keep] += size[gone]
        alive[gone] = False
    return merges


def _story(group: Sequence[Reading], scores: Mapping[str, float]) -> Story:
    """A story, which goes by the id of its first article, so that a copy does not rename it."""
    keys = date_key([r.article for r in group])
    ordered = sorted(group, key=lambda r: keys[r.id])
    known = sorted(day[:10] for r in group if (of := days(r.article))[0] for day in of if day)
    score = next((scores[r.id] for r in group if r.id in scores), 1.0)
    return Story(
        id=content_id("y", ordered[0].id),
        articles=tuple(r.id for r in ordered),
        first=known[0] if known else None,
        last=known[-1] if known else None,
        title=next((r.article.title for r in ordered if r.article.title), None),
        score=score,
        why=_why(ordered, score),
    )


def _why(group: Sequence[Reading], score: float) -> str:
    if len(group) == 1:
        return "no other article tells of it"
    if score == 1.0:
        return f"{len(group)} versions of one text"
    shared = frozenset.intersection(*(r.names for r in group))
    top = sorted(shared, key=lambda k: (-min(r.terms.get(k, 0) for r in group), k))[:5]
    forms = {concept(f): f for s in reversed(group[0].sentences) for f in s.forms if f[0].isupper()}
    names = f"; all name {', '.join(forms.get(key, key) for key in top)}" if top else ""
    return f"{len(group)} articles, mean similarity {score:.2f} when joined{names}"
