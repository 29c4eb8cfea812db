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
from detente.attribution.times import TIME
from detente.nouns import Span

NAME = r"((?:the )?\w[\w\u2019'&.-]*(?: [\w\u2019'&.-]+){0,5}?)"
_TIME = r"(?:\s+(?:on|last|this)\s+\w+)?"
_END = (
    r"(?=\s*(?:,|\.|;|\bas\s+saying\b|$"
    r"|\s(?:on|last|that|to|in|show|shows|suggest|suggests|say|says|said|has|have)\s))"
)
_QUOTED_BY = re.compile(
    rf"((?:as\s+)?(?:quoted|cited|reported)(?:\s+as\s+saying)?){_TIME}\s+"
    rf"(?P<by>(?:by|in|on)\s+{NAME}{_END}{_TIME})"
)
_CARRIED_BY = re.compile(
    r"\b(carried|broadcast|aired|published|printed|run|shown|distributed|relayed|translated"
    rf"|monitored|reposted|republished|reproduced|read\s(?:out|aloud)|recorded){_TIME}\s+"
    rf"(?P<by>(?:by|in|on)\s+{NAME}{_END}{_TIME})"
)
_SEEN_BY = re.compile(
    rf"\b(seen|obtained|reviewed|viewed|read|leaked|shown){_TIME}\s+"
    rf"(?P<by>(?:by|to)\s+{NAME}{_END})"
)
_ABOUT = re.compile(
    r"\b(?!in\b|from\b|to\b|by\b)\w+\s+(?:an?\s+|the\s+)?(?:reports?|stor(?:y|ies)|articles?|claims?)\s+$"
)
"""What a report is about and not told by: "dismissing a report" published in the Post."""
_LEAD_IN = re.compile(
    r"\b([Aa]ccording to|[Aa]s reported by|[Cc]iting"
    r"|[Ii]n (?:[\w-]+ ){1,4}(?:carried|published|quoted|aired|broadcast|printed) (?:by|in|on))"
    rf"\s+((?:an?\s+(?:report|dispatch)\s+(?:from|by|in)\s+)?{NAME[1:-1]}){_TIME},\s*$"
)
_REPORTED = re.compile(
    rf"[,\u201d\" ]*{NAME}\s+(reported|reports|said|says|added|writes|wrote|recalled)\b"
    r"[^,.;\u201c\u201d\"]{0,40}"
)
_INTERPOSED = re.compile(
    rf",\s+{NAME}\s+(reported|reports|said|says)\b[^,;.\u201c\u201d\"]{{0,40}},"
)
_PER = re.compile(
    rf"[^,.;\u201c\u201d\"]{{0,60}},?\s+(per|as reported by|as told by)\s+{NAME}{_END}"
)
_PUBLISHED = re.compile(
    rf"\s+{NAME},\s+(?:which|who)\s+(?:\w+\s+)?"
    r"(published|aired|carried|broadcast|printed|reported|released)\b[^,.;\u201c\u201d\"]{0,60}"
)
_OWN_MEDIUM = re.compile(
    r"(?:\b(?:his|her|its|their)|\w[\u2019']s?)\s(?:[\w-]+\s){0,3}"
    r"(?:web\s?site|site|page|account|channel|feed|blog|Telegram|Facebook)\b"
)
_SENTENCE_BREAK = re.compile(r"[.!?]\s|[\n;\u201c\u201d\"]")
REACH = 120
"""Characters before an attribution, and a third of those behind it, read for who passes it on."""


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
    readers = (
        _quoted_by, _carried_by, _lead_in, _reported, _interposed, _published, _seen_by, _per,
    )  # fmt: skip
    for read in readers:
        relay = read(text, draft)
        if relay is None:
            continue
        passed_on = read in (_quoted_by, _carried_by, _seen_by) and _is_body(text, relay, names)
        if passed_on or is_outlet(relay.source, names, text) or _reports(text, relay):
            yield relay


def _is_body(text: str, relay: Relay, names: list[Name]) -> bool:
    """Whether a name behind "by" is no person's and no country's: an outlet then.

    What stands behind "in" or "on" may be a place, an assembly or a month as well.
    """
    inside = within(names, *relay.source)
    behind_in = text[slice(*relay.clause)].startswith(("in ", "on "))
    return (
        bool(inside)
        and not behind_in
        and not any(name.kind in ("person", "country") for name in inside)
    )


def _reports(text: str, relay: Relay) -> bool:
    """Whether a bare name reports, as only those do who pass on: "…, Tasman reported."."""
    name = text[slice(*relay.source)].removeprefix("the ")
    return text[slice(*relay.cue)] in ("reported", "reports") and name.istitle()


def _quoted_by(text: str, draft: Draft) -> Relay | None:
    return _beside(text, draft, _QUOTED_BY)


def _relay(match: re.Match[str]) -> Relay:
    """The relay of a match: the cue, then the relayer; a day before "by" is not the relay's."""
    beside = "by" in match.re.groupindex
    start, end = match.span(3 if beside else 2)
    source = (start, start + len(match.string[start:end].rstrip(".")))
    return Relay(source, match.span(1), match.span("by" if beside else 0))


def _carried_by(text: str, draft: Draft) -> Relay | None:
    """The outlet of "in a speech carried by state television", behind the verb."""
    return _beside(text, draft, _CARRIED_BY)


def _seen_by(text: str, draft: Draft) -> Relay | None:
    """The outlet of "in a letter seen by the Post", before the source or behind the verb."""
    return _beside(text, draft, _SEEN_BY)


def _beside(text: str, draft: Draft, pattern: re.Pattern[str]) -> Relay | None:
    """What a pattern finds in the sentence beside an attribution, outside its content."""
    first = draft.source[0][0]
    begin = min([first, *(start for start, _ in draft.cue)])
    ahead = _SENTENCE_BREAK.split(text[max(0, first - REACH) : first])[-1]
    rest = _SENTENCE_BREAK.search(text, begin, begin + 3 * REACH)
    stop = min([rest.start() + 1 if rest else begin + 3 * REACH, len(text)])
    stop = min([stop, *(start for start, _ in draft.content if start > begin)])
    for start, end in ((begin, stop), (first - len(ahead), first)):
        for match in pattern.finditer(text, start, end):
            named = not TIME.match(text, match.start(3)) and not _is_own_medium(match)
            if named and not _ABOUT.search(text, start, match.start()):
                return _relay(match)
    return None


def _is_own_medium(match: re.Match[str]) -> bool:
    """Whether what carries the words is the speaker's own: "posted on the ministry's website"."""
    return match["by"].startswith("on") and _OWN_MEDIUM.search(match["by"]) is not None


def _lead_in(text: str, draft: Draft) -> Relay | None:
    start = draft.source[0][0]
    line = text.rfind("\n", 0, start) + 1
    match = _LEAD_IN.search(text, max(line, start - 90), start)
    return _relay(match) if match else None


def _per(text: str, draft: Draft) -> Relay | None:
    """The outlet behind the verb and its day: "…, Reyes said on Friday, per the Post"."""
    spans = [*draft.content, *draft.cue, *draft.source]
    match = _PER.match(text, max(end for _, end in spans))
    if match is None:
        return None
    relay = _relay(match)
    return Relay(relay.source, relay.cue, (match.start(1), match.end()))


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
    named = bool(inside) or bool(lowers & words("cues", "outlet_modifiers"))
    return named and bool(lowers & words("cues", "outlet_nouns"))
