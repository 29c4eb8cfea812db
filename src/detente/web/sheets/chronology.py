"""What was said and done by day, from afar and from near, each line with its party and its act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import msgspec

from detente.nouns import SpeechAct
from detente.views.chronicle import Chronicle, Stretch, chronicle, stretches
from detente.views.moments import DOTS, Dot, Moment, dots, moments
from detente.views.periods import Period, following, holding, preceding
from detente.web.address import Address
from detente.web.reader import Reader
from detente.web.sheets.parts import LINES, part

ACTS = get_args(SpeechAct)


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
    read = moments(reader, told, sorted({*shown, *drawn}))
    held = holding(since, until) if since and until and since <= until else ()
    return TimelineSheet(
        moments=tuple(read[place] for place in shown if place in read),
        among=len(places),
        dots=dots(read[place] for place in drawn if place in read),
        stretches=stretches(told, places, since, until),
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
