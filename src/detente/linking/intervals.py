"""When something was said, as far as the reports together tell."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from detente.linking.reading import days
from detente.nouns import Article, Attribution, When

_BACK = 10
"""Days before publication in which a report of a statement usually lies."""


def intersection(times: Iterable[When]) -> When | None:
    """The interval that all leave; None when they say nothing or contradict one another."""
    known = sorted(times, key=lambda w: (w.earliest or "", w.latest or "9999", w.words))
    starts = [_day(w.earliest) for w in known if w.earliest]
    ends = [_day(w.latest) for w in known if w.latest]
    earliest, latest = max(starts, default=None), min(ends, default=None)
    if (earliest is None and latest is None) or (earliest and latest and latest < earliest):
        return None
    words = next((w.words for w in known if w.words and w.earliest == w.latest), "")
    return When(earliest=earliest, latest=latest, words=words or _first_words(known))


def _first_words(known: Iterable[When]) -> str:
    return next((w.words for w in known if w.words), "")


def window(article: Article, attribution: Attribution) -> tuple[int | None, int | None]:
    """The first and last day (ordinals) when the report lets the words have been said."""
    said = attribution.said_on
    first, last = (said.earliest, said.latest) if said else (None, None)
    start, end = _ordinal(first), _ordinal(last)
    appeared, latest = map(_ordinal, days(article))
    if end is None:
        end = latest if latest is not None else appeared
    if start is None and appeared is not None:
        start = (appeared if end is None else min(appeared, end)) - _BACK
    return start, end


def compatible(first: tuple[int | None, int | None], second: tuple[int | None, int | None]) -> bool:
    """Whether two windows share a day; one that is open on a side shares it."""
    (start, end), (other_start, other_end) = first, second
    if start is not None and other_end is not None and start > other_end:
        return False
    return not (other_start is not None and end is not None and other_start > end)


def near(
    first: tuple[int | None, int | None], second: tuple[int | None, int | None], most: int
) -> bool:
    """Whether no more than so many days lie between two windows."""
    wide = tuple(
        None if day is None else day + sign * most
        for day, sign in zip(second, (-1, 1), strict=True)
    )
    return compatible(first, (wide[0], wide[1]))


def _day(text: str) -> str:
    return text[:10]


def _ordinal(text: str | None) -> int | None:
    if not text:
        return None
    try:
        return datetime.date.fromisoformat((text + "-01-01")[:10]).toordinal()
    except ValueError:
        return None
