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
_LINE, _CAPTION, _NAME = 19, 24, 20
_APART = 6
"""Pixels between acts that take more than a line."""
_LABELLED = 8
"""Arrows between more than two parties that have room for a label each."""
_WIDE, _TALL = 960, 340

Point = tuple[float, float]
Caption = tuple[str, str, str, int]
"""A line at an arrow: its text, style, what a click opens, and the space over it."""
Numbered = Sequence[tuple[int, BriefWait | Wait]]
"""Waits with their numbers on the page, from one."""


def waiting(
    parties: Sequence[str], waits: Sequence[BriefWait | Wait], *, wide: bool, most: int = _SHOWN
) -> Drawing | None:
    """Draw the waits between parties; None where there are none.

    Args:
        parties: all of them, in order.
        waits: in the order of the page, where `#wait-1` is the first.
        wide: for wide screens and paper, else for narrow ones.
        most: acts that are written at an arrow between two; more are counted.

    """
    if not waits:
        return None
    numbered = list(enumerate(waits, start=1))
    if len(parties) > 2:
        return _circle(parties, numbered, wide=wide)
    one, other = parties
    forth = [(n, w) for n, w in numbered if w.who == one]
    back = [(n, w) for n, w in numbered if w.who == other]
    return (_beside if wide else _under)(one, other, forth, back, most)


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


def _captions(waits: Numbered, width: float, most: int) -> list[Caption]:
    """What stands at an arrow."""
    if not waits:
        return []
    found = [(f"waits for {safe(waits[0][1].for_whom)}", "caption", "", 0)]
    acts = [(number, wrapped(infinitive(wait.to), width)) for number, wait in waits[:most]]
    apart = _APART if any(len(lines) > 1 for _, lines in acts) else 0
    for number, lines in acts:
        for row, line in enumerate(lines):
            found.append((line, "act", f"#wait-{number}", 0 if row else apart))
    if len(waits) > most:
        found.append((f"and {len(waits) - most} more", "more", f"#wait-{waits[most][0]}", apart))
    return found


def _column(captions: Sequence[Caption], x: float, y: float, anchor: Anchor) -> list[Words]:
    found = []
    for text, style, opens, space in captions:
        y += space
        found.append(Words(x=x, y=y, text=text, style=style, opens=opens, anchor=anchor))
        y += _LINE
    return found


def _height(captions: Sequence[Caption]) -> float:
    return sum(_LINE + space for _, _, _, space in captions)


def _beside(one: str, other: str, forth: Numbered, back: Numbered, most: int) -> Drawing:
    """Two parties left and right, an arrow each way, the acts over and under them."""
    side = 190.0
    names = _name(one, side), _name(other, side)
    high = max(80.0, _tall(*names))
    room = _WIDE - 2 * side - 60
    above, below = _captions(forth, room, most), _captions(back, room, most)
    line = max(_height(above) + _CAPTION + 8, high / 2 + 10)
    middle = line + (16 if above and below else 0)
    top = (line + middle - high) / 2
    boxes, words, strokes = [], [], []
    for name, x in zip(names, (1.0, _WIDE - side - 1), strict=True):
        boxes.append(Box(x=x, y=top, width=side, height=high, style="party", corner=8))
        words += _party(name, x, top, (side, high))
    if above:
        strokes.append(_arrow(side + 10, line, _WIDE - side - 12, line))
        words += _column(above, _WIDE / 2, 22, "middle")
    if below:
        strokes.append(_arrow(_WIDE - side - 10, middle, side + 12, middle))
        words += _column(below, _WIDE / 2, middle + _CAPTION, "middle")
    size = _WIDE, max(top + high + 4, middle + _CAPTION + _height(below))
    return _drawing("wide", size, boxes, strokes, words, [*forth, *back])


def _under(one: str, other: str, forth: Numbered, back: Numbered, most: int) -> Drawing:
    """Two parties one under the other, an arrow each way at the sides, the acts between them."""
    wide = _TALL - 2.0
    names = _name(one, wide), _name(other, wide)
    high = _tall(*names)
    room = _TALL - 76
    first, second = _captions(forth, room, most), _captions(back, room, most)
    top = high + 8
    middle = top + _CAPTION + _height(first)
    bottom = middle + (12 if first else 0) + _height(second) + (8 if second else 0)
    boxes, words, strokes = [], [], []
    for name, y in zip(names, (1.0, bottom), strict=True):
        boxes.append(Box(x=1, y=y, width=wide, height=high, style="party", corner=8))
        words += _party(name, 1, y, (wide, high))
    if first:
        strokes.append(_arrow(18, high + 6, 18, bottom - 6))
        words += _column(first, 36, top + _CAPTION - 4, "start")
    if second:
        strokes.append(_arrow(_TALL - 18, bottom - 4, _TALL - 18, high + 8))
        words += _column(second, _TALL - 36, middle + (20 if first else 4), "end")
    return _drawing("tall", (_TALL, bottom + high + 2), boxes, strokes, words, [*forth, *back])


def _name(name: str, width: float) -> tuple[str, ...]:
    return wrapped(name, width - 24, 4, 16, bold=True)


def _tall(*names: Sequence[str]) -> float:
    """Height of a box that holds any of these names."""
    return max(len(lines) for lines in names) * _NAME + 28


def _party(lines: Sequence[str], x: float, y: float, size: tuple[float, float]) -> list[Words]:
    """Place the lines of a name in the middle of a box."""
    start = y + size[1] / 2 + 6 - (len(lines) - 1) * _NAME / 2
    return [
        Words(x=x + size[0] / 2, y=start + row * _NAME, text=line, style="name", anchor="middle")
        for row, line in enumerate(lines)
    ]


def _arrow(x1: float, y1: float, x2: float, y2: float) -> Stroke:
    return Stroke(path=f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}", style="wait", arrow=True)


def _circle(parties: Sequence[str], numbered: Numbered, *, wide: bool) -> Drawing:
    """More than two parties on an ellipse; a few arrows say how many waits each stands for."""
    width: float = 760 if wide else _TALL
    side = 170.0 if wide else 96.0
    names = {party: _name(party, side) for party in parties}
    high = _tall(*names.values())
    # Half of them stand one over the other.
    height = max(width * (0.55 if wide else 1.15), (len(parties) // 2 + 1) * (high + 24))
    centres = {}
    for index, party in enumerate(parties):
        turn = 2 * math.pi * index / len(parties) - math.pi / 2
        x = width / 2 + (width - side - 8) / 2 * math.cos(turn)
        y = height / 2 + (height - high - 8) / 2 * math.sin(turn)
        centres[party] = (x, y)
    corners = {party: (x - side / 2, y - high / 2) for party, (x, y) in centres.items()}
    boxes = [
        Box(x=x, y=y, width=side, height=high, style="party", corner=8) for x, y in corners.values()
    ]
    words = [w for p, (x, y) in corners.items() for w in _party(names[p], x, y, (side, high))]
    between: dict[tuple[str, str], list[int]] = {}
    for number, wait in numbered:
        if wait.who in centres and wait.for_whom in centres:
            between.setdefault((wait.who, wait.for_whom), []).append(number)
    strokes = []
    for (who, whom), numbers in between.items():
        start, end = _ends(centres[who], centres[whom], side / 2 + 6, high / 2 + 6)
        strokes.append(_arrow(*start, *end))
        if len(between) <= _LABELLED:
            words.append(_label(start, end, numbers))
    size = width, max(box.y for box in boxes) + high + 4
    return _drawing("wide" if wide else "tall", size, boxes, strokes, words, numbered)


def _label(start: Point, end: Point, numbers: Sequence[int]) -> Words:
    """How many waits an arrow stands for, beside it, on the side where no other comes back."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, down) or 1.0
    x, y = -down / length, across / length
    away = 8 + 22 * abs(x) + 4 * abs(y)
    return Words(
        x=(start[0] + end[0]) / 2 + x * away,
        y=(start[1] + end[1]) / 2 + y * away + 4,
        text=counted(len(numbers), "wait"),
        style="act",
        anchor="middle",
        opens=f"#wait-{numbers[0]}",
    )


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
