"""Furniture: lines of a page that belong to no article, told by their words alone.

Phrases come from `lexicons/furniture.toml`, in the languages that the news is read in most. A line
is looked up as a whole, then by its first words; both take one dictionary look-up, however long the
list.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from detente.articles.counting import folded_case
from detente.articles.lexicons import lexicon

_OUTER = " \t\u00a0.,:;!?*·•|›»«‹>→←↓↑…-–—+#()[]{}\"'“”‘’0123456789\ufe0f\u200b"
_OPENING = "(©"
_LONGEST_LINE = 60
_START = 48
_LONGEST_NOTICE = 30


class Furniture(NamedTuple):
    """What kind of furniture a line is; `whole` when all of it is, `ends` when it heads a tail."""

    label: str
    whole: bool
    ends: bool


class _Phrases(NamedTuple):
    lines: dict[str, Furniture]
    starts: dict[str, tuple[tuple[str, int, Furniture], ...]]


@functools.cache
def _phrases() -> _Phrases:
    lines: dict[str, Furniture] = {}
    starts: dict[str, list[tuple[str, int, Furniture]]] = {}
    for label, table in lexicon("furniture").items():
        ends = bool(table.get("ends", False))
        for phrase in table["line"]:
            lines.setdefault(folded(phrase), Furniture(label, True, ends))
        for phrase in table["start"]:
            entry = (phrase, int(table["longest"]), Furniture(label, False, False))
            starts.setdefault(phrase[:3], []).append(entry)
    ordered = {
        key: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for key, entries in starts.items()
    }
    return _Phrases(lines, ordered)


def folded(line: str) -> str:
    """`line` as it is looked up: case, outer punctuation, counts and runs of space taken off."""
    return _bare(" ".join(folded_case(line).split()))


def _bare(line: str) -> str:
    return line.replace("’", "'").strip(_OUTER)


def _begins_otherwise(line: str, phrases: _Phrases) -> bool:
    """Whether three letters tell that a long line begins with no phrase: most are prose."""
    first = line[:3]
    return first.isascii() and first.isalpha() and first not in phrases.starts


def furniture(line: str, words: int) -> Furniture | None:
    """The kind of furniture that `line` is by its words, or None.

    Args:
        line: one line in lower case (`str.casefold`), a blank between its words.
        words: how many words it has.

    """
    phrases = _phrases()
    if words > _LONGEST_LINE:
        return None
    long = len(line) > _LONGEST_LINE
    if long and _begins_otherwise(line, phrases):
        return None
    start = _bare(line[:_START] if long else line)
    if not long:
        found = phrases.lines.get(start)
        if found is not None:
            return found
    if not start or line[0] in _OPENING:  # "(c) 2020" is told by its bracket
        start = line[:_START]
    for phrase, longest, found in phrases.starts.get(start[:3], ()):
        if words <= longest and start.startswith(phrase):
            after = start[len(phrase) : len(phrase) + 1]
            if not (phrase[-1].isalnum() and after.isalnum()):
                return found
    if line[0] in "©" and words <= _LONGEST_NOTICE:
        return Furniture("legal", False, False)
    return None
