"""Days of other calendars and digits of other scripts, as days of the Gregorian calendar.

Read are the years of Japanese and Chinese eras and the Iranian calendar. Dates of the lunar Hijri
calendar are not: by which sighting of the moon they count, a page does not say.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator

from detente.articles.lexicons import lexicon

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯๐๑๒๓๔๕๖๗๘๙", "0123456789" * 5)
_EARLIEST_YEAR = 1900
_MONTHS_IN_YEAR = 12
_FIRST_YEAR = "元"
# Nouruz of 1400 and the leap years of the 33-year cycle that holds for 1300-1502 (Borkowski 1996).
_NOURUZ_1400 = dt.date(2021, 3, 21)
_CYCLE = 33
_LEAP_IN_CYCLE = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_LONG_MONTHS = 6


def western(text: str) -> str:
    """The text with its digits as 0-9, every character at its place."""
    return text if text.isascii() else text.translate(_DIGITS)


def iso(year: int, month: int, day: int) -> str | None:
    """The ISO day; None when there is none or the year is too early for a page."""
    if year < _EARLIEST_YEAR or month > _MONTHS_IN_YEAR:
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


@functools.cache
def _era_form() -> re.Pattern[str]:
    names = "|".join(map(re.escape, lexicon("dates")["eras"]))
    return re.compile(
        rf"({names})\s?({_FIRST_YEAR}|\d{{1,3}})\s?年\s?(\d{{1,2}})\s?月\s?(\d{{1,2}})\s?日?"
    )


def from_era(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and ISO day of each date that counts its year from the beginning of an era."""
    if "年" not in text:
        return
    eras: dict[str, int] = lexicon("dates")["eras"]
    for match in _era_form().finditer(text):
        name, count, month, day = match.groups()
        year = eras[name] + (1 if count == _FIRST_YEAR else int(count))
        found = iso(year, int(month), int(day))
        if found is not None:
            yield match.start(), match.end(), found


def from_jalali(year: int, month: str, day: int) -> str | None:
    """The ISO day of a date of the Iranian calendar; `month` is its name or its number."""
    names: list[str] = lexicon("dates")["jalali"]["months"]
    number = int(month) if month.isdigit() else names.index(month) + 1 if month in names else 0
    if not 1 <= number <= _MONTHS_IN_YEAR or not 1 <= day <= _days_in(year, number):
        return None
    before = sum(_days_in(year, earlier) for earlier in range(1, number))
    return (_nouruz(year) + dt.timedelta(days=before + day - 1)).isoformat()


def _is_leap(year: int) -> bool:
    return year % _CYCLE in _LEAP_IN_CYCLE


def _days_in(year: int, month: int) -> int:
    if month <= _LONG_MONTHS:
        return 31
    return 30 if month < _MONTHS_IN_YEAR or _is_leap(year) else 29


def _nouruz(year: int) -> dt.date:
    """The first day of an Iranian year."""
    between = range(min(year, 1400), max(year, 1400))
    days = sum(366 if _is_leap(each) else 365 for each in between)
    return _NOURUZ_1400 + dt.timedelta(days=days if year >= 1400 else -days)
