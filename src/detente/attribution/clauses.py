"""Reporting clauses by rule: subject, reporting word, what is reported.

Serves twice: to find attributions *inside* the content of another (no corpus teaches a tagger
nesting), and to read a text at all where there are no weights.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from detente.attribution.lexicons import words
from detente.attribution.marks import Quotation
from detente.attribution.tokens import Token, tokens
from detente.nouns import Span

_ACCORDING = re.compile(r"\b[Aa]ccording to\b")
_LINK = re.compile(r"\s*(?:,\s*)?(?:(?:that|how|why|whether|as|of|to)\b\s*)?", re.IGNORECASE)
_OBJECT = re.compile(
    r"\s+(me|us)\b(?!\s+that)|\s+([\w\u2019'-]+)[^,.;:\u201c\u201d\"]{0,60}?(?=\sthat\b)"
)
_OCCASION = re.compile(
    r"\s+(?:(?:late|early)\s)?(?:on|in|at|during|last|earlier|to|from)\s"
    r"[^,.;:\u201c\u201d\"]{2,60}?(?=\sthat\b)"
)
"""Day, place or hearers between a verb and what it reports: "said on Monday that"."""
_TOLD_THAT = re.compile(r"\s+[^,.;:\u201c\u201d\"]{1,70}?(?=\sthat\b)")
_TOLD = re.compile(
    r"\s+[^,.;:\u201c\u201d\"]{1,70}?(?=\s(?:that|to|he|she|they|it|there|the)\b|,|:|\s[\u201c\"])"
)
_PRONOUNS = frozenset(
    ["he", "she", "they", "it", "we", "i", "who", "both", "some", "many", "others"]
)
_SAID_BY = re.compile(r"\s+([^.;:\u201c\u201d\"\n]+)")
_SUBJECT_MAX = 14  # words; a longer stretch before a verb is no subject
_HEAD = 48  # words and marks, among which the verb of a reporting clause stands
_BARRED = frozenset(
    [
        "to",
        "of",
        "for",
        "the",
        "a",
        "an",
        "his",
        "her",
        "their",
        "its",
        "this",
        "that",
        "more",
        "no",
    ]
)


@dataclass(frozen=True, slots=True)
class ReportingClause:
    """One clause; `source` is None where the clause has no subject of its own."""

    source: Span | None
    cue: Span
    content: Span


def at_start(text: str, start: int, end: int, *, stance: bool = True) -> ReportingClause | None:
    """The reporting clause that `text[start:end]` opens with: "Reyes told Radio One that …".

    Args:
        text: the text.
        start, end: the stretch to look at; a sentence, or the content of an attribution.
        stance: whether verbs of will and thought count as reporting.

    Returns:
        The clause, its content running to `end`, or None.

    """
    parts = tokens(text, start, end, _HEAD)
    skip = 0
    while skip < len(parts) and (
        not parts[skip].word[0].isalnum() or parts[skip].lower in ("but", "and", "that", "however")
    ):
        skip += 1
    verb = _verb(parts, skip, stance)
    if verb is None or verb == skip:
        return None
    first = verb
    while first > skip and parts[first - 1].lower in words("cues", "helpers"):
        first -= 1
    subject = (parts[skip].start, parts[first - 1].end) if first > skip else None
    if subject is None or not _is_subject(parts[skip:first]):
        return None
    stop, content = _after(text, parts, verb, end)
    if content is None:
        return None
    return ReportingClause(_without_comma(text, subject), (parts[first].start, stop), content)


def _verb(parts: list[Token], skip: int, stance: bool) -> int | None:
    wanted = _reporting(stance)
    for n in range(skip, min(len(parts), skip + _SUBJECT_MAX + 4)):
        token = parts[n]
        if token.word in '\u201c\u201d"':
            return None
        before = parts[n - 1].lower if n else ""
        is_cue = token.lower in wanted and token.word[0].islower()
        if before in words("cues", "before_nouns"):
            continue
        if is_cue and (token.lower not in words("cues", "ambiguous") or _takes_verb(parts, n)):
            return n
        if token.lower in ("willing", "ready", "prepared", "eager", "keen") and before in (
            "is",
            "are",
            "was",
            "were",
        ):
            return n
    return None


@cache
def _reporting(stance: bool) -> frozenset[str]:
    """The verbs that report; with those of will and thought where `stance` is set."""
    spoken = words("cues", "speech") | words("cues", "telling")
    return spoken | words("cues", "stance") if stance else spoken


def _takes_verb(parts: list[Token], n: int) -> bool:
    """Whether the word before a form that may be a noun can be its subject."""
    before = parts[n - 1]
    if n == 0:
        return False
    singular = parts[n].lower.endswith("s")
    plain = before.lower in ("they", "we", "i", "he", "she", "who") or before.lower in words(
        "offices", "groups"
    )
    return plain or (singular and before.word[:1].isupper() and not before.possessive)


def _is_subject(parts: list[Token]) -> bool:
    lowers = [p.lower for p in parts]
    if lowers[0] in _PRONOUNS:
        return len(parts) <= 3
    if any(p.word[:1].isupper() and p.lower not in words("names", "not_names") for p in parts):
        return len(parts) <= _SUBJECT_MAX
    people = words("offices", "offices") | words("offices", "groups") | words("cues", "document")
    return bool(set(lowers) & people) and len(parts) <= _SUBJECT_MAX


def _after(text: str, parts: list[Token], verb: int, end: int) -> tuple[int, Span | None]:
    """Where the cue ends and what it reports; "told Radio One that" leaves its object out."""
    stop = parts[verb].end
    if parts[verb].lower in words("cues", "telling"):
        found = _TOLD_THAT.match(text, stop, end) or _TOLD.match(text, stop, end)
        begin = found.end() if found else stop
    elif parts[verb].lower in words("cues", "addressing"):
        object_ = _OBJECT.match(text, stop, end)
        begins = object_.group().split()[0].lower() if object_ else "that"
        begin = stop if object_ is None or begins in words("cues", "no_objects") else object_.end()
    else:
        occasion = _OCCASION.match(text, stop, end)
        begin = occasion.end() if occasion else stop
    link = _LINK.match(text, begin, end)
    begin = link.end() if link else begin
    begin = min(begin, end)
    while begin < end and text[begin] in " ,:":
        begin += 1
    last = end
    while last > begin and text[last - 1] in " .":
        last -= 1
    return stop, ((begin, last) if last - begin > 3 else None)


def _without_comma(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1] in ", ":
        end -= 1
    return start, end


def around_quotation(
    text: str, sentence: Span, quotation: Quotation
) -> tuple[Span | None, Span] | None:
    """Source and cue of a quotation from the words beside it in its sentence, or None.

    Reads "…," Reyes said / said Reyes, the envoy / Reyes said: "…".
    """
    tail_end = sentence[1]
    parts = tokens(text, quotation.end, tail_end, 12)
    speech = _reporting(stance=False)
    for n, token in enumerate(parts):
        if token.word in '\u201c"':
            break
        if token.lower not in speech or not token.word[0].islower():
            continue
        first = n
        while first and parts[first - 1].lower in words("cues", "helpers"):
            first -= 1
        before = [p for p in parts[:first] if p.word[0].isalnum()]
        if before:
            return (before[0].start, before[-1].end), (parts[first].start, token.end)
        after = _SAID_BY.match(text, token.end, tail_end)
        return ((after.start(1), len(text[: after.end(1)].rstrip(" ,"))) if after else None), (
            token.start,
            token.end,
        )
    clause = at_start(text, sentence[0], quotation.end, stance=False)
    if clause is not None and clause.cue[1] <= quotation.start:
        return clause.source, clause.cue
    return None


def according_to(text: str, sentence: Span) -> ReportingClause | None:
    """The clause of "According to X, …" or "…, according to X" in a sentence, or None."""
    found = _ACCORDING.search(text, *sentence)
    if found is None:
        return None
    start, end = sentence
    if found.start() - start < 12:
        comma = text.find(",", found.end(), end)
        if comma < 0:
            return None
        begin = comma + 1
        while begin < end and text[begin].isspace():
            begin += 1
        source = (found.end() + 1, comma)
        return ReportingClause(source, found.span(), (begin, len(text[:end].rstrip(" ."))))
    source = (found.end() + 1, len(text[:end].rstrip(" .")))
    stop = len(text[: found.start()].rstrip(" ,"))
    return ReportingClause(source, found.span(), (start, stop)) if source[0] < source[1] else None
