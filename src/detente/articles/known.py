"""What is known about an article beside its text, put together from all who say something of it.

A claim given with the page stands beside what the page itself says; every date claim is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from detente.articles.credits import agencies_in, agency_of, credited
from detente.articles.dateline import Dateline
from detente.articles.dates import (
    address_date,
    chosen,
    claims_in,
    has_numeric_date,
    iso_day,
    read_dates,
    settled_order,
)
from detente.articles.language import language
from detente.articles.lines import Line
from detente.articles.profiles import by_host, host_of
from detente.nouns import DateClaim, Page, When


class Known(NamedTuple):
    """The dates of an article: every claim, the chosen one and the rule that chose it."""

    dates: tuple[DateClaim, ...]
    published: str | When | None
    rule: str | None


def known_dates(page: Page, claims: Iterable[DateClaim]) -> Known:
    """The dates of an article of `page`, from the claims of its text and those of its delivery."""
    every = list(claims)
    given = page.given.get("published")
    when = _given_date(given, date_order(page))
    if when is not None:
        every.append(DateClaim(kind="given", when=when))
    address = address_date(page.url)
    if address is not None:
        every.append(address)
    if page.retrieved:
        day = iso_day(page.retrieved)
        if day is not None:
            when = When(earliest=day, latest=day, words=page.retrieved)
            every.append(DateClaim(kind="retrieved", when=when))
    unique = tuple(dict.fromkeys(every))
    published, rule = chosen(unique, page.retrieved)
    return Known(unique, published, rule)


def _given_date(value: Any, order: str | None) -> When | None:
    if value in (None, ""):
        return None
    if isinstance(value, dict):
        earliest, latest = iso_day(value.get("earliest")), iso_day(value.get("latest"))
        if earliest is None and latest is None:
            return None
        return When(earliest=earliest, latest=latest, words=str(value.get("words", "")))
    words = str(value)
    day = iso_day(words)
    if day is not None:
        return When(earliest=day, latest=day, words=words)
    found = read_dates(words, order=order)
    return found[0].when if found else None


def date_order(page: Page) -> str | None:
    """How the page's outlet writes days and months in numbers; None when nobody knows."""
    profile = by_host(host_of(page.url))
    return profile.date_order if profile is not None else None


def line_claims(page: Page, lines: Sequence[Line], code: str | None) -> list[DateClaim]:
    """What the lines of an article's head and foot claim about its dates."""
    dated = [line for line in lines if line.dated]
    order = date_order(page)
    if order is None and any(has_numeric_date(line.text) for line in dated):
        order = settled_order(page.text, code)
    return [
        claim
        for line in dated
        for claim in claims_in(line.text, line.start, order=order, retrieved=page.retrieved)
    ]


def known_outlet(page: Page, said: str | None) -> str | None:
    """The outlet: as given, by the address, as the page says; None when unsure."""
    given = page.given.get("outlet")
    if isinstance(given, str) and given.strip():
        return given.strip()
    profile = by_host(host_of(page.url))
    return profile.name if profile is not None else said


def known_language(page: Page, text: str, seen: str | None = None) -> str | None:
    """The language of an article: as given, as was `seen` already, else as its text shows."""
    given = page.given.get("language")
    if isinstance(given, str) and len(given) >= 2:
        return given[:2].lower()
    return seen or language(text)


def known_byline(page: Page, said: str | None) -> str | None:
    """Who wrote it: as the page says, else as given."""
    given = page.given.get("byline")
    if isinstance(given, list | tuple):
        given = ", ".join(str(name) for name in given)
    return said or (given.strip() or None if isinstance(given, str) else None)


def known_agencies(
    page: Page, around: Sequence[Line], text: str, filed: Dateline | None, byline: str | None
) -> tuple[str, ...]:
    """The agencies and sources credited in head, foot, byline and dateline, or told in the text."""
    names = credited(around)
    if filed is not None and filed.agency is not None:
        names += [agency_of(filed.agency) or filed.agency]
    if byline is not None and (agency := agency_of(byline)) is not None:
        names.append(agency)
    names += [credit.name for credit in agencies_in(text)]
    profile = by_host(host_of(page.url))
    if profile is not None and profile.agency is not None:
        names.append(profile.agency)
    return tuple(_longest(dict.fromkeys(names)))


def _longest(names: Iterable[str]) -> list[str]:
    """The names without those that another begins with: "Coastal" beside "Coastal Press"."""
    every = list(names)
    return [name for name in every if not any(other.startswith(f"{name} ") for other in every)]
