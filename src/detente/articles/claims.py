"""Claims of a page about an article's dates: found, settled by one another, and one chosen.

Every claim is kept. A claim after the day of retrieval is never chosen: it belongs to something
else on the page, or is wrong.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from detente.articles.calendars import is_month, iso
from detente.articles.dates import Found, iso_day, months, read_dates, read_months, readings
from detente.articles.lexicons import lexicon, shared_parts
from detente.articles.partial import (
    Partial,
    partials,
    resolved,
    weekday_before,
    weekdays,
)
from detente.nouns import DateClaim, Span, When

_ADDRESS = re.compile(
    r"(?<![\w])((?:19|20)\d\d)(?:([/_-])(\d{1,2}|[a-z]{3,9})\2(\d{1,2})|(\d\d)(\d\d))(?![0-9])",
    re.IGNORECASE,
)
_ADDRESS_MONTH = re.compile(r"(?<![\w])((?:19|20)\d\d)[/-](\d\d|[a-z]{3,9})(?=/|$)", re.IGNORECASE)
_LAST_DAYS = (31, 30, 29, 28)
_MARKS = "|·•,;:()[]–—-/›>*_#／：，、（）【】｜"
_RULES_OFF = "|·•–—-/／｜"
_TIME = re.compile(
    r"T?\d{1,2}\s?[:.hH時시点]\s?\d\d(?::\d\d)?(?:\.\d+)?(?:Z\b|\s?[ap]\.?m\b\.?)?"
    r"|\d{1,2}\s?[ap]\.?m\b\.?"
    r"|\d{1,2}\s?(?:Uhr|h)\b|(?:UTC|GMT)?[+-]\d{1,2}:?\d\d",
    re.IGNORECASE,
)
_LONGEST_CLAIM = 30  # words
_MOST_NAMES = 8
_AFTER_REACH = 30
_LATER = frozenset({"updated", "created"})
_UTC = re.compile(r"\d(?:Z|[+-]00:?00)$")


def address_date(url: str | None) -> DateClaim | None:
    """The day in an address such as `…/2024/05/17/…`, or its month; None when there is none."""
    if not url:
        return None
    path = url.split("://", 1)[-1].partition("/")[2].partition("?")[0]
    for match in _ADDRESS.finditer(path):
        day = _in_address(match[1], match[3] or match[5], match[4] or match[6])
        if day is not None:
            return DateClaim(kind="address", when=When(earliest=day, latest=day, words=match[0]))
    for match in _ADDRESS_MONTH.finditer(path):
        days = [_in_address(match[1], match[2], str(day)) for day in (1, *_LAST_DAYS)]
        last = next((day for day in days[1:] if day is not None), None)
        if days[0] is not None and last is not None:
            when = When(earliest=days[0], latest=last, words=match[0])
            return DateClaim(kind="address", when=when)
    return None


def _in_address(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else months().get(month.lower())
    return iso(int(year), number, int(day)) if number else None


class _Announced(NamedTuple):
    """The words that announce one kind of claim: a pattern, and what it needs."""

    pattern: re.Pattern[str]
    parts: tuple[str, ...]
    plain_parts: tuple[str, ...]  # those in ASCII

    def last(self, words: str, folded: str) -> int:
        """Where the last such words begin; -1 without them. `folded` is `words` in lower case."""
        # Plain searches first: nearly every line has none, and the pattern is slow.
        parts = self.plain_parts if folded.isascii() else self.parts
        if not any(map(folded.__contains__, parts)):
            return -1
        return max((m.start() for m in self.pattern.finditer(words)), default=-1)


@functools.cache
def _announced(kind: str) -> _Announced:
    words = sorted(lexicon("dates")["claims"][kind], key=len, reverse=True)
    # Scripts without spaces run on: no word boundary can be asked for there.
    either = "|".join(
        rf"(?<!\w){re.escape(w)}(?!\w)" if w.isascii() else re.escape(w) for w in words
    )
    parts = shared_parts(word.lower() for word in words)
    plain = shared_parts(word.lower() for word in words if word.isascii())
    return _Announced(re.compile(either, re.IGNORECASE), parts, plain)


def claims_in(
    line: str, start: int, *, order: str | None, retrieved: str | None
) -> list[DateClaim]:
    """What one line of a page's head or foot claims about the article's dates.

    A date counts where words say what it is ("Updated …") or where it is set off from the rest of
    the line by marks; one within a sentence tells of something else. A day without a year is a
    claim whose days are not known (None); a month without a day is one of all its days.

    Args:
        line: the line.
        start: its offset in the page's text, from which spans count.
        order: "dmy", "mdy" or None.
        retrieved: ISO time of retrieval or None.

    """
    if len(line.split()) > _LONGEST_CLAIM:
        return []
    dates = read_dates(line, order=order, retrieved=retrieved) or [
        Found(p.start, p.end, When(earliest=None, latest=None, words=line[p.start : p.end]))
        for p in partials(line)
    ]
    told = dates or [found for found in read_months(line) if _stands_alone(line, found)]
    claims = []
    position = 0
    for n, found in enumerate(told):
        before = line[position : found.start]
        following = told[n + 1].start if n + 1 < len(told) else len(line)
        after = line[found.end : following]
        alone = n + 1 == len(told)  # else what follows may be of the next date
        kind = _kind(before, after if alone else "")
        if kind is not None or _is_set_off(before, found, after):
            span: Span = (start + found.start, start + found.end)
            when = _by_weekday(line, found)
            claims.append(DateClaim(kind=kind or "published", when=when, span=span))
        position = found.end
    return claims


def _stands_alone(line: str, month: Found) -> bool:
    """Whether a month with its year is the line, or a part of it between marks: "| May 2021 |".

    A word that says what it is may stand before it: "Published: May 2021".
    """
    before, after = line[: month.start].rstrip(), line[month.end :].lstrip()
    return (not before or before[-1] in _MARKS or kind_said(before) is not None) and (
        not after or after[0] in _MARKS
    )


def _by_weekday(line: str, found: Found) -> When:
    """The day, of two readings settled by the weekday before it: "Thu 06/02/2025"."""
    if found.when.day is not None or found.when.earliest is None:
        return found.when
    weekday = weekday_before(line, found.start)
    days = [dt.date.fromisoformat(day) for day in readings(found.when.words)]
    named = [day.isoformat() for day in days if day.isoweekday() == weekday]
    if len(named) != 1:
        return found.when
    return When(earliest=named[0], latest=named[0], words=found.when.words)


def _kind(before: str, after: str) -> str | None:
    """What the words around a date say that it is; None where they do not say it."""
    said = kind_said(before)
    if said is not None or len(after) >= _AFTER_REACH:
        return said
    return "updated" if kind_said(_TIME.sub("", after)) == "updated" else None


def kind_said(words: str) -> str | None:
    """The kind of claim that words before a date announce: "published" or "updated", or None."""
    if not words:
        return None
    lowered = words.lower()
    last_updated = _announced("updated").last(words, lowered)
    last_published = _announced("published").last(words, lowered)
    if last_updated == last_published:
        return None
    return "updated" if last_updated > last_published else "published"


def _is_set_off(before: str, date: Found, after: str) -> bool:
    """Whether a date stands apart from the words before and after it.

    Words without a mark between may only be names before a date in full: "Ana Ruiz 4 March 2021".
    A date all in numbers is no part of a sentence, whatever follows.
    """
    joins = lexicon("dates")["joins"]
    rest = _TIME.sub(" ", before).split()
    passed = {*joins["before"], *joins["zones"], *weekdays()}
    while rest and _bare(rest[-1]) in passed:
        rest.pop()
    following = _TIME.sub(" ", after).split()
    while following and (following[0] in {",", ".", "at"} or _bare(following[0]) in joins["zones"]):
        following.pop(0)
    if not rest or rest[-1][-1] in _MARKS:
        return len(rest) <= _MOST_NAMES and _goes_on_apart(following)
    names = rest[1:] if _bare(rest[0]) == "by" else rest
    named = len(names) <= _MOST_NAMES and all(not word[0].islower() for word in names)
    if not named or date.when.earliest is None:
        return False
    if not following or following[0][0] in _RULES_OFF:
        return True
    return (
        date.when.words[-1].isdigit()
        and not any(c.isalpha() for c in date.when.words)
        and (not following[0][0].islower())
    )


def _goes_on_apart(following: Sequence[str]) -> bool:
    """Whether the words after a date are none of its sentence."""
    if not following or following[0][0] in _MARKS + ".":
        return True
    word = _bare(following[0])
    after = lexicon("dates")["joins"]["after"]
    return word in after or word in weekdays() or not following[0][0].islower()


def _bare(word: str) -> str:
    return word.strip(_MARKS + ".,").casefold()


def settled(claims: Iterable[DateClaim], retrieved: str | None) -> tuple[DateClaim, ...]:
    """The claims, with the doubt taken out of those that another claim settles.

    A day without a year takes it from claims near it or from retrieval; the order of day and month
    is settled by a weekday before it, by retrieval, or by another claim that agrees with one order.
    """
    every = list(claims)
    limit = iso_day(retrieved) if retrieved else None
    settling = [_ordered(claim, every, limit) for claim in every]
    # Claims of publication first: an update may be a year later, a print-out many.
    anchors = [
        claim.when.earliest
        for claim in sorted(settling, key=lambda claim: claim.kind in _LATER)
        if claim.when.earliest and claim.kind != "retrieved"
    ]
    return tuple(_with_year(claim, anchors, limit) for claim in settling)


def _with_year(claim: DateClaim, anchors: Sequence[str], limit: str | None) -> DateClaim:
    if claim.when.earliest is not None or claim.when.latest is not None:
        return claim
    partial = next(partials(claim.when.words), None)
    return claim if partial is None else _on(claim, resolved(partial, anchors, limit))


def _on(claim: DateClaim, day: str | None) -> DateClaim:
    if day is None:
        return claim
    when = msgspec.structs.replace(claim.when, earliest=day, latest=day)
    return msgspec.structs.replace(claim, when=when)


def _ordered(claim: DateClaim, every: Sequence[DateClaim], limit: str | None) -> DateClaim:
    """The claim with the order of its day and month settled, where others settle it."""
    if claim.when.day is not None or claim.when.earliest is None:
        return claim
    days = readings(claim.when.words)
    if len(days) < 2:
        return claim
    past = [day for day in days if not limit or day <= limit]
    if len(past) == 1:
        return _on(claim, past[0])
    known = {other.when.day for other in every if other.when.day and other.kind != "retrieved"}
    agreed = [day for day in days if day in known]
    if not agreed:
        named = [p for other in every if other is not claim for p in partials(other.when.words)]
        agreed = [day for day in days if any(_is_on(p, day) for p in named)]
    return _on(claim, agreed[0]) if len(agreed) == 1 else claim


def _is_on(partial: Partial, day: str) -> bool:
    return day[5:] == f"{partial.month:02}-{partial.day:02}"


_RANK = (
    *("given", "metadata", "published", "address", "dateline"),
    *("above", "titled", "updated", "created"),
)
_RULES = {
    "given": "given with the page",
    "metadata": "the page's metadata",
    "published": "the page says when it was published",
    "updated": "the page says only when it was updated",
    "address": "the day in the address",
    "dateline": "the day in the dateline",
    "above": "the day above the title",
    "titled": "the day with which the title ends",
    "created": "the day on which the file was made",
}
_LOCAL_RULE = "the day that the page shows, beside that of its metadata"
_MONTH_RULES = {
    "above": "the month above the title",
    "address": "the month in the address",
    "created": "the month in which the file was made",
}


def chosen(
    claims: Iterable[DateClaim],
    retrieved: str | None,
    *,
    above: Collection[DateClaim] = (),
    titled: Collection[DateClaim] = (),
) -> tuple[str | When | None, str | None]:
    """The publication date among `claims` and the rule that chose it; (None, None) when unsure.

    Args:
        claims: the claims, settled.
        retrieved: ISO time of retrieval; a claim after its day is passed over.
        above: those that stand above the title and do not say what they are: the page's, perhaps.
        titled: those with which the title ends.

    """
    limit = iso_day(retrieved) if retrieved else None
    fitting: dict[str, list[DateClaim]] = {}
    for claim in claims:
        earliest = claim.when.earliest
        if earliest is not None and not (limit and earliest > limit):
            kind = "above" if claim in above else "titled" if claim in titled else claim.kind
            fitting.setdefault(kind, []).append(claim)
    if len({claim.when for claim in fitting.get("above", ())}) > 1:
        del fitting["above"]  # a list of other articles
    for kind in _RANK:
        for claim in _exact_first(fitting.get(kind, ())):
            local = _local_day(claim, fitting) if kind == "metadata" else None
            if local is not None:
                return local, _LOCAL_RULE
            if kind != "address" or claim.when.day:
                return _narrowed(claim.when, kind, fitting, limit)
    for claim in fitting.get("address", ()):
        return _until(claim.when, limit), _MONTH_RULES["address"]
    return None, None


def _narrowed(
    when: When, kind: str, fitting: dict[str, list[DateClaim]], limit: str | None
) -> tuple[str | When, str]:
    """The chosen day or days and the rule: of several days, the one that another claim names.

    Not of a day in numbers that may be read in two ways: those between the two are none of it.
    """
    if when.day is not None:
        return when.day, _RULES[kind]
    if when.earliest and when.latest and len(readings(when.words)) < 2:
        for other in (kind for kind in _RANK if kind not in _LATER):
            for claim in fitting.get(other, ()):
                day = claim.when.day
                if day is not None and when.earliest <= day <= when.latest:
                    return day, _RULES[other]
    whole = when.earliest and when.latest and is_month(when.earliest, when.latest)
    return _until(when, limit), _MONTH_RULES.get(kind, _RULES[kind]) if whole else _RULES[kind]


def _until(when: When, limit: str | None) -> When:
    """The days up to the one of retrieval: none is published after it was retrieved."""
    if limit is None or when.latest is None or when.latest <= limit:
        return when
    return msgspec.structs.replace(when, latest=limit)


def _local_day(stamp: DateClaim, fitting: dict[str, list[DateClaim]]) -> str | None:
    """The day that readers are shown, where it is the one beside that of the metadata.

    Metadata often give the time in Greenwich; the page and its address, the day where it was
    published. A day on which the page says that it was updated is another matter.
    """
    if stamp.when.day is None:
        return None
    told = [*fitting.get("published", ()), *fitting.get("above", ())]
    if not told and _UTC.search(stamp.when.words):
        told = fitting.get("address", [])
    updated = {claim.when.day for claim in fitting.get("updated", ())}
    days = {claim.when.day for claim in told}
    here = dt.date.fromisoformat(stamp.when.day)
    beside = [(here + dt.timedelta(days=step)).isoformat() for step in (-1, 1)]
    if stamp.when.day in days:
        return None
    return next((day for day in beside if day in days and day not in updated), None)


def _exact_first(claims: Sequence[DateClaim]) -> Iterator[DateClaim]:
    yield from sorted(claims, key=lambda claim: claim.when.day is None)
