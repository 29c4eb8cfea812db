"""The dateline that an article opens with: "BRIDESTOW, March 15 (Agency) - ", "Ostmere, TNA – ".

It names a place and an agency, no source; a tagger that meets its colon takes it for one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from detente.attribution.tagger import NO_CUE, RoleSpan

_MORE = r"(?:[ /,]+[A-Z][\w\u2019'.-]*){0,4}?"
_DAY = r"(?:,? \(?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?\)?)?"
_AGENCY = r"(?: ?\([^)\n]{2,40}\))"
_DATELINE = re.compile(
    rf"\s*(?:[A-Z][A-Z\u2019'.-]+{_MORE}{_DAY}{_AGENCY}?\s*:"
    rf"|(?:[A-Z][A-Z\u2019'.-]+{_MORE}{_DAY}{_AGENCY}?|[A-Z][a-z\u2019'.-]+{_MORE}{_DAY}{_AGENCY})"
    r"\s*(?:\u2014|\u2013|-{1,2})"
    rf"|[A-Z][a-z\u2019'.-]+(?: [A-Z][a-z]+){{0,2}}, ?[A-Z]{{2,8}}{_DAY}"
    r"\s*(?:\u2014|\u2013|-{1,2}))\s+"
)


def dateline_end(text: str) -> int:
    """Where the text after its dateline starts; 0 where it has none."""
    match = _DATELINE.match(text)
    return match.end() if match else 0


def without_dateline(text: str, spans: list[RoleSpan]) -> list[RoleSpan]:
    """The role spans without those that lie in the dateline; one that runs out of it is cut."""
    end = dateline_end(text)
    if not end:
        return spans
    kept = []
    for span in spans:
        if span.end <= end:
            continue
        cues = tuple(c for c in span.cues if c[0] >= end or c[0] == NO_CUE)
        kept.append(replace(span, start=max(span.start, end), cues=cues))
    return kept
