"""What drawings are made of."""

from __future__ import annotations

from typing import Literal

import msgspec

from detente.views.text import ELLIPSIS, safe

_CHARACTER = 7.9
"""Mean width of a character at 14 px, in pixels, in the widest of the system fonts."""


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
    """A rectangle; `tip` says in words what a click on it opens.

    That is what goes by the id `opens`, or the `days` from a first to a last.
    """

    x: float
    y: float
    width: float
    height: float
    style: str = ""
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


def wrapped(words: str, width: float, lines: int = 2, size: float = 14) -> tuple[str, ...]:
    """Break words into at most `lines` lines of about `width` pixels; an ellipsis ends the cut."""
    room = max(4, int(width / (_CHARACTER * size / 14)))
    found, line = [], ""
    for word in safe(words).split():
        longer = f"{line} {word}".strip()
        if len(longer) <= room or not line:
            line = longer
            continue
        found.append(line)
        line = word
    found.append(line)
    kept = found[:lines]
    if len(found) > lines:
        kept[-1] += f" {ELLIPSIS}"
    # A word that is longer than a line (a URL, a text without spaces) is cut.
    return tuple(x if len(x) <= room + 2 else x[:room] + ELLIPSIS for x in kept)
