"""Things that belong together, joined two at a time (disjoint sets)."""

from __future__ import annotations

from collections.abc import Iterable


class Groups:
    """Disjoint sets of ids; a set's top is its least member, whatever the order of joining."""

    def __init__(self, members: Iterable[str] = ()) -> None:
        self._up = {member: member for member in members}

    def top(self, member: str) -> str:
        """The member that stands for its set; a new member is alone."""
        path = []
        while (up := self._up.setdefault(member, member)) != member:
            path.append(member)
            member = up
        for passed in path:
            self._up[passed] = member
        return member

    def join(self, first: str, second: str) -> None:
        """Make one set of the two that hold these members."""
        one, other = sorted((self.top(first), self.top(second)))
        self._up[other] = one

    def sets(self) -> list[list[str]]:
        """All sets, each sorted, in the order of their least members."""
        found: dict[str, list[str]] = {}
        for member in sorted(self._up):
            found.setdefault(self.top(member), []).append(member)
        return list(found.values())
