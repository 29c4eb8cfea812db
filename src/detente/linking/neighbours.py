"""Which articles a new one is linked with: found through an index, not by comparing with all.

Two articles are neighbours when they share sampled runs of words (one text, or a part of one), or
when they are as similar as articles of one story. Whether they are hangs on the two alone. Articles
that are joined through neighbours form a block, and no link crosses blocks; so the same articles
form the same blocks in whatever order and portions they come in.

The bound: of texts that share one run, and of articles that share one topic about one day, a new
article meets so many at most (`MEETS`). Beyond it, articles are still joined through those.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np

from detente.linking.reading import Reading
from detente.linking.rewrites import one_story
from detente.linking.shingles import sampled
from detente.linking.stories import NEARLY, THRESHOLD, faded, middle
from detente.linking.vectors import heaviest, similarities, unpacked

_LEAST_RUNS = 2
"""Sampled runs that two texts must share …"""
_LEAST_KEPT = 0.05
"""… and the share of the smaller one's, below which they have no more in common than a phrase."""
_TOPICS = 24
"""Concepts by which an article is found: those that weigh most in it."""
_LEAST_TOPICS = 2
"""Topics that two articles of one story share at least."""
_SPAN = 20
"""Days beyond which no similarity is left of what `stories.faded` makes of it."""
MEETS = 48
"""Articles that a new one meets through one run, or through one topic on either side of its day."""
UNDATED = 0
"""The day of an article that has none."""


class Kept(NamedTuple):
    """What an index keeps of an article: how many runs, its packed vectors, and its day."""

    runs: int
    vector: bytes
    day: float | None


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article as the index knows it; runs and topics are 63-bit and 32-bit hashes."""

    article: str
    runs: tuple[int, ...]
    topics: tuple[int, ...]
    kept: Kept

    @property
    def day(self) -> int:
        """The day as a whole number."""
        return UNDATED if self.kept.day is None else int(self.kept.day)


def sketch(reading: Reading) -> Sketch:
    """What the index is to know of an article."""
    runs = tuple((sampled(reading.runs) >> np.uint64(1)).tolist())
    return Sketch(
        article=reading.id,
        runs=runs,
        topics=tuple(heaviest(reading.weights, _TOPICS)),
        kept=Kept(len(runs), reading.vector.tobytes(), middle(reading)),
    )


class Index(Protocol):
    """What finds articles; kept in memory or in a record."""

    def kept(self, articles: Collection[str]) -> Mapping[str, Kept]:
        """What is known of articles."""

    def sharing(self, runs: Sequence[int], most: int) -> Mapping[str, int]:
        """How many of these runs each article shares; of a run's articles the `most` lowest ids."""

    def topical(self, topics: Sequence[int], days: range, most: int) -> Mapping[str, int]:
        """How many of these topics each article of these days shares, or of no day.

        Of a topic's articles, `most` before and `most` from the middle of the days on.
        """


def neighbours(
    reading: Reading, new: Sketch, index: Index, other: Callable[[str], Reading]
) -> Iterable[str]:
    """The ids of the neighbours of an article among those that the index knows.

    `other` reads an article of the index, where a closer look is needed.
    """
    sharing = _at_least(_LEAST_RUNS, index.sharing(new.runs, MEETS))
    known = index.kept(sharing)
    near = {
        article
        for article, shared in sharing.items()
        if shared >= _LEAST_KEPT * min(len(new.runs), known[article].runs)
    }
    yield from near
    days = range(max(1, new.day - _SPAN), new.day + _SPAN + 1) if new.day else range(1, 10**7)
    topical = _at_least(_LEAST_TOPICS, index.topical(new.topics, days, MEETS))
    known = index.kept(topical.keys() - near - {new.article})
    vectors = [unpacked(kept.vector) for kept in known.values()]
    similar = similarities(unpacked(new.kept.vector), vectors)
    for (article, kept), similarity in zip(known.items(), similar, strict=True):
        alike = faded(similarity, new.kept.day, kept.day)
        if alike >= THRESHOLD or (
            alike >= NEARLY * THRESHOLD and one_story(reading, other(article))
        ):
            yield article


def _at_least(least: int, counts: Mapping[str, int]) -> dict[str, int]:
    return {article: count for article, count in counts.items() if count >= least}


@dataclass(slots=True)
class MemoryIndex:
    """An index for the articles of one call."""

    _kept: dict[str, Kept] = field(default_factory=dict)
    _runs: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    _topics: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, sketch: Sketch) -> None:
        """Make an article known."""
        self._kept[sketch.article] = sketch.kept
        for run in sketch.runs:
            insort(self._runs[run], sketch.article)
        for topic in sketch.topics:
            insort(self._topics[topic], (sketch.day, sketch.article))

    def kept(self, articles: Collection[str]) -> Mapping[str, Kept]:
        """What is known of articles."""
        return {article: self._kept[article] for article in articles}

    def sharing(self, runs: Sequence[int], most: int) -> Mapping[str, int]:
        """How many of these runs each article shares; of a run's articles the `most` lowest ids."""
        found: Counter[str] = Counter()
        for run in runs:
            found.update(self._runs.get(run, ())[:most])
        return found

    def topical(self, topics: Sequence[int], days: range, most: int) -> Mapping[str, int]:
        """How many of these topics each article of these days shares, or of no day."""
        found: Counter[str] = Counter()
        middle_day = (days.start + days.stop) // 2
        for topic in topics:
            owners = self._topics.get(topic, ())
            dated, start, at, end = (
                bisect_left(owners, (day, ""))
                for day in (UNDATED + 1, days.start, middle_day, days.stop)
            )
            found.update(article for _, article in owners[: min(dated, most)])
            found.update(article for _, article in owners[max(start, at - most) : at])
            found.update(article for _, article in owners[at : min(end, at + most)])
        return found
