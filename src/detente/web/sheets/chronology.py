"""What was said and done by day, each line with its party and what it does."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import get_args

import msgspec

from detente.nouns import Move, SpeechAct
from detente.standing.sides import country_name
from detente.views.timeline import Entry, timeline, within
from detente.web.address import Address
from detente.web.reader import Reader
from detente.web.sheets.parts import part

ACTS = get_args(SpeechAct)
OTHERS = "others"
_PARTIES, _VAGUE = 8, 7
"""Parties with a lane of their own; days that an entry on the axis may leave open."""


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


class TimelineSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the entries, of `among`, and as dots those of them whose day is known."""

    moments: tuple[Moment, ...]
    among: int
    dots: tuple[Dot, ...]
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
    every = reader.remembered("moments", lambda: _moments(reader))
    counts = Counter(m.party for m in every if m.party != OTHERS)
    known = tuple(name for name, _ in counts.most_common(_PARTIES))
    party = at.one("party")
    chosen = [
        m
        for m in every
        if party in (None, m.party if m.party in known else OTHERS, m.party)
        and act in (None, m.act)
        and within(m.entry.day, since, until)
    ]
    shown, following = part(chosen, at)
    return TimelineSheet(
        moments=shown,
        among=len(chosen),
        dots=tuple(_dot(m, m.entry.day) for m in chosen if m.entry.day and _exact(m.entry)),
        parties=known,
        acts=tuple(sorted({m.act for m in every if m.act})),
        party=party,
        act=act,
        since=since,
        until=until,
        next=following,
    )


def _moments(reader: Reader) -> tuple[Moment, ...]:
    reader.warm()
    moves = list(reader.store.moves())
    acts: dict[str, Move] = {}
    for move in moves:
        if move.attribution is None:
            acts[move.id] = move
        elif move.speech_act:
            acts.setdefault(move.attribution, move)
    entries = timeline(reader.store.statements(), moves, reader)
    return tuple(_moment(entry, acts, reader) for entry in entries)


def _moment(entry: Entry, acts: dict[str, Move], reader: Reader) -> Moment:
    line = entry.saying
    if line.spoken():
        statement = reader.statement(line.id)
        actor = reader.actor(statement.speaker) if statement else None
        told = [acts[a] for a in (statement.attributions if statement else ()) if a in acts]
        act = told[0].speech_act if told else None
        name = country_name(actor.country) if actor and actor.country else line.who
    else:
        move = acts[line.id]
        act = move.speech_act
        source = move.source[0] if move.source else None
        name = (country_name(source.code) if source.code else source.name) if source else None
    return Moment(entry=entry, party=name or OTHERS, act=act)


def _exact(entry: Entry) -> bool:
    """Whether the day of an entry is known well enough for a place on an axis."""
    time = entry.saying.said_on
    if time is None or time.day:
        return True
    if not time.earliest or not time.latest:
        return False
    days = date.fromisoformat(time.latest) - date.fromisoformat(time.earliest)
    return days.days <= _VAGUE


def _dot(moment: Moment, day: str) -> Dot:
    line = moment.entry.saying
    return Dot(
        id=line.id,
        day=day[:10],
        party=moment.party,
        spoken=line.spoken(),
        words=line.quotation.display() if line.quotation else "",
    )
