"""The dateline: where and through whom an article was filed, before its first sentence.

"CITY (Agency) - …", "CITY, Country, 5 March (Agency) — …", "CITY: …". The words stay in the text.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from detente.articles.lexicons import lexicon

_UPPER = r"[^\W\d_a-zà-öø-ÿа-яё]"
_PLACE = r"[^\W\d_][\w.'’-]*(?:[ -/](?:[^\W\d_][\w.'’]*)){0,4}"
_DATED = re.compile(
    rf"^(?P<place>{_PLACE}(?:,\s[^\W\d_][\w.’'-]*(?:\s[^\W\d_][\w.’'-]*){{0,2}}){{0,2}}?)?"
    r"(?:,?\s?(?P<day>[^\W\d_]{3,9}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,9})(?:,?\s\d{4})?)?"
    r"\s?(?:\((?P<agency>[^()]{2,40})\))?\s?(?P<mark>—|–|--|-|:|\|)(?:\s|$)"
)
_LONGEST = 90
_LONGEST_PLACE_WORDS = 6


class Dateline(NamedTuple):
    """Place and credited agency (each None when not said), and where the words end."""

    place: str | None
    agency: str | None
    end: int


@functools.cache
def _not_places() -> frozenset[str]:
    return frozenset(word.casefold() for word in lexicon("credits")["datelines"]["not_places"])


def dateline(text: str) -> Dateline | None:
    """The dateline with which `text` (an article's first paragraph) begins, or None."""
    found = _DATED.match(text[:_LONGEST])
    if found is None:
        return None
    place, agency, mark = found["place"], found["agency"], found["mark"]
    if place is None and agency is None:
        return None
    if place is not None and not _is_place(place, mark, filed=agency is not None or found["day"]):
        return None
    return Dateline(place, agency, found.end())


def is_dateline(text: str) -> bool:
    """Whether a line is a dateline and nothing else, its agency or day named."""
    filed = dateline(text.strip())
    alone = filed is not None and filed.end >= len(text.strip())
    return alone and filed is not None and (filed.agency is not None or "," in text)


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
