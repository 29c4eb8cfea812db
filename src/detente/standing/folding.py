"""Moves and commitments folded into where parties stand."""

from __future__ import annotations

from collections.abc import Sequence

from detente.nouns import Standing
from detente.standing.commitments import commitments
from detente.standing.lines import Line, finished
from detente.standing.meetings import Contacts, mediators, places
from detente.standing.missing import not_found, undated, unread
from detente.standing.sides import Side
from detente.standing.spoken import LISTS, Bound, acted, last_moves, spoken
from detente.standing.states import stated
from detente.standing.telling import Facts
from detente.standing.waits import mutual, wait_between, waits


def fold(facts: Facts, parties: Sequence[Side], on: str | None = None) -> Standing:
    """Fold what is told into the standing of two or more parties.

    Args:
        facts: moves and commitments with their sources.
        parties: between whom.
        on: an ISO day; what was said later is left out, and what nobody knows the day of. None
            takes all.

    Returns:
        the standing; what a party said nothing on is a sentence in `not_found`.

    """
    moves = [(t, m) for t, m in facts.moves if t.by(on)]
    last = on or max((t.day for t, _ in moves), default=None)
    fates = stated([(t, c) for t, c in facts.commitments if t.by(on)], moves, last)
    bound = [(fate.telling, fate.commitment) for fate in fates]
    made = Bound(commitment for _, commitment in bound)
    found = waits(bound, parties)
    lists: dict[str, list[Line]] = {name: [] for name in LISTS}
    contacts: list[Line] = []
    between: list[Line] = []
    venues: list[Line] = []
    mediating: list[Line] = []
    meeting = Contacts(parties, moves)
    for telling, move in moves:
        for name, line in spoken(telling, move, parties, made):
            lists[name].append(line)
        contacts.extend(meeting.of(telling, move))
        mediating.extend(mediators(telling, move, parties))
        venues.extend(places(telling, move, parties))
        between.extend(acted(telling, move, parties))
    done = {name: finished(lines) for name, lines in lists.items()}
    lines = [
        *contacts,
        *mediating,
        *venues,
        *between,
        *(x for some in lists.values() for x in some),
    ]
    days = [t.day for line in lines for t in line.tellings]
    days += [t.day for t, c in bound if wait_between(t, c, parties)]
    return Standing(
        parties=tuple(party.name for party in parties),
        as_of=on or max(filter(None, days), default=None),
        waits=found,
        mutual_wait=mutual(found),
        contacts=finished(contacts),
        mediators=finished(mediating),
        venues=finished(venues),
        last_moves=last_moves(between, parties),
        not_found=(
            *not_found(moves, found, done, parties),
            *(undated(facts) if on else ()),
            *unread(facts),
        ),
        commitments=commitments(fates, parties),
        **done,
    )
