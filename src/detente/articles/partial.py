"""Days without a year, as in "MARN, Feb 6 (Agency) -", and what settles their year, if anything.

The other claims of a page settle it, where one of them lies near; else retrieval, which a page
without years precedes by less than one. A weekday tells years apart. What stays open stays a claim
without a day: the words are kept, no year is made up.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from detente.articles.calendars import iso, western
from detente.articles.dates import month_form, months
from detente.articles.lexicons import lexicon

_DAY = r"(?:the\s)?(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
_OF = r"(?:(?:de|of|do)\s+)?"
_GLUE = r"[\s\u00a0.,-]{1,3}"
_NO_YEAR = r"(?!\d|[\s.,]{1,2}(?:19|20|25)\d\d|[./-]\d)"
_WEEKDAY = re.compile(r"([^\s\d,.|()]{2,14})[,.]{0,2}\s+(?:den |the |d\. )?$")
_WEEKDAY_REACH = 20
_NEAR = dt.timedelta(days=60)
_LAST_YEAR = dt.timedelta(days=183)
_YEARS_BACK = 6


class Partial(NamedTuple):
    """A day and a month in a text, and the weekday (1 Monday to 7) that stands with them."""

    start: int
    end: int
    month: int
    day: int
    weekday: int | None

    def in_year(self, year: int) -> dt.date | None:
        """The day in a year; None where the calendar or the weekday says that it is none."""
        found = iso(year, self.month, self.day)
        day = dt.date.fromisoformat(found) if found else None
        if day is None or (self.weekday is not None and day.isoweekday() != self.weekday):
            return None
        return day


@functools.cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    day_first = rf"(?<![\d.:/]){_DAY}{_GLUE}{_OF}{month_form()}{_NO_YEAR}"
    month_first = rf"(?<!\w){month_form()}{_GLUE}{_DAY}(?![\d:/]){_NO_YEAR}"
    return re.compile(day_first, re.IGNORECASE), re.compile(month_first, re.IGNORECASE)


@functools.cache
def weekdays() -> dict[str, int]:
    """Names of weekdays in lower case, of all languages that are read: 1 Monday to 7 Sunday."""
    table: dict[str, str] = lexicon("dates")["weekdays"]
    return {word: int(number) for number, words in table.items() for word in words.split(" ")}


def partials(text: str) -> Iterator[Partial]:
    """The days without a year that `text` (a line or a dateline) names, in order."""
    day_first, month_first = _forms()
    plain = western(text)
    found = {}
    for match in month_first.finditer(plain):
        found[match.start(), match.end()] = match.group(1), match.group(2)
    for match in day_first.finditer(plain):
        found[match.start(), match.end()] = match.group(2), match.group(1)
    for (start, end), (name, day) in sorted(found.items()):
        month = months().get(name.lower().rstrip("."))
        if month is not None and 1 <= int(day) <= 31:
            named = _WEEKDAY.search(text, max(0, start - _WEEKDAY_REACH), start)
            weekday = _weekday_of(named)
            first = named.start() if named is not None and weekday is not None else start
            yield Partial(first, end, month, int(day), weekday)


def weekday_before(text: str, at: int) -> int | None:
    """The weekday (1 to 7) whose name stands right before `at`."""
    return _weekday_of(_WEEKDAY.search(text, max(0, at - _WEEKDAY_REACH), at))


def _weekday_of(named: re.Match[str] | None) -> int | None:
    """The weekday whose name a match of `_WEEKDAY` holds."""
    return weekdays().get(named.group(1).lower()) if named is not None else None


def resolved(partial: Partial, anchors: Iterable[str], retrieved: str | None) -> str | None:
    """The ISO day that is meant; None where nothing settles the year.

    Args:
        partial: the day without its year.
        anchors: ISO days that other claims name.
        retrieved: ISO day of retrieval.

    """
    limit = dt.date.fromisoformat(retrieved) if retrieved else None
    for anchor in map(dt.date.fromisoformat, anchors):
        around = (partial.in_year(anchor.year + step) for step in (-1, 0, 1))
        near = [day for day in around if day is not None and abs(day - anchor) <= _NEAR]
        if near and (limit is None or near[0] <= limit):
            return near[0].isoformat()
    if limit is None:
        return None
    back = (partial.in_year(limit.year - step) for step in range(_YEARS_BACK))
    day = next((day for day in back if day is not None and day <= limit), None)
    if day is None or (partial.weekday is None and limit - day > _LAST_YEAR):
        return None
    return day.isoformat()
