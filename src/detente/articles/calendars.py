"""Days of other calendars and digits of other scripts, as days of the Gregorian calendar.

Read are the years of Japanese and Chinese eras, the Iranian calendar and the lunar Hijri calendar.
By which sighting of the moon a date of the last counts, a page does not say: it is three days.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections.abc import Iterator

from detente.articles.lexicons import lexicon

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯๐๑๒๓๔๕๖๗๘๙", "0123456789" * 5)
_OTHER_DIGIT = re.compile("[٠-٩۰-۹०-९০-৯๐-๙]")
_EARLIEST_YEAR = 1900
_MONTHS_IN_YEAR = 12
_FIRST_YEAR = "元"
# Nouruz of 1400 and the leap years of the 33-year cycle that holds for 1300-1502 (Borkowski 1996).
_NOURUZ_1400 = dt.date(2021, 3, 21)
_CYCLE = 33
_LEAP_IN_CYCLE = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_LONG_MONTHS = 6
# The arithmetical Islamic calendar (Reingold & Dershowitz, Calendrical Calculations, ch. 7): the
# day before its first as `date.toordinal` counts, and leap years.
_BEFORE_HIJRA = 227_014
_HIJRI_CYCLE, _HIJRI_LEAPS = 30, 11
_HIJRI_MONTH = 30
_SIGHTING = dt.timedelta(days=1)


def western(text: str) -> str:
    """The text with its digits as 0-9, every character at its place."""
    return text.translate(_DIGITS) if _OTHER_DIGIT.search(text) else text


def iso(year: int, month: int, day: int) -> str | None:
    """The ISO day; None when there is none or the year is too early for a page."""
    if year < _EARLIEST_YEAR or month > _MONTHS_IN_YEAR:
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def month_days(year: int, month: int) -> tuple[str, str] | None:
    """The first and the last day of a month; None for none of a page's."""
    first = iso(year, month, 1)
    if first is None:
        return None
    return first, f"{first[:-2]}{calendar.monthrange(year, month)[1]}"


def is_month(earliest: str, latest: str) -> bool:
    """Whether the days from one to another (ISO) are all of one month."""
    return month_days(int(earliest[:4]), int(earliest[5:7])) == (earliest, latest)


@functools.cache
def hijri_months() -> dict[str, int]:
    """Names of the months of the Hijri calendar in lower case, and their numbers."""
    table: dict[str, list[str]] = lexicon("dates")["hijri"]
    return {name: int(number) for number, names in table.items() for name in names}


def from_hijri(year: int, month: int, day: int) -> tuple[str, str] | None:
    """The first and last ISO day that a date of the Hijri calendar may be; None for none."""
    if not 1 <= day <= _HIJRI_MONTH:
        return None
    leaps = (3 + _HIJRI_LEAPS * year) // _HIJRI_CYCLE
    before = (59 * (month - 1) + 1) // 2  # months of 30 and 29 days by turns
    ordinal = _BEFORE_HIJRA + 354 * (year - 1) + leaps + before + day
    counted = dt.date.fromordinal(ordinal)
    return (counted - _SIGHTING).isoformat(), (counted + _SIGHTING).isoformat()


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
