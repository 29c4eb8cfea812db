"""Rewrites: one text told again in other words.

Two reporters at one event share its names and figures. Two versions of one text also tell the same
facts, sentence by sentence, in the same order. So sentences are laid side by side by what they name
(countries folded, near-synonyms joined), and a pair of texts is a rewrite when most sentences of
the shorter one find a partner and the partners keep their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.linking.alignment import Pair, Sentence, align, in_order, overlap
from detente.linking.naming import Naming
from detente.linking.reading import Reading

_LEAST = 0.3
"""Overlap of two sentences that may tell one fact."""
_ALIKE = 0.25
"""Overlap of what two whole texts talk of, below which their sentences are not compared."""
_MOST = 0.6
"""Share of the shorter text, in one order, that makes it a rewrite of the longer one …"""
_REST = 0.25
"""… if this share of the longer one is in it too."""
_HALF = 0.5
"""Share of both texts, and share in one order, that makes them rewrites of one another …"""
_TOLD = 0.2
"""Share of one text, in one order, that two reports of one occurrence have in common."""
_CLOSE = 0.6
"""… if the sentences agree in this much on average: two reports of one event agree in less."""
_MANY = 8
"""Sentences that show by their number what few show by their likeness: half of both texts …"""
_SAME_ORDER = 0.7
"""… with this share in one order: the facts of one event can be told in any."""
_SEVERAL = 6
"""Sentences that tell of one occurrence together: fewer are the common stock of such news."""
_ENOUGH = 4
"""Sentences that must find a partner."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Two articles that retell one text, with the sentences laid side by side (positions)."""

    first: str
    second: str
    score: float
    why: str
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Telling:
    """Two texts side by side: the share of each with a partner in the other, the order, the fit."""

    pairs: tuple[Pair, ...]
    share: float
    back: float
    order: float
    mean: float

    @property
    def score(self) -> float:
        return max(self.share, self.back) * self.order

    @property
    def is_rewrite(self) -> bool:
        """Whether one was made from the other, or both from one text."""
        whole = self.score >= _MOST and min(self.share, self.back) >= _REST
        each_other = min(self.share, self.back, self.order) >= _HALF and (
            self.mean >= _CLOSE or (len(self.pairs) >= _MANY and self.order >= _SAME_ORDER)
        )
        return len(self.pairs) >= _ENOUGH and (whole or each_other)

    @property
    def is_one_story(self) -> bool:
        """Whether they tell at least of one occurrence."""
        telling = min(self.share, self.back) >= _REST and self.score >= _TOLD
        return self.is_rewrite or (len(self.pairs) >= _SEVERAL and telling)


class Retellings:
    """Holds pairs of articles side by side; each article is read once."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._deep: dict[str, tuple[Sentence, ...]] = {}

    def rewrites(self, candidates: Iterable[tuple[Reading, Reading]]) -> list[Rewrite]:
        """The pairs among the candidates (articles of one story) that retell one text."""
        return [
            _rewrite(first, second, told)
            for first, second in candidates
            if (told := self._compare(first, second)) and told.is_rewrite
        ]

    def tell_one_story(self, first: Reading, second: Reading) -> bool:
        """Whether two articles that are near one another tell of one occurrence."""
        told = self._compare(first, second)
        return told is not None and told.is_one_story

    def _compare(self, first: Reading, second: Reading) -> _Telling | None:
        return _side_by_side(self._read(first), self._read(second))

    def _read(self, reading: Reading) -> tuple[Sentence, ...]:
        """The sentences with names folded into their concepts."""
        if reading.id not in self._deep:
            text, naming = reading.article.text, self._naming
            self._deep[reading.id] = tuple(
                Sentence(s.start, s.end, s.forms, s.words, naming.concepts(text[s.start : s.end]))
                for s in reading.sentences
            )
        return self._deep[reading.id]


def one_story(first: Reading, second: Reading) -> bool:
    """Whether two articles tell of one occurrence, going by their words with no name folded."""
    told = _side_by_side(first.sentences, second.sentences)
    return told is not None and told.is_one_story


def _side_by_side(one: Sequence[Sentence], other: Sequence[Sentence]) -> _Telling | None:
    talk, other_talk = (
        frozenset().union(*(sentence.concepts for sentence in text)) for text in (one, other)
    )
    if overlap(talk, other_talk) < _ALIKE:
        return None
    pairs = tuple(mutual(one, other))
    if not pairs:
        return None
    return _Telling(
        pairs,
        min(covered(one, [p.first for p in pairs]), 1.0),
        min(covered(other, [p.second for p in pairs]), 1.0),
        in_order(pairs),
        sum(p.score for p in pairs) / len(pairs),
    )


def _rewrite(first: Reading, second: Reading, told: _Telling) -> Rewrite:
    return Rewrite(
        first.id,
        second.id,
        round(min(0.95, max(told.score, min(told.share, told.back))), 3),
        f"rewrite: {len(told.pairs)} sentences tell the same facts "
        f"({max(told.share, told.back):.0%} of the shorter text), {told.order:.0%} of them in the "
        f"same order, mean overlap {told.mean:.2f}",
        tuple((p.first, p.second) for p in told.pairs),
    )


def mutual(one: Sequence[Sentence], other: Sequence[Sentence]) -> list[Pair]:
    """Pairs of sentences each of which is the other's best partner."""
    there = align(one, other, least=_LEAST)
    back = {p.first: p.second for p in align(other, one, least=_LEAST)}
    return [p for p in there if back.get(p.second) == p.first]


def covered(sentences: Sequence[Sentence], positions: Sequence[int]) -> float:
    """Share of a text's words in these sentences."""
    total = sum(len(s.words) for s in sentences) or 1
    return sum(len(sentences[p].words) for p in set(positions)) / total
