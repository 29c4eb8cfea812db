"""What drawings are made of."""

from __future__ import annotations

import unicodedata
from typing import Literal

import msgspec

from detente.views.text import ELLIPSIS, safe

_EM = {
    **dict.fromkeys("iljtfrI|!.,:;'’‘`()[]/-·", 0.37),
    **dict.fromkeys("mwMW@%—…Œœ", 0.97),
    " ": 0.32,
}
"""Width of a character as a share of the size of the type, in the widest of the system fonts."""
_CAPITAL, _FULL, _OTHER = 0.7, 1.0, 0.61
_BOLD = 1.1


Anchor = Literal["start", "middle", "end"]


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """A line of text at a baseline; `opens` is what a click on it opens: an id or a fragment."""

    x: float
    y: float
    text: str
    style: str = ""
    anchor: Anchor = "start"
    opens: str = ""


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A rectangle, its corners rounded by `corner`; `tip` says in words what it stands for.

    A click on it opens what goes by the id `opens`, or the `days` from a first to a last.
    """

    x: float
    y: float
    width: float
    height: float
    style: str = ""
    corner: float = 0.0
    opens: str = ""
    days: tuple[str, str] | None = None
    tip: str = ""


class Stroke(msgspec.Struct, frozen=True, kw_only=True):
    """A path (SVG path data), with a head at its end where it is an arrow."""

    path: str
    style: str = ""
    arrow: bool = False


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing: its size in pixels, its parts, and what it shows in words.

    `name` tells the drawings of one page apart.
    """

    name: str
    width: float
    height: float
    title: str
    description: str
    boxes: tuple[Box, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    words: tuple[Words, ...] = ()


def extent(words: str, size: float = 14, *, bold: bool = False) -> float:
    """Return about how wide words are in pixels, rather too wide than too narrow."""
    ems = sum(_EM.get(character) or _em(character) for character in words)
    return ems * size * (_BOLD if bold else 1)


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return _FULL
    return _CAPITAL if character.isupper() else _OTHER


def wrapped(
    words: str, width: float, lines: int = 2, size: float = 14, *, bold: bool = False
) -> tuple[str, ...]:
    """Break words into at most `lines` lines of about `width` pixels; an ellipsis ends the cut."""
    found = [""]
    for word in safe(words).split():
        longer = f"{found[-1]} {word}".strip()
        if extent(longer, size, bold=bold) <= width:
            found[-1] = longer
            continue
        # A word that is longer than a line (a URL, a text without spaces) is broken.
        found = [*filter(None, found), *_pieces(word, width, size, bold=bold)]
    if len(found) <= lines:
        return tuple(found)
    last = found[lines - 1]
    while last and extent(f"{last} {ELLIPSIS}", size, bold=bold) > width:
        last = last[:-1].rstrip()
    return (*found[: lines - 1], f"{last} {ELLIPSIS}")


def _pieces(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    found = [""]
    for character in word:
        if found[-1] and extent(found[-1] + character, size, bold=bold) > width:
            found.append("")
        found[-1] += character
    return found
