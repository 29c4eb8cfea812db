"""What a browser had seen of the record when it last looked: kept by the browser alone.

A cookie holds two marks of the record, numbers that grow as pages are filed, and the minute of the
last look. What is new is what was filed since the visit before this one; a visit goes on for as
long as no more than half an hour lies between two looks at the first page.
"""

from __future__ import annotations

from typing import NamedTuple, Self

from detente.record.listings import Marks

COOKIE = "detente_seen"
AGE = 400 * 24 * 3600
"""Seconds that the cookie is kept, the longest that browsers allow."""
_PAUSE = 30
_FIELDS = 5
_GREATEST = 2**53


class Visit(NamedTuple):
    """The marks that new things are counted from, those at the last look, and its minute."""

    since: Marks
    seen: Marks
    minute: int

    @classmethod
    def of(cls, cookie: str) -> Self | None:
        """Return the visit that a cookie tells of; None where it tells of none."""
        fields = cookie.split(".")
        if len(fields) != _FIELDS or not all(f.isascii() and f.isdecimal() for f in fields):
            return None
        numbers = [min(int(field[:20]), _GREATEST) for field in fields]
        return cls((numbers[0], numbers[1]), (numbers[2], numbers[3]), numbers[4])

    def cookie(self) -> str:
        """Return the visit as `of` reads it."""
        return ".".join(map(str, (*self.since, *self.seen, self.minute)))


def looked(before: Visit | None, marks: Marks, minute: int) -> tuple[Marks | None, Visit]:
    """Return since when things are new to a browser, and what it is to remember.

    Args:
        before: what it remembers; None on its first look.
        marks: those of the record now.
        minute: now, in minutes since 1970.

    """
    if before is None or before.seen > marks:  # the first look, or another record
        return None, Visit(marks, marks, minute)
    since = before.seen if minute - before.minute > _PAUSE else before.since
    return since, Visit(since, marks, minute)
