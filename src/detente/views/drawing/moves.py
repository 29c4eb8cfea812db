"""Moves over time: a lane for each party, cooperation up and conflict down from nought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from detente.views.drawing.axis import LINE, at_lane, lane_name
from detente.views.drawing.shapes import Box, Drawing, Stroke, Words
from detente.views.series import CAVEAT, Count, Series
from detente.views.text import counted, day, safe

_WIDE, _TALL = 960, 340
_HALF = 44.0
"""Height of the highest bar, up or down from nought, in pixels."""
_WIDEST, _THINNEST, _LEAST = 28.0, 1.5, 1.5
_STEP = 64.0
"""Width of a week or month at most: a few weeks are no long time."""
_LABEL = 96.0
"""Width of a day under the axis, with the space beside it, in pixels."""
_SCALE = 34
"""Room for the numbers beside the lanes, in pixels."""


def moves(found: Series, *, wide: bool) -> Drawing | None:
    """Draw the moves of two parties by week or month; None where there is none with a day.

    Args:
        found: their counts.
        wide: for wide screens and paper, else for narrow ones.

    """
    if not found.counts:
        return None
    width, left = (float(_WIDE), 170.0 + _SCALE) if wide else (float(_TALL), 8.0 + _SCALE)
    starts = _starts(found)
    step = min(_STEP, (width - left - 8) / len(starts))
    highest = max(max(one.cooperation, -one.conflict) for one in found.counts) or 1.0
    words: list[Words] = []
    boxes: list[Box] = []
    strokes: list[Stroke] = []
    y = 4.0
    for party in found.parties:
        nought = y + (6 if wide else 24) + _HALF
        named = lane_name(party, left - _SCALE, wide=wide)
        middle = nought + 5 + (len(named) - 1) * LINE / 2
        words += at_lane(named, left - _SCALE, y, middle, wide=wide)
        words += _scale(highest, left - 6, nought)
        strokes.append(Stroke(path=f"M{left:.0f} {nought:.0f}H{width - 8:.0f}", style="lane"))
        for one in found.counts:
            if one.source == party:
                x = left + starts[one.start] * step
                boxes += _bars(one, found, x, nought, step, highest)
        y = nought + _HALF + 18
    return Drawing(
        name="wide" if wide else "tall",
        width=width,
        height=y + 24,
        title=f"{safe(' and '.join(found.parties))}: moves by {found.step}",
        description=_described(found),
        boxes=tuple(boxes),
        strokes=tuple(strokes),
        words=(*words, *_days(list(starts), left, step, y + 8)),
    )


def _starts(found: Series) -> dict[str, int]:
    """Every week (or month) from the first to the last, also those in which nothing is told."""
    last = max(one.start for one in found.counts)
    at = min(one.start for one in found.counts)
    starts = {at: 0}
    while at < last:
        at = _after(at, found.step)
        starts[at] = len(starts)
    return starts


def _after(start: str, step: str) -> str:
    first = date.fromisoformat(start)
    if step == "week":
        return (first + timedelta(days=7)).isoformat()
    return (first + timedelta(days=31)).replace(day=1).isoformat()


def _described(found: Series) -> str:
    rows = (
        f"{day(one.start)}, {safe(one.source)}: cooperation {one.cooperation:g}, "
        f"conflict {one.conflict:g}."
        for one in found.counts
    )
    return " ".join(("Above nought cooperation, below it conflict.", *rows, CAVEAT))


def _scale(highest: float, x: float, nought: float) -> list[Words]:
    return [
        Words(x=x, y=nought + at + 4, text=text, style="caption", anchor="end")
        for at, text in ((4 - _HALF, f"+{highest:g}"), (0, "0"), (_HALF - 4, f"−{highest:g}"))
    ]


def _bars(
    one: Count, found: Series, x: float, nought: float, step: float, highest: float
) -> Iterator[Box]:
    across = min(_WIDEST, max(_THINNEST, step - 3))
    told = ", ".join(f"{number} {event}" for event, number in one.events.items())
    last = date.fromisoformat(_after(one.start, found.step)) - timedelta(days=1)
    for value, style in ((one.cooperation, "cooperation"), (one.conflict, "conflict")):
        if value:
            high = max(_LEAST, abs(value) / highest * (_HALF - 4))
            yield Box(
                x=x + (step - across) / 2,
                y=nought - high if value > 0 else nought,
                width=round(across, 1),
                height=round(high, 1),
                style=style,
                days=(one.start, last.isoformat()),
                tip=f"{safe(one.source)}, {found.step} of {day(one.start)}: {style} {value:g} "
                f"({told}; {counted(len(one.moves), 'move')})",
            )


def _days(starts: Sequence[str], left: float, step: float, y: float) -> list[Words]:
    every = int(max(1, -(-_LABEL // step)))
    return [
        Words(x=left + at * step, y=y, text=day(start) or start, style="caption")
        for at, start in enumerate(starts)
        if at % every == 0 and (at == 0 or len(starts) - at >= every or step == _STEP)
    ]
