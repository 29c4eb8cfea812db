"""Paragraphs and sentences of news text, as spans."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from importlib import resources

from detente.nouns import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_STOP = re.compile(r"(?:\.{3}|[.!?\u2026]+)[\u201d\u2019\"'\u201c\u00bb)\]]*(?=\s|$)")
_LAST_WORD = re.compile(r"([^\s\"\u201c\u2018(\[]+)\.$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_OPENERS = frozenset(["the", "a", "an", "but", "he", "she", "it", "they", "in", "on", "and"])
"""Words that start a sentence after "the U.S."; anything else goes on with it."""


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the lines of `text[start:end]` that hold more than white space, trimmed."""
    last = len(text) if end is None else end
    found = (trimmed(text, *match.span()) for match in _PARAGRAPH.finditer(text, start, last))
    return [span for span in found if span[0] < span[1]]


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences of `text[start:end]`, in order, trimmed, closing marks included.

    A line break always ends a sentence; a full stop does unless it belongs to a short form or the
    next word is in lower case.
    """
    found: list[Span] = []
    for first, stop in paragraphs(text, start, end):
        begin = first
        for mark in _STOP.finditer(text, first, stop):
            if _ends_sentence(text, mark.start(), mark.end(), stop):
                found.append(trimmed(text, begin, mark.end()))
                begin = mark.end()
        if text[begin:stop].strip():
            found.append(trimmed(text, begin, stop))
    return found


def _ends_sentence(text: str, dot: int, end: int, stop: int) -> bool:
    rest = text[end : min(stop, end + 40)].lstrip()
    if not rest:
        return True
    if rest[0].islower():
        return False
    if text[dot] == "." and end == dot + 1:
        short = _LAST_WORD.search(text[max(0, dot - 20) : end])
        if short and is_short(short.group(1)):
            initials = "." in short.group(1)
            return initials and re.split(r"\W", rest, maxsplit=1)[0].lower() in _OPENERS
    return True


def is_short(word: str) -> bool:
    """Whether a word before a full stop is a short form: "Gen.", "U.S.", "J."."""
    return word.casefold() in _short_forms() or _INITIALS.fullmatch(word) is not None


@cache
def _short_forms() -> frozenset[str]:
    file = resources.files("detente.prose") / "abbreviations.txt"
    return frozenset(file.read_text("utf-8").split())


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
