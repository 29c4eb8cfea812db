"""The words of an utterance as one running text that remembers where each character stood."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.nouns import Span
from detente.prose import sentences, trimmed

_BEGINS = re.compile(r"[“\"‘']?[A-Z]")
_PAUSES = re.compile(r"[,.!?…][”\"’']?\s*$")
_TURN = re.compile(
    r"(?:,|;|:|–|—|\.{3}|…)\s+(?=(?:but|so|yet|however|while|whereas|nor)\b)|;\s+|"
    r"\s+(?:\.{3}|…)\s+(?=[A-Z])|"
    r"\s+(?=but\s+(?:is|was|are|were|would|will|has|had|remains?|remained|stands?)\b)|"
    r"\s+and\s+(?=(?:threatened|vowed|pledged|promised|warned|demanded|urged|insisted|offered|"
    r"rejected|refused|accused|called (?:on|for)|said (?:it|he|she|they|we))\b)",
    re.IGNORECASE,
)


_NEW_START = re.compile(r"(?:\w+ing|a|an|the|which|who|where|after|in what)\b")
"""How a piece begins that does not go on with what was said before the reporting clause."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Spans of a text as one: `text`, and where each piece of it comes from.

    Pieces are joined by a space, or by "; " where the second is no part of the first's clause.
    """

    text: str
    _starts: tuple[int, ...]
    _spans: tuple[Span, ...]

    @classmethod
    def of(cls, text: str, spans: Iterable[Span]) -> Passage:
        """The passage that `spans` of `text` make, in their order."""
        kept = tuple((start, end) for start, end in spans if start < end)
        starts, joined = [], ""
        for index, (start, end) in enumerate(kept):
            if index:
                gap = text[kept[index - 1][1] : start]
                apart = len(gap) > 2 and _NEW_START.match(text, start, end)
                joined += "; " if apart else " "
            starts.append(len(joined))
            joined += text[start:end]
        return cls(joined, tuple(starts), kept)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Where `start:end` of the passage stands in the text; in parts if it runs over a gap."""
        found: list[Span] = []
        for at, (first, last) in zip(self._starts, self._spans, strict=True):
            low, high = max(start, at), min(end, at + last - first)
            if low < high:
                found.append((first + low - at, first + high - at))
        return tuple(found)

    def sentences(self) -> list[Span]:
        """Its sentences; a piece that begins anew after a comma is one too ("X," he said. "Y.")."""
        anew = [
            at
            for at in self._starts[1:]
            if _BEGINS.match(self.text, at) and _PAUSES.search(self.text[max(0, at - 4) : at])
        ]
        edges = [0, *anew, len(self.text)]
        return [
            span for first, last in pairwise(edges) for span in sentences(self.text, first, last)
        ]

    def place(self, at: int) -> int:
        """The text's offset of the passage's character `at`."""
        piece = max(0, bisect_right(self._starts, at) - 1)
        return self._spans[piece][0] + at - self._starts[piece]


def clauses(text: str, start: int, end: int) -> list[Span]:
    """The sentence `text[start:end]` cut where the speaker turns: "…, but …", "…; …", "… So …"."""
    found, begin = [], start
    for match in _TURN.finditer(text, start, end):
        if match.start() - begin > 1 and end - match.end() > 1:
            found.append(trimmed(text, begin, match.start()))
            begin = match.end()
    found.append(trimmed(text, begin, end))
    return [span for span in found if span[0] < span[1]]


def outside(length: int, taken: Sequence[Span]) -> list[Span]:
    """The stretches of `0:length` that no span covers."""
    found, at = [], 0
    for start, end in sorted(taken):
        if start > at:
            found.append((at, start))
        at = max(at, end)
    if at < length:
        found.append((at, length))
    return found
