"""When something was said: the words of a report resolved to a day or an interval.

A weekday is the last such day on or before the day of publication; a date without a year takes the
year that puts it last before publication; "last month" and "this week" are intervals. Without a
day of publication only full dates resolve, and the words are kept either way.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from detente.attribution.lexicons import lexicon
from detente.nouns import When

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DAY = "|".join(_DAYS)
_MONTH = "|".join(_MONTHS) + r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_YEAR = r"(?:,?\s+(?P<%s>\d{4}))?"
TIME = re.compile(
    r"\b(?:(?:(?:early|late|earlier|later)\s+)?(?:on\s+)?(?:"
    rf"(?P<dm>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<md>{_MONTH})\b\.?{_YEAR % 'dy'}"
    rf"|(?P<mm>{_MONTH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b{_YEAR % 'my'}"
    rf"|(?P<lastday>last\s+)?(?P<weekday>{_DAY})\b)"
    r"|(?P<near>today|yesterday|tonight|overnight|this (?:morning|afternoon|evening)|last night)\b"
    r"|(?<!later )(?:earlier |late |early )?(?P<which>this|last|the past|the same)\s+"
    r"(?P<unit>week|month|year|weekend)\b"
    rf"|in (?P<inmonth>{'|'.join(_MONTHS)})\b{_YEAR % 'inyear'})",
    re.IGNORECASE,
)
"""The expressions of time that a report may carry."""
_REACH = 40
"""Characters before a clause in which "two days after" stands."""


_LATER = re.compile(
    r"\b(?:(?P<count>the|a|one|two|three|four|five|six|ten|\d{1,2})\s+)?"
    r"(?P<unit>hours?|days?|weeks?|months?|years?)\s+(?:after|since)\s+\Z",
    re.IGNORECASE,
)
"""What puts the time of a clause before that of the one around it: "said, a day after X asked"."""


def before(text: str, start: int, told: When | None) -> When | None:
    """When something was said that is told after "a day after"; None where that is not sure.

    Args:
        text: the text.
        start: where the words that tell of it begin.
        told: the time of the clause around.

    """
    match = _LATER.search(text, max(0, start - _REACH), start)
    if match is None or told is None:
        return told
    count = (match["count"] or "").lower()
    if not match["unit"].lower().startswith("day") or not count:
        return None
    days = timedelta(lexicon("circumstances")["counts"].get(count) or int(count))
    first, last = (
        (date.fromisoformat(day[:10]) - days).isoformat() if day else None
        for day in (told.earliest, told.latest)
    )
    words = f"{told.words}, {match.group().strip()}"
    return When(earliest=first, latest=last, words=words)


def when(
    text: str,
    stretches: list[tuple[int, int]],
    published: str | None,
    updated: str | None = None,
) -> When | None:
    """The first time that the given stretches of `text` tell, or None.

    Args:
        text: the text.
        stretches: spans to look in, in order of preference: what is reported must be left out.
        published: ISO day of publication, or None.
        updated: ISO day of the last change; a weekday is the last before it where it is within a
            week of publication ("said on Wednesday", in what came out on Tuesday).

    """
    day = date.fromisoformat(published[:10]) if published else None
    for start, end in stretches:
        match = next((m for m in TIME.finditer(text, start, end) if not _is_title(text, m)), None)
        if match:
            anchor = _last_change(day, updated) if match["weekday"] else day
            earliest, latest = _interval(match, anchor)
            words = match.group().strip()
            return When(
                earliest=earliest.isoformat() if earliest else None,
                latest=latest.isoformat() if latest else None,
                words=words,
            )
    return None


def _last_change(published: date | None, updated: str | None) -> date | None:
    changed = date.fromisoformat(updated[:10]) if updated else None
    if published is None or changed is None or not 0 < (changed - published).days < 7:
        return published
    return changed


def _is_title(text: str, match: re.Match[str]) -> bool:
    """Whether "Today" is a name: capitalised, with a word before it."""
    before = text[max(0, match.start() - 2) : match.start()]
    return bool(match["near"]) and match.group()[0].isupper() and before[:1].isalnum()


def _interval(match: re.Match[str], published: date | None) -> tuple[date | None, date | None]:
    if match["dm"] or match["d2"]:
        return _dated(match, published)
    if match["inmonth"]:
        month = _MONTHS.index(match["inmonth"].lower()) + 1
        year = int(match["inyear"]) if match["inyear"] else _year_before(month, 1, published)
        return _month(year, month) if year else (None, None)
    if published is None:
        return None, None
    if match["weekday"]:
        return _weekday(match, published)
    if match["near"]:
        back = match["near"].lower() in ("yesterday", "last night", "overnight")
        day = published - timedelta(days=1) if back else published
        return day, published if match["near"].lower() == "overnight" else day
    return _unit(match["which"].lower(), match["unit"].lower(), published)


def _dated(match: re.Match[str], published: date | None) -> tuple[date | None, date | None]:
    day = int(match["dm"] or match["d2"])
    month = next(
        n
        for n, m in enumerate(_MONTHS, 1)
        if m.startswith((match["md"] or match["mm"]).lower()[:3])
    )
    given = match["dy"] or match["my"]
    year = int(given) if given else _year_before(month, day, published)
    try:
        found = date(year, month, day) if year else None
    except ValueError:
        found = None
    return found, found


def _year_before(month: int, day: int, published: date | None) -> int | None:
    if published is None:
        return None
    return (
        published.year if (month, day) <= (published.month, published.day) else published.year - 1
    )


def _weekday(match: re.Match[str], published: date) -> tuple[date, date]:
    back = (published.weekday() - _DAYS.index(match["weekday"].lower())) % 7
    if match["lastday"] and back == 0:
        back = 7
    found = published - timedelta(days=back)
    return found, found


def _unit(which: str, unit: str, published: date) -> tuple[date, date]:
    if unit in ("week", "weekend"):
        start = published - timedelta(days=published.weekday() + (7 if which == "last" else 0))
        end = start + timedelta(days=6)
        start = start + timedelta(days=5) if unit == "weekend" else start
        return start, min(end, published)
    if unit == "month":
        first = published.replace(day=1)
        begin, end = (
            _month((first - timedelta(days=1)).year, (first - timedelta(days=1)).month)
            if which == "last"
            else (first, published)
        )
        return begin, end
    year = published.year - (which == "last")
    return date(year, 1, 1), min(date(year, 12, 31), published)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
