"""Dates in the words of a page: what a line says about a day, and which claim is chosen.

Rules: a date is never after the page was retrieved; the order of day and month is settled by
evidence (a number over twelve, the outlet's profile, the language, other dates of the page) or the
date stays an interval of both readings; "4 hours ago" is a date only when retrieval is known.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from detente.articles.lexicons import lexicon
from detente.nouns import DateClaim, Span, When

_WORD = r"([^\W\d_]{3,12})"
_GLUE = r"[\s\u00a0.,/-]{1,3}"
_DAY = r"(\d{1,2})(?:st|nd|rd|th|er|\.º|º|ª|\.)?"
_OF = r"(?:(?:de|of|do)\s+)?"
_DAY_MONTH_YEAR = re.compile(rf"(?<!\d){_DAY}{_GLUE}{_OF}{_WORD}{_GLUE}{_OF}(\d{{4}})(?!\d)", re.I)
_MONTH_DAY_YEAR = re.compile(rf"\b{_WORD}{_GLUE}{_DAY}{_GLUE}(\d{{4}})(?!\d)", re.I)
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?(?:-|/|\.|年|년)\s?(\d{1,2})\s?(?:-|/|\.|月|월)\s?(\d{1,2})(?!\d)"
)
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/-])")
_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([/_-]?)(\d{2}|[a-z]{3})\2(\d{2})(?!\d)", re.IGNORECASE
)
_MAYBE = re.compile(r"\d{4}")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)")
_EARLIEST_YEAR = 1900
_MONTHS_IN_YEAR = 12
_LONGEST_CLAIM = 40


class Found(NamedTuple):
    """A date read in a text: where it stands and which day or days it may be."""

    start: int
    end: int
    when: When


@functools.cache
def _months() -> dict[str, int]:
    table: dict[str, str] = lexicon("dates")["months"]
    return {
        word.replace("\u00a0", " "): int(number)
        for number, words in table.items()
        for word in words.split(" ")
    }


@functools.cache
def _ago() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, list[str]] = lexicon("dates")["ago"]
    unit_of = {form: unit for unit, forms in table.items() if unit != "words" for form in forms}
    units = "|".join(map(re.escape, sorted(unit_of, key=len, reverse=True)))
    words = "|".join(map(re.escape, table["words"]))
    pattern = rf"(?<!\w)(?:(?:{words})\s+)?(\d{{1,3}})\s?({units})(?:\s+(?:{words}))?(?!\w)"
    return re.compile(pattern, re.IGNORECASE), unit_of


def has_date(line: str) -> bool:
    """Whether a line holds a full date or a "3 hours ago"."""
    if _MAYBE.search(line) and next(_full_dates(line, None), None) is not None:
        return True
    return _relative(line) is not None


def _relative(line: str) -> re.Match[str] | None:
    if len(line) > _LONGEST_CLAIM:
        return None
    found = _ago()[0].search(line)
    if found is None:
        return None
    words = lexicon("dates")["ago"]["words"]
    return found if any(word in found.group(0).lower().split() for word in words) else None


def read_dates(text: str, *, order: str | None = None, retrieved: str | None = None) -> list[Found]:
    """Every date in `text`, in order.

    Args:
        text: a line or a few.
        order: "dmy" or "mdy" where evidence settles how numbers are written.
        retrieved: ISO time of retrieval, from which "3 hours ago" counts.

    """
    found = list(_full_dates(text, order)) if _MAYBE.search(text) else []
    relative = _relative(text)
    if relative is not None and retrieved is not None:
        day = _days_before(relative, retrieved)
        if day is not None:
            when = When(earliest=day, latest=day, words=relative.group(0))
            found.append(Found(relative.start(), relative.end(), when))
    return sorted(found, key=lambda item: item.start)


def _full_dates(text: str, order: str | None) -> Iterator[Found]:
    for match in _DAY_MONTH_YEAR.finditer(text):
        yield from _exact(match, match.group(3), match.group(2), match.group(1))
    for match in _MONTH_DAY_YEAR.finditer(text):
        yield from _exact(match, match.group(3), match.group(1), match.group(2))
    for match in _YEAR_FIRST.finditer(text):
        yield from _exact(match, *match.group(1, 2, 3))
    for match in _NUMBERS.finditer(text):
        yield from _numeric(match, order)


def _exact(match: re.Match[str], year: str, month: str, day: str) -> Iterator[Found]:
    number = int(month) if month.isdigit() else _months().get(month.lower().rstrip("."))
    iso = _iso(int(year), number, int(day)) if number else None
    if iso is not None:
        yield Found(
            match.start(), match.end(), When(earliest=iso, latest=iso, words=match.group(0))
        )


def _numeric(match: re.Match[str], order: str | None) -> Iterator[Found]:
    first, mark, second, year = match.groups()
    a, b, y = int(first), int(second), int(year)
    day_first, month_first = _iso(y, b, a), _iso(y, a, b)
    if day_first and month_first:
        if order == "dmy" or mark == ".":
            month_first = day_first
        elif order == "mdy":
            day_first = month_first
    days = sorted(day for day in (day_first, month_first) if day)
    if days:
        when = When(earliest=days[0], latest=days[-1], words=match.group(0))
        yield Found(match.start(), match.end(), when)


def _iso(year: int, month: int, day: int) -> str | None:
    if year < _EARLIEST_YEAR or month > _MONTHS_IN_YEAR:
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _days_before(match: re.Match[str], retrieved: str) -> str | None:
    """The day that "3 hours ago" names; coarser units than days leave it open."""
    unit = _ago()[1].get(match.group(2).lower())
    moment = _moment(retrieved)
    if unit is None or moment is None or unit in {"week", "month", "year"}:
        return None
    step = dt.timedelta(**{f"{unit}s": int(match.group(1))})
    return (moment - step).date().isoformat()


def _moment(iso: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(iso.replace("Z", "+00:00"))
    except ValueError:
        return None


def iso_day(value: object) -> str | None:
    """The day of an ISO 8601 date or time, or of a date in words that is clear; else None."""
    text = str(value).strip()
    match = _ISO.match(text)
    if match:
        return _iso(*(int(part) for part in match.groups()))
    found = read_dates(text)
    return found[0].when.day if len(found) == 1 else None


def address_date(url: str | None) -> DateClaim | None:
    """The day in an address such as `…/2024/05/17/…`; None when there is none."""
    if not url:
        return None
    path = url.split("://", 1)[-1].partition("/")[2].partition("?")[0]
    for match in _ADDRESS.finditer(path):
        year, mark, month, day = match.groups()
        number = int(month) if month.isdigit() else _months().get(month.lower())
        iso = _iso(int(year), number, int(day)) if number else None
        if iso is not None and (mark or match.end() - match.start() == 8):
            return DateClaim(kind="address", when=When(earliest=iso, latest=iso, words=match[0]))
    return None


@functools.cache
def _claim_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = lexicon("dates")["claims"]
    patterns = []
    for kind in ("updated", "published"):
        words = "|".join(map(re.escape, sorted(table[kind], key=len, reverse=True)))
        patterns.append(re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE))
    return patterns[0], patterns[1]


def claims_in(
    line: str, start: int, *, order: str | None, retrieved: str | None
) -> list[DateClaim]:
    """What one line of a page's head or foot claims about the article's dates.

    Args:
        line: the line.
        start: its offset in the page's text, from which spans count.
        order: "dmy", "mdy" or None.
        retrieved: ISO time of retrieval or None.

    """
    claims = []
    position = 0
    for found in read_dates(line, order=order, retrieved=retrieved):
        before = line[position : found.start]
        span: Span = (start + found.start, start + found.end)
        claims.append(DateClaim(kind=_kind(before), when=found.when, span=span))
        position = found.end
    return claims


def _kind(words_before: str) -> str:
    updated, published = _claim_words()
    last_updated = max((m.start() for m in updated.finditer(words_before)), default=-1)
    last_published = max((m.start() for m in published.finditer(words_before)), default=-1)
    return "updated" if last_updated > last_published else "published"


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


_RANK = ("given", "metadata", "published", "updated", "address", "dateline")
_RULES = {
    "given": "given with the page",
    "metadata": "the page's metadata",
    "published": "the page says when it was published",
    "updated": "the page says only when it was updated",
    "address": "the day in the address",
    "dateline": "the day in the dateline",
}


def chosen(
    claims: Iterable[DateClaim], retrieved: str | None
) -> tuple[str | When | None, str | None]:
    """The publication date among `claims` and the rule that chose it; (None, None) when unsure.

    A claim after the day of retrieval is passed over: it belongs to something else on the page.
    """
    limit = iso_day(retrieved) if retrieved else None
    for kind in _RANK:
        fitting = [
            claim
            for claim in claims
            if claim.kind == kind and not (limit and (claim.when.earliest or "") > limit)
        ]
        exact = [claim for claim in fitting if claim.when.day]
        for claim in exact or fitting:
            return claim.when.day or claim.when, _RULES[kind]
    return None, None
