"""A timeline from afar: a lane for each party, a bar for each year, month, week or day."""

from __future__ import annotations

from collections.abc import Sequence

from detente.views.chronicle import OTHERS, Stretch
from detente.views.drawing.axis import at_lane, lane_name
from detente.views.drawing.shapes import Box, Drawing, Stroke, Words
from detente.views.text import counted, safe

_WIDE, _TALL = 960, 340
_LANE, _LEAST = 44.0, 1.5
"""Height of the highest bar, and of one that stands for hardly anything, in pixels."""
_WIDEST, _LABEL = 44.0, 78.0
"""Width of a bar at most, and of a label at least, in pixels."""


def bars(stretches: Sequence[Stretch], parties: Sequence[str], *, wide: bool) -> Drawing | None:
    """Draw how many entries lie in each stretch of time; None where there are none.

    Args:
        stretches: periods one after the other, with their entries by party.
        parties: the lanes from the top; entries of others go into one at the bottom.
        wide: for wide screens and paper, else for narrow ones.

    """
    highest = max((n for s in stretches for n in s.by_party.values()), default=0)
    if not highest:
        return None
    width, left = (float(_WIDE), 170.0) if wide else (float(_TALL), 8.0)
    step = (width - left - 16) / len(stretches)
    words: list[Words] = []
    boxes: list[Box] = []
    strokes: list[Stroke] = []
    y = 4.0
    for party in (*parties, OTHERS):
        counts = [stretch.by_party.get(party, 0) for stretch in stretches]
        if not any(counts):
            continue
        base = y + (0 if wide else 18) + _LANE
        words += at_lane(lane_name(party, left, wide=wide), left, y, base, wide=wide)
        strokes.append(Stroke(path=f"M{left:.0f} {base + 1:.0f}H{width - 8:.0f}", style="lane"))
        for number, (count, stretch) in enumerate(zip(counts, stretches, strict=True)):
            if count:
                x = left + 4 + number * step
                boxes.append(_bar(stretch, party, count / highest, count, x, base, step))
        y = base + 10
    return Drawing(
        name="wide" if wide else "tall",
        width=width,
        height=y + 24,
        title=f"{counted(sum(s.entries for s in stretches), 'entry', 'entries')} "
        f"from {stretches[0].name} to {stretches[-1].name}",
        description="; ".join(
            f"{safe(p)}: {sum(s.by_party.get(p, 0) for s in stretches):,}"
            for p in (*parties, OTHERS)
            if any(p in s.by_party for s in stretches)
        ),
        boxes=tuple(boxes),
        strokes=tuple(strokes),
        words=(*words, *_labels(stretches, left + 4, step, y + 16)),
    )


def _bar(
    stretch: Stretch, party: str, share: float, count: int, x: float, base: float, step: float
) -> Box:
    high = max(_LEAST, share * (_LANE - 4))
    across = min(_WIDEST, max(2.0, step - 3))
    return Box(
        x=x,
        y=base - high,
        width=round(across, 1),
        height=round(high, 1),
        style="said",
        corner=min(3.5, across / 2, high / 2),
        days=(stretch.period.since, stretch.period.until),
        tip=f"{safe(party)}, {stretch.name}: {counted(count, 'entry', 'entries')}",
    )


def _labels(stretches: Sequence[Stretch], left: float, step: float, y: float) -> list[Words]:
    every = max(1, round(_LABEL / step + 0.5))
    return [
        Words(x=left + number * step, y=y, text=stretch.period.short, style="caption")
        for number, stretch in enumerate(stretches)
        if number % every == 0 and left + number * step + _LABEL <= left + step * len(stretches) + 8
    ]
