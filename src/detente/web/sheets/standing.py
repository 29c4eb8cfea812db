"""Where parties stand: the brief with its diagram, as of any day, and what changed since one."""

from __future__ import annotations

import msgspec

from detente.errors import UnknownPartyError
from detente.nouns import StandingLine
from detente.standing import Change, changes, fold
from detente.views.brief import SECTIONS, Brief, BriefWait, brief
from detente.views.saying import Saying
from detente.web.address import Address
from detente.web.reader import Reader

_DAYS = 40


class StandingSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A brief as of `on` (None: all that is known), and what changed after `since`.

    `days` are those on which something of it was said or told, the last 40.
    """

    brief: Brief
    last_moves: tuple[StandingLine, ...]
    days: tuple[str, ...]
    on: str | None = None
    since: str | None = None
    changes: tuple[Change, ...] = ()


def standing_sheet(reader: Reader, at: Address) -> StandingSheet:
    """Return the standing of the parties that the address names.

    Raises:
        UnknownPartyError: fewer than two are named, or one is not in the record.

    """
    names = at.every("party")
    if len(names) == 1:
        names = (names[0], *_opposite(reader, names[0]))
    if len(set(names)) < 2:
        raise UnknownPartyError("Name two parties or more: /standing?party=A&party=B.")
    on, since = at.day("on"), at.day("since")
    sides, facts = reader.told(names)
    standing = fold(facts, sides, on)
    whole = reader.remembered(
        ("brief", names), lambda: brief(fold(facts, sides), reader.store.discrepancies(), reader)
    )
    found = brief(standing, reader.store.discrepancies(), reader) if on else whole
    return StandingSheet(
        brief=found,
        last_moves=standing.last_moves,
        days=_days(whole),
        on=on,
        since=since,
        changes=changes(reader.store, names, since, on) if since else (),
    )


def _opposite(reader: Reader, name: str) -> tuple[str, ...]:
    """Return whom the record says most about together with one party."""
    for pair in reader.pairs():
        others = [party for party in pair if party.casefold() != name.casefold()]
        if len(others) == 1:
            return (others[0],)
    return ()


def said_in(found: Brief) -> dict[str, Saying]:
    """Return every statement and act that a brief shows, by id, in its order."""
    lines = [s for wait in found.waits for s in wait.sayings]
    lines += [s for name in SECTIONS for line in getattr(found, name) for s in line.sayings]
    return {line.id: line for line in lines}


def _days(found: Brief) -> tuple[str, ...]:
    days = {day for line in said_in(found).values() if (day := line.day())}
    return tuple(sorted(days)[-_DAYS:])


def directions(found: Brief) -> dict[tuple[str, str], list[tuple[int, BriefWait]]]:
    """Return the waits by who waits for whom, each with its number in the brief, from one."""
    groups: dict[tuple[str, str], list[tuple[int, BriefWait]]] = {}
    for number, wait in enumerate(found.waits, start=1):
        groups.setdefault((wait.who, wait.for_whom), []).append((number, wait))
    return groups
