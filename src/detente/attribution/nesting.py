"""Attributions inside attributions: relays, and reports within what is reported.

"The agency said Reyes told Radio One that …" is a chain: agency > Reyes. The tagger finds the
outermost report; this module reads the content for the next one, and the words "quoted by" beside
a source for the one around it. The relayer's attribution becomes the parent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.attribution.assembly import Draft
from detente.attribution.clauses import ReportingClause, at_start
from detente.attribution.lexicons import words
from detente.attribution.names import Name
from detente.nouns import Span

_QUOTED_BY = re.compile(
    r"(?:,\s*)?((?:as\s+)?(?:quoted|cited|reported)(?:\s+as\s+saying)?\s+by)\s+"
    r"((?:the\s+)?(?:[\w\u2019'&.-]+\s+){0,5}?[\w\u2019'&.-]+?)(?=\s*(?:,|\.|;|\bas\s+saying\b|$|\son\s|\sthat\s))"
)
_LEAD_IN = re.compile(
    r"\b([Aa]ccording to|[Aa]s reported by|[Cc]iting)\s+((?:an?\s+(?:report|dispatch)\s+(?:from|by)\s+)?(?:the\s+)?[A-Z][\w\u2019'&.-]*(?:\s+[A-Za-z][\w\u2019'&.-]*){0,4}?)(?:\s+(?:last|this|on)\s+\w+)?,"
)
CHILD_CONFIDENCE = 0.6
"""Of a child found by rule; measured on passages of our own (see docs)."""


@dataclass(slots=True)
class Nested:
    """A draft with the index of the draft it is reported in, None at the top."""

    draft: Draft
    parent: int | None = None
    relay: bool = False
    method: str = "tagger"


def nest(text: str, drafts: list[Draft], names: list[Name]) -> list[Nested]:
    """Add the attributions that the tagger, which sees only the outermost, leaves out.

    Args:
        text: the text.
        drafts: assembled attributions in the order of the text.
        names: the names of the text.

    Returns:
        The same drafts first, in their order, then parents and children found by rule.

    """
    found = [Nested(draft) for draft in drafts]
    for n in range(len(drafts)):
        _add_relayer(text, found, n, names)
        _add_child(text, found, n, names)
    return found


def _add_relayer(text: str, found: list[Nested], n: int, names: list[Name]) -> None:
    """The outlet in "X, quoted by the agency, said …" and "According to the agency, X said …"."""
    draft = found[n].draft
    if not draft.source or not draft.content:
        return
    start = draft.source[0][0]
    reach = max(e for _, e in draft.source + draft.cue) if draft.cue else draft.source[0][1]
    match = _QUOTED_BY.search(text, start, min(len(text), reach + 60))
    if match is None:
        line = text.rfind("\n", 0, start) + 1
        lead = _LEAD_IN.search(text, max(line, start - 90), start)
        match = (
            lead
            if lead
            and _is_outlet(lead.span(2), names, text)
            and text[lead.end() : start].strip() in ("", ",")
            else None
        )
    if match is None or any(a < match.end(2) and match.start(2) < b for a, b in draft.content):
        return
    parent = Draft([match.span(2)], [match.span(1)], list(draft.content), [CHILD_CONFIDENCE])
    draft.source = [
        _before(text, span, match.start()) for span in draft.source if span[0] < match.start()
    ] or draft.source
    found.append(Nested(parent, relay=True, method="rule:quoted-by"))
    found[n].parent = len(found) - 1


def _before(text: str, span: Span, stop: int) -> Span:
    start, end = span[0], min(span[1], stop)
    while end > start and text[end - 1] in " ,":
        end -= 1
    return start, end


def _add_child(text: str, found: list[Nested], n: int, names: list[Name]) -> None:
    """The report that the content of draft `n` opens with."""
    draft = found[n].draft
    if not draft.content:
        return
    start, end = draft.content[0]
    relayed = bool(draft.source) and _is_outlet(draft.source[0], names, text)
    inner = start + 1 if text[start] in '\u201c"' else start
    clause = at_start(text, inner, end, stance=relayed)
    if clause is None or clause.source is None or not _own_words(text, clause):
        return
    if not relayed and not _named(clause.source, names):
        return
    rest = [span for span in draft.content if span[0] > end]
    child = Draft([clause.source], [clause.cue], [clause.content, *rest], [CHILD_CONFIDENCE])
    found.append(Nested(child, parent=n, method="rule:nested"))
    found[n].relay = found[n].relay or relayed


def _own_words(text: str, clause: ReportingClause) -> bool:
    """No child where the content runs past its sentence or speaks of the speaker's own will."""
    source = text[clause.source[0] : clause.source[1]].lower() if clause.source else ""
    return source not in ("i", "we", "it", "there", "who", "which", "that", "what")


def _named(span: Span, names: list[Name]) -> bool:
    return any(span[0] <= n.start and n.end <= span[1] for n in names)


def _is_outlet(span: Span, names: list[Name], text: str) -> bool:
    """Whether a source is an outlet, agency or document: somebody who passes on, not who speaks."""
    inside = [n for n in names if span[0] <= n.start and n.end <= span[1]]
    lowers = {w.lower() for w in re.findall(r"[\w-]+", text[span[0] : span[1]])}
    if lowers & words("cues", "document"):
        return True
    if any(n.kind == "outlet" for n in inside):
        return not any(n.kind == "person" for n in inside)
    return bool(lowers & {"agency", "newspaper", "broadcaster", "channel", "daily"}) and bool(
        inside
    )
