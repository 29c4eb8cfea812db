"""Where parties stand: the brief with its diagram, as of any day, and what changed since one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from detente.errors import UnknownPartyError
from detente.nouns import Standing, StandingLine
from detente.standing import Change, changes, fold
from detente.views.brief import SECTIONS, Brief, BriefWait, brief
from detente.views.footnotes import sayings_of
from detente.views.series import Series, links_of, series
from detente.web.address import Address
from detente.web.reader import Reader

_DAYS = 40
_BY_WEEK = 2 * 366
"""Days that are looked at by week; more are looked at by month."""


class StandingSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A brief as of `on` (None: all that is known), and what changed after `since`.

    `days` are those on which something of it was said or told, the last 40. `series` counts the
    moves of two parties by week, or by month where they are told of for long.
    """

    brief: Brief
    last_moves: tuple[StandingLine, ...]
    days: tuple[str, ...]
    on: str | None = None
    since: str | None = None
    changes: tuple[Change, ...] = ()
    series: Series | None = None


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
    last = reader.standing(names)
    whole = reader.remembered(("brief", *names), lambda: _brief(last, reader))
    standing = _as_of(reader, names, on) if on else last
    found = _brief(standing, reader) if on else whole
    return StandingSheet(
        brief=found,
        last_moves=standing.last_moves,
        days=_days(whole),
        on=on,
        since=since,
        changes=changes(reader.store, names, since, on) if since else (),
        series=_series(reader, names, on) if len(standing.parties) == 2 else None,
    )


def _series(reader: Reader, names: Sequence[str], on: str | None) -> Series:
    def found() -> Series:
        (one, other), facts = reader.told(names)
        facts = replace(facts, moves=tuple((t, m) for t, m in facts.moves if t.by(on)))
        links = links_of(facts, reader.store)
        by_week = series(facts, (one, other), links)
        weeks = {count.start for count in by_week.counts}
        if weeks and _days_between(min(weeks), max(weeks)) > _BY_WEEK:
            return series(facts, (one, other), links, "month")
        return by_week

    return reader.remembered(("series", on, *names), found)


def _days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _as_of(reader: Reader, names: Sequence[str], on: str) -> Standing:
    sides, facts = reader.told(names)
    return fold(facts, sides, on)


def _brief(standing: Standing, reader: Reader) -> Brief:
    """Return the brief of a standing, all that it rests on read at once."""
    lines: list[Any] = [
        x for name in ("waits", "commitments", *SECTIONS) for x in getattr(standing, name)
    ]
    lines += [one.changed for one in standing.commitments if one.changed]
    ids = dict.fromkeys(identifier for line in lines for identifier in line.statements)
    shown = dict.fromkeys(piece.of for line in lines for piece in line.evidence)
    with reader.store.listings() as listings:
        statements = listings.statements(ids)
    reader.prime(statements=statements.values(), articles=shown)
    reader.prime_within(shown)
    held = (reader.attribution(a) for s in statements.values() for a in s.attributions)
    told_in = {a.article for a in held if a and a.article}
    with reader.store.listings() as listings:
        differences = listings.differences_of(statements, told_in | shown.keys())
    return brief(standing, differences, reader)


def _opposite(reader: Reader, name: str) -> tuple[str, ...]:
    """Return whom the record says most about together with one party."""
    for pair in reader.pairs():
        others = [party for party in pair if party.casefold() != name.casefold()]
        if len(others) == 1:
            return (others[0],)
    return ()


def _days(found: Brief) -> tuple[str, ...]:
    days = {day for line in sayings_of(found).values() if (day := line.day())}
    return tuple(sorted(days)[-_DAYS:])


def directions(found: Brief) -> dict[tuple[str, str], list[tuple[int, BriefWait]]]:
    """Return the waits by who waits for whom, each with its number in the brief, from one."""
    groups: dict[tuple[str, str], list[tuple[int, BriefWait]]] = {}
    for number, wait in enumerate(found.waits, start=1):
        groups.setdefault((wait.who, wait.for_whom), []).append((number, wait))
    return groups
