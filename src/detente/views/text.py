"""Words for people: days, intervals, ids, and page text made safe to display.

Display never changes a word: it may leave some out, which an ellipsis shows, and it drops the
characters that would steer a terminal. What goes out as JSON is the text as delivered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.nouns import When

ELLIPSIS = "…"
SHORT_ID = 6
"""Hex digits of an id as it is printed; `show` takes any prefix that is unique in the record."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
# Colour and cursor sequences (ECMA-48 CSI). Longer ones (titles, links) only lose their control
# characters: what stands between those may be words, for mis-decoded quotation marks look alike.
_SEQUENCES = re.compile(r"\x1b\[[0-?]{0,32}[ -/]{0,4}[@-~]")
# C0 and C1 controls but for the newline, and the marks that reorder text (they can make a
# terminal show words in an order that the page does not have).
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_SPACE = re.compile(r"\s+")


def safe(words: str, *, lines: bool = False) -> str:
    """Page text for a terminal: without control characters, in one line unless `lines`."""
    words = _CONTROLS.sub(_blank, _SEQUENCES.sub("", words))
    return words if lines else _SPACE.sub(" ", words).strip()


def _blank(match: re.Match[str]) -> str:
    # A tab or a carriage return parts words; the others stand for nothing that can be read.
    return " " if set(match.group()) & set("\t\r\x0b\x0c\x85") else ""


def clip(words: str, limit: int) -> str:
    """`words` in at most about `limit` characters: whole words, then an ellipsis."""
    if len(words) <= limit:
        return words
    cut = words.rfind(" ", 0, limit + 1)
    # A text without spaces (Chinese, Japanese) is cut between characters.
    return words[: cut if cut > limit // 2 else limit].rstrip(" ,;:–—-") + f" {ELLIPSIS}"


def short(identifier: str) -> str:
    """Return the id as it is printed: `s:7f3102` for `s:7f3102aa91cd`."""
    kind, colon, digits = identifier.partition(":")
    return f"{kind}{colon}{digits[:SHORT_ID]}" if colon else identifier[:SHORT_ID]


def day(iso: str | None) -> str | None:
    """`6 Feb 2025` for an ISO 8601 day or time, `Feb 2025` for a month; other words as they are."""
    if not iso:
        return None
    match = _ISO.match(iso)
    if not match:
        return safe(iso)
    year, month, date = match.groups()
    if not month or not 1 <= int(month) <= len(_MONTHS):
        return year
    name = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(date)} {name}" if date else name


def when(time: str | When | None) -> str | None:
    """Return a day, or an interval in words; None where nothing is known."""
    if time is None or isinstance(time, str):
        return day(time)
    if time.day:
        return day(time.day)
    if time.earliest and time.latest:
        return _interval(time.earliest, time.latest)
    if time.latest:
        return f"by {day(time.latest)}"
    return f"from {day(time.earliest)}" if time.earliest else None


def _interval(first: str, last: str) -> str:
    if first[:7] == last[:7] and first.endswith("-01") and last[8:] >= "28":
        return day(first[:7]) or first
    if first[:4] == last[:4] and first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:4]
    if first[:7] == last[:7]:
        return f"{int(first[8:10])}–{day(last)}"
    start = day(first) or first
    return f"between {start.removesuffix(' ' + last[:4])} and {day(last)}"


def first_day(time: str | When | None) -> str | None:
    """Return the earliest ISO day that a time leaves open, to sort by; else the latest."""
    if time is None or isinstance(time, str):
        return time[:10] if time else None
    return time.earliest or time.latest


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 page`, `2 pages`, `2 people`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def joined(parts: Iterable[str | None], mark: str = " · ") -> str:
    """Return the parts that are there, with `mark` between them."""
    return mark.join(part for part in parts if part)


def listed(names: Iterable[str], limit: int = 4) -> str:
    """Return `A, B, C and 3 more`."""
    every = list(names)
    if len(every) <= limit:
        return ", ".join(every)
    return f"{', '.join(every[:limit])} and {len(every) - limit} more"


def fullest(names: Iterable[str]) -> list[str]:
    """Return the names that do not end another: `Chilean Minister` makes `Minister` needless."""
    every = list(dict.fromkeys(names))
    folded = [name.casefold() for name in every]
    return [
        name
        for name, low in zip(every, folded, strict=True)
        if not any(other.endswith(f" {low}") for other in folded)
    ]
