"""Deadlines resolved to days: "by Friday", "within two weeks", "by the end of the month".

A deadline lies ahead of the day on which it was set: a weekday is the next such day, a date without
a year the next such date. Without that day only full dates resolve; the words are kept either way.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

from detente.nouns import When

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "ten": 10, "twelve": 12,
}  # fmt: skip
_WITHIN = re.compile(r"within\s+(?:the\s+next\s+)?(\w+)\s+(hour|day|week|month|year)s?", re.I)
_DATE = re.compile(rf"(?:(\d{{1,2}})\s+)?({'|'.join(_MONTHS)})(?:\s+(\d{{1,2}})\b)?", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WEEKDAY = re.compile("|".join(_DAYS), re.I)
_UNIT = re.compile(r"\b(week|month|year)\b", re.I)


def deadline(words: str, said: str | None) -> When:
    """The last day that a deadline's words allow.

    Args:
        words: the deadline as it was set ("by 30 April").
        said: the ISO day on which it was set, None where it is not known.

    Returns:
        the day, or the days among which it lies; no day where the words do not tell.

    """
    base = date.fromisoformat(said[:10]) if said else None
    try:
        days = _days(words, base)
    except (OverflowError, ValueError):
        days = None
    if days is None:
        return When(earliest=None, latest=None, words=words)
    return When(earliest=days[0].isoformat(), latest=days[1].isoformat(), words=words)


def _days(words: str, base: date | None) -> tuple[date, date] | None:
    lower = words.lower()
    dated = _DATE.search(lower)
    if dated:
        return _dated(lower, dated, base)
    if base is None:
        return None
    if within := _WITHIN.search(lower):
        return _one(_later(base, _count(within.group(1)), within.group(2)))
    if weekday := _WEEKDAY.search(lower):
        ahead = (_DAYS.index(weekday.group()) - base.weekday() - 1) % 7 + 1
        return _one(base + timedelta(ahead))
    if "tomorrow" in lower:
        return _one(base + timedelta(1))
    if "midnight" in lower or "noon" in lower:
        return base, base + timedelta(1)
    unit = _UNIT.search(lower)
    return _period(base, unit.group(), "next" in lower, "end of" in lower) if unit else None


def _dated(words: str, found: re.Match[str], base: date | None) -> tuple[date, date] | None:
    """A month with or without a day of it; the year is said, or the next that lies ahead."""
    month = _MONTHS.index(found.group(2)) + 1
    day = int(found.group(1) or found.group(3) or 0)
    year = _YEAR.search(words)
    if year is None and base is None:
        return None
    of = int(year.group()) if year else base.year if base else 0
    if day:
        on = date(of, month, day)
        ahead = year is not None or base is None or on >= base
        return _one(on if ahead else date(of + 1, month, day))
    if year is None and base is not None and month < base.month:
        of += 1
    last = date(of, month, monthrange(of, month)[1])
    return _one(last) if "end of" in words else (date(of, month, 1), last)


def _period(base: date, unit: str, following: bool, end: bool) -> tuple[date, date] | None:
    """A week, month or year: this one's end, or the next one."""
    if unit == "week":
        first = base - timedelta(base.weekday()) + timedelta(7 * following)
        last = first + timedelta(6)
    elif unit == "month":
        of = _later(base.replace(day=1), int(following), "month")
        first, last = of, of.replace(day=monthrange(of.year, of.month)[1])
    else:
        of_year = min(base.year + following, MAXYEAR)
        first, last = date(of_year, 1, 1), date(of_year, 12, 31)
    return _one(last) if end else (first, last)


def _later(base: date, count: int, unit: str) -> date:
    if unit == "hour":
        return base + timedelta(-(-count // 24))
    if unit in ("day", "week"):
        return base + timedelta(count * (7 if unit == "week" else 1))
    months = base.month - 1 + count * (12 if unit == "year" else 1)
    year, month = base.year + months // 12, months % 12 + 1
    return date(year, month, min(base.day, monthrange(year, month)[1]))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(word, 1)


def _one(day: date) -> tuple[date, date]:
    return day, day
