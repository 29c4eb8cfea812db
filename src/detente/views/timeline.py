"""What was said and done, by day: a portion at a time, so that a large record need not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from detente.nouns import Statement
from detente.views.chronicle import Chronicle, chronicle
from detente.views.layout import Rows, heading, note
from detente.views.listing import saying_row
from detente.views.moments import Entry, moments
from detente.views.reading import SAME_TEXT, Lookup, united
from detente.views.saying import saying
from detente.views.text import counted, day

if TYPE_CHECKING:
    from detente.record import Store

PORTION = 200
"""Entries that are read at a time."""
LABEL_WIDTH = 12
_UNDATED = "9999"


def written(store: Store) -> Chronicle:
    """Return all that is said and done in a record, by day and without its words."""
    with store.listings() as listings:
        return chronicle(listings, united(listings.kinships(SAME_TEXT)))


def portions(store: Store, told: Chronicle, places: Sequence[int]) -> Iterator[tuple[Entry, ...]]:
    """Read the entries at some places of a chronicle, each portion forgotten after it was given."""
    for first in range(0, len(places), PORTION):
        portion = places[first : first + PORTION]
        read = moments(Lookup(store), told, portion)
        yield tuple(read[place].entry for place in portion if place in read)


def of_statements(
    statements: Iterable[Statement],
    lookup: Lookup,
    since: str | None = None,
    until: str | None = None,
) -> tuple[Entry, ...]:
    """Return statements as entries between two ISO days, the earliest first, undated ones last."""
    every = list(statements)
    lookup.prime(statements=every)
    lines = (saying(statement, lookup) for statement in every)
    entries = [
        Entry(day=line.day(), dated_by="said" if line.said_on else "told", saying=line)
        for line in lines
        if within(line.day(), since, until)
    ]
    return tuple(sorted(entries, key=lambda e: (e.day or _UNDATED, e.saying.id)))


def within(at: str | None, since: str | None, until: str | None) -> bool:
    """Whether an ISO day is between two; a day that nobody knows is, where none is asked for."""
    if at is None:
        return not since and not until
    return (since or "") <= at <= (until or _UNDATED)


def rendered(found: Iterable[tuple[Entry, ...]], among: int) -> Iterator[RenderableType]:
    """Yield a heading, then each portion of so many entries under its days."""
    if not among:
        yield note("No statement found.")
        return
    yield heading("Timeline", counted(among, "entry", "entries"))
    yield Text()
    before: str | None = ""
    for portion in found:
        rows = []
        for at, group in groupby(portion, key=lambda entry: entry.day):
            for entry in group:
                label = (day(at) or "no day") if at != before else ""
                kind = f"{entry.kind}: " if entry.kind else ""
                rows.append(saying_row(entry.saying, kind, label))
                before = at
        yield Rows(rows, label=LABEL_WIDTH)
