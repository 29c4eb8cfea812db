"""Sentences of one text laid beside those of another.

Verbatim sentences are found by hash, changed ones by shared rare words. The measure is the weighted
overlap of words (Dice), so that an inserted clause costs little and a common phrase gains little.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from detente.linking.words import folded, rarity, words
from detente.nouns import Span
from detente.prose import sentences

_OFTEN = 12
"""A word in more sentences than this does not propose pairs by itself."""


_NO_CONTENT = frozenset([None])


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place, its words as written and folded in spelling, and what it talks of.

    `keys` are the concepts of its words one by one, None for a word without content.
    """

    start: int
    end: int
    forms: tuple[str, ...]
    words: tuple[str, ...]
    concepts: frozenset[str]
    keys: tuple[str | None, ...] = ()

    @property
    def weight(self) -> float:
        """How much it tells: the sum of how rare its concepts are."""
        return _weight(self.concepts)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of the first text and its partner in the second (by position), 0 < score <= 1."""

    first: int
    second: int
    score: float
    verbatim: bool


def read_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, with their words."""
    return tuple(_sentence(text, span) for span in sentences(text))


def _sentence(text: str, span: Span) -> Sentence:
    forms = tuple(words(text[span[0] : span[1]]))
    if not forms:
        return Sentence(span[0], span[1], (), (), frozenset())
    spelt, keys = zip(*map(folded, forms), strict=True)
    return Sentence(span[0], span[1], forms, spelt, frozenset(keys) - _NO_CONTENT, keys)


def overlap(
    first: frozenset[str], second: frozenset[str], weight: Callable[[str], float] = rarity
) -> float:
    """Weighted Dice of two sets of concepts."""
    whole = _sum(first, weight) + _sum(second, weight)
    return 2 * _sum(first & second, weight) / whole if whole else 0.0


@lru_cache(maxsize=100_000)
def _weight(concepts: frozenset[str]) -> float:
    return _sum(concepts, rarity)


def _sum(keys: Iterable[str], weight: Callable[[str], float]) -> float:
    return sum(map(weight, keys))


def align(
    first: Sequence[Sentence],
    second: Sequence[Sentence],
    *,
    least: float = 0.35,
) -> list[Pair]:
    """The best partner in `second` for each sentence of `first`, where one scores `least` or more.

    A sentence of `second` may serve twice (a sentence that was split). Pairs come in the order of
    `first`; among equal partners the one nearest to the same place in the text wins.
    """
    verbatim: dict[tuple[str, ...], list[int]] = defaultdict(list)
    index: dict[str, list[int]] = defaultdict(list)
    for position, sentence in enumerate(second):
        verbatim[sentence.words].append(position)
        for key in sentence.concepts:
            index[key].append(position)
    pairs = []
    for position, sentence in enumerate(first):
        place = position / len(first) * len(second)
        if sentence.words in verbatim:
            best = min(verbatim[sentence.words], key=lambda p: (abs(p - place), p))
            pairs.append(Pair(position, best, 1.0, True))
            continue
        near = _sharing(sentence, index)
        scored = [
            (2 * shared / (sentence.weight + second[p].weight), -abs(p - place), -p)
            for p, shared in near.items()
        ]
        if scored and max(scored)[0] >= least:
            score, _, negative = max(scored)
            pairs.append(Pair(position, -negative, score, False))
    return pairs


def _sharing(sentence: Sentence, index: Mapping[str, Sequence[int]]) -> dict[int, float]:
    """Weight shared with each sentence that has one of the rarer concepts."""
    shared: dict[int, float] = {}
    often = []
    for key in sentence.concepts:
        owners = index.get(key)
        if owners is None:
            continue
        if len(owners) > _OFTEN:
            often.append(key)
            continue
        told = rarity(key)
        for owner in owners:
            shared[owner] = shared.get(owner, 0.0) + told
    for key in often:
        for owner in index[key]:
            if owner in shared:
                shared[owner] += rarity(key)
    return shared


def in_order(pairs: Sequence[Pair]) -> float:
    """Share of the pairs that stand in one order in both texts (longest increasing run)."""
    if not pairs:
        return 1.0
    tails: list[int] = []
    for pair in pairs:
        place = bisect_right(tails, pair.second)
        tails[place : place + 1] = [pair.second]
    return len(tails) / len(pairs)
