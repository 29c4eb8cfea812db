"""What was said and done by day, from afar and from near, each line with its party and its act."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import get_args

import msgspec

from detente.nouns import Evidence, Move, SpeechAct
from detente.views.gathering import act_saying, merged_acts
from detente.views.saying import Saying, saying
from detente.views.timeline import Entry
from detente.web.address import Address
from detente.web.chronicle import Chronicle, chronicle
from detente.web.periods import Period, following, holding, periods, preceding
from detente.web.reader import Reader
from detente.web.sheets.parts import LINES, part

ACTS = get_args(SpeechAct)
DOTS = 250
"""Entries that are drawn one by one; more are drawn as bars."""
_VAGUE = 7
"""Days that an entry on the axis may leave open."""


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


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A period, and how many entries lie in it, altogether and by party."""

    period: Period
    name: str
    entries: int
    by_party: dict[str, int]


class TimelineSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the entries, of `among`; drawn as dots where they are few, else by stretches.

    `within` are the calendar periods that hold what is shown, the widest first; `earlier` and
    `later` are those beside it.
    """

    moments: tuple[Moment, ...]
    among: int
    dots: tuple[Dot, ...]
    stretches: tuple[Stretch, ...]
    within: tuple[Period, ...]
    earlier: Period | None
    later: Period | None
    parties: tuple[str, ...]
    acts: tuple[str, ...]
    party: str | None
    act: str | None
    since: str | None
    until: str | None
    next: str | None


def timeline_sheet(reader: Reader, at: Address) -> TimelineSheet:
    """Return the part of the timeline that the address names.

    Raises:
        InputError: a day is none, or `act` no speech act.

    """
    since, until, act = at.day("since"), at.day("until"), at.choice("act", ACTS)
    party = at.one("party")
    told = written(reader)
    only = _doing(reader, act) if act else None
    places = told.chosen(told.between(since, until), party, only)
    shown, more = part(places, at, LINES)
    drawn = places if len(places) <= DOTS else ()
    moments = _moments(reader, told, sorted({*shown, *drawn}))
    held = holding(since, until) if since and until and since <= until else ()
    return TimelineSheet(
        moments=tuple(moments[place] for place in shown),
        among=len(places),
        dots=tuple(dot for place in drawn if (dot := _dot(moments[place]))),
        stretches=_stretches(told, places, since, until),
        within=held,
        earlier=_beside(told, held, since, until, -1),
        later=_beside(told, held, since, until, 1),
        parties=told.lanes,
        acts=reader.remembered("speech acts", lambda: _speech_acts(reader)),
        party=party,
        act=act,
        since=since,
        until=until,
        next=more,
    )


def written(reader: Reader) -> Chronicle:
    """Return all that is said and done, by day, made once while the record is the same."""

    def found() -> Chronicle:
        with reader.store.listings() as listings:
            return chronicle(listings, reader.same_text)

    return reader.remembered("chronicle", found)


def _doing(reader: Reader, act: str) -> set[str]:
    def found() -> set[str]:
        with reader.store.listings() as listings:
            return listings.doing(act)

    return reader.remembered(("doing", act), found)


def _speech_acts(reader: Reader) -> tuple[str, ...]:
    with reader.store.listings() as listings:
        return tuple(listings.speech_acts())


# What a page shows ------------------------------------------------------------------------------


def _moments(reader: Reader, told: Chronicle, places: Sequence[int]) -> dict[int, Moment]:
    """Read the entries at some places, all at once."""
    ids = {place: told.ids[place] for place in places}
    alike = [copy for i in ids.values() for copy in told.copies.get(i, (i,)) if i[0] == "m"]
    with reader.store.listings() as listings:
        statements = listings.statements(i for i in ids.values() if i[0] == "s")
        acts = {move.id: move for move in listings.moves(ids=alike)}
        reports = [a for s in statements.values() for a in s.attributions]
        doing = _first_acts(listings.moves(attributions=reports))
    homes = {move.article for move in acts.values() if move.article}
    reader.prime(statements=statements.values(), articles=homes)
    found = {}
    for place, identifier in ids.items():
        statement = statements.get(identifier)
        if statement:
            line = saying(statement, reader)
            does = next((doing[a] for a in statement.attributions if a in doing), None)
            kind = None
        else:
            same = [acts[i] for i in told.copies.get(identifier, (identifier,)) if i in acts]
            merged = _merged(same, reader)
            if merged is None:
                continue
            line, does = merged, same[0].speech_act
            kind = same[0].event or same[0].speech_act
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


def _merged(same: Sequence[Move], reader: Reader) -> Saying | None:
    """Return an act that copies of one text tell, as one line."""
    lines = []
    for move in same:
        article = reader.article(move.article)
        if article is not None:
            start, end = move.evidence[0]
            words = article.text[start:end]
            shown = Evidence(of=article.id, start=start, end=end, exact=words)
            lines.append(act_saying(shown, reader, move.id))
    return next(iter(merged_acts((line for line in lines if line), reader)), None)


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


# From afar --------------------------------------------------------------------------------------


def _stretches(
    told: Chronicle, places: Sequence[int], since: str | None, until: str | None
) -> tuple[Stretch, ...]:
    """Count the entries by the periods that lie one step nearer."""
    ends = told.first_and_last()
    if ends is None:
        return ()
    first, last = max(since or ends[0], ends[0]), min(until or ends[1], ends[1])
    if first > last:
        return ()
    whole = periods(since or first, until or last)
    found = []
    for period in whole:
        if period.until < first or period.since > last:
            continue
        days = told.between(max(period.since, first), min(period.until, last))
        inside = places[bisect_left(places, days.start) : bisect_left(places, days.stop)]
        found.append(
            Stretch(
                period=period,
                name=period.name,
                entries=len(inside),
                by_party=told.by_lane(inside),
            )
        )
    return tuple(found)


def _beside(
    told: Chronicle,
    held: Sequence[Period],
    since: str | None,
    until: str | None,
    step: int,
) -> Period | None:
    """Return the period before or after the one that is shown, where entries lie there."""
    shown = next((p for p in held if (p.since, p.until) == (since, until)), None)
    ends = told.first_and_last()
    if shown is None or ends is None:
        return None
    found = following(shown) if step > 0 else preceding(shown)
    return found if found.since <= ends[1] and found.until >= ends[0] else None
