"""What drawings are made of."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
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

    def fits(line: str) -> bool:
        return extent(line, size, bold=bold) <= width

    found = [""]
    for word in safe(words).split():
        longer = f"{found[-1]} {word}".lstrip()
        if fits(longer):
            found[-1] = longer
        elif fits(word):
            found.append(word)
        else:  # longer than a line (a URL, a text without spaces): it is broken
            found[-1:] = _broken(longer, fits)
    if len(found) <= lines:
        return tuple(found)
    last = found[lines - 1]
    while not fits(f"{last} {ELLIPSIS}"):
        shorter = last.rpartition(" ")[0]
        last = shorter if len(shorter) > len(last) // 2 else last[:-1].rstrip()
    return (*found[: lines - 1], f"{last} {ELLIPSIS}")


def _broken(line: str, fits: Callable[[str], bool]) -> list[str]:
    found = [""]
    for character in line:
        if found[-1] and not fits(found[-1] + character):
            found.append("")
        found[-1] += character
    return found
