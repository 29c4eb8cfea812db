"""The wait-for graph: who waits for whom, and to do what."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from detente.nouns import Wait
from detente.views.brief import BriefWait
from detente.views.brief_terminal import infinitive
from detente.views.drawing.shapes import Anchor, Box, Drawing, Stroke, Words, wrapped
from detente.views.text import counted, safe

_SHOWN = 3
"""Acts that are written at an arrow; more are counted."""
_LINE, _CAPTION = 19, 24
_WIDE, _TALL = 960, 340

Numbered = Sequence[tuple[int, BriefWait | Wait]]
"""Waits with their numbers on the page, from one."""


def waiting(
    parties: Sequence[str], waits: Sequence[BriefWait | Wait], *, wide: bool
) -> Drawing | None:
    """Draw the waits between parties; None where there are none.

    Args:
        parties: all of them, in order.
        waits: in the order of the page, where `#wait-1` is the first.
        wide: for wide screens and paper, else for narrow ones.

    """
    if not waits:
        return None
    numbered = list(enumerate(waits, start=1))
    if len(parties) > 2:
        return _circle(parties, numbered, wide=wide)
    one, other = parties
    forth = [(n, w) for n, w in numbered if w.who == one]
    back = [(n, w) for n, w in numbered if w.who == other]
    return _beside(one, other, forth, back) if wide else _under(one, other, forth, back)


def _drawing(
    name: str,
    size: tuple[float, float],
    boxes: Iterable[Box],
    strokes: Iterable[Stroke],
    words: Iterable[Words],
    numbered: Numbered,
) -> Drawing:
    sentences = (
        f"{safe(w.who)} waits for {safe(w.for_whom)} {infinitive(w.to)}." for _, w in numbered
    )
    return Drawing(
        name=name,
        width=size[0],
        height=size[1],
        title="Who waits for whom",
        description=" ".join(sentences),
        boxes=tuple(boxes),
        strokes=tuple(strokes),
        words=tuple(words),
    )


def _captions(waits: Numbered, width: float, lines: int) -> list[tuple[str, str, str]]:
    """What stands at an arrow: text, style, what a click opens."""
    if not waits:
        return []
    found = [(f"waits for {safe(waits[0][1].for_whom)}", "caption", "")]
    for number, wait in waits[:_SHOWN]:
        for line in wrapped(infinitive(wait.to), width, lines):
            found.append((line, "act", f"#wait-{number}"))
    if len(waits) > _SHOWN:
        number = waits[_SHOWN][0]
        found.append((f"and {len(waits) - _SHOWN} more", "more", f"#wait-{number}"))
    return found


def _column(
    captions: Sequence[tuple[str, str, str]], x: float, y: float, anchor: Anchor
) -> list[Words]:
    return [
        Words(x=x, y=y + index * _LINE, text=text, style=style, opens=opens, anchor=anchor)
        for index, (text, style, opens) in enumerate(captions)
    ]


def _beside(one: str, other: str, forth: Numbered, back: Numbered) -> Drawing:
    """Two parties left and right, an arrow each way, the acts over and under them."""
    side = 190
    room = _WIDE - 2 * side - 60
    above, below = _captions(forth, room, 2), _captions(back, room, 2)
    line = max(_LINE * len(above) + _CAPTION + 8, 50)
    middle = line + (16 if above and below else 0)
    centre = (line + middle) / 2
    boxes = [
        Box(x=1, y=centre - 40, width=side, height=80, style="party", corner=8),
        Box(x=_WIDE - side - 1, y=centre - 40, width=side, height=80, style="party", corner=8),
    ]
    words = _name(one, 1 + side / 2, centre, side) + _name(
        other, _WIDE - 1 - side / 2, centre, side
    )
    strokes = []
    if above:
        strokes.append(_arrow(side + 10, line, _WIDE - side - 12, line))
        words += _column(above, _WIDE / 2, 22, "middle")
    if below:
        strokes.append(_arrow(_WIDE - side - 10, middle, side + 12, middle))
        words += _column(below, _WIDE / 2, middle + _CAPTION, "middle")
    size = _WIDE, max(centre + 44, middle + _CAPTION + _LINE * len(below))
    return _drawing("wide", size, boxes, strokes, words, [*forth, *back])


def _under(one: str, other: str, forth: Numbered, back: Numbered) -> Drawing:
    """Two parties one under the other, an arrow each way at the sides, the acts between them."""
    room = _TALL - 76
    first, second = _captions(forth, room, 2), _captions(back, room, 2)
    top = 58.0
    middle = top + _CAPTION + _LINE * len(first)
    bottom = middle + (12 if first else 0) + _LINE * len(second) + (8 if second else 0)
    boxes = [
        Box(x=1, y=1, width=_TALL - 2, height=50, style="party", corner=8),
        Box(x=1, y=bottom, width=_TALL - 2, height=50, style="party", corner=8),
    ]
    words = _name(one, _TALL / 2, 26, _TALL) + _name(other, _TALL / 2, bottom + 25, _TALL)
    strokes = []
    if first:
        strokes.append(_arrow(18, 56, 18, bottom - 6))
        words += _column(first, 36, top + _CAPTION - 4, "start")
    if second:
        strokes.append(_arrow(_TALL - 18, bottom - 4, _TALL - 18, 58))
        words += _column(second, _TALL - 36, middle + (20 if first else 4), "end")
    return _drawing("tall", (_TALL, bottom + 52), boxes, strokes, words, [*forth, *back])


def _name(name: str, x: float, y: float, width: float) -> list[Words]:
    lines = wrapped(name, width - 24, 2, 16, bold=True)
    start = y + 6 - (len(lines) - 1) * 10
    return [
        Words(x=x, y=start + index * 20, text=line, style="name", anchor="middle")
        for index, line in enumerate(lines)
    ]


def _arrow(x1: float, y1: float, x2: float, y2: float) -> Stroke:
    return Stroke(path=f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}", style="wait", arrow=True)


def _circle(parties: Sequence[str], numbered: Numbered, *, wide: bool) -> Drawing:
    """More than two parties on an ellipse; each arrow says how many waits it stands for."""
    width: float = 760 if wide else _TALL
    side, half = (170.0, 24.0) if wide else (96.0, 24.0)
    height = width * (0.55 if wide else 1.15)
    centres = {}
    for index, party in enumerate(parties):
        turn = 2 * math.pi * index / len(parties) - math.pi / 2
        x = width / 2 + (width - side - 8) / 2 * math.cos(turn)
        y = height / 2 + (height - 2 * half - 8) / 2 * math.sin(turn)
        centres[party] = (x, y)
    boxes = [
        Box(x=x - side / 2, y=y - half, width=side, height=2 * half, style="party", corner=8)
        for x, y in centres.values()
    ]
    words = [w for party, (x, y) in centres.items() for w in _name(party, x, y, side)]
    strokes = []
    between: dict[tuple[str, str], list[int]] = {}
    for number, wait in numbered:
        if wait.who in centres and wait.for_whom in centres:
            between.setdefault((wait.who, wait.for_whom), []).append(number)
    for (who, whom), numbers in between.items():
        start, end = _ends(centres[who], centres[whom], side / 2 + 6, half + 6)
        strokes.append(_arrow(*start, *end))
        at = (start[0] * 0.6 + end[0] * 0.4, start[1] * 0.6 + end[1] * 0.4)
        label = counted(len(numbers), "wait")
        opens = f"#wait-{numbers[0]}"
        words.append(
            Words(x=at[0], y=at[1] - 5, text=label, style="act", anchor="middle", opens=opens)
        )
    return _drawing("wide" if wide else "tall", (width, height), boxes, strokes, words, numbered)


Point = tuple[float, float]


def _ends(one: Point, other: Point, half_width: float, half_height: float) -> tuple[Point, Point]:
    """Where an arrow leaves one box and meets another, a little to its left, for one comes back."""
    across, down = other[0] - one[0], other[1] - one[1]
    length = math.hypot(across, down) or 1.0
    shift = (-down / length * 9, across / length * 9)
    reach = min(
        half_width / abs(across / length) if across else math.inf,
        half_height / abs(down / length) if down else math.inf,
    )
    step = (across / length * reach, down / length * reach)
    return (
        (one[0] + step[0] + shift[0], one[1] + step[1] + shift[1]),
        (other[0] - step[0] + shift[0], other[1] - step[1] + shift[1]),
    )
