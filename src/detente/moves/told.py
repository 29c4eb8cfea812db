"""Stretches outside all reports that tell an act of their own.

What is left of a sentence beside its reports is mostly a source, a dateline or an adjunct ("in a
statement on Monday, hours after …"): no act. One that goes on with the sentence has a finite verb
of its own that is no report's ("…, he said, and closed the port").
"""

from __future__ import annotations

import re

from detente.moves.frame import after_run_up, dateline_end, finite_verb, has_verb, is_report
from detente.moves.unsaid import asks, leaves_unsaid

_OPENS_ADJUNCT = re.compile(
    r"(?:in|on|at|by|to|for|of|from|with|after|before|during|amid|despite|since|until|till|while|"
    r"when|where|as|if|because|hours|days|weeks|months|minutes|shortly|soon|according|that|speaking|"
    r"asked|referring|citing|quoting|\w+ing)\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\b(?:after|before|since|while|when|because|hours|as|if|once|who|whose|which|where|that)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"[\s,;:.“”\"'’)–—-]*(?:(?:and|but|then|also|later)\s+)*")
_RELATIVE = re.compile(r"(?:which|who)\s+", re.IGNORECASE)
_PLANNED = re.compile(
    r"[\s“\"]*Under\s+(?:the|a|an|this|that|its|their|[\w’']+[’']s)\s+(?:[\w’'-]+\s+){0,3}"
    r"(?:plan|proposal|draft|scheme|formula|offer|blueprint|roadmap|compromise)s?\b"
    r"(?=.*\bwould\b)",
    re.DOTALL,
)
"""What a plan would have somebody do is done by nobody yet."""
_ENDS = ".!?…”\"’')"


def tells_act(text: str, start: int, end: int, sentence: tuple[int, int]) -> bool:
    """Whether `text[start:end]` tells an act of its own.

    Args:
        text: the article's text.
        start: where the stretch begins.
        end: where it ends.
        sentence: the whole sentence that it is part of.

    """
    words = text[start:end]
    if asks(text[slice(*sentence)]) or leaves_unsaid(words) or _PLANNED.match(words):
        return False
    if not _is_part(text, start, end, sentence):
        return has_verb(words)
    begin = dateline_end(text, start, end)
    opens = _LEFT.match(text, begin, end)
    begin = after_run_up(text, opens.end() if opens else begin, end)
    if relative := _RELATIVE.match(text, begin, end):
        begin = relative.end()
    elif _OPENS_ADJUNCT.match(text, begin, end):
        return False
    verb = finite_verb(text, begin, end)
    if verb is None or _SUBORDINATE.search(text, begin, verb[0]):
        return False
    return not is_report(text[slice(*verb)])


def _is_part(text: str, start: int, end: int, sentence: tuple[int, int]) -> bool:
    """Whether words of the sentence stand outside the stretch: a report took them."""
    first, last = sentence
    return bool(text[first:start].strip(' \n“"') or text[end:last].strip(_ENDS + " \n"))
