"""A series as a picture: SVG without scripts, readable by screen readers and without colours."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from detente.views.series import Count, Series

_WIDTH, _HEIGHT, _MARGIN = 720, 320, 48
_GAP = 0.2
"""Share of a stretch of time that stays free beside its bars."""
_FILLS = ("#1b6ca8", "#c8842b")
_LABELS = 8
"""Days written under the axis at most."""


def svg(found: Series) -> str:
    """Return the picture: one bar up and one down for each party and stretch of time.

    Above nought stands cooperation, below conflict. The title and the description say in words
    what the bars show; each bar says its own numbers.
    """
    starts = sorted({one.start for one in found.counts})
    highest = max((max(one.cooperation, -one.conflict) for one in found.counts), default=1.0) or 1.0
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        'aria-labelledby="title description" font-family="sans-serif" font-size="12">',
        f'<title id="title">{escape(" and ".join(found.parties))}: moves by {found.step}</title>',
        f'<desc id="description">{escape(_described(found))}</desc>',
        *_legend(found),
        f'<line x1="{_MARGIN}" x2="{_WIDTH}" y1="{_zero()}" y2="{_zero()}" stroke="currentColor"/>',
        *_axis(starts, highest),
    ]
    for one in found.counts:
        parts.extend(_bars(one, found, starts, highest))
    return "\n".join([*parts, "</svg>", ""])


def _zero() -> float:
    return _HEIGHT / 2


def _step(starts: list[str]) -> float:
    return (_WIDTH - _MARGIN) / max(len(starts), 1)


def _described(found: Series) -> str:
    rows = (
        f"{one.start}, {one.source}: cooperation {one.cooperation:g}, conflict {one.conflict:g}."
        for one in found.counts
    )
    return " ".join(("Above nought cooperation, below it conflict.", *rows, found.warning))


def _legend(found: Series) -> Iterator[str]:
    for row, (party, fill) in enumerate(zip(found.parties, _FILLS, strict=True)):
        x, y = _MARGIN + row * 200, 8
        yield f'<rect x="{x}" y="{y}" width="12" height="12" fill="{fill}"/>'
        yield f'<text x="{x + 18}" y="{y + 11}" fill="currentColor">{escape(party)}</text>'


def _axis(starts: list[str], highest: float) -> Iterator[str]:
    for value in (highest, -highest):
        y = _zero() - value / highest * (_zero() - _MARGIN)
        yield (
            f'<text x="{_MARGIN - 6}" y="{y + 4:.0f}" text-anchor="end" fill="currentColor">'
            f"{value:g}</text>"
        )
    every = -(-len(starts) // _LABELS) or 1
    for at, start in list(enumerate(starts))[::every]:
        x = _MARGIN + at * _step(starts)
        yield f'<text x="{x:.0f}" y="{_HEIGHT - 8}" fill="currentColor">{start}</text>'


def _bars(one: Count, found: Series, starts: list[str], highest: float) -> Iterator[str]:
    party = found.parties.index(one.source)
    width = _step(starts) * (1 - _GAP) / 2
    x = _MARGIN + starts.index(one.start) * _step(starts) + party * width
    told = f"{one.start}, {one.source}: {', '.join(one.events)}"
    for value in (one.cooperation, one.conflict):
        if value:
            height = abs(value) / highest * (_zero() - _MARGIN)
            y = _zero() - height if value > 0 else _zero()
            yield (
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
                f'fill="{_FILLS[party]}"><title>{escape(told)}: {value:g}</title></rect>'
            )
