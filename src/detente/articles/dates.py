"""Dates in the words of a page: which day or days a text names, and where it names them.

Doubt stays an interval: 03/04 is two days until something settles the order of day and month. A
day without its year is no date here (see `partial`), nor is "4 hours ago" unless retrieval is
known.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from detente.articles.calendars import (
    from_era,
    from_hijri,
    from_jalali,
    hijri_months,
    iso,
    month_days,
    western,
)
from detente.articles.lexicons import lexicon
from detente.nouns import When

_WORD = r"([^\s\d.,/|:;()<>\[\]\"«»–—-]{3,14})"
_GLUE = r"[\s\u00a0.,/-]{1,3}"
_DAY = r"(?:the\s)?(\d{1,2})(?:st|nd|rd|th|er|\.º|º|ª|\.|-го|-е)?"
_OF = r"(?:(?:de|of|do|del)\s+)?"
_TIMES = r"(?:19|20|25)"  # centuries, also of the Buddhist era
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/-])")
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:13|14|19|20)\d\d)\s?(?:-|/|\.|年|년)\s?(\d{1,2})\s?(?:-|/|\.|月|월)\s?(\d{1,2})(?!\d)"
)
_STAMP = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?(?!\d)")
_MAYBE = re.compile(r"\d{4}|\d[./-]\d{1,2}[./-]\d\d|元年|[国國和成]\s?\d")
_YEAR_MAYBE = re.compile(r"(?:1[349]|2[05])\d\d|(?![0-9])\d{4}")
_YEAR = re.compile(r"(?=(?:1[349]|2[05])\d\d)")
_IN_WORDS = 50  # characters before the year that a date in words has at most
_AFTER_YEAR = 10
_ISO_MONTH = re.compile(r"((?:19|20)\d\d)-(\d\d)")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)")
_SINCE_1970 = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
_SECONDS = 10
_MONTHS_IN_YEAR = 12
_GLUED = re.compile(r"(?<=[a-z])[A-Z][a-z]+$")  # dumps: "Coast PressNovember 20, 2019"
_MANIFOLD = re.compile(r"[ .-]")
_LONGEST_CLAIM = 40
_BUDDHIST, _BUDDHIST_CENTURY = 543, 25
_JALALI_YEARS = range(1380, 1450)  # of the Web


class Found(NamedTuple):
    """A date read in a text: where it stands and which day or days it may be."""

    start: int
    end: int
    when: When


@functools.cache
def months() -> dict[str, int]:
    """Month names in lower case, of all languages that are read, and their numbers."""
    table: dict[str, str] = lexicon("dates")["months"]
    return {
        word.replace("\u00a0", " "): int(number)
        for number, words in table.items()
        for word in words.split(" ")
    }


@functools.cache
def month_form() -> str:
    """A pattern, of one group, for a word that may name a month; names of several are told."""
    names = sorted((*months(), *hijri_months()), key=len, reverse=True)
    told = "|".join(re.escape(name) for name in names if _MANIFOLD.search(name))
    return rf"((?:{told})|{_WORD[1:-1]})"


@functools.cache
def _in_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for "4 March 2021" and for "March 4, 2021"."""
    month, glue = month_form(), _GLUE
    # Dumps run an hour into the year: "Nov 20 20194:29 AM".
    year = rf"({_TIMES}\d\d|1[34]\d\d)(?!\d(?!\d?:\d\d))"
    day_first = rf"(?<!\d){_DAY}{glue}{_OF}{month}{glue}{_OF}{year}"
    month_first = rf"(?<!\w){month}{glue}{_DAY}{glue}{year}"
    return re.compile(day_first, re.IGNORECASE), re.compile(month_first, re.IGNORECASE)


@functools.cache
def _ago() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, list[str]] = lexicon("dates")["ago"]
    unit_of = {form: unit for unit, forms in table.items() if unit != "words" for form in forms}
    units = "|".join(map(re.escape, sorted(unit_of, key=len, reverse=True)))
    words = "|".join(map(re.escape, table["words"]))
    pattern = rf"(?<!\w)(?:(?:{words})\s+)?(\d{{1,3}})\s?({units})(?:\s+(?:{words}))?(?!\w)"
    return re.compile(pattern, re.IGNORECASE), unit_of


@functools.cache
def _near() -> tuple[re.Pattern[str], dict[str, int]]:
    table: dict[str, list[str]] = lexicon("dates")["near"]
    days = {word: int(before) for before, words in table.items() for word in words}
    either = "|".join(map(re.escape, sorted(days, key=len, reverse=True)))
    hour = r"\d{1,2}\s?(?:[:.h時시]\s?\d\d|[ap]\.?m\b|uhr\b)"
    named = rf"(?<!\w)({either})(?:[,:|·]|\s|\b(?:at|um|alle|a las|às|à|saat|o|в)\b){{1,4}}{hour}"
    return re.compile(named, re.IGNORECASE), days


def has_date(line: str) -> bool:
    """Whether a line holds a full date or a "3 hours ago"."""
    if _YEAR_MAYBE.search(line) and next(_full_dates(line, None), None) is not None:
        return True
    return _relative(line) is not None


def _relative(line: str) -> re.Match[str] | None:
    words = lexicon("dates")["ago"]["words"]
    if len(line) > _LONGEST_CLAIM or not _names_any(words, line):
        return None
    found = _ago()[0].search(line)
    return found if found is not None and _names_any(words, found.group(0)) else None


def _names_any(words: Iterable[str], text: str) -> bool:
    return any(map(text.lower().__contains__, words))


def read_dates(text: str, *, order: str | None = None, retrieved: str | None = None) -> list[Found]:
    """Every date in `text`, in order.

    Args:
        text: a line or a few.
        order: "dmy" or "mdy" where evidence settles how numbers are written.
        retrieved: ISO time of retrieval, from which "3 hours ago" and "yesterday" count.

    """
    found = list(_full_dates(text, order)) if _MAYBE.search(text) else []
    moment = _moment(retrieved) if retrieved and len(text) <= _LONGEST_CLAIM else None
    if moment is not None:
        found += _counted_back(text, moment)
    return sorted(found, key=lambda item: item.start)


def _counted_back(text: str, moment: dt.datetime) -> Iterator[Found]:
    """What "3 hours ago" and "yesterday, 18:20" name; units coarser than days leave it open."""
    ago = _relative(text)
    unit = _ago()[1].get(ago.group(2).lower()) if ago is not None else None
    if ago is not None and unit in {"second", "minute", "hour", "day"}:
        step = dt.timedelta(**{f"{unit}s": int(ago.group(1))})
        yield _found(ago, (moment - step).date().isoformat())
    pattern, days = _near()
    near = pattern.search(text)
    if near is not None:
        step = dt.timedelta(days=days[near.group(1).lower()])
        yield _found(near, (moment - step).date().isoformat())


def _found(match: re.Match[str], day: str, last: str | None = None) -> Found:
    return Found(
        match.start(), match.end(), When(earliest=day, latest=last or day, words=match.group(0))
    )


def _full_dates(text: str, order: str | None) -> Iterator[Found]:
    """Every full date; its words are those of `text`, whatever digits they are written in."""
    plain = western(text)
    for found in _plain_dates(plain, order):
        words = text[found.start : found.end]
        yield found._replace(
            when=When(earliest=found.when.earliest, latest=found.when.latest, words=words)
        )


def _plain_dates(text: str, order: str | None) -> Iterator[Found]:
    day_first, month_first = _in_words()
    taken: set[int] = set()
    years = [match.start() for match in _YEAR.finditer(text)]
    near = list(_before_years(years))
    for match in _within(day_first, text, near):
        for found in _exact(match, match.group(3), match.group(2), match.group(1)):
            taken.add(found.end)
            yield found
    for match in _within(month_first, text, near):
        if match.end() in taken:  # "6 March 4, 2021" is read once
            continue
        glued = _GLUED.search(match.group(1))
        name = glued.group(0) if glued is not None else match.group(1)
        shift = len(match.group(1)) - len(name)
        for found in _exact(match, match.group(3), name, match.group(2)):
            yield found._replace(start=found.start + shift)
    for year in years:
        first = _YEAR_FIRST.match(text, year)
        if first is not None:
            yield from _exact(first, *first.group(1, 2, 3))
    for start, end, day in from_era(text):
        yield Found(start, end, When(earliest=day, latest=day, words=text[start:end]))
    for match in _NUMBERS.finditer(text):
        yield from _numeric(match, order)


def _before_years(years: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The stretches of a text that dates in words with these years stand in, apart from another."""
    start = end = 0
    for year in years:
        if end and year - _IN_WORDS > end:
            yield start, end
        if not end or year - _IN_WORDS > end:
            start = max(0, year - _IN_WORDS)
        end = year + _AFTER_YEAR
    if end:
        yield start, end


def _within(
    pattern: re.Pattern[str], text: str, stretches: Iterable[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    for start, end in stretches:
        yield from pattern.finditer(text, start, end)


def _exact(match: re.Match[str], year: str, month: str, day: str) -> Iterator[Found]:
    days = _days(int(year), month.lower().rstrip("."), int(day))
    if days is not None:
        yield _found(match, *days)


def _days(year: int, month: str, day: int) -> tuple[str, str] | None:
    """The first and last day that a day of a month is, by whatever calendar the month is of."""
    if month in hijri_months():
        return from_hijri(year, hijri_months()[month], day)
    if year in _JALALI_YEARS:
        found = from_jalali(year, month, day)
    else:
        number = int(month) if month.isdigit() else months().get(month)
        western_year = year - _BUDDHIST if year // 100 == _BUDDHIST_CENTURY else year
        found = iso(western_year, number, day) if number else None
    return (found, found) if found is not None else None


@functools.cache
def _month_and_year() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){month_form()}{_GLUE}{_OF}({_TIMES}\d\d)(?!\d)", re.IGNORECASE)


def read_months(text: str) -> list[Found]:
    """Every month with its year in `text`, in order, as the days from its first to its last."""
    if not _MAYBE.search(text):
        return []
    found = []
    plain = western(text)
    for match in _month_and_year().finditer(plain):
        number, year = months().get(match.group(1).lower().rstrip(".")), int(match.group(2))
        days = month_days(year, number) if number else None
        if days is not None:
            words = text[match.start() : match.end()]
            when = When(earliest=days[0], latest=days[1], words=words)
            found.append(Found(match.start(), match.end(), when))
    return found


def _numeric(match: re.Match[str], order: str | None) -> Iterator[Found]:
    days = readings(match.group(0))
    if len(days) > 1:
        dmy = order == "dmy" or match.group(2) == "."
        if dmy or order == "mdy":
            days = days[:1] if dmy else days[1:]
    if days:
        yield _found(match, min(days), max(days))


def readings(numbers: str) -> list[str]:
    """The days that a date all in numbers may be: day first, then month first; empty for none."""
    match = _NUMBERS.fullmatch(western(numbers))
    if match is None:
        return []
    first, _, second, written = match.groups()
    year = int(written)
    if len(written) == 2:
        year += 2000
    elif not written.startswith(("19", "20")):
        return []
    found = (iso(year, int(second), int(first)), iso(year, int(first), int(second)))
    return list(dict.fromkeys(day for day in found if day))


def _moment(written: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(written.replace("Z", "+00:00"))
    except ValueError:
        return None


def iso_day(value: object) -> str | None:
    """The day of an ISO 8601 date or time, or of a date in words that is clear; else None."""
    when = stated(value)
    return when.day if when is not None else None


def stated(value: Any, order: str | None = None) -> When | None:
    """The day or days that a field meant for a date names; None where it names none or several.

    ISO 8601, with or without marks, seconds or milliseconds since 1970, and words. A time with an
    offset keeps the day as it is written: that of the place it was published in.
    """
    text = "" if value is None or isinstance(value, bool) else str(value).strip()
    match = _ISO.match(text) or _STAMP.fullmatch(text)
    month = _ISO_MONTH.fullmatch(text)
    if month:
        whole = month_days(int(month.group(1)), int(month.group(2)))
        return When(earliest=whole[0], latest=whole[1], words=text) if whole is not None else None
    if match:
        day = iso(*(int(part) for part in match.group(1, 2, 3)))
    elif _SINCE_1970.fullmatch(text):
        seconds = int(text[:_SECONDS])
        day = dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
    else:
        found = read_dates(text, order=order) or read_months(text)
        days = {item.when.earliest for item in found} | {item.when.latest for item in found}
        return found[0].when if found and (len(found) == 1 or len(days) == 1) else None
    return When(earliest=day, latest=day, words=text) if day is not None else None


def has_numeric_date(line: str) -> bool:
    """Whether a line has a date all in numbers, whose order must be settled."""
    return _NUMBERS.search(line) is not None


def settled_order(text: str, language: str | None) -> str | None:
    """How the page writes days and months in numbers, where its own dates or language tell."""
    orders = set()
    for match in _NUMBERS.finditer(text):
        first, second = int(match.group(1)), int(match.group(3))
        if first > _MONTHS_IN_YEAR >= second:
            orders.add("dmy")
        elif second > _MONTHS_IN_YEAR >= first:
            orders.add("mdy")
    if len(orders) == 1:
        return orders.pop()
    # Of the languages that we list only English is written in both orders.
    return "dmy" if not orders and language not in {None, "en"} else None


def order_of_host(host: str | None) -> str | None:
    """How numbers are written in the country whose top-level domain a host has."""
    if host is None:
        return None
    domain = host.rpartition(".")[2]
    return next(
        (order for order, domains in lexicon("dates")["order"].items() if domain in domains), None
    )
