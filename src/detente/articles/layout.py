"""Where an article stands among the lines that an HTML page shows, and what the other lines are."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from detente.articles.counting import folded_case
from detente.articles.furniture import folded, furniture
from detente.articles.shown import Shown, shown
from detente.nouns import Dropped

_TELLING = 30  # characters without spaces that no two places of a page share
_ABOVE_TITLE = 3
_BELOW_TITLE = 12
_ABOVE_TEXT = 6
_BELOW_TEXT = 8
_BULLETS = "-|"  # that trafilatura writes before list items and table cells


class Layout(NamedTuple):
    """The lines right above and right below an article's text, and all that are none of it.

    `title` is the offset of its headline in the source; None when it is not shown.
    """

    title: int | None = None
    head: tuple[Shown, ...] = ()
    foot: tuple[Shown, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def layout(source: str, text: str, title: str | None, captions: Sequence[str]) -> Layout:
    """The lines of a page around the article's text.

    Args:
        source: the page's HTML.
        text: the article's text as it was taken out.
        title: its title.
        captions: the captions of its pictures.

    """
    lines = shown(source)
    body = _held(lines, text)
    if not body:
        return Layout()
    first, last = body[0], body[-1]
    heading = folded(title) if title else None
    titled = [n for n in range(first) if folded(lines[n].text) == heading]
    top = titled[-1] if titled else max(0, first - _ABOVE_TEXT)
    near = range(max(0, top - _ABOVE_TITLE), first)
    head = [
        n for n in near if n not in titled and (n <= top + _BELOW_TITLE or n >= first - _ABOVE_TEXT)
    ]
    return Layout(
        lines[titled[-1]].start if titled else None,
        tuple(lines[n] for n in head),
        tuple(lines[last + 1 : last + 1 + _BELOW_TEXT]),
        _dropped(lines, body, frozenset(titled), frozenset(captions)),
    )


def _held(lines: Sequence[Shown], text: str) -> list[int]:
    """The lines that the text holds: long ones wherever they stand in it, short ones in order."""
    whole = "".join(text.split())
    found, position = [], 0
    for n, line in enumerate(lines):
        words = "".join(line.text.split())
        if len(words) >= _TELLING:
            end = _end_of(words, whole)
            if end >= 0:
                found.append(n)
                position = end
            continue
        while found and whole[position : position + 1] in _BULLETS and position < len(whole):
            position += 1
        if found and whole.startswith(words, position):
            found.append(n)
            position += len(words)
    return found


def _end_of(words: str, whole: str) -> int:
    """Where words end in a text that holds them, or at least their beginning or end; else -1."""
    for part in (words, words[-_TELLING:], words[:_TELLING]):
        at = whole.find(part)
        if at >= 0:
            return at + len(part)
    return -1


def _dropped(
    lines: Sequence[Shown], body: Sequence[int], titled: frozenset[int], captions: frozenset[str]
) -> tuple[Dropped, ...]:
    """A row for each run of lines with one reason why they are none of the article's text."""
    rows: list[Dropped] = []
    inside, joins = frozenset(body), False
    for n, line in enumerate(lines):
        if n in inside:
            joins = False
            continue
        why = "title" if n in titled else _why(line.text, n, body, captions)
        if joins and rows[-1].why == why:
            rows[-1] = Dropped(start=rows[-1].start, end=line.end, why=why)
        else:
            rows.append(Dropped(start=line.start, end=line.end, why=why))
        joins = True
    return tuple(rows)


def _why(text: str, n: int, body: Sequence[int], captions: frozenset[str]) -> str:
    if text in captions:
        return "caption"
    label = _label(text)
    if label is not None:
        return label
    if n < body[0]:
        return "before the article"
    return "after the article" if n > body[-1] else "between paragraphs"


@functools.lru_cache(maxsize=1 << 14)  # an outlet's pages share most of these lines
def _label(text: str) -> str | None:
    words = folded_case(text).split()
    known = furniture(" ".join(words), len(words))
    return known.label if known is not None else None
