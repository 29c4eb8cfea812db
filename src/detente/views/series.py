"""Moves between two parties over time, counted and weighed by PLOVER's scores.

A copy of an article is no second event, and a statement that many outlets tell counts once. Still
the numbers outrun the evidence: they weigh what was reported, not what was done.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import msgspec
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.moves import scale
from detente.nouns import Lineage, Move
from detente.standing.sides import Side
from detente.standing.telling import Facts, Telling
from detente.views.layout import SOURCE, heading, note, paragraphs
from detente.views.text import counted, safe

if TYPE_CHECKING:
    from detente.record import Store

Step = Literal["week", "month"]

CAVEAT = (
    "The numbers outrun the evidence: they count what the pages of this record report, so that a "
    "week without a report is no quiet week, and scores are PLOVER's for the bare event, whatever "
    "its size."
)
WARNING = f"{CAVEAT} `detente show ID` opens each move."
_BAR = 10
_COPIES = frozenset(("copy", "revision", "truncation", "excerpt"))


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """The moves of one party towards the other in one week or month.

    `cooperation` is the sum of the scores above nought, `conflict` of those below; `moves` are ids.
    """

    start: str
    source: str
    target: str
    cooperation: float
    conflict: float
    events: dict[str, int]
    moves: tuple[str, ...]


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """Counts by time, then party; `undated` moves are known, but not when they were made."""

    parties: tuple[str, str]
    step: Step
    counts: tuple[Count, ...]
    undated: int
    warning: str = WARNING


def series(
    facts: Facts, sides: tuple[Side, Side], lineage: Iterable[Lineage], step: Step = "week"
) -> Series:
    """Count the moves of two parties towards each other.

    Args:
        facts: what the record tells of them (`detente.standing.told`).
        sides: the two.
        lineage: which articles are copies of which.
        step: the stretch of time that a count is for.

    """
    copies = {one.made for one in lineage if one.relation in _COPIES}
    cells: dict[tuple[str, str, str], dict[object, Move]] = defaultdict(dict)
    undated: set[object] = set()
    for telling, move in facts.moves:
        if telling.attribution is None and telling.article.id in copies:
            continue
        for source, target in _between(telling, move, sides):
            if telling.day:
                start = _start(telling.day, step)
                cells[start, source, target].setdefault(_occasion(telling, move), move)
            else:
                undated.add(_occasion(telling, move))
    counts = tuple(_count(*cell, tuple(cells[cell].values())) for cell in sorted(cells))
    names = (sides[0].name, sides[1].name)
    return Series(parties=names, step=step, counts=counts, undated=len(undated))


def links_of(facts: Facts, store: Store) -> tuple[Lineage, ...]:
    """Return the links from and to the articles that facts are told in."""
    with store.listings() as listings:
        return listings.kin_of({telling.article.id for telling, _ in facts.moves})


def _occasion(telling: Telling, move: Move) -> object:
    """What makes two reports one event: the statement, and what it does."""
    return (telling.statement, move.event) if telling.statement else move.id


def _between(telling: Telling, move: Move, sides: tuple[Side, Side]) -> Iterator[tuple[str, str]]:
    """The directions in which a move goes between the two; none for what is denied."""
    if move.event is None or move.polarity != "asserted":
        return
    sources = {telling.sides.of_party(party) for party in move.source}
    if move.speech_act not in (None, "report"):
        sources.add(telling.side)
    targets = {telling.sides.of_party(party) for party in move.target}
    together = sources if len(move.source) > 1 else set()
    for one, other in (sides, sides[::-1]):
        acts = any(one.holds(name) for name in sources)
        meant = any(other.holds(name) for name in targets | together)
        if acts and meant:
            yield one.name, other.name


def _start(day: str, step: Step) -> str:
    """The Monday of a day's week, or the first of its month."""
    if step == "month":
        return f"{day[:7]}-01"
    when = date.fromisoformat(day)
    return (when - timedelta(days=when.weekday())).isoformat()


def _count(start: str, source: str, target: str, moves: tuple[Move, ...]) -> Count:
    scores = [scale(move.event or "") for move in moves]
    return Count(
        start=start,
        source=source,
        target=target,
        cooperation=round(sum(score for score in scores if score > 0), 1),
        conflict=round(sum(score for score in scores if score < 0), 1),
        events=dict(Counter(move.event or "" for move in moves).most_common()),
        moves=tuple(move.id for move in moves),
    )


def as_csv(found: Series) -> str:
    """The counts as a table with a header, for spreadsheets."""
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow((found.step, "from", "to", "moves", "cooperation", "conflict", "events", "ids"))
    for one in found.counts:
        events = " ".join(f"{event}:{number}" for event, number in one.events.items())
        cells = (one.start, one.source, one.target, len(one.moves), one.cooperation, one.conflict)
        rows.writerow((*cells, events, " ".join(one.moves)))
    return stream.getvalue()


def render(found: Series) -> RenderableType:
    """Return the table with a bar for each side of nought, and the warning."""
    title = heading(safe(" ⇄ ".join(found.parties)), f"moves by {found.step}, PLOVER scores")
    if not found.counts:
        return paragraphs([title, Text("No dated move of one towards the other is known.")])
    most = max(max(one.cooperation, -one.conflict) for one in found.counts) or 1.0
    table = Table(box=None, pad_edge=False, header_style=SOURCE)
    table.add_column(found.step, no_wrap=True)
    table.add_column("from", overflow="fold")
    table.add_column("conflict", justify="right", no_wrap=True)
    table.add_column("cooperation", no_wrap=True)
    table.add_column("events", overflow="fold", ratio=1)
    before = ""
    for one in found.counts:
        start, before = ("" if one.start == before else one.start), one.start
        table.add_row(
            start,
            safe(one.source),
            Text(f"{one.conflict:g} ").append(_bar(-one.conflict / most), style="red"),
            Text(_bar(one.cooperation / most), style="green").append(
                f" {one.cooperation:g}", style="default"
            ),
            _events(one),
        )
    parts: list[RenderableType] = [title, table]
    if found.undated:
        parts.append(note(f"{counted(found.undated, 'move')} without a day left out."))
    return paragraphs([*parts, note(found.warning)])


def _bar(share: float) -> str:
    return "█" * max(round(share * _BAR), share > 0)


def _events(one: Count) -> str:
    return ", ".join(
        event if number == 1 else f"{number} {event}" for event, number in one.events.items()
    )
