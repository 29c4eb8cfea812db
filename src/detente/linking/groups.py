"""Things that belong together, joined two at a time (disjoint sets)."""

from __future__ import annotations

from collections.abc import Iterable


class Groups:
    """Disjoint sets of ids; a set's top is its least member, whatever the order of joining."""

    def __init__(self, members: Iterable[str] = ()) -> None:
        self._up = {member: member for member in members}
        self._members = {member: [member] for member in self._up}

    def top(self, member: str) -> str:
        """The member that stands for its set; a new member is alone."""
        path = []
        if member not in self._up:
            self._up[member], self._members[member] = member, [member]
        while (up := self._up[member]) != member:
            path.append(member)
            member = up
        for passed in path:
            self._up[passed] = member
        return member

    def join(self, first: str, second: str) -> None:
        """Make one set of the two that hold these members."""
        one, other = sorted((self.top(first), self.top(second)))
        if one != other:
            self._up[other] = one
            self._members[one].extend(self._members.pop(other))

    def members(self, member: str) -> list[str]:
        """Everybody in the set of this member, sorted."""
        return sorted(self._members[self.top(member)])

    def sets(self) -> list[list[str]]:
        """All sets, each sorted, in the order of their least members."""
        return sorted(sorted(members) for members in self._members.values())
