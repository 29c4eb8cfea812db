"""The dateline: where, when and through whom an article was filed, before its first sentence.

"CITY (Agency) - …", "CITY, Country, 5 March (Agency) — …", "CITY, 5 марта. /ТАСС/. …", "CITY: …".
The words stay in the text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from detente.articles.lexicons import lexicon
from detente.articles.partial import weekdays
from detente.articles.profiles import form
from detente.nouns import Span

_PLACE = r"[^\W\d_][\w.'’-]*?(?:[ -/](?:[^\W\d_][\w.'’]*?)){0,4}"
_MONTH_NAME = r"[^\W\d_]{3,10}\.?"
_DAY = rf"(?:{_MONTH_NAME}\s\d{{1,2}}|\d{{1,2}}(?:er|\.)?\s(?:de\s)?{_MONTH_NAME})"
_YEAR = r"(?:,?\s(?:de\s)?(?:19|20)\d\d)?"
_DATED = re.compile(
    rf"^(?P<place>{_PLACE}(?:,\s[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){{0,2}}){{0,2}}?)?"
    rf"(?:(?:[,.]?\s?|\s[—–|-]{{1,2}}\s)(?P<day>{_DAY}{_YEAR}))?[.,]?"
    r"\s?(?:\((?P<agency>[^()]{2,40})\)|(?P<slash>/)(?P<slashed>[^/\n]{2,30})/)?"
    r"\s?(?P<mark>—|–|--|-|:|\||(?<=[/)])\.|(?(day)\.|(?!))|(?<=\))(?=\s[A-ZÀ-ÞА-ЯЁ]))(?:\s|$)"
)
_NAMED_AFTER = re.compile(r"(?P<agency>[^\W\d_][^\n.,:–—-]{1,24}?)\s?[.–—-](?=\s)")
_LONGEST = 90
_LONGEST_PLACE_WORDS = 6


class Dateline(NamedTuple):
    """Place and credited agency (each None when not said), and where the words end.

    `day` is the place of its day in the text, with or without a year; None when there is none.
    """

    place: str | None
    agency: str | None
    end: int
    day: Span | None = None


@functools.cache
def _not_places() -> frozenset[str]:
    words = lexicon("credits")["datelines"]["not_places"]
    return frozenset(word.casefold() for word in words) | weekdays().keys()


@functools.cache
def _agencies() -> frozenset[str]:
    forms = lexicon("credits")["agencies"].values()
    return frozenset(form.casefold() for names in forms for form in names)


def _is_agency(words: str) -> bool:
    return words.strip(" .").casefold() in _agencies()


def dateline(text: str) -> Dateline | None:
    """The dateline with which `text` (an article's first paragraph) begins, or None."""
    head = text[:_LONGEST]
    return None if _begins_as_sentence(head) else _dateline(head)


def _begins_as_sentence(head: str) -> bool:
    """Whether its first words tell that a text begins with no dateline: "The ferry left".

    Places are in capitals, or each of their words begins with one. Asked first, for the whole
    pattern is slow.
    """
    first, second, third, *_ = (*head.split(None, 3), "", "", "")
    return (
        second[:1].islower()
        and first[0].isalpha()
        and first[-1].isalnum()
        and not first.isupper()
        and not third[:1].isdigit()
    )


@functools.lru_cache(maxsize=1 << 12)  # a line is asked from several sides
def _dateline(head: str) -> Dateline | None:
    found = _DATED.match(head)
    if found is None:
        return None
    place, mark = found["place"], found["mark"]
    agency = found["agency"] or found["slashed"]
    if place is None and agency is None:
        return None
    if mark in {"", "."} and agency is not None and not _is_agency(agency):
        return None
    if place is not None and not _is_place(place, mark, filed=agency is not None or found["day"]):
        return None
    day = found.span("day") if found["day"] else None
    made = Dateline(place, agency, found.end(), day)
    if agency is not None:
        return _with_place_after(head, made)
    made = _with_agency_after(head, made)
    return made if made.agency is not None or mark != "." else None


def dateline_in_form(text: str, forms: Sequence[str]) -> Dateline | None:
    """The dateline with which `text` begins in one of an outlet's own forms, or None."""
    for each in forms:
        found = form(each).match(text)
        if found is not None:
            said = found.groupdict()
            day = found.span("day") if "day" in said else None
            return Dateline(said.get("place"), said.get("agency"), found.end(), day)
    return None


def _with_agency_after(head: str, made: Dateline) -> Dateline:
    """The dateline with the agency that follows it: "CITY, 6 Feb - Agency. …"."""
    named = _NAMED_AFTER.match(head, made.end) if made.day is not None else None
    if named is None or not _is_agency(named["agency"]):
        return made
    return made._replace(agency=named["agency"].strip(), end=named.end())


def _with_place_after(head: str, made: Dateline) -> Dateline:
    """The dateline with the place that follows its agency: "(AGENCY) - CITY, 06 FEB - …"."""
    if made.place is not None:
        return made
    second = _DATED.match(head[made.end :])
    if second is None or second["place"] is None or second["day"] is None:
        return made
    if not second["place"].isupper():
        return made
    start, end = second.span("day")
    shift = made.end
    return Dateline(
        second["place"], made.agency, shift + second.end(), (shift + start, shift + end)
    )


def is_dateline(text: str) -> bool:
    """Whether a line is a dateline and nothing else, its agency or day named."""
    filed = dateline(text.strip())
    alone = filed is not None and filed.end >= len(text.strip())
    return alone and filed is not None and (filed.agency is not None or "," in text)


def is_filed_on(text: str) -> bool:
    """Whether a line begins as a report does, with place in capitals and day: "OYE, 4 March - …".

    More words must follow: a dateline on a line of its own heads the text and is none of it.
    """
    filed = dateline(text) if text[:3].isupper() else None
    if filed is None or filed.day is None or filed.place is None:
        return False
    return filed.end < len(text.strip())


def _is_place(place: str, mark: str, *, filed: object) -> bool:
    """Capitals are a place before any mark; other words only where the form is plain.

    `filed`: an agency or a day stands with it.
    """
    if place.casefold() in _not_places() or len(place.split()) > _LONGEST_PLACE_WORDS:
        return False
    city = place.partition(",")[0]
    if city.isupper() and len(city) > 2:
        return True
    capitals = all(not word[0].islower() for word in place.replace(",", " ").split())
    if not capitals or (mark in {":", "|"} and not filed):
        return False
    return bool(filed) or "," in place or (mark in {"—", "–", "--"} and len(place.split()) <= 2)
