"""What is known about an article beside its text, put together from all who say something of it.

A claim given with the page stands beside what the page itself says; every date claim is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from detente.articles.claims import address_date, chosen, claims_in, kind_said, settled
from detente.articles.credits import agencies_in, agency_of, credited
from detente.articles.dateline import Dateline, dateline, dateline_in_form, is_dateline
from detente.articles.dates import (
    has_numeric_date,
    iso_day,
    order_of_host,
    read_dates,
    settled_order,
    stated,
)
from detente.articles.language import language
from detente.articles.lines import Line
from detente.articles.outlet import named_in_front
from detente.articles.partial import weekdays
from detente.articles.profiles import by_host, host_of, in_form
from detente.nouns import Article, DateClaim, Page, Span, When

_MOST_LOOSE = 2
_RIGHT_ABOVE = 80  # characters
_WORDS_REACH = 80
_UNTOLD = frozenset({"updated", "created", "retrieved"})  # no days of publication
_TITLE_ENDS = " \t\r*_#.)"
_WEB_BEGINS = "1993"  # days before are told of in titles: "The flood of Oye, 4 May 1931"
_SETS_OFF = ",|·:(–—-"


class Known(NamedTuple):
    """The dates of an article: every claim, the chosen one and the rule that chose it."""

    dates: tuple[DateClaim, ...]
    published: str | When | None
    rule: str | None


def known_dates(
    page: Page,
    claims: Iterable[DateClaim],
    *,
    title: int | None = None,
    address: str | None = None,
) -> Known:
    """The dates of an article of `page`, from the claims of its text and those of its delivery.

    Args:
        page: the page.
        claims: what its words and metadata claim.
        title: offset of the article's title in the page's text, where it has one.
        address: the page's address as it states it itself, where the delivery gave none.

    """
    every = list(claims)
    for field, kind in (("published", "given"), ("created", "created")):
        when = _given_date(page.given.get(field), date_order(page))
        if when is not None:
            every.append(DateClaim(kind=kind, when=when))
    of_address = address_date(page.url or address)
    if of_address is not None:
        every.append(of_address)
    if page.retrieved:
        day = iso_day(page.retrieved)
        if day is not None:
            when = When(earliest=day, latest=day, words=page.retrieved)
            every.append(DateClaim(kind="retrieved", when=when))
    unique = settled(dict.fromkeys(every), page.retrieved)
    published, rule = chosen(unique, page.retrieved, above=_above(page, unique, title))
    return Known(unique, published, rule)


def _given_date(value: Any, order: str | None) -> When | None:
    if isinstance(value, dict):
        earliest, latest = iso_day(value.get("earliest")), iso_day(value.get("latest"))
        if earliest is None and latest is None:
            return None
        return When(earliest=earliest, latest=latest, words=str(value.get("words", "")))
    return stated(value, order)


def date_order(page: Page) -> str | None:
    """How the page's outlet writes days and months in numbers; None when nobody knows."""
    host = host_of(page.url)
    profile = by_host(host)
    known = profile.date_order if profile is not None else None
    return known or order_of_host(host)


def line_claims(page: Page, lines: Sequence[Line], code: str | None) -> list[DateClaim]:
    """What the lines of an article's head or foot claim about its dates.

    Args:
        page: the page.
        lines: lines with offsets into its text; those that credit pictures claim nothing.
        code: the page's language (ISO 639-1), None when unsure.

    """
    told = [line for line in lines if line.digits and not line.picture]
    order = date_order(page)
    if order is None and any(has_numeric_date(line.text) for line in told):
        shown = "\n".join(line.text for line in lines)
        order = settled_order(shown if page.media == "text/html" else page.text, code)
    claims: list[DateClaim] = []
    loose: list[DateClaim] = []  # whose words do not say what they are
    for line in told:
        if is_dateline(line.text):
            claims += dateline_claims(line.text, dateline(line.text), ((line.start, line.end),))
            continue
        found = claims_in(line.text, line.start, order=order, retrieved=page.retrieved)
        (loose if kind_said(line.text) is None else claims).extend(found)
    if len({(claim.when.earliest, claim.when.latest) for claim in loose}) > _MOST_LOOSE:
        return claims  # a list of other articles stands there
    return sorted((*claims, *loose), key=lambda claim: claim.span or (0, 0))


def dateline_claims(text: str, filed: Dateline | None, stands: Sequence[Span]) -> list[DateClaim]:
    """The claim of the day in the dateline with which `text` begins; empty when it has none.

    Args:
        text: an article's text or a line.
        filed: its dateline.
        stands: where the beginning of `text` stands in the page's text; empty when nobody knows.

    """
    if filed is None or filed.day is None:
        return []
    start, end = filed.day
    words = text[start:end]
    found = read_dates(words)
    when = found[0].when if found else When(earliest=None, latest=None, words=words)
    span = (stands[0][0] + start, stands[0][0] + end) if stands else None
    return [DateClaim(kind="dateline", when=when, span=span)]


def title_claims(page: Page, article: Article) -> list[DateClaim]:
    """The claim of the day that ends a title and is set off from it: "Answers, Oye, 4 May 2021".

    So ministries head what was said on a day; empty where the title ends otherwise.
    """
    if article.title is None or article.start is None:
        return []
    line = page.text[article.start :].partition("\n")[0].rstrip(_TITLE_ENDS)
    found = read_dates(line, order=date_order(page))
    if len(found) != 1 or found[0].end < len(line) or (found[0].when.day or "") < _WEB_BEGINS:
        return []
    before = line[: found[0].start].split()
    while before and before[-1].strip(",").casefold() in weekdays():
        before.pop()
    if not before or before[-1][-1] not in _SETS_OFF:
        return []
    start, end = found[0].start + article.start, found[0].end + article.start
    return [DateClaim(kind="published", when=found[0].when, span=(start, end))]


def with_own_dates(page: Page, article: Article) -> Article:
    """The article with the day of its dateline among its claims, and the choice made anew.

    Days below its text or well above its title that do not say what they are belong to other
    articles of the page, and those in its title to what it tells of: no claims of this one. But
    where no other day is known, one with which the title ends is.
    """
    filed = known_dateline(page, article.text)
    stands = article.page_spans(((0, filed.end),)) if filed is not None else ()
    own = [claim for claim in article.dates if _is_own(page, article, claim)]
    own += dateline_claims(article.text, filed, stands)
    known = any(claim.when.earliest and claim.kind not in _UNTOLD for claim in own)
    titled = [] if known else title_claims(page, article)
    own += titled
    if tuple(own) == article.dates and article.start is None:
        return article
    every = settled(dict.fromkeys(own), page.retrieved)
    title = article.start if article.title is not None else None
    published, rule = chosen(every, page.retrieved, above=_above(page, every, title), titled=titled)
    return msgspec.structs.replace(article, dates=every, published=published, published_rule=rule)


def _above(page: Page, claims: Iterable[DateClaim], title: int | None) -> list[DateClaim]:
    """The claims above the title that do not say what they are."""
    return [
        claim
        for claim in claims
        if title is not None and claim.span is not None and claim.span[0] < title
        if claim.kind == "published" and kind_said(_words_before(page, claim.span[0])) is None
    ]


def _words_before(page: Page, start: int) -> str:
    """The words of a line that stand before an offset."""
    return page.text[max(page.text.rfind("\n", 0, start) + 1, start - _WORDS_REACH) : start]


def _is_own(page: Page, article: Article, claim: DateClaim) -> bool:
    if claim.span is None or article.start is None or article.end is None:
        return True
    start, end = claim.span
    if start < article.end and article.start - end <= _RIGHT_ABOVE:
        title_end = article.start + len(article.title or "")
        return not article.start <= start < title_end
    return kind_said(_words_before(page, start)) is not None


def known_outlet(page: Page, said: str | None) -> str | None:
    """The outlet: as given, by the address, as the page says; None when unsure."""
    given = page.given.get("outlet")
    if isinstance(given, str) and given.strip():
        return given.strip()
    profile = by_host(host_of(page.url))
    if profile is not None:
        return profile.name
    return said or (named_in_front(page.text) if page.media == "text/markdown" else None)


def known_language(page: Page, text: str, seen: str | None = None) -> str | None:
    """The language of an article: as given, as was `seen` already, else as its text shows."""
    given = page.given.get("language")
    if isinstance(given, str) and len(given) >= 2:
        return given[:2].lower()
    return seen or language(text)


def known_dateline(page: Page, text: str) -> Dateline | None:
    """The dateline with which an article's text begins, in a usual form or one of its outlet's."""
    profile = by_host(host_of(page.url))
    own = profile.datelines if profile is not None else ()
    return dateline(text) or dateline_in_form(text, own)


def known_byline(page: Page, said: str | None, head: Sequence[Line] = ()) -> str | None:
    """Who wrote it: as a line in a form of the outlet says, as the page says, else as given."""
    profile = by_host(host_of(page.url))
    if profile is not None and profile.bylines:
        found = (in_form(profile.bylines, line.text) for line in head)
        named = next((match["name"] for match in found if match is not None), None)
        said = named or said
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
