"""Live pages: entries under hours, written on through the day, as one article."""

from __future__ import annotations

from collections.abc import Sequence

from detente.articles.lexicons import lexicon
from detente.articles.lines import Line, is_clock

_LEAST_HOURS = 2
_LONGEST_HEAD = 14  # lines from the headline to the first hour
_SHORTEST_HEADLINE = 4  # words
_LONGEST_ENTRY = 8  # lines below the last hour
_OUTER = ".,:;!?|–—-()[]"


def says_live(line: Line) -> bool:
    """Whether a headline says that its page is a live one: "LIVE: talks in Oye"."""
    words = {word.strip(_OUTER) for word in line.key.split()}
    return line.words >= _SHORTEST_HEADLINE and not words.isdisjoint(
        lexicon("names")["live"]["words"]
    )


def is_entry(lines: Sequence[Line], at: int, body: int) -> bool:
    """Whether a line heads an entry of a live page: under an hour, with further hours below."""
    above = at > 0 and is_clock(lines[at - 1])
    return above and sum(map(is_clock, lines[body:])) >= _LEAST_HOURS


def entries(lines: Sequence[Line]) -> list[int]:
    """The lines of a live page's entries, with their headlines; none where no headline says live.

    From the first hour below that headline to the end of the last entry.
    """
    heads = [n for n, line in enumerate(lines) if line.titled and says_live(line)]
    hours = [n for n, line in enumerate(lines) if is_clock(line)] if heads else []
    near = [n for n in hours if any(0 < n - head <= _LONGEST_HEAD for head in heads)]
    below = [n for n in hours if near and n >= near[0]]
    if len(below) <= _LEAST_HOURS:
        return []
    found = []
    for n in range(below[0] + 1, min(len(lines), below[-1] + 1 + _LONGEST_ENTRY)):
        line = lines[n]
        if n > below[-1] and line.furniture is not None:
            break
        if not (line.furniture or line.picture or line.byline or line.dated or is_clock(line)):
            found.append(n)
    return found
