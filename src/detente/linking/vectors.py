"""Articles as weighted words, and the cosines of those that are near one another.

Two vectors an article: of all it talks of, and of the names and numbers alone. Two summits have
their words in common and two reports of one summit their names too, so the similarity is the
geometric mean of both cosines. Words are weighed by TF-IDF (Salton and Buckley 1988), with the
logarithm of the count.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.linking.words import rarity

if TYPE_CHECKING:
    from detente.linking.reading import Reading

_FEW = 8
"""Texts that are compared one by one, without an index."""

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Near(NamedTuple):
    """Articles near one another: positions `left < right` and their similarity, 0 to 1."""

    left: Integers
    right: Integers
    similarity: Floats


def nearby(readings: Sequence[Reading], *, least: float) -> Near:
    """All pairs whose similarity is `least` or more, through inverted indexes."""
    if len(readings) <= _FEW:
        return _nearby_few(readings, least)
    everything = _Index([reading.vector for reading in readings])
    only_names = _Index([reading.name_vector for reading in readings])
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


def _nearby_few(readings: Sequence[Reading], least: float) -> Near:
    """The same for texts so few that an index costs more than it saves."""
    rows = []
    for left, one in enumerate(readings):
        for right in range(left + 1, len(readings)):
            other = readings[right]
            names = _dot(one.name_vector, other.name_vector)
            alike = math.sqrt(_dot(one.vector, other.vector) * names) if names else 0.0
            if alike >= least:
                rows.append((left, right, alike))
    lefts, rights, values = zip(*rows, strict=True) if rows else ((), (), ())
    return Near(np.array(lefts, np.int64), np.array(rights, np.int64), np.array(values, np.float64))


def _dot(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    small, large = (first, second) if len(first) <= len(second) else (second, first)
    # In a fixed order: sums of floats depend on it.
    return sum([value * large[key] for key, value in sorted(small.items()) if key in large])


def kept(near: Near, chosen: NDArray[Any]) -> Near:
    """The chosen pairs, by position or by mask."""
    return Near(near.left[chosen], near.right[chosen], near.similarity[chosen])


def unit(terms: Mapping[str, float]) -> dict[str, float]:
    """The terms weighed by rarity and the logarithm of their count, as a vector of length one."""
    # In a fixed order: sums of floats depend on it.
    weighted = {key: _damped(terms[key]) * rarity(key) for key in sorted(terms)}
    length = math.sqrt(sum([value * value for value in weighted.values()])) or 1.0
    return {key: value / length for key, value in weighted.items()}


@lru_cache(maxsize=10_000)
def _damped(count: float) -> float:
    return 1 + math.log(count)


@lru_cache(maxsize=200_000)
def term_hash(key: str) -> int:
    """A number of 32 bits for a term."""
    return zlib.crc32(key.encode())


class _Index:
    """Postings of weighted terms, of unit length an article."""

    def __init__(self, vectors: Sequence[Mapping[str, float]]) -> None:
        self._vectors = vectors
        postings: dict[str, tuple[list[int], list[float]]] = {}
        for position, vector in enumerate(vectors):
            for key, value in vector.items():
                owners, values = postings.setdefault(key, ([], []))
                owners.append(position)
                values.append(value)
        self._postings = {
            key: (np.array(owners), np.array(values))
            for key, (owners, values) in postings.items()
            if len(owners) > 1
        }

    def cosines(self, position: int) -> Floats:
        """The cosine of one article with every other."""
        found = np.zeros(len(self._vectors))
        for key, value in self._vectors[position].items():
            posting = self._postings.get(key)
            if posting is not None:
                found[posting[0]] += value * posting[1]
        return found


_PAIR = np.dtype([("key", np.uint32), ("all", np.float32), ("names", np.float32)])
"""A term of a packed vector: its hash, and its weight among all terms and among the names."""


def packed(reading: Reading) -> bytes:
    """Both vectors of an article, to be kept and compared later by `similarity`."""
    named = reading.name_vector
    hashed = {term_hash(key): key for key in reading.vector}
    rows = np.empty(len(hashed), dtype=_PAIR)
    terms = [hashed[number] for number in sorted(hashed)]
    rows["key"] = sorted(hashed)
    rows["all"] = [reading.vector[key] for key in terms]
    rows["names"] = [named.get(key, 0.0) for key in terms]
    return rows.tobytes()


def similarity(first: bytes, second: bytes) -> float:
    """How similar two articles are, 0 to 1, from their packed vectors."""
    one, other = np.frombuffer(first, _PAIR), np.frombuffer(second, _PAIR)
    _, here, there = np.intersect1d(
        one["key"], other["key"], assume_unique=True, return_indices=True
    )
    everything = float(np.dot(one["all"][here], other["all"][there]))
    return math.sqrt(everything * float(np.dot(one["names"][here], other["names"][there])))
