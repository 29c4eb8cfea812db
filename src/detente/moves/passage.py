"""The words of an utterance as one running text that remembers where each character stood."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.nouns import Span

_END = re.compile(r"[.!?…]+[”\"’')\]]*(?=\s+[“\"‘'(\[]*[A-Z0-9])|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|Gov|St|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|"
    r"Nov|Dec|vs|etc)|\.\w)\.\Z"
)
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

    def place(self, at: int) -> int:
        """The text's offset of the passage's character `at`."""
        piece = max(0, bisect_right(self._starts, at) - 1)
        return self._spans[piece][0] + at - self._starts[piece]


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]` as spans without surrounding space."""
    last = len(text) if end is None else end
    found, begin = [], start
    for match in _END.finditer(text, start, last):
        if match.group()[0] == "." and _ABBREVIATION.search(text, begin, match.start() + 1):
            continue
        found.append(_trimmed(text, begin, match.end()))
        begin = match.end()
    found.append(_trimmed(text, begin, last))
    return [span for span in found if span[0] < span[1]]


def clauses(text: str, start: int, end: int) -> list[Span]:
    """The sentence `text[start:end]` cut where the speaker turns: "…, but …", "…; …", "… So …"."""
    found, begin = [], start
    for match in _TURN.finditer(text, start, end):
        if match.start() - begin > 1 and end - match.end() > 1:
            found.append(_trimmed(text, begin, match.start()))
            begin = match.end()
    found.append(_trimmed(text, begin, end))
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


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
