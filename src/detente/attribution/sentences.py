"""Paragraphs and sentences of news text, as spans."""

from __future__ import annotations

import re
from bisect import bisect_right

from detente.nouns import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_STOP = re.compile(r"(?:\.{3}|[.!?\u2026]+)[\u201d\u2019\"'\u201c)\]]*(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Cmdr|Hon|Rev|St|Jr|Sr|vs|No"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|est|Inc|Ltd|Co|Corp)"
    r"|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)


def paragraphs(text: str) -> list[Span]:
    """Spans of the lines of `text` that hold anything but white space, trimmed."""
    return [trimmed(text, *m.span()) for m in _PARAGRAPH.finditer(text) if not m.group().isspace()]


def sentences(text: str) -> list[Span]:
    """Spans of the sentences of `text`, in order, trimmed, closing marks included."""
    found: list[Span] = []
    for first, stop in paragraphs(text):
        start = first
        for mark in _STOP.finditer(text, first, stop):
            if _ends_sentence(text, mark.start(), mark.end(), stop):
                found.append(trimmed(text, start, mark.end()))
                start = mark.end()
        if text[start:stop].strip():
            found.append(trimmed(text, start, stop))
    return found


def _ends_sentence(text: str, dot: int, end: int, stop: int) -> bool:
    rest = text[end:stop].lstrip()
    if not rest:
        return True
    if text[dot] == "." and end == dot + 1 and _ABBREVIATION.search(text[max(0, dot - 12) : end]):
        # "the U.S. The talks" ends a sentence only before a word that starts one
        return (
            bool(re.match(r"(?:The|A|An|But|He|She|It|They|In|On)\b", rest))
            and text[dot - 2 : dot - 1] == "."
        )
    return not rest[0].islower()


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def holding(spans: list[Span], place: int) -> Span | None:
    """The span among sorted, disjoint `spans` that holds the character at `place`."""
    n = bisect_right(spans, (place, 1 << 60)) - 1
    if n >= 0 and spans[n][0] <= place < spans[n][1]:
        return spans[n]
    return None
