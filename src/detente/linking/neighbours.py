"""Which articles a new one is linked with: found through an index, not by comparing with all.

Two articles are neighbours when they share sampled runs of words (one text, or a part of one), or
when they are as similar as articles of one story. Whether they are hangs on the two alone. Articles
that are joined through neighbours form a block, and no link crosses blocks; so the same articles
form the same blocks in whatever order and portions they come in. All that counts is which blocks an
article joins: in a block that it has joined it looks for no more neighbours.

The bound: of texts that share one run, and of articles that share one topic about one day, a new
article meets so many at most (`MEETS`). Beyond it, articles are still joined through those.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np

from detente.linking.groups import Groups
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
_ROUND = 16
"""Articles that are looked at between two looks at the blocks that were joined."""
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

    def apart(self, article: str, others: Sequence[str]) -> list[str]:
        """Those of the others that are not in the block of an article yet."""

    def join(self, article: str, other: str) -> None:
        """Make one block of those of two articles."""


def neighbours(
    reading: Reading, new: Sketch, index: Index, other: Callable[[str], Reading]
) -> Iterator[str]:
    """The ids of neighbours of an article among those that the index knows, one in each block.

    They are joined in the index. `other` reads an article of the index, where a closer look is
    needed.
    """
    sharing = index.sharing(new.runs, MEETS)
    for part in _apart(new, index, sharing, _LEAST_RUNS):
        for article, kept in index.kept(part).items():
            if sharing[article] >= _LEAST_KEPT * min(len(new.runs), kept.runs):
                index.join(new.article, article)
                yield article
    days = range(max(1, new.day - _SPAN), new.day + _SPAN + 1) if new.day else range(1, 10**7)
    topical = index.topical(new.topics, days, MEETS)
    for part in _apart(new, index, topical, _LEAST_TOPICS):
        for alike, article in _similar(new, index.kept(part)):
            if index.apart(new.article, [article]) and (
                alike >= THRESHOLD or one_story(reading, other(article))
            ):
                index.join(new.article, article)
                yield article


def _apart(
    new: Sketch, index: Index, counts: Mapping[str, int], least: int
) -> Iterator[Sequence[str]]:
    """The articles that share so much, a few at a time, without those in the same block by then."""
    met = [article for article, count in counts.items() if count >= least]
    met = index.apart(new.article, sorted(met, key=lambda article: (-counts[article], article)))
    for start in range(0, len(met), _ROUND):
        yield index.apart(new.article, met[start : start + _ROUND])


def _similar(new: Sketch, known: Mapping[str, Kept]) -> list[tuple[float, str]]:
    """The articles that are nearly as similar as those of one story, the most similar first."""
    vectors = [unpacked(kept.vector) for kept in known.values()]
    similar = similarities(unpacked(new.kept.vector), vectors)
    found = [
        (faded(similarity, new.kept.day, kept.day), article)
        for (article, kept), similarity in zip(known.items(), similar, strict=True)
    ]
    return sorted((one for one in found if one[0] >= NEARLY * THRESHOLD), reverse=True)


@dataclass(slots=True)
class MemoryIndex:
    """An index for the articles of one call."""

    _kept: dict[str, Kept] = field(default_factory=dict)
    _runs: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    _topics: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    _blocks: Groups = field(default_factory=Groups)

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

    def apart(self, article: str, others: Sequence[str]) -> list[str]:
        """Those of the others that are not in the block of an article yet."""
        top = self._blocks.top(article)
        return [other for other in others if self._blocks.top(other) != top]

    def join(self, article: str, other: str) -> None:
        """Make one block of those of two articles."""
        self._blocks.join(article, other)
