"""What changed in a standing between two days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from detente.nouns import Standing, StandingCommitment, StandingLine, Wait
from detente.standing.folding import fold
from detente.standing.gathering import MOST
from detente.standing.missing import unread
from detente.standing.standing import told
from detente.standing.telling import Reading

_LAST_DAY = "9999-12-31"
_LISTS = ("waits", "ready", "offers", "demands", "threats", "refusals", "contacts", "venues")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One line that is new in a list of the standing, or that more was said on since.

    A commitment is `changed` when it came to another state.
    """

    list: str
    kind: Literal["new", "repeated", "changed"]
    line: StandingLine | Wait | StandingCommitment


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """The changes between two days; `left_out` says in sentences what was not looked at."""

    changes: tuple[Change, ...]
    left_out: tuple[str, ...] = ()


def changes(
    store: Reading, parties: Sequence[str], since: str | None, until: str | None = None
) -> tuple[Change, ...]:
    """Return what was newly said, said again or changed after `since` and up to `until` (ISO days).

    What nobody knows the day of is neither.
    """
    return changed(store, parties, since, until).changes


def changed(
    store: Reading,
    parties: Sequence[str],
    since: str | None,
    until: str | None = None,
    most: int | None = MOST,
) -> Changed:
    """Return the changes, and as sentences what was left out of them.

    At most so many articles are read (None: all), the latest first.
    """
    sides, facts = told(store, parties, until, most)
    # Up to the last day that is told of: no later deadline has passed by it.
    last = max((telling.day for telling, _ in facts.moves), default="")
    after = fold(facts, sides, until or last or _LAST_DAY)
    before = fold(facts, sides, since) if since is not None else None
    return Changed(changes=tuple(_differences(before, after)), left_out=tuple(unread(facts)))


def _differences(before: Standing | None, after: Standing) -> list[Change]:
    found: list[Change] = []
    for name in _LISTS:
        old = {e for line in getattr(before, name, ()) for e in line.evidence}
        for line in getattr(after, name):
            known = [e for e in line.evidence if e in old]
            if not known:
                found.append(Change(list=name, kind="new", line=line))
            elif len(known) < len(line.evidence):
                found.append(Change(list=name, kind="repeated", line=line))
    return found + _fates(before, after)


def _fates(before: Standing | None, after: Standing) -> list[Change]:
    """The commitments that came to another state; new open ones are new in their own lists."""
    old = {i: line.state for line in getattr(before, "commitments", ()) for i in line.commitments}
    return [
        Change(list="commitments", kind="changed", line=line)
        for line in after.commitments
        if any(line.state != old.get(i, "open") for i in line.commitments)
    ]
