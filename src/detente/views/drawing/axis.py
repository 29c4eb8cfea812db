"""A time axis: a lane for each party, a dot for each statement or act on its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from detente.views.chronicle import OTHERS
from detente.views.drawing.shapes import Anchor, Box, Drawing, Stroke, Words, wrapped
from detente.views.moments import Dot
from detente.views.text import clip, counted, day, joined, safe

_WIDE, _TALL = 960, 340
LINE, LINES = 16, 3
"""Pixels from line to line of a party's name beside its lane, and how many lines it has at most."""
_STEP, _STACK = 9, 6
"""Pixels between dots, and dots that stand over one another before they are counted."""
_NUMBER = 56
"""Pixels that the number of dots over a stack takes, with the space beside it."""
_TICKS = 6
_TIP = 160
"""Characters of the words that a dot shows when it is pointed at."""


def axis(dots: Sequence[Dot], parties: Sequence[str], *, wide: bool) -> Drawing | None:
    """Draw dots on an axis from the first day to the last; None where there are no dots.

    Args:
        dots: statements (round) and acts (square), each with its day.
        parties: the lanes from the top; dots of others go into one at the bottom.
        wide: for wide screens and paper, else for narrow ones.

    """
    if not dots:
        return None
    width, left = (_WIDE, 170.0) if wide else (_TALL, 8.0)
    days = sorted({dot.day for dot in dots})
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    span = (last - first).days
    columns = max(1, min(span, int((width - left - 24) / _STEP)))
    scale = (width - left - 24) / columns
    lanes: dict[str, dict[int, list[Dot]]] = {p: defaultdict(list) for p in (*parties, OTHERS)}
    for dot in dots:
        column = (date.fromisoformat(dot.day) - first).days * columns // max(1, span)
        lanes[dot.party if dot.party in lanes else OTHERS][column].append(dot)
    words: list[Words] = []
    boxes: list[Box] = []
    strokes: list[Stroke] = []
    y = 8.0
    for party, stacks in lanes.items():
        if not stacks:
            continue
        tallest = min(_STACK, max(len(stack) for stack in stacks.values()))
        head = 0 if wide else 18
        named = lane_name(party, left, wide=wide)
        base = y + head + max(len(named) * LINE + 4, 24, tallest * _STEP + 12 * _over(stacks))
        words += at_lane(named, left, y, base + 2, wide=wide)
        strokes.append(Stroke(path=f"M{left:.0f} {base + 6:.0f}H{width - 4:.0f}", style="lane"))
        for column, stack in stacks.items():
            x = left + 8 + column * scale
            boxes += _stack(stack, x, base)
        words += _more(stacks, left + 8, scale, base)
        y = base + 16
    return Drawing(
        name="wide" if wide else "tall",
        width=width,
        height=y + 24,
        title=f"{counted(len(dots), 'entry', 'entries')} from {day(days[0])} to {day(days[-1])}",
        description="; ".join(
            f"{safe(p)}: {sum(len(s) for s in stacks.values())}"
            for p, stacks in lanes.items()
            if stacks
        ),
        boxes=tuple(boxes),
        strokes=tuple(strokes),
        words=(*words, *_ticks(first, span, left + 8, width - 16, y + 16, wide=wide)),
    )


def _over(stacks: dict[int, list[Dot]]) -> bool:
    return any(len(stack) > _STACK for stack in stacks.values())


def lane_name(party: str, left: float, *, wide: bool) -> tuple[str, ...]:
    """Return the lines of a party's name, which stand left of its lane, or over a narrow one."""
    return wrapped(party, left - 20, LINES) if wide else wrapped(party, _TALL - 16, 1)


def at_lane(lines: Sequence[str], left: float, y: float, base: float, *, wide: bool) -> list[Words]:
    """Place a party's name beside its lane, ending at `base`, or at `y` over a narrow one."""
    if not wide:
        return [Words(x=8, y=y + 12, text=lines[0], style="act")]
    return [
        Words(
            x=left - 14,
            y=base - (len(lines) - 1 - row) * LINE,
            text=line,
            style="act",
            anchor="end",
        )
        for row, line in enumerate(lines)
    ]


def _stack(stack: Sequence[Dot], x: float, base: float) -> list[Box]:
    return [
        Box(
            x=x - 3.5,
            y=base - 6 - index * _STEP,
            width=7,
            height=7,
            style="said" if dot.spoken else "done",
            corner=3.5 if dot.spoken else 0,
            opens=dot.id,
            tip=joined((day(dot.day), clip(dot.words, _TIP)), ": "),
        )
        for index, dot in enumerate(stack[:_STACK])
    ]


def _more(stacks: dict[int, list[Dot]], left: float, scale: float, base: float) -> list[Words]:
    """Say over the stacks how many dots do not fit; stacks too near for two numbers share one."""
    over = sorted(column for column, stack in stacks.items() if len(stack) > _STACK)
    groups: list[list[int]] = []
    for column in over:
        if groups and (column - groups[-1][0]) * scale < _NUMBER:
            groups[-1].append(column)
        else:
            groups.append([column])
    return [
        Words(
            x=left + (group[0] + group[-1]) / 2 * scale,
            y=base - _STACK * _STEP,
            text=f"+{sum(len(stacks[column]) - _STACK for column in group)}",
            style="caption",
            anchor="middle",
        )
        for group in groups
    ]


def _ticks(
    first: date, span: int, start: float, end: float, y: float, *, wide: bool
) -> list[Words]:
    every = max(1, -(-span // ((_TICKS if wide else 3) - 1)))
    found = []
    for days in range(0, span + 1, every):
        anchor: Anchor = "start" if days == 0 else "end" if days == span else "middle"
        words = day((first + timedelta(days=days)).isoformat()) or ""
        x = start + (end - start) * days / max(1, span)
        found.append(Words(x=x, y=y, text=words, style="caption", anchor=anchor))
    return found
