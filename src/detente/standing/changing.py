"""What changed in a standing between two days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from detente.nouns import Standing, StandingLine, Wait
from detente.standing.folding import fold
from detente.standing.standing import told
from detente.standing.telling import Reading

_LAST_DAY = "9999-12-31"
_LISTS = ("waits", "ready", "offers", "demands", "threats", "refusals", "contacts", "venues")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One line that is new in a list of the standing, or that more was said on since."""

    list: str
    kind: Literal["new", "repeated"]
    line: StandingLine | Wait


def changes(
    store: Reading, parties: Sequence[str], since: str | None, until: str | None = None
) -> tuple[Change, ...]:
    """Return what was newly said or said again after `since` and up to `until` (ISO days).

    What nobody knows the day of is neither.
    """
    sides, facts = told(store, parties)
    after = fold(facts, sides, until or _LAST_DAY)
    if since is None:
        return tuple(_differences(None, after))
    return tuple(_differences(fold(facts, sides, since), after))


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
    return found
