"""Places that are named for a meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from detente.standing.wordings import wordings

_NAME = r"[A-Z][\w’'-]*[^\W\d_](?:\s+[A-Z][\w’'-]*[^\W\d_])*"
_ONE = (
    r"(?:the\s+)?(?:(?:[a-z]+\s+)?(?:island|islands|city|town|port|capital|village|resort|emirate|"
    rf"principality)\s+of\s+)?(?:the\s+)?{_NAME}"
)
_JOIN = r"(?:,\s+(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+)(?:(?:in|on|at)\s+)?"
_LIST = rf"{_ONE}(?:{_JOIN}{_ONE})*"
_PARTS = re.compile(_JOIN)
_LEAD = re.compile(
    r"^(?:(?:the\s+)?(?:[a-z]+\s+)?(?:island|islands|city|town|port|capital|village|resort|emirate|"
    r"principality)\s+of\s+)?(?:the\s+)?"
)
_CALENDAR = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Spring|Summer|Autumn|Winter)\b"
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row.replace("LIST", _LIST)) for row in wordings()["venue"]["patterns"])


@lru_cache(maxsize=1 << 12)
def venues(words: str) -> tuple[str, ...]:
    """Return the places that words name as where parties could meet, all of an enumeration."""
    return tuple(_venues(words))


def _venues(words: str) -> Iterator[str]:
    for pattern in _patterns():
        for match in pattern.finditer(words):
            for part in _PARTS.split(match.group("places")):
                name = _LEAD.sub("", part.strip())
                if name[:1].isupper() and not _CALENDAR.match(name):
                    yield name
