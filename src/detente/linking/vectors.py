"""Articles as weighted words, and the cosines of those that are near one another.

Two vectors an article: of all it talks of, and of the names and numbers alone. Two summits have
their words in common and two reports of one summit their names too, so the similarity is the
geometric mean of both cosines. Words are weighed by TF-IDF (Salton and Buckley 1988), with the
logarithm of the count.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.linking.kinship import Weight
from detente.linking.reading import Reading

_COMMON = 0.25
"""A word in more than this share of a large record's articles brings none of them together."""
_SMALL = 200
"""Articles up to which every word is used."""

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Near(NamedTuple):
    """Articles near one another: positions `left < right` and their similarity, 0 to 1."""

    left: Integers
    right: Integers
    similarity: Floats


def names(readings: Sequence[Reading]) -> frozenset[str]:
    """The concepts that are written with a capital inside sentences, and the numbers."""
    capitals: dict[str, float] = {}
    lowers: dict[str, float] = {}
    for reading in readings:
        for key, capital in reading.capitals.items():
            capitals[key] = capitals.get(key, 0.0) + capital
        for key, lower in reading.lowers.items():
            lowers[key] = lowers.get(key, 0.0) + lower
    found = {key for key, count in capitals.items() if count > 3 * lowers.get(key, 0)}
    return frozenset(found | {key for key in lowers if key[:1].isdigit()})


def nearby(readings: Sequence[Reading], weight: Weight, *, least: float) -> Near:
    """All pairs whose similarity is `least` or more, through inverted indexes."""
    named = names(readings)
    everything = _Index([reading.terms for reading in readings], weight)
    only_names = _Index(
        [{k: v for k, v in reading.terms.items() if k in named} for reading in readings], weight
    )
    lefts, rights, values = [], [], []
    for position in range(len(readings)):
        cosines = np.sqrt(everything.cosines(position) * only_names.cosines(position))
        found = np.flatnonzero(cosines >= least)
        found = found[found > position]
        lefts.append(np.full(len(found), position))
        rights.append(found)
        values.append(cosines[found])
    if not lefts:
        return Near(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    return Near(np.concatenate(lefts), np.concatenate(rights), np.concatenate(values))


def kept(near: Near, chosen: NDArray[Any]) -> Near:
    """The chosen pairs, by position or by mask."""
    return Near(near.left[chosen], near.right[chosen], near.similarity[chosen])


class _Index:
    """Postings of weighted terms, of unit length an article."""

    def __init__(self, texts: Sequence[Mapping[str, float]], weight: Weight) -> None:
        self._size = len(texts)
        self._vectors = [_unit(terms, weight) for terms in texts]
        postings: dict[str, tuple[list[int], list[float]]] = {}
        for position, vector in enumerate(self._vectors):
            for key, value in vector.items():
                owners, values = postings.setdefault(key, ([], []))
                owners.append(position)
                values.append(value)
        most = self._size if self._size <= _SMALL else _COMMON * self._size
        self._postings = {
            key: (np.array(owners), np.array(values))
            for key, (owners, values) in postings.items()
            if 1 < len(owners) <= most
        }

    def cosines(self, position: int) -> Floats:
        """The cosine of one article with every other."""
        found = np.zeros(self._size)
        for key, value in self._vectors[position].items():
            posting = self._postings.get(key)
            if posting is not None:
                found[posting[0]] += value * posting[1]
        return found


def _unit(terms: Mapping[str, float], weight: Weight) -> dict[str, float]:
    # In a fixed order: sums of floats depend on it.
    weighted = {k: (1 + math.log(terms[k])) * weight(k) for k in sorted(terms)}
    length = math.sqrt(sum(v * v for v in weighted.values())) or 1.0
    return {key: value / length for key, value in weighted.items()}
