"""Words that do nothing: questions, and reports that something was not said."""

from __future__ import annotations

import re
from functools import cache

from detente.moves.lexicon import table
from detente.nouns import Attribution, Span

_QUESTION_END = re.compile(r"\?[”\"’')\]\s]*\Z")
_KNOWING = re.compile(r"(?:knows?|knew|known|understands?|understood|remembers?|remembered)\Z")
_BEFORE = 60
"""Characters before a cue in which its negation stands."""
_OPENING = 10
"""Characters of what is reported in which "whether" stands."""


@cache
def _absent() -> re.Pattern[str]:
    return re.compile(table("unsaid")["absent"]["pattern"], re.IGNORECASE)


@cache
def _turn() -> re.Pattern[str]:
    return re.compile(table("unsaid")["turn"]["pattern"])


@cache
def _about() -> re.Pattern[str]:
    return re.compile(table("unsaid")["about"]["pattern"], re.IGNORECASE)


def asks(words: str) -> bool:
    """Whether the words ask: a sentence with a question mark, or a questioner's turn."""
    return bool(_QUESTION_END.search(words) or _turn().match(words))


def leaves_unsaid(words: str, before: int | None = None) -> bool:
    """Whether the words tell that nothing is said or known ("did not say whether …").

    Args:
        words: a sentence.
        before: only words that begin before this place count; None for all.

    """
    found = _absent().search(words)
    return found is not None and (before is None or found.start() < before)


def is_silent(text: str, attribution: Attribution) -> bool:
    """Whether an attribution reports no speech: it was not said, or only known."""
    if not attribution.cue or not attribution.content:
        return False
    cue = text[slice(*attribution.cue[0])].lower()
    if _KNOWING.search(cue):
        return True
    start, end = attribution.cue[0]
    before = (stop for _, stop in attribution.source if stop <= start)
    begin = max(start - _BEFORE, *before, text.rfind(". ", 0, start), text.rfind("\n", 0, start), 0)
    first, last = attribution.content[0]
    stop = min(last, first + _OPENING) if first >= end else end
    return _absent().search(text, begin, stop) is not None


def is_topic(words: str, cue: Span) -> bool:
    """Whether the words at `cue` are only what somebody talked about ("spoke about the row")."""
    found = _about().search(words)
    return found is not None and found.end() == cue[0]
