"""Runs of five words, hashed, and the index that finds texts which share them.

Candidates come from a sample of the runs (one in four, the same for every text), so that no two
texts are compared unless they share some: the inverted index of sampled shingles (after Broder 1997
and passim, Smith et al. 2014).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

RUN = 5
SAMPLE = 4
_BUCKET = 24
"""Texts of one bucket that are all compared with one another; in a larger one each meets a few."""

Hashes = NDArray[np.uint64]
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def word_hash(word: str) -> bytes:
    """Eight bytes, lowest first: joined, those of many words are an array at once."""
    data = word.encode("utf-8", "surrogatepass")
    return (zlib.crc32(data) << 32 | zlib.adler32(data[::-1])).to_bytes(8, "little")


def shingles(words: Iterable[str]) -> Hashes:
    """The sorted set of the hashes of a text's runs of folded words."""
    return hashed_shingles(b"".join(map(word_hash, words)))


def hashed_shingles(words: bytes) -> Hashes:
    """The same, from the joined hashes of the words."""
    runs = np.sort(_run_hashes(np.frombuffer(words, dtype="<u8").astype(np.uint64)))
    # What `np.unique` does, without its cost for arrays as short as these.
    once: Hashes = runs[np.concatenate(([True], runs[1:] != runs[:-1]))] if runs.size else runs
    return once


def _run_hashes(words: Hashes) -> Hashes:
    """One hash for each run of words; a shorter text gives one for all of it."""
    if not words.size:
        return words
    runs = max(1, len(words) - RUN + 1)
    mixed = np.zeros(runs, dtype=np.uint64)
    for offset in range(min(RUN, len(words))):
        mixed = (mixed ^ words[offset : offset + runs]) * _MULTIPLIER
        mixed ^= mixed >> _SHIFT
    return mixed


def shared(first: Hashes, second: Hashes) -> int:
    """How many runs two texts share."""
    return int(np.intersect1d(first, second, assume_unique=True).size)


def sampled(runs: Hashes) -> Hashes:
    """One run in four, the same ones in every text."""
    chosen: Hashes = runs[runs % np.uint64(SAMPLE) == 0]
    return chosen


def candidates(texts: Sequence[Hashes], *, least: int = 2) -> list[tuple[int, int]]:
    """Pairs of texts (by position, the lower first) that share at least `least` sampled runs."""
    samples = [sampled(text) for text in texts]
    owners = np.repeat(np.arange(len(texts)), [len(s) for s in samples])
    if not owners.size:
        return []
    hashes = np.concatenate(samples)
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    bounds = np.flatnonzero(np.diff(hashes)) + 1
    starts = np.concatenate(([0], bounds))
    ends = np.concatenate((bounds, [len(hashes)]))
    pairs: list[NDArray[np.int64]] = []
    for size in np.unique(ends - starts):
        if size > 1:
            rows = owners[starts[ends - starts == size][:, None] + np.arange(size)]
            pairs.append(_pairs(rows, len(texts)))
    if not pairs:
        return []
    keys, counts = np.unique(np.concatenate(pairs), return_counts=True)
    kept = keys[counts >= least]
    return [(int(key // len(texts)), int(key % len(texts))) for key in kept]


def _pairs(rows: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """Pairs within each row, as `first * total + second`.

    In a long row (a run that thousands share) everybody meets the first few and its neighbour only,
    which keeps the work linear and the texts connected.
    """
    size = rows.shape[1]
    if size <= _BUCKET:
        left, right = np.triu_indices(size, 1)
    else:
        few = np.arange(_BUCKET // 4)
        later = np.arange(1, size)
        left = np.concatenate([np.repeat(few, size), later - 1])
        right = np.concatenate([np.tile(np.arange(size), len(few)), later])
        left, right = left[left < right], right[left < right]
    return (rows[:, left] * total + rows[:, right]).ravel()
