"""What an HTML source shows its readers, line by line, and where in the source each line stands.

A parser forgets where its text stood; evidence needs it. Scripts, styles and comments are passed
over, elements within a line join it, all others end it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_HIDDEN = re.compile(
    r"<(!--|(?:script|style|noscript|template|svg|head|select|iframe|textarea)(?=[\s>]))",
    re.IGNORECASE,
)
_TEXT = re.compile(r">\s*([^<\s][^<]*)")
_ENDS_LINE = re.compile(
    r"<(?!/?(?:a|b|i|u|s|q|em|strong|span|font|small|big|sup|sub|abbr|time|mark|cite|code|ins|del|wbr"
    r"|label|o:p|img)[\s>/])",
    re.IGNORECASE,
)


class Shown(NamedTuple):
    """One line as it is shown, with single spaces, and its extent in the source."""

    text: str
    start: int
    end: int


def shown(source: str) -> list[Shown]:
    """The lines that a page's source shows, in order; `start` and `end` are offsets into it."""
    found: list[Shown] = []
    pieces: list[str] = []
    start = end = -1
    for first, last in _visible(source):
        for match in _TEXT.finditer(source, first, last):
            at = match.start(1)
            if end >= 0 and _ENDS_LINE.search(source, end, at) is not None:
                _add(found, pieces, start, end)
                pieces = []
            if not pieces:
                start = at
            elif _is_apart(source, end, match.start() + 1):
                pieces.append(" ")
            pieces.append(match.group(1))
            end = match.end(1)
    _add(found, pieces, start, end)
    return found


def _is_apart(source: str, end: int, start: int) -> bool:
    """Whether two runs of a line are apart: by space, or as two elements side by side."""
    return source[end - 1].isspace() or source[start].isspace() or "><" in source[end:start]


def _visible(source: str) -> Iterator[tuple[int, int]]:
    """The stretches of the source that are not within elements which show nothing."""
    position = 0
    while (match := _HIDDEN.search(source, position)) is not None:
        yield position, match.start()
        name = match.group(1)
        closing = "-->" if name == "!--" else f"</{name}"
        end = source.find(closing, match.end())
        if end < 0:
            return
        position = end + len(closing) - 1 if name == "!--" else source.find(">", end)
        if position < 0:
            return
    yield position, len(source)


def _add(found: list[Shown], pieces: list[str], start: int, end: int) -> None:
    text = " ".join(html.unescape("".join(pieces)).split())
    if text:
        found.append(Shown(text, start, end))
