"""Attributions inside attributions: relays, and reports within what is reported.

"The agency said Reyes told Radio One that …" is a chain: agency > Reyes. The tagger finds the
outermost report; this module reads the content for the next one, and the words "quoted by" beside
a source for the one around it. The relayer's attribution becomes the parent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from detente.attribution.assembly import Draft
from detente.attribution.clauses import ReportingClause, at_start
from detente.attribution.lexicons import words
from detente.attribution.names import Name, within
from detente.nouns import Span

_NAME = r"((?:the\s+)?[\w\u2019'&.-]+(?:\s+[\w\u2019'&.-]+){0,5}?)"
_QUOTED_BY = re.compile(
    rf"((?:as\s+)?(?:quoted|cited|reported)(?:\s+as\s+saying)?\s+by)\s+{_NAME}"
    r"(?=\s*(?:,|\.|;|\bas\s+saying\b|$|\son\s|\sthat\s))"
)
_LEAD_IN = re.compile(
    r"\b([Aa]ccording to|[Aa]s reported by|[Cc]iting)\s+"
    rf"((?:an?\s+(?:report|dispatch)\s+(?:from|by)\s+)?{_NAME[1:-1]})"
    r"(?:\s+(?:last|this|on)\s+\w+)?,\s*$"
)
_REPORTED = re.compile(rf"[,\u201d\"\s]*{_NAME}\s+(reported|said|added)\b")
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
    for draft in drafts:
        _cut_source(text, draft)
    found = [Nested(draft) for draft in drafts]
    _join_relays(text, found, names)
    for n in range(len(drafts)):
        _add_relayer(text, found, n, names)
    parents = {item.parent for item in found}
    for n in range(len(drafts)):
        if n not in parents:
            _add_child(text, found, n, names)
    return found


def _join_relays(text: str, found: list[Nested], names: list[Name]) -> None:
    """Make a chain of "the agency said Reyes | told Radio One that …".

    The tagger may take the inner speaker for all that the agency says: that name is then the
    source of the next report, and the whole of it what the agency says.
    """
    for n, (outer, inner) in enumerate(pairwise(found)):
        if inner.draft.source or not inner.draft.cue or len(outer.draft.content) != 1:
            continue
        start, end = outer.draft.content[0]
        cue = inner.draft.cue[0][0]
        is_name = any((name.start, name.end) == (start, end) for name in within(names, start, end))
        if is_name and end <= cue and not text[end:cue].strip(" ,"):
            inner.draft.source = [(start, end)]
            outer.draft.content = [(start, inner.draft.content[-1][1])]
            inner.parent, inner.method = n, "tagger"
            outer.relay = True


def _cut_source(text: str, draft: Draft) -> None:
    """Give the content its subject back in "According to a report, Reyes demands …"."""
    if not (draft.source and draft.cue and draft.content):
        return
    cue = text[slice(*draft.cue[0])].lower()
    start, end = draft.source[0]
    comma = text.find(", ", start, end)
    follows = [span for span in draft.content if span[0] > comma]
    if not cue.startswith("according") or comma < 0 or len(follows) < len(draft.content):
        return
    last = next((n for n, s in enumerate(follows) if text[end : s[0]].strip(" ,")), len(follows))
    if last and _starts_subject(text, comma + 2):
        draft.source = [(start, comma)]
        draft.content = [(comma + 2, follows[last - 1][1]), *follows[last:]]


def _starts_subject(text: str, start: int) -> bool:
    word = re.match(r"[\w\u2019-]+", text[start : start + 20])
    return word is not None and (word.group()[0].isupper() or word.group() in ("he", "she", "they"))


def _add_relayer(text: str, found: list[Nested], n: int, names: list[Name]) -> None:
    """The outlet in "X, quoted by the agency, said …" and "According to the agency, X said …"."""
    draft = found[n].draft
    if not draft.source or not draft.content:
        return
    relayer = _quoted_by(text, draft) or _lead_in(text, draft) or _reported(text, draft)
    if relayer is None or not _is_outlet(relayer[0], names, text):
        return
    source, cue = relayer
    if any(a < source[1] and source[0] < b for a, b in draft.content):
        return
    first = min(source[0], cue[0])
    draft.source = [_before(text, s, first) for s in draft.source if s[0] < first] or draft.source
    parent = Draft([source], [cue], list(draft.content), [CHILD_CONFIDENCE])
    found.append(Nested(parent, relay=True, method="rule:relayed-by"))
    found[n].parent = len(found) - 1


def _quoted_by(text: str, draft: Draft) -> tuple[Span, Span] | None:
    start = draft.source[0][0]
    reach = max(end for _, end in draft.source + draft.cue)
    match = _QUOTED_BY.search(text, start, min(len(text), reach + 60))
    return (match.span(2), match.span(1)) if match else None


def _lead_in(text: str, draft: Draft) -> tuple[Span, Span] | None:
    start = draft.source[0][0]
    line = text.rfind("\n", 0, start) + 1
    match = _LEAD_IN.search(text, max(line, start - 90), start)
    return (match.span(2), match.span(1)) if match else None


def _reported(text: str, draft: Draft) -> tuple[Span, Span] | None:
    """The agency that ends the sentence: "…, the Montara news agency reported."."""
    match = _REPORTED.match(text, draft.content[-1][1])
    if match is None or any(a < match.end() and match.start(1) < b for a, b in draft.cue):
        return None
    return match.span(1), match.span(2)


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
    start, end = draft.content[0][0], _sentence_end(text, draft)
    relayed = bool(draft.source) and _is_outlet(draft.source[0], names, text)
    inner = start + 1 if text[start] in '\u201c"' else start
    clause = at_start(text, inner, end, stance=relayed)
    if clause is None or clause.source is None or not _own_words(text, clause):
        return
    if not relayed and not (_named(clause.source, names) and _is_saying(text, clause)):
        return
    rest = [span for span in draft.content if span[0] > end]
    child = Draft([clause.source], [clause.cue], [clause.content, *rest], [CHILD_CONFIDENCE])
    found.append(Nested(child, parent=n, method="rule:nested"))
    found[n].relay = found[n].relay or relayed


def _sentence_end(text: str, draft: Draft) -> int:
    """Where the first stretch of content ends, with those that go on in the same sentence."""
    end = draft.content[0][1]
    for start, stop in draft.content[1:]:
        if re.search(r"[.!?\n]", text[end:start]) or any(end <= a < start for a, _ in draft.cue):
            break
        end = stop
    return end


def _own_words(text: str, clause: ReportingClause) -> bool:
    """No child where the content runs past its sentence or speaks of the speaker's own will."""
    source = text[clause.source[0] : clause.source[1]].lower() if clause.source else ""
    return source not in ("i", "we", "it", "there", "who", "which", "that", "what")


def _is_saying(text: str, clause: ReportingClause) -> bool:
    """Whether the cue is a plain verb of saying: other verbs inside content tell of acts."""
    cue = re.findall(r"[\w-]+", text[clause.cue[0] : clause.cue[1]].lower())
    return bool(set(cue) & words("cues", "nested"))


def _named(span: Span, names: list[Name]) -> bool:
    return bool(within(names, *span))


def _is_outlet(span: Span, names: list[Name], text: str) -> bool:
    """Whether a source is an outlet, agency or document: somebody who passes on, not who speaks."""
    inside = within(names, *span)
    lowers = {w.lower() for w in re.findall(r"[\w-]+", text[span[0] : span[1]])}
    if lowers & words("cues", "document"):
        return True
    if any(n.kind == "outlet" for n in inside):
        return not any(n.kind == "person" for n in inside)
    return bool(lowers & {"agency", "newspaper", "broadcaster", "channel", "daily"}) and bool(
        inside
    )
