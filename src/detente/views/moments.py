"""The entries of a timeline in words: read where they are shown, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from detente.nouns import Evidence, Move
from detente.views.chronicle import Chronicle
from detente.views.gathering import act_saying, merged_acts
from detente.views.reading import Lookup
from detente.views.saying import Saying, saying

DOTS = 250
"""Entries that are drawn one by one; more are drawn as bars."""
_VAGUE = 7
"""Days that an entry on the axis may leave open."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A statement, or an act that an outlet reports, and the day it is put under.

    `day` is an ISO day or None; `dated_by` says whether it is the day of the occasion (`said`) or,
    where nothing says that, of the first report (`told`). `kind` codes an act.
    """

    day: str | None
    dated_by: str
    saying: Saying
    kind: str | None = None


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the timeline, whose it is, and its speech act where one is told."""

    entry: Entry
    party: str
    act: str | None


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """One entry on the time axis; `spoken` tells a statement from an act that an outlet reports."""

    id: str
    day: str
    party: str
    spoken: bool
    words: str


def moments(lookup: Lookup, told: Chronicle, places: Iterable[int]) -> dict[int, Moment]:
    """Read the entries at some places of a chronicle; one whose article is gone is left out."""
    ids = {place: told.ids[place] for place in places}
    alike = [copy for i in ids.values() for copy in told.copies.get(i, (i,)) if i[0] == "m"]
    with lookup.store.listings() as listings:
        statements = listings.statements(i for i in ids.values() if i[0] == "s")
        acts = {move.id: move for move in listings.moves(ids=alike)}
        reports = [a for s in statements.values() for a in s.attributions]
        doing = _first_acts(listings.moves(attributions=reports))
    homes = {move.article for move in acts.values() if move.article}
    lookup.prime(statements=statements.values(), articles=homes)
    found = {}
    for place, identifier in ids.items():
        statement = statements.get(identifier)
        if statement:
            line: Saying | None = saying(statement, lookup)
            does = next((doing[a] for a in statement.attributions if a in doing), None)
            kind = None
        else:
            same = [acts[i] for i in told.copies.get(identifier, (identifier,)) if i in acts]
            line = _merged(same, lookup)
            does = same[0].speech_act if same else None
            kind = (same[0].event or does) if same else None
        if line is not None:
            entry = Entry(
                day=line.day(), dated_by="said" if line.said_on else "told", saying=line, kind=kind
            )
            found[place] = Moment(entry=entry, party=told.side(place), act=does)
    return found


def _first_acts(moves: Sequence[Move]) -> dict[str, str]:
    found: dict[str, str] = {}
    for move in moves:
        if move.attribution and move.speech_act:
            found.setdefault(move.attribution, move.speech_act)
    return found


def _merged(same: Sequence[Move], lookup: Lookup) -> Saying | None:
    """Return an act that copies of one text tell, as one line."""
    lines = []
    for move in same:
        article = lookup.article(move.article)
        if article is not None:
            start, end = move.evidence[0]
            words = article.text[start:end]
            shown = Evidence(of=article.id, start=start, end=end, exact=words)
            lines.append(act_saying(shown, lookup, move.id))
    return next(iter(merged_acts((line for line in lines if line), lookup)), None)


def dots(moments: Iterable[Moment]) -> tuple[Dot, ...]:
    """Return the moments that have a place on an axis: those whose day is known well enough."""
    return tuple(dot for moment in moments if (dot := _dot(moment)))


def _dot(moment: Moment) -> Dot | None:
    entry = moment.entry
    if entry.day is None or not _exact(entry):
        return None
    line = entry.saying
    return Dot(
        id=line.id,
        day=entry.day[:10],
        party=moment.party,
        spoken=line.spoken(),
        words=line.quotation.display() if line.quotation else "",
    )


def _exact(entry: Entry) -> bool:
    """Whether the day of an entry is known well enough for a place on an axis."""
    time = entry.saying.said_on
    if time is None or time.day:
        return True
    if not time.earliest or not time.latest:
        return False
    days = date.fromisoformat(time.latest) - date.fromisoformat(time.earliest)
    return days.days <= _VAGUE
