"""Sentences of an article with their places."""

from __future__ import annotations

import re

from detente.linking.words import load
from detente.nouns import Span

_BREAK = re.compile(r"([.!?…]+[\"'”’»)\]]*)\s+(?=[\"'“‘«(\[]*[^\W_a-z])|\s*\n\s*")
_LAST_WORD = re.compile(r"([^\s\"“‘(\[]+)\.$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_SHORT = frozenset(load("abbreviations.txt").split())


def sentences(text: str) -> list[Span]:
    """Spans of the sentences, trimmed of white space; a line break always ends one."""
    found: list[Span] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match.group(1) is not None and _abbreviated(
            text[max(start, match.start() - 20) : match.end(1)]
        ):
            continue
        _add(found, text, start, match.end(1) if match.group(1) is not None else match.start())
        start = match.end()
    _add(found, text, start, len(text))
    return found


def _abbreviated(before: str) -> bool:
    """Whether the full stop at the end belongs to a short form (`Gen.`, `U.S.`, `J.`)."""
    match = _LAST_WORD.search(before)
    if match is None:
        return False
    word = match.group(1)
    return word.casefold() in _SHORT or _INITIALS.fullmatch(word) is not None


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))
