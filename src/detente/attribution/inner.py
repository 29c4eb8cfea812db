"""Reports inside reports that set phrases tell: "quoted Reyes as saying", ", citing Reyes".

Each reader takes an attribution and gives the utterance inside it, or None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.attribution.assembly import Draft
from detente.attribution.lexicons import words
from detente.attribution.names import Name, within
from detente.attribution.relays import REACH, is_outlet
from detente.nouns import Span

_AS_SAYING = re.compile(
    r"((?:[^\s.;:\u201c\u201d\"]+\s+){1,14}?)(as\s+(?:saying|telling|writing|warning|arguing|insisting|"
    r"adding|stating|describing|calling|promising|announcing))\b"
)
_SAID_SO = re.compile(
    r"([^.;:\u201c\u201d\"]{3,90}?)\s+(as\s+(?:saying|telling|writing|warning))\b[^.]*"
)
_AS = re.compile(r"(as\s+(?:saying|warning|arguing|writing|adding|insisting))(?:\s+that)?\s+")
_QUOTES = re.compile(r"([^.;:\u201c\u201d\"]{3,90}):\s*(?=[\u201c\"])")
_TOLD = re.compile(r"[^.;\u201c\u201d\"]{1,60}?(?=:|\sthat\s)")
"""To whom something was told: "as telling the daily that …"."""
_LINK = re.compile(r"[\s,:]*(?:that\s+)?")
_CITING = re.compile(
    r",?\s(citing|quoting|(?:which|who)\s(?:cited|quoted))\s+((?:[^\s,.;:\u201c\u201d\"]+\s*){1,12}?"
    r"(?:,\s+(?:an?|the|its|his|her)\s[^,.;\u201c\u201d\"]{3,50}|,\s+(?:[A-Z][\w\u2019'-]+\s?){2,3})?)(?=[,.;])"
)
_CITED = re.compile(
    r"([^,.;:\u201c\u201d\"]{3,80}),\s+(?:(?:said|reported)\s+)?(?:that\s+)?(?=\S+\s\S+\s\S)"
)
_CITING_FIRST = re.compile(
    r"\b([Cc]iting|[Qq]uoting)\s+((?:[^\s,.;:\u201c\u201d\"]+\s*){1,12}?"
    r"(?:,\s+(?:an?|the|its|his|her)\s[^,.;\u201c\u201d\"]{3,50})?),\s*$"
)
_HELD = re.compile(r"^(?:an?|the|its|his|her|their|[\w\u2019' -]+[\u2019']s?)\s", re.IGNORECASE)
_WORD = re.compile(r"[\w\u2019'-]+")
_CITING_BEFORE = re.compile(r"\b(citing|quoting)\s$")
_CITES = frozenset(["citing", "cited", "cites", "quoting", "quoted", "quotes"])
_REST = 90
"""Characters that may follow a speaker's verb of saying: to whom, where and when."""

_SHORTEST = 12
"""Characters that what was said must have before its speaker."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """An utterance within a report; `clause` is where its own words stand.

    `relayed` says that who tells it passes on and does not speak for himself.
    """

    source: Span
    cue: Span
    content: list[Span]
    clause: Span
    relayed: bool = True


def quoted_as(text: str, draft: Draft, end: int) -> Utterance | None:
    """The one quoted in "the agency quoted Reyes as saying that …".

    Args:
        text: the text.
        draft: the report of who quotes.
        end: where the first sentence of its content ends.

    """
    if not draft.cue or not _quotes(text, draft.cue[0]):
        return None
    start = draft.content[0][0]
    behind = _speaker_behind(text, draft)
    if behind is not None:
        return behind
    found = _AS_SAYING.match(text, start, end)
    if found is not None and _quotes(text, found.span(1)):
        return None  # somebody else's quoting: "reported that the Post had quoted Reyes as saying"
    if found is not None:
        source, cue = _stripped(text, found.span(1)), found.span(2)
    else:
        colon = _QUOTES.match(text, start, end)
        if colon is None:
            return None
        source, cue = _stripped(text, colon.span(1)), draft.cue[0]
    begin = found.end() if found else source[1]
    content = [span for span in draft.content if span[0] >= begin]
    if not content:
        told = _TOLD.match(text, begin, end) if found and "telling" in found.group(2) else None
        content = [(told.end() if told else begin, end)]
    first = _LINK.match(text, *content[0])
    content[0] = (first.end() if first else content[0][0], content[0][1])
    if content[0][1] - content[0][0] < 3:
        return None
    rest = [span for span in draft.content if span[0] > end and span not in content]
    return Utterance(source, cue, [*content, *rest], (start, end))


def _quotes(text: str, span: Span) -> bool:
    """Whether a verb of quoting is among the words of a span."""
    said = {w.lower() for w in _WORD.findall(text[slice(*span)])}
    return bool(said & words("cues", "quoting"))


def _speaker_behind(text: str, draft: Draft) -> Utterance | None:
    """The one in "…, the Post quoted Reyes as saying" or "Reyes was quoted by it as saying"."""
    for n, span in enumerate(draft.content):
        behind = _SAID_SO.fullmatch(text, *span)
        if behind and n:
            others = [*draft.content[:n], *draft.content[n + 1 :]]
            return Utterance(_stripped(text, behind.span(1)), behind.span(2), others, span)
    first, *rest = draft.content
    opening = _AS.search(text, first[1], rest[0][1]) if rest else None
    if opening is None or first[1] > draft.cue[0][0] or opening.start() > rest[0][0]:
        return None
    content = [(max(opening.end(), rest[0][0]), rest[0][1]), *rest[1:]]
    return Utterance(_stripped(text, first), opening.span(1), content, opening.span())


def cited(text: str, draft: Draft, names: list[Name]) -> Utterance | None:
    """The one on whose word the report stands: "the agency reported on Monday, citing Reyes, …"."""
    if not draft.cue or not draft.source:
        return None
    start, end = draft.content[0]
    citing = _citing(text, draft)
    swallowed = _CITED.match(text, start, end) if citing else None
    if citing and swallowed and is_somebody(text, swallowed.span(1), names):
        content = [(swallowed.end(), end), *draft.content[1:]]
        return Utterance(swallowed.span(1), citing, content, (start, swallowed.end()))
    first = min(draft.source[0][0], draft.cue[0][0])
    ahead = _CITING_FIRST.search(text, max(text.rfind("\n", 0, first) + 1, first - REACH), first)
    if ahead is not None and not is_outlet(ahead.span(2), names, text):
        return Utterance(ahead.span(2), ahead.span(1), list(draft.content), ahead.span())
    last = max(end for _, end in draft.source + draft.cue)
    for match in _CITING.finditer(text, first, min(len(text), last + 160)):
        source = match.span(2)
        between = text[first : match.start()]
        if re.search(r"[.;\n]\s", between) or any(
            a < source[1] and source[0] < b for a, b in draft.content
        ):
            continue
        return Utterance(_stripped(text, source), match.span(1), list(draft.content), match.span())
    return None


def is_citation(text: str, draft: Draft, names: list[Name]) -> bool:
    """Whether a draft is but the words "citing Reyes" of somebody else's report."""
    if not draft.cue or len(draft.content) != 1:
        return False
    verb = text[slice(*draft.cue[0])].rsplit(maxsplit=1)[-1].lower()
    said = text[slice(*draft.content[0])]
    behind = draft.cue[0][1] <= draft.content[0][0]
    short = len(said.split()) <= 12 and not set(said) & set('\u201c\u201d"')
    return behind and short and verb in _CITES and is_somebody(text, draft.content[0], names)


def is_somebody(text: str, span: Span, names: list[Name]) -> bool:
    """Whether words name or describe a source: "a ministry source", "the Post"."""
    said = {w.lower() for w in _WORD.findall(text[slice(*span)])}
    known = words("offices", "offices") | words("offices", "groups") | words("cues", "document")
    return bool(said & known) or bool(within(names, *span))


def _citing(text: str, draft: Draft) -> Span | None:
    """The "citing" whose object the content starts with: the cue, or the word before it."""
    if text[slice(*draft.cue[0])].lower() in ("citing", "quoting"):
        return draft.cue[0]
    start = draft.content[0][0]
    before = _CITING_BEFORE.search(text, max(0, start - 9), start)
    return before.span(1) if before else None


def speaker_after(text: str, draft: Draft, names: list[Name]) -> Utterance | None:
    """The speaker between what was said and who passes it on: "…, Reyes said, the agency said"."""
    if not draft.source or not draft.cue:
        return None
    outside = min(draft.source[0][0], draft.cue[0][0])
    start, end = draft.content[0]
    if outside < end or len(draft.content) > 1 or not _passes_on(text, draft, names):
        return None
    said = _said(text, start, outside, names)
    if said is None or said[0][0] - start < _SHORTEST:
        return None
    told = (start, min(end, len(text[: said[0][0]].rstrip(" ,"))))
    return Utterance(*said, [told], (told[1], outside))


def _passes_on(text: str, draft: Draft, names: list[Name]) -> bool:
    cue = text[slice(*draft.cue[0])].lower()
    return is_outlet(draft.source[0], names, text) or "report" in cue or cue.startswith("according")


def _said(text: str, start: int, end: int, names: list[Name]) -> tuple[Span, Span] | None:
    """Subject and verb of a clause of saying without an object that ends `text[start:end]`."""
    verbs = words("cues", "nested")
    for verb in reversed(list(_WORD.finditer(text, start, end))):
        if end - verb.end() > _REST or verb.group() in ("that", "if", "whether"):
            return None
        if verb.group() not in verbs:
            continue
        if re.search(r"[\u201c\u201d\"]", text[verb.end() : end]):
            return None
        source = subject_before(text, start, verb.start())
        return (source, verb.span()) if source and within(names, *source) else None
    return None


def subject_before(text: str, start: int, verb: int) -> Span | None:
    """The subject before a verb, from its comma on; a name in commas takes its title along."""
    end = len(text[:verb].rstrip())
    apposed = end > start and text[end - 1] == ","
    stop = end - 1 if apposed else end
    begin = _after_comma(text, start, stop)
    if apposed:
        title = _after_comma(text, start, begin - 2) if begin - 2 > start else begin
        begin = title if _HELD.match(text[title:begin]) else begin
    source = _stripped(text, (begin, stop))
    return source if 0 < len(text[slice(*source)].split()) <= 14 else None


def _after_comma(text: str, start: int, end: int) -> int:
    comma = max(text.rfind(mark, start, end) for mark in (", ", "\u201d ", '" '))
    return comma + 2 if comma >= 0 else start


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in ' ,\u201d"':
        start += 1
    while end > start and text[end - 1] in " ,":
        end -= 1
    return start, end
