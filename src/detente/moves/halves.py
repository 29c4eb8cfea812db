"""A condition's two halves: where the main clause and the condition stand in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.moves.wordings import Marker, Will, wordings
from detente.nouns import Span

_LEAD = re.compile(
    r"[\s“”\"‘’'(\[]*"
    r"(?:(?:but|and|so|yet|however|that|then|now|still|because|adding that)\b[,\s]*)*",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r",\s+(?:and|but|which|who|as|since|because|while|whereas|said|says|adding|although|though|"
    r"according|he\s|she\s|they\s+(?:said|added))\b|[;:–—]|[”\"]\s*(?:,|\s(?:he|she|said))|,[”\"]",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s+[“\"]?(?:then\s+)?")
_INVERTED = re.compile(
    r"\s(?P<modal>will|would|can|could|shall)\s+(?P<who>we|it|he|she|they|there|i|(?:the\s+)?\w+)\s+",
    re.IGNORECASE,
)
_UNPARTED = re.compile(
    r"\s(?P<who>(?:the\s+)?[A-Z]\w+|we|they|it|he|she)\s+(?:will|would|shall|could|can)\s"
)
"""A main clause after a noun without a comma: "in return for a loan Norland would …"."""
_FIRST_THEN = re.compile(
    r"\bfirst,?\s+(?P<ante>[^;:]{6,160}?)[,;:]?\s+(?:and\s+)?(?:only\s+)?then,?\s+(?P<main>.+)",
    re.IGNORECASE | re.DOTALL,
)
_WOULD = re.compile(r"\bwould\b", re.IGNORECASE)
_THING = re.compile(
    r"[\s“‘\"]*(?:that\s+)?(?P<thing>(?:the|its|their|all|these|those|our|his|her)\s+[\w’'-]+"
    r"(?:\s+[\w’'-]+){0,3}?)\s+(?:is|are|was|were|has|have|had|will|would)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s(?:and|but|or)\s*$", re.IGNORECASE)
_READY = re.compile(
    r"\s*be\s+(?:ready|willing|prepared|happy|open|glad)\s+(?:to\s+|for\s+)?", re.IGNORECASE
)
_SUBJECT_BREAK = re.compile(
    r"(?:,|;|:|“|\"|\b(?:that|and|but|so|because|then|said|says|added|as)\b)\s*", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"(?:the|those|these|all|any|every|its|their|our|his|her)\s+(?:[\w’'-]+\s+){1,4}that\s*\Z",
    re.IGNORECASE,
)
"""A noun phrase whose "that" begins a clause on it: "the crews that were sent"."""


@dataclass(frozen=True, slots=True)
class Halves:
    """`main` and `condition` as spans of the passage; the marker that joins them."""

    main: Span
    condition: Span
    marker: Marker


@dataclass(frozen=True, slots=True)
class Main:
    """A main clause: words of will, which begin at `lead`, its subject and its act (as spans).

    `thing` is a subject that is not said again: "the checks were lawful and would end".
    """

    will: Will
    subject: Span
    lead: int
    act: Span
    thing: Span | None = None


NO_CONDITION = Marker("none", "none", "clause", re.compile(r"(?!)"))
"""The marker of what is announced for a day, whatever the other side does."""
_THEN = Marker("first … then", "if", "clause", re.compile("first"))


def split(text: str, start: int, end: int) -> Halves | None:
    """The first condition of the clause `text[start:end]`, None where it has none."""
    begin = _LEAD.match(text, start, end)
    lead = begin.end() if begin else start
    found: list[tuple[int, int, Marker]] = []
    for marker in wordings().markers:
        for match in marker.pattern.finditer(text, lead, end):
            if not wordings().not_before.search(
                text[max(lead, match.start() - 30) : match.start()]
            ):
                found.append((match.start(), match.end(), marker))
                break
    for at, after, marker in sorted(found, key=lambda item: (item[0], -item[1])):
        halves = _halves(text, lead, end, at, after, marker)
        if halves is not None:
            return halves
    then = _FIRST_THEN.search(text, lead, end)
    if then:
        return Halves(then.span("main"), then.span("ante"), _THEN)
    return None


def _halves(text: str, lead: int, end: int, at: int, after: int, marker: Marker) -> Halves | None:
    opens = at - lead <= 3
    # "Without a guarantee we will not sign": a noun may open the clause, a clause that does is a
    # contrast ("while we will not sign, …").
    refused = (after, end) if opens and marker.form == "noun" else (lead, at)
    if marker.after == "refusal" and not _refuses(text, *refused):
        return None
    if marker.after == "would" and not _WOULD.search(text, lead, at):
        return None
    if opens or _opens(text, lead, at):
        return _condition_first(text, after, end, marker)
    stop = _BREAK.search(text, after, end)
    return Halves((lead, at), trim(text, after, stop.start() if stop else end), marker)


def _refuses(text: str, start: int, end: int) -> bool:
    return any(w.name == "refusal" and w.pattern.search(text, start, end) for w in wordings().wills)


def _opens(text: str, lead: int, at: int) -> bool:
    """Whether the marker opens a clause after a short run-up: "But again, if …"."""
    before = text[lead:at].rstrip()
    return (before.endswith((",", ":", "“")) and before.count(" ") < 3) or before.endswith(" that")


def _condition_first(text: str, after: int, end: int, marker: Marker) -> Halves | None:
    """Read “If Y, (then) Z”: the main clause follows a comma and has words of will."""
    for comma in _COMMA.finditer(text, after, end):
        rest = text[comma.end() : end]
        if _BREAK.match(text, comma.start(), end) and not rest.lower().startswith("then"):
            continue
        if any(will.pattern.search(rest[:90]) for will in wordings().wills):
            return Halves((comma.end(), end), trim(text, after, comma.start()), marker)
    unparted = _UNPARTED.search(text, after, end) if marker.form == "noun" else None
    if unparted:
        return Halves((unparted.start("who"), end), trim(text, after, unparted.start()), marker)
    inverted = _INVERTED.search(text, after, end)
    if inverted and marker.name in ("only after", "if", "until", "in exchange for", "without"):
        main = (inverted.start() + 1, end)
        return Halves(main, trim(text, after, inverted.start()), marker)
    return None


def main_clause(text: str, span: Span) -> Main | None:
    """The main clause of will in `span`; None where it tells a fact or what might have been."""
    start, end = span
    words = wordings()
    if words.not_main.search(text, start, end):
        return None
    found: tuple[int, int, Will] | None = None
    for will in words.wills:
        for match in will.pattern.finditer(text, start, end):
            if found is None or match.start() < found[0]:
                found = (match.start(), match.end(), will)
            break
    if found is None:
        return None
    at, after, will = found
    after = _through_readiness(text, at, after, end)
    subject = _subject(text, start, at)
    joined = _JOINED.search(text, start, at)
    if subject[0] >= subject[1] and not joined and _INVERTED.match(" " + text[at:end]):
        inverted = _INVERTED.match(" " + text[at:end])
        assert inverted is not None  # noqa: S101  matched just above
        subject = (at + inverted.start("who") - 1, at + inverted.end("who") - 1)
        after = at + inverted.end() - 1
    act = trim(text, after, _act_end(text, after, end))
    if act[0] >= act[1]:
        if will.name != "refusal":
            return None
        act = trim(text, at, end)  # "no port will open": the act is in the words of will
    thing = _THING.match(text, start, at) if joined else None
    return Main(will, subject, at, act, thing.span("thing") if thing else None)


def _through_readiness(text: str, at: int, after: int, end: int) -> int:
    """Pass over “would be ready to X”: the act begins after "ready to"."""
    ready = _READY.match(text, after, end)
    return ready.end() if ready else after


def _act_end(text: str, start: int, end: int) -> int:
    stop = _BREAK.search(text, start, end)
    return stop.start() if stop else end


def _subject(text: str, start: int, end: int) -> Span:
    """The noun phrase right before the words of will."""
    begin = start
    for match in _SUBJECT_BREAK.finditer(text, start, end):
        if match.end() < end - 1 and not _RELATIVE.match(text, begin, match.end()):
            begin = match.end()
    subject = trim(text, begin, end)
    words = text[subject[0] : subject[1]]
    if _JOINED.search(words):
        return subject[1], subject[1]  # "the checks were late and would end": not said again
    cut = re.search(
        r"\s+(?:is|are|was|were|be|been|remains?|remained|stands?|stood|has|have|had|also|itself)"
        r"(?:\s+(?:also|now|still|always|already|been))*\s*$",
        words,
        re.IGNORECASE,
    )
    return (subject[0], subject[0] + cut.start()) if cut else subject


def trim(text: str, start: int, end: int) -> Span:
    """The span without the marks, quotes and spaces at its edges."""
    while start < end and text[start] in " \t\n“”\"‘’'.,;:([":
        start += 1
    while end > start and text[end - 1] in " \t\n“”\"‘'.,;:…":
        end -= 1
    return start, end
