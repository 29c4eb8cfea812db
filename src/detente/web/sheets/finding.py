"""A search over what was said and written, narrowed by who, where, when and what it does."""

from __future__ import annotations

from typing import get_args

import msgspec

from detente.nouns import Attribution, Move, PloverEvent, QuoteKind, SpeechAct
from detente.record import Hit
from detente.views.saying import Saying
from detente.views.tables import hit_lines
from detente.views.timeline import within
from detente.web.address import Address
from detente.web.reader import Reader
from detente.web.sheets.parts import part

_HITS = 500
"""Passages that a search looks at; the best of them are narrowed by the filters."""
_SIZE = 25
ACTS, EVENTS, KINDS = get_args(SpeechAct), get_args(PloverEvent), get_args(QuoteKind)


class SearchSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A part of what was found, of `among`; `full` says that there may be more than was looked at.

    The filters are as asked: None does not filter.
    """

    words: str | None
    found: tuple[Saying, ...]
    among: int
    full: bool
    actor: str | None
    outlet: str | None
    since: str | None
    until: str | None
    act: str | None
    event: str | None
    kind: str | None
    acts: tuple[str, ...]
    events: tuple[str, ...]
    kinds: tuple[str, ...]
    next: str | None


def search_sheet(reader: Reader, at: Address) -> SearchSheet:
    """Return what the words of the address find, the best first.

    Raises:
        InputError: a filter is none that there is, or a day is none.

    """
    words = at.one("q")
    asked = {
        "actor": at.one("actor"),
        "outlet": at.one("outlet"),
        "since": at.day("since"),
        "until": at.day("until"),
        "act": at.choice("act", ACTS),
        "event": at.choice("event", EVENTS),
        "kind": at.choice("kind", KINDS),
    }
    hits = reader.store.search(words, limit=_HITS) if words else []
    lines = [
        line
        for hit in hits
        if _fits(hit, asked, reader)
        for line in hit_lines((hit,), reader)
        if _told(line, asked)
    ]
    shown, following = part(lines, at, _SIZE)
    return SearchSheet(
        words=words,
        found=shown,
        among=len(lines),
        full=len(hits) == _HITS,
        acts=ACTS,
        events=EVENTS,
        kinds=KINDS,
        next=following,
        **asked,
    )


def _fits(hit: Hit, asked: dict[str, str | None], reader: Reader) -> bool:
    """Whether a hit is of the kind and does what is asked for."""
    attribution = reader.attribution(hit.id)
    if asked["kind"] and (attribution is None or attribution.kind != asked["kind"]):
        return False
    if not asked["act"] and not asked["event"]:
        return True
    return any(
        asked["act"] in (None, move.speech_act) and asked["event"] in (None, move.event)
        for move in reader.moves(hit.article)
        if _at(move, hit, attribution)
    )


def _at(move: Move, hit: Hit, attribution: Attribution | None) -> bool:
    if attribution is not None:
        return move.attribution == attribution.id
    return any(start < hit.end and hit.start < end for start, end in move.evidence)


def _told(line: Saying, asked: dict[str, str | None]) -> bool:
    actor, outlet = asked["actor"], asked["outlet"]
    if actor and actor.casefold() not in (line.who or "").casefold():
        return False
    if outlet and not any(outlet.casefold() in t.outlet.casefold() for t in line.told_by):
        return False
    return within(line.day(), asked["since"], asked["until"])
