"""What was said and done, by day."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import msgspec
from rich.console import RenderableType

from detente.nouns import Evidence, Move, Statement
from detente.views.gathering import act_saying, merged_acts
from detente.views.layout import Rows, heading, note, paragraphs
from detente.views.listing import saying_row
from detente.views.reading import Lookup
from detente.views.saying import Saying, saying
from detente.views.text import counted, day

_UNDATED = "9999"
LABEL_WIDTH = 12


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A statement, or an act that an outlet reports, and the day it is put under.

    `day` is an ISO day or None; `dated_by` says whether it is the day of the occasion (`said`) or,
    where nothing says that, of the first report (`told`). `kind` codes an act.
    """

    day: str | None
    dated_by: str
    saying: Saying
    kind: str | None = None


def timeline(
    statements: Iterable[Statement],
    moves: Iterable[Move],
    lookup: Lookup,
    since: str | None = None,
    until: str | None = None,
) -> tuple[Entry, ...]:
    """Return the statements and the moves without a speaker, the earliest first, undated ones last.

    Args:
        statements: all that are to be shown.
        moves: those that belong to an attribution are left out: their statement is shown.
        lookup: where reports, articles and pages are read.
        since: ISO day; entries of an earlier day are left out.
        until: ISO day; entries of a later day are left out.

    """
    acts = {m.id: m for m in moves if m.attribution is None}
    told = merged_acts((line for m in acts.values() if (line := _act(m, lookup))), lookup)
    entries = [_entry(saying(s, lookup)) for s in statements]
    entries += [_entry(t, acts[t.id].event or acts[t.id].speech_act) for t in told]
    kept = (e for e in entries if within(e.day, since, until))
    return tuple(sorted(kept, key=lambda e: (e.day or _UNDATED, e.saying.id)))


def within(at: str | None, since: str | None, until: str | None) -> bool:
    """Whether an ISO day is between two; a day that nobody knows is, where none is asked for."""
    if at is None:
        return not since and not until
    return (since or "") <= at <= (until or _UNDATED)


def _entry(line: Saying, kind: str | None = None) -> Entry:
    return Entry(
        day=line.day(), dated_by="said" if line.said_on else "told", saying=line, kind=kind
    )


def _act(move: Move, lookup: Lookup) -> Saying | None:
    article = lookup.article(move.article)
    if article is None or not move.evidence:
        return None
    start, end = move.evidence[0]
    evidence = Evidence(of=article.id, start=start, end=end, exact=article.text[start:end])
    return act_saying(evidence, lookup, move.id)


def render(entries: tuple[Entry, ...]) -> RenderableType:
    """Return the entries under their days."""
    if not entries:
        return note("No statement found.")
    rows = []
    for at, group in groupby(entries, key=lambda e: e.day):
        for index, entry in enumerate(group):
            label = (day(at) or "no day") if index == 0 else ""
            before = f"{entry.kind}: " if entry.kind else ""
            rows.append(saying_row(entry.saying, before, label))
    title = heading("Timeline", counted(len(entries), "entry", "entries"))
    return paragraphs([title, Rows(rows, label=LABEL_WIDTH)])
