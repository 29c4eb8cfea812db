"""Rewrites: one text told again in other words.

Two reporters at one event share its names and figures. Two versions of one text also tell the same
facts, sentence by sentence, in the same order. So sentences are laid side by side by what they name
(countries folded, near-synonyms joined), and a pair of texts is a rewrite when most sentences of
the shorter one find a partner and the partners keep their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
_CLOSE = 0.6
"""… if the sentences agree in this much on average: two reports of one event agree in less."""
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


def rewrites(
    candidates: Iterable[tuple[Reading, Reading]],
    weight: Callable[[str], float],
    naming: Naming,
) -> list[Rewrite]:
    """The pairs among the candidates (articles of one story) that retell one text."""
    deep: dict[str, tuple[Sentence, ...]] = {}
    found = []
    for first, second in candidates:
        for reading in (first, second):
            if reading.id not in deep:
                deep[reading.id] = _deepened(reading, naming)
        rewrite = _compare(first, second, deep, weight)
        if rewrite is not None:
            found.append(rewrite)
    return found


def _deepened(reading: Reading, naming: Naming) -> tuple[Sentence, ...]:
    """The sentences with names folded into their concepts."""
    text = reading.article.text
    return tuple(
        Sentence(s.start, s.end, s.forms, s.words, naming.concepts(text[s.start : s.end]))
        for s in reading.sentences
    )


def _compare(
    first: Reading,
    second: Reading,
    deep: Mapping[str, Sequence[Sentence]],
    weight: Callable[[str], float],
) -> Rewrite | None:
    one, other = deep[first.id], deep[second.id]
    talk, other_talk = (
        frozenset({key for sentence in text for key in sentence.concepts}) for text in (one, other)
    )
    if overlap(talk, other_talk, weight) < _ALIKE:
        return None
    pairs = mutual(one, other, weight)
    if len(pairs) < _ENOUGH:
        return None
    share = min(covered(one, [p.first for p in pairs]), 1.0)
    back = min(covered(other, [p.second for p in pairs]), 1.0)
    order = in_order(pairs)
    mean = sum(p.score for p in pairs) / len(pairs)
    score = max(share, back) * order
    whole = score >= _MOST and min(share, back) >= _REST
    each_other = min(share, back, order) >= _HALF and mean >= _CLOSE
    if not (whole or each_other):
        return None
    return Rewrite(
        first.id,
        second.id,
        round(min(0.95, score), 3),
        f"rewrite: {len(pairs)} sentences tell the same facts ({max(share, back):.0%} of the "
        f"shorter text), {order:.0%} of them in the same order, mean overlap {mean:.2f}",
        tuple((p.first, p.second) for p in pairs),
    )


def mutual(
    one: Sequence[Sentence], other: Sequence[Sentence], weight: Callable[[str], float]
) -> list[Pair]:
    """Pairs of sentences each of which is the other's best partner."""
    there = align(one, other, weight, least=_LEAST)
    back = {p.first: p.second for p in align(other, one, weight, least=_LEAST)}
    return [p for p in there if back.get(p.second) == p.first]


def covered(sentences: Sequence[Sentence], positions: Sequence[int]) -> float:
    """Share of a text's words in these sentences."""
    total = sum(len(s.words) for s in sentences) or 1
    return sum(len(sentences[p].words) for p in set(positions)) / total
