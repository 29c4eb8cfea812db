"""Documents that speak: "a statement by the ministry on Monday" is the ministry's, and its medium.

What reports is a document there, and who speaks is whoever issued it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from detente.attribution.lexicons import words
from detente.attribution.times import TIME
from detente.nouns import Span


@cache
def _pattern() -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, words("cues", "document")), key=len, reverse=True))
    return re.compile(
        rf"(?:an?|the|its|their|his|her)\s(?:[\w-]+\s){{0,2}}?({nouns})\b"
        r"(?:\s(?:on|last|late\son)\s\w+)?(?:\s(?:(?:issued|released|published)\s)?(?:by|from)\s)?",
        re.IGNORECASE,
    )


@cache
def _bare() -> re.Pattern[str]:
    nouns = words("cues", "document") | words("cues", "nouns")
    return re.compile(
        rf"(?:(?:an?|the|its|their)\s)?(?:[\w-]+\s)?(?:{'|'.join(map(re.escape, nouns))})"
    )


def is_bare(text: str, source: Span) -> bool:
    """Whether a source is a document of nobody's: "remarks", "a statement"."""
    return _bare().fullmatch(text, *source) is not None


def issuer(text: str, source: Span) -> Span | None:
    """Who issued the document that is a source; None where it is none, or nobody is named."""
    found = _pattern().match(text, *source)
    if found is None or not found.group().endswith(("by ", "from ")):
        return None
    start, end = found.end(), source[1]
    day = next((m for m in TIME.finditer(text, start, end)), None)
    if day is not None and day.end() >= end:
        end = day.start()
    end = start + len(text[start:end].rstrip(" ,").removesuffix(" on").rstrip(" ,"))
    return (start, end) if start < end else None


def medium(text: str, sources: Iterable[Span]) -> str | None:
    """The document that is a source and that somebody issued, in its own word: "statement"."""
    for source in sources:
        found = _pattern().match(text, *source)
        if found is not None and issuer(text, source) is not None:
            return found.group(1).lower()
    return None
