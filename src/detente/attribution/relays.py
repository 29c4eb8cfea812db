"""Who passes a report on: the words beside an attribution that name an outlet or agency.

"X, quoted by the agency, said …"; "According to the agency, X said …"; "…, the agency reported";
"X, the agency reported on Monday, has …"; "X told the daily, which published his words, that …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.attribution.assembly import Draft
from detente.attribution.lexicons import words
from detente.attribution.names import Name, within
from detente.nouns import Span

NAME = r"((?:the\s+)?[\w\u2019'&.-]+(?:\s+[\w\u2019'&.-]+){0,5}?)"
_QUOTED_BY = re.compile(
    rf"((?:as\s+)?(?:quoted|cited|reported)(?:\s+as\s+saying)?\s+by)\s+{NAME}"
    r"(?=\s*(?:,|\.|;|\bas\s+saying\b|$|\son\s|\sthat\s|\sto\s))"
)
_LEAD_IN = re.compile(
    r"\b([Aa]ccording to|[Aa]s reported by|[Cc]iting|[Ii]n remarks (?:carried|published|quoted) by)"
    rf"\s+((?:an?\s+(?:report|dispatch)\s+(?:from|by|in)\s+)?{NAME[1:-1]})"
    r"(?:\s+(?:last|this|on)\s+\w+)?,\s*$"
)
_REPORTED = re.compile(
    rf"[,\u201d\"\s]*{NAME}\s+(reported|said|added)\b[^,.;\u201c\u201d\"]{{0,40}}"
)
_INTERPOSED = re.compile(
    rf",\s+{NAME}\s+(reported|reports|said|says)\b[^,;.\u201c\u201d\"]{{0,40}},"
)
_PUBLISHED = re.compile(
    rf"\s+{NAME},\s+(?:which|who)\s+(?:\w+\s+)?"
    r"(published|aired|carried|broadcast|printed|reported|released)\b[^,.;\u201c\u201d\"]{0,60}"
)


@dataclass(frozen=True, slots=True)
class Relay:
    """A relayer, the word that says how it passes on, and the clause where both stand."""

    source: Span
    cue: Span
    clause: Span


def relays(text: str, draft: Draft, names: list[Name]) -> Iterator[Relay]:
    """The relayers that the words around an attribution name, the plainest first.

    Args:
        text: the text.
        draft: an attribution with source and content.
        names: the names of the text, in order.

    """
    for read in (_quoted_by, _lead_in, _reported, _interposed, _published):
        relay = read(text, draft)
        if relay is not None and (is_outlet(relay.source, names, text) or _reports(text, relay)):
            yield relay


def _reports(text: str, relay: Relay) -> bool:
    """Whether a bare name reports, as only those do who pass on: "…, Tasman reported."."""
    name = text[slice(*relay.source)].removeprefix("the ")
    return text[slice(*relay.cue)] in ("reported", "reports") and name.istitle()


def _quoted_by(text: str, draft: Draft) -> Relay | None:
    start = draft.source[0][0]
    reach = max(end for _, end in draft.source + draft.cue)
    match = _QUOTED_BY.search(text, start, min(len(text), reach + 60))
    return Relay(match.span(2), match.span(1), match.span()) if match else None


def _lead_in(text: str, draft: Draft) -> Relay | None:
    start = draft.source[0][0]
    line = text.rfind("\n", 0, start) + 1
    match = _LEAD_IN.search(text, max(line, start - 90), start)
    return Relay(match.span(2), match.span(1), match.span()) if match else None


def _reported(text: str, draft: Draft) -> Relay | None:
    """The agency that ends the sentence: "…, the Montara news agency reported."."""
    last = max(end for _, end in [*draft.content, *draft.cue])
    for place in (draft.content[-1][1], last):
        match = _REPORTED.match(text, place)
        if match and not any(a < match.end() and match.start(1) < b for a, b in draft.cue):
            return Relay(match.span(1), match.span(2), match.span())
    comma = re.compile(r"[^.;\n\u201c\"]{0,80}?,\s").match(text, last)
    match = _REPORTED.match(text, comma.end()) if comma else None
    return Relay(match.span(1), match.span(2), match.span()) if match else None


def _interposed(text: str, draft: Draft) -> Relay | None:
    """The agency between subject and verb: "X, the agency reported on Monday, has told …"."""
    if not draft.cue or draft.cue[0][0] < draft.source[0][0]:
        return None
    match = _INTERPOSED.search(text, draft.source[0][0], draft.cue[0][0])
    return Relay(match.span(1), match.span(2), match.span()) if match else None


def _published(text: str, draft: Draft) -> Relay | None:
    """The outlet that was told and passed it on: "told the daily, which published it, that …"."""
    if not draft.cue:
        return None
    match = _PUBLISHED.match(text, draft.cue[0][1])
    if match is None:
        return None
    return Relay(match.span(1), match.span(2), (match.end(1), match.end()))


def is_outlet(span: Span, names: list[Name], text: str) -> bool:
    """Whether a source is an outlet, agency or document: somebody who passes on, not who speaks."""
    inside = within(names, *span)
    lowers = {w.lower() for w in re.findall(r"[\w-]+", text[span[0] : span[1]])}
    if lowers & words("cues", "document"):
        return True
    if any(n.kind == "outlet" for n in inside):
        return not any(n.kind == "person" for n in inside)
    if lowers & words("cues", "outlets") and not any(n.kind == "person" for n in inside):
        return True
    return bool(lowers & {"agency", "newspaper", "broadcaster", "channel", "daily"}) and bool(
        inside
    )
