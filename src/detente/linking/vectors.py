"""Articles as weighted words, and the cosines of those that are near one another.

Two vectors an article: of all it talks of, and of the names and numbers alone. Two summits have
their words in common and two reports of one summit their names too, so the similarity is the
geometric mean of both cosines. Words are weighed by TF-IDF (Salton and Buckley 1988), with the
logarithm of the count.

Sums run over the terms in the order of their hashes, one by one, so that two articles are as
similar here as there, whatever else is compared with them.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.linking.memo import Memo
from detente.linking.words import rarity

if TYPE_CHECKING:
    from detente.linking.reading import Reading

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Vector = NDArray[Any]
"""Terms (see `_TERM`), each once, sorted by their hashes."""

_TERM = np.dtype([("key", np.uint32), ("all", np.float32), ("names", np.float32)])
"""A term's hash, and its weight among all terms and among the names."""


class Weights(NamedTuple):
    """The terms of an article and, in the same order, their hashes and their weights."""

    terms: Sequence[str]
    hashes: NDArray[np.uint32]
    values: Floats


class Near(NamedTuple):
    """Articles near one another: positions `left < right` and their similarity, 0 to 1."""

    left: Integers
    right: Integers
    similarity: Floats


def weigh(counts: Mapping[str, float]) -> Weights:
    """Terms weighed by rarity and the logarithm of their count."""
    known = np.frombuffer(b"".join(map(_known.__getitem__, counts)), _KNOWN)
    damped = np.fromiter(map(_damped.__getitem__, counts.values()), np.float64, len(counts))
    return Weights([*counts], known["hash"], known["rarity"] * damped)


_KNOWN = np.dtype([("hash", np.uint32), ("rarity", np.float64)])


def _know(term: str) -> bytes:
    return struct.pack("=Id", zlib.crc32(term.encode()), rarity(term))


_known = Memo(_know, 200_000)
_damped: Memo[float, float] = Memo(lambda count: 1 + math.log(count), 10_000)


def heaviest(weights: Weights, most: int) -> list[int]:
    """The hashes of the terms that weigh most, sorted; of equals the first by spelling."""
    terms, hashes, values = weights
    if len(terms) > most:
        least = np.partition(values, -most)[-most]
        above = np.flatnonzero(values > least)
        equals = np.flatnonzero(values == least).tolist()
        chosen = [*above.tolist(), *sorted(equals, key=terms.__getitem__)]
        hashes = hashes[chosen[:most]]
    return sorted({*hashes.tolist()})


def vector(weights: Weights, names: Container[str]) -> Vector:
    """All terms as a vector of length one, beside those that are names, of length one too."""
    terms, hashes, values = weights
    named = np.fromiter(map(names.__contains__, terms), bool, len(terms))
    keys, first = np.unique(hashes, return_index=True)
    found = np.empty(len(keys), dtype=_TERM)
    found["key"] = keys
    found["all"] = _unit(values)[first]
    found["names"] = _unit(values * named)[first]
    return found


def _unit(values: Floats) -> Floats:
    # The exact sum: texts of the same words in another order have the same vector.
    return values / (math.sqrt(math.fsum(values * values)) or 1.0)


def unpacked(packed: bytes) -> Vector:
    """A vector that was kept as bytes."""
    return np.frombuffer(packed, _TERM)


def similarities(one: Vector, others: Sequence[Vector]) -> list[float]:
    """How similar an article is to each of some others, 0 to 1."""
    if not others or not len(one):
        return [0.0] * len(others)
    joined = np.concatenate(others)
    place = np.minimum(np.searchsorted(one["key"], joined["key"]), len(one) - 1)
    common = np.flatnonzero(one["key"][place] == joined["key"])
    owners = np.repeat(np.arange(len(others)), [len(other) for other in others])[common]
    mine, theirs = one[place[common]], joined[common]
    found: list[float] = _geometric(mine, theirs, owners, len(others)).tolist()
    return found


def nearby(readings: Sequence[Reading], *, least: float) -> Near:
    """All pairs whose similarity is `least` or more, through an inverted index."""
    if len(readings) < 2:
        return Near(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    vectors = [reading.vector for reading in readings]
    terms = np.concatenate(vectors)
    owners = np.repeat(np.arange(len(vectors)), [len(v) for v in vectors])
    order = np.argsort(terms["key"], kind="stable")
    postings, owners = terms[order], owners[order]
    # The end of each posting's list, and where the postings of each article stand.
    changes = np.flatnonzero(np.diff(postings["key"])) + 1
    ends = np.repeat([*changes, len(terms)], np.diff([0, *changes, len(terms)]))
    stands = np.argsort(order, kind="stable")
    starts = np.cumsum([0, *map(len, vectors)])
    rows = [
        _later(place, stands[start:end], ends, postings, owners, len(vectors), least)
        for place, (start, end) in enumerate(pairwise(starts))
    ]
    return Near(*(np.concatenate(column) for column in zip(*rows, strict=True)))


def _later(
    article: int,
    stands: Integers,
    ends: Integers,
    postings: Vector,
    owners: Integers,
    number: int,
    least: float,
) -> Near:
    """The pairs of an article with those after it, which its postings are followed by."""
    after = ends[stands] - stands - 1
    mine = np.repeat(stands, after)
    first = np.cumsum(after) - after
    theirs = mine + 1 + np.arange(len(mine)) - np.repeat(first, after)
    alike = _geometric(postings[mine], postings[theirs], owners[theirs], number)
    found = np.flatnonzero(alike[article + 1 :] >= least) + article + 1
    return Near(np.full(len(found), article), found, alike[found])


def _geometric(mine: Vector, theirs: Vector, owners: Integers, number: int) -> Floats:
    """By owner, the geometric mean of both cosines, from the terms that two articles share."""
    cosines = [
        np.bincount(owners, mine[kind].astype(np.float64) * theirs[kind], minlength=number)
        for kind in ("all", "names")
    ]
    similar: Floats = np.sqrt(cosines[0] * cosines[1])
    return similar


def kept(near: Near, chosen: NDArray[Any]) -> Near:
    """The chosen pairs, by position or by mask."""
    return Near(near.left[chosen], near.right[chosen], near.similarity[chosen])
