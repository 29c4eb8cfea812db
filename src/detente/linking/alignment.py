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
from itertools import chain

from detente.linking.memo import Memo
from detente.linking.shingles import word_hash
from detente.linking.words import folded, rarity, words
from detente.nouns import Span
from detente.prose import sentences

_OFTEN = 12
"""A word in more sentences than this does not propose pairs by itself."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place, its words as written and folded in spelling, and what it talks of.

    `keys` are the concepts of its words one by one, None for a word without content; `capitals`
    says which begin with one, and `hashes` are those of its words, as `shingles` takes them.
    """

    start: int
    end: int
    forms: tuple[str, ...]
    words: tuple[str, ...]
    concepts: frozenset[str]
    keys: tuple[str | None, ...] = ()
    capitals: tuple[bool, ...] = ()
    hashes: bytes = b""

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
    read = tuple(chain.from_iterable(map(_between.__getitem__, text[slice(*span)].split())))
    if not read:
        return Sentence(*span, (), (), frozenset())
    forms, spelt, keys, capitals, hashes = zip(*read, strict=True)
    concepts = frozenset(filter(None, keys))
    return Sentence(*span, forms, spelt, concepts, keys, capitals, b"".join(hashes))


def _read(written: str) -> tuple[tuple[str, str, str | None, bool, bytes], ...]:
    """The words between two spaces: each as written, folded in spelling, its concept, and so on."""
    return tuple(
        (form, spelt, key, form[0].isupper(), word_hash(spelt))
        for form in words(written)
        for spelt, key in [folded(form)]
    )


# No word holds a space, so that texts can be read by what stands between spaces.
_between = Memo(_read, 100_000)


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
    for position, sentence in enumerate(second):
        verbatim[sentence.words].append(position)
    talking: Mapping[str, Sequence[int]] | None = None
    pairs = []
    for position, sentence in enumerate(first):
        place = position / len(first) * len(second)
        same = verbatim.get(sentence.words)
        if same is not None:
            best = min(same, key=lambda p: (abs(p - place), p)) if len(same) > 1 else same[0]
            pairs.append(Pair(position, best, 1.0, True))
            continue
        if talking is None:  # versions often need none
            talking = _talking(second)
        weight = sentence.weight
        scored = [
            (2 * shared / (weight + second[p].weight), -abs(p - place), -p)
            for p, shared in _sharing(sentence, talking).items()
        ]
        if scored and max(scored)[0] >= least:
            score, _, negative = max(scored)
            pairs.append(Pair(position, -negative, score, False))
    return pairs


def _talking(text: Iterable[Sentence]) -> Mapping[str, Sequence[int]]:
    """The positions of the sentences that talk of each concept."""
    found: dict[str, list[int]] = defaultdict(list)
    for position, sentence in enumerate(text):
        for key in sentence.concepts:
            found[key].append(position)
    return found


def _sharing(sentence: Sentence, talking: Mapping[str, Sequence[int]]) -> dict[int, float]:
    """Weight shared with each sentence that has one of the rarer concepts."""
    shared: dict[int, float] = {}
    common = [(rarity(key), talking[key]) for key in sentence.concepts & talking.keys()]
    for told, owners in common:
        for owner in owners if len(owners) <= _OFTEN else ():
            shared[owner] = shared.get(owner, 0.0) + told
    for told, owners in common:
        for owner in owners if len(owners) > _OFTEN else ():
            if owner in shared:
                shared[owner] += told
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
