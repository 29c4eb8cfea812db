"""Interviews and transcripts: lines that are a speaker's turn, "Question: …", "Ana Ruiz: …".

A short turn ("Ana Ruiz: No.") has none of the signs of prose, and a question looks like a title.
Who speaks stands before a colon, and two speakers do so more than once, as in no list of facts.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence

from detente.articles.lines import Line
from detente.articles.names import is_capitalised

_TURN = re.compile(r"[*_]{0,3}([^\W\d_][^:?!\n]{0,60}?)[*_]{0,3}:[*_]{0,3}(?:\s|$)")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_REACH = 68  # characters up to the colon
_LONGEST_LABEL = 6  # words
_LONGEST_ANSWER = 8  # lines from one turn to the next
_SPEAKERS = 2
_TURNS = 2
_ENDS = frozenset({"comments", "legal"})


def with_turns(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, with those of its dialogues marked; none of these can be a title."""
    labels = {n: label for n, line in enumerate(lines) if (label := _label(line)) is not None}
    found = list(lines)
    ends = [n for n, line in enumerate(lines) if line.furniture and line.furniture.label in _ENDS]
    for stretch in _stretches(list(labels), ends):
        often = Counter(labels[n] for n in stretch)
        if sum(times >= _TURNS for times in often.values()) >= _SPEAKERS:
            for n in stretch:
                found[n] = found[n]._replace(turn=True, titled=False)
    return found


def _label(line: Line) -> str | None:
    """Who speaks, by a line's beginning, without what brackets say of it; None where none is."""
    if line.text.find(":", 0, _REACH) < 1 or line.furniture is not None:
        return None
    if line.picture or line.byline or line.bullet:
        return None
    named = _TURN.match(line.text)
    words = _BRACKET.sub("", named.group(1)).split() if named is not None else []
    fits = len(words) <= _LONGEST_LABEL and is_capitalised(words)
    return " ".join(words).casefold() if fits else None


def _stretches(turns: Sequence[int], ends: Sequence[int]) -> list[list[int]]:
    """Runs of turns that stand no further apart than an answer is long, and no end between."""
    runs: list[list[int]] = []
    for n in turns:
        last = runs[-1][-1] if runs else -_LONGEST_ANSWER - 1
        if n - last <= _LONGEST_ANSWER and bisect(ends, last) == bisect(ends, n):
            runs[-1].append(n)
        else:
            runs.append([n])
    return runs
