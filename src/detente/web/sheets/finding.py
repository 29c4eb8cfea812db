"""A search over what was said and written, narrowed by who, where, when and what it does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

import msgspec

from detente.nouns import Move, PloverEvent, QuoteKind, SpeechAct
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
Asked = dict[str, str | None]
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
    asked: Asked = {
        "actor": at.one("actor"),
        "outlet": at.one("outlet"),
        "since": at.day("since"),
        "until": at.day("until"),
        "act": at.choice("act", ACTS),
        "event": at.choice("event", EVENTS),
        "kind": at.choice("kind", KINDS),
    }
    hits = reader.store.search(words, limit=_HITS) if words else []
    if any(asked.values()):
        lines = _narrowed(hits, asked, reader)
        shown, following = part(lines, at, _SIZE)
        among = len(lines)
    else:
        chosen, following = part(hits, at, _SIZE)
        _prime(chosen, reader)
        shown, among = hit_lines(chosen, reader), len(hits)
    return SearchSheet(
        words=words,
        found=shown,
        among=among,
        full=len(hits) == _HITS,
        acts=ACTS,
        events=EVENTS,
        kinds=KINDS,
        next=following,
        **asked,
    )


def _prime(hits: Iterable[Hit], reader: Reader) -> None:
    said = [hit for hit in hits if hit.id != hit.article]
    reader.prime(attributions=(hit.id for hit in said), articles=(hit.article for hit in hits))


def _narrowed(hits: Sequence[Hit], asked: Asked, reader: Reader) -> list[Saying]:
    """Return the hits that are as asked for; what is cheap to tell of them is looked at first."""
    _prime(hits, reader)
    if asked["kind"]:
        hits = [hit for hit in hits if _kind(hit, reader) == asked["kind"]]
    if asked["act"] or asked["event"]:
        moves = _moves_at(hits, reader)
        hits = [hit for hit in hits if any(_does(move, asked) for move in moves.get(hit.id, ()))]
    return [line for line in hit_lines(hits, reader) if _told(line, asked)]


def _kind(hit: Hit, reader: Reader) -> str | None:
    attribution = reader.attribution(hit.id)
    return attribution.kind if attribution else None


def _does(move: Move, asked: Asked) -> bool:
    return asked["act"] in (None, move.speech_act) and asked["event"] in (None, move.event)


def _moves_at(hits: Sequence[Hit], reader: Reader) -> dict[str, list[Move]]:
    """Return what is done where each hit stands: by whom is quoted, else by the words there."""
    found: dict[str, list[Move]] = {}
    with reader.store.listings() as listings:
        for move in listings.moves(attributions=(hit.id for hit in hits)):
            found.setdefault(move.attribution or "", []).append(move)
    for hit in hits:
        if hit.id == hit.article:
            found[hit.id] = [
                move
                for move in reader.moves(hit.article)
                if any(start < hit.end and hit.start < end for start, end in move.evidence)
            ]
    return found


def _told(line: Saying, asked: Asked) -> bool:
    actor, outlet = asked["actor"], asked["outlet"]
    if actor and actor.casefold() not in (line.who or "").casefold():
        return False
    if outlet and not any(outlet.casefold() in t.outlet.casefold() for t in line.told_by):
        return False
    return within(line.day(), asked["since"], asked["until"])
