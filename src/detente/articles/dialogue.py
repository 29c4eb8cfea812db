"""Interviews and transcripts: lines that are a speaker's turn, "Question: …", "Ana Ruiz: …".

A short turn ("Ana Ruiz: No.") has none of the signs of prose, and a question looks like a title.
Who speaks stands before a colon, and two speakers do so more than once, as in no list of facts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from detente.articles.lines import Line
from detente.articles.names import is_capitalised

_TURN = re.compile(r"[*_]{0,3}([^\W\d_][^:?!\n]{0,60}?)[*_]{0,3}:[*_]{0,3}(?:\s|$)")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_LONGEST_LABEL = 6  # words
_LONGEST_ANSWER = 8  # lines from one turn to the next
_SPEAKERS = 2
_TURNS = 2


def with_turns(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, with those of its dialogues marked; none of these can be a title."""
    labels = {n: label for n, line in enumerate(lines) if (label := _label(line)) is not None}
    found = list(lines)
    for stretch in _stretches(list(labels)):
        often = Counter(labels[n] for n in stretch)
        if sum(times >= _TURNS for times in often.values()) >= _SPEAKERS:
            for n in stretch:
                found[n] = found[n]._replace(turn=True, titled=False)
    return found


def _label(line: Line) -> str | None:
    """Who speaks, by a line's beginning, without what brackets say of it; None where none is."""
    if line.furniture is not None or line.picture or line.byline or line.bullet:
        return None
    named = _TURN.match(line.text)
    words = _BRACKET.sub("", named.group(1)).split() if named is not None else []
    fits = len(words) <= _LONGEST_LABEL and is_capitalised(words)
    return " ".join(words).casefold() if fits else None


def _stretches(turns: Sequence[int]) -> list[list[int]]:
    """Runs of turns that stand no further apart than an answer is long."""
    runs: list[list[int]] = []
    for n in turns:
        if runs and n - runs[-1][-1] <= _LONGEST_ANSWER:
            runs[-1].append(n)
        else:
            runs.append([n])
    return runs
