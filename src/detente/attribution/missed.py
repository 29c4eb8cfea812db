"""Quotations that the tagger leaves out although the words beside them say whose they are.

"The ban is, as Reyes put it to the Post, “a gate with no key.”" and "“No toll,” Reyes posted on
Monday." A quotation that nothing beside it explains stays out: it may be a title or a term.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from detente.attribution.assembly import Draft
from detente.attribution.clauses import around_quotation
from detente.attribution.marks import Quotation
from detente.nouns import Span
from detente.prose import holding

CONFIDENCE = 0.5
METHOD = "rule:beside"
REACH = 160
"""Characters before a quotation in which "as Reyes put it" may stand."""
SHORTEST = 3
"""Words of a quotation that is no mere term."""
_SOURCE = r"([^\s,.;:\u201c\u201d\"]+(?:\s[^\s,.;:\u201c\u201d\"]+){0,7}?)"
_PUT = rf"\b[Aa]s\s+{_SOURCE}\s+((?:once\s|later\s|has\s|had\s)?puts?\sit)\b"
_PUT_BEFORE = re.compile(rf"{_PUT}[^.;:\u201c\u201d\"]{{0,60}}?[,:]?\s*$")
_PUT_AFTER = re.compile(rf",?\s*{_PUT}")


def missed(
    text: str, drafts: list[Draft], places: list[Span], quoted: list[Quotation]
) -> list[Draft]:
    """Attributions of quotations that no draft holds, by the clause beside each.

    Args:
        text: the text.
        drafts: attributions that are there already.
        places: its sentences, in order.
        quoted: its quotations, in order.

    """
    taken = sorted({span for d in drafts for span in (*d.source, *d.cue, *d.content)})
    found = []
    for quotation in quoted:
        if _overlaps(taken, (quotation.start, quotation.end)) or not quotation.opened:
            continue
        sentence = holding(places, quotation.start)
        words = text[quotation.start : quotation.end].split()
        if sentence is None or len(words) < SHORTEST:
            continue
        draft = _beside(text, (sentence[0], max(sentence[1], quotation.end)), quotation)
        if draft and not any(_overlaps(taken, span) for span in (*draft.source, *draft.cue)):
            found.append(draft)
    return found


def _beside(text: str, sentence: Span, quotation: Quotation) -> Draft | None:
    said = (quotation.start, quotation.end)
    first = max(sentence[0], quotation.start - REACH)
    put = _PUT_BEFORE.search(text, first, quotation.start)
    put = put or _PUT_AFTER.match(text, quotation.end, sentence[1])
    if put is not None:
        return Draft([put.span(1)], [put.span(2)], [said], [CONFIDENCE], METHOD)
    clause = around_quotation(text, sentence, quotation)
    if clause is None or clause[0] is None:
        return None
    return Draft([clause[0]], [clause[1]], [said], [CONFIDENCE], METHOD)


def _overlaps(taken: list[Span], span: Span) -> bool:
    """Whether one of the sorted, disjoint spans `taken` overlaps `span`."""
    n = bisect_left(taken, (span[1], -1))
    return any(end > span[0] for _, end in taken[max(0, n - 3) : n])
