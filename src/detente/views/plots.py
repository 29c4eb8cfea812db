"""Pictures of the record to put into a report: who waits for whom, moves, the timeline, lineage."""

from __future__ import annotations

from collections.abc import Iterable

from detente.nouns import Standing, Story
from detente.views.chronicle import Stretch
from detente.views.drawing import Picture, axis, bars, descent, moves, waiting
from detente.views.family import Family
from detente.views.moments import Dot
from detente.views.series import CAVEAT, Series
from detente.views.text import counted, day, joined, safe

WHOLE = "the whole record"
_WAITS = 8
"""Acts at an arrow: a file has nothing to click on for the others."""


def waits_picture(standing: Standing) -> Picture:
    """Draw the wait-for graph of a standing."""
    at_arrow = (
        "the acts stand at it, those told by most independent origins first"
        if len(standing.parties) == 2
        else "where there is room, the number says how many acts are waited for"
    )
    mutual = "each waits for the other" if len(standing.parties) == 2 else "waits in a circle"
    found = standing.waits
    return Picture(
        kind="waits",
        heading=joined(("Who waits for whom", _between(standing.parties)), ": "),
        under=joined(
            (
                f"as of {day(standing.as_of)}" if standing.as_of else None,
                counted(len(found), "wait") if found else None,
                mutual if standing.mutual_wait else None,
            )
        ),
        caption=f"An arrow goes from the one who waits to the one who must act; {at_arrow}.",
        drawing=waiting(standing.parties, found, wide=True, most=_WAITS),
        instead="No statement was found in which one makes its act depend on an act of another.",
    )


def moves_picture(series: Series) -> Picture:
    """Draw the moves of two parties towards each other by week or month."""
    undated = (
        f"{counted(series.undated, 'move')} of no known day left out" if series.undated else ""
    )
    return Picture(
        kind="moves",
        heading=f"Moves by {series.step}: {_between(series.parties)}",
        under=joined(("PLOVER scores: cooperation up, conflict down", undated)),
        caption=f"A bar is a {series.step}, named by its first day. {CAVEAT}",
        drawing=moves(series, wide=True),
        instead="No move of one towards the other is told whose day is known.",
    )


def timeline_picture(
    dots: tuple[Dot, ...],
    stretches: tuple[Stretch, ...],
    lanes: tuple[str, ...],
    *,
    among: int,
    about: str = WHOLE,
) -> Picture:
    """Draw entries of the timeline, one by one where there are dots, else how many there are.

    Args:
        dots: entries whose day is known.
        stretches: how many there are in each period, for where there are no dots.
        lanes: the parties that have a lane of their own.
        among: how many entries there are, those of no known day too.
        about: what was chosen, in words.

    """
    left = among - len(dots)
    without = f"{counted(left, 'entry', 'entries')} of no known day left out" if left else ""
    if dots:
        drawing = axis(dots, lanes, wide=True)
        caption = "A round dot is a statement, a square an act that an outlet reports."
    else:
        drawing, without = bars(stretches, lanes, wide=True), ""
        caption = "A bar says how many entries there are; the highest is as high in every lane."
    return Picture(
        kind="axis",
        heading=f"What was said and done: {about}",
        under=joined((counted(among, "entry", "entries"), without)),
        caption=caption,
        drawing=drawing,
        instead="No statement or act was found whose day is known.",
    )


def lineage_picture(story: Story, told: Family) -> Picture:
    """Draw which article of a story was made from which."""
    return Picture(
        kind="lineage",
        heading=f"Which article was made from which: {safe(story.title or 'a story')}",
        under=joined(
            (
                counted(len(told.members), "article"),
                counted(len(told.kin), "link"),
                joined((day(story.first), day(story.last)), " to "),
            )
        ),
        caption="An article stands under the one that it was made from; what has no line to it was "
        "made from none that is here. The number says how sure the link is, from 0 to 1.",
        drawing=descent(told.members, told.kin, wide=True),
        instead="None of its articles was made from another.",
    )


def _between(parties: Iterable[str]) -> str:
    return safe(" ⇄ ".join(parties))
