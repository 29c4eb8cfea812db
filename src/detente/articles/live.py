"""Live pages: entries under hours, written on through the day, as one article."""

from __future__ import annotations

from collections.abc import Sequence

from detente.articles.lexicons import lexicon
from detente.articles.lines import Line, is_clock

_LEAST_HOURS = 2
_LONGEST_HEAD = 14  # lines from the headline to the first hour
_LONGEST_ENTRY = 8  # lines below the last hour
_OUTER = ".,:;!?|–—-()[]"


def says_live(line: Line) -> bool:
    """Whether a headline says that its page is a live one: "LIVE: talks in Oye"."""
    words = {word.strip(_OUTER) for word in line.key.split()}
    return not words.isdisjoint(lexicon("names")["live"]["words"])


def is_entry(lines: Sequence[Line], at: int, body: int) -> bool:
    """Whether a line heads an entry of a live page: under an hour, with further hours below."""
    above = at > 0 and is_clock(lines[at - 1])
    return above and sum(map(is_clock, lines[body:])) >= _LEAST_HOURS


def entries_below(lines: Sequence[Line], headline: int) -> list[int]:
    """The lines of a live page's entries, with their headlines; none where the page is no live one.

    From the first hour below the headline, which says so, to the end of the last entry.
    """
    if not says_live(lines[headline]):
        return []
    hours = [n for n in range(headline + 1, len(lines)) if is_clock(lines[n])]
    if len(hours) <= _LEAST_HOURS or hours[0] - headline > _LONGEST_HEAD:
        return []
    found = []
    for n in range(hours[0] + 1, min(len(lines), hours[-1] + 1 + _LONGEST_ENTRY)):
        line = lines[n]
        if n > hours[-1] and line.furniture is not None:
            break
        stamp = is_clock(line) or (line.dated and not line.ended)
        if not (stamp or line.furniture or line.picture or line.byline):
            found.append(n)
    return found
