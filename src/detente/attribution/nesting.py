"""Attributions inside attributions: relays, and reports within what is reported.

"The agency said Reyes told Radio One that …" is a chain: agency > Reyes. The tagger finds the
outermost report; this module reads the content for the next one, and the words "quoted by" beside
a source for the one around it. The relayer's attribution becomes the parent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from detente.attribution.assembly import NEAR, Draft
from detente.attribution.clauses import ReportingClause, at_start
from detente.attribution.documents import is_bare
from detente.attribution.inner import Utterance, cited, is_citation, quoted_as, speaker_after
from detente.attribution.lexicons import words
from detente.attribution.names import Name, within
from detente.attribution.relays import REACH, Relay, is_outlet, relays
from detente.nouns import Span
from detente.prose import sentences

CHILD_CONFIDENCE = 0.6
"""Of a report found by rule: of our held-out relays, benchmarks/nested.py finds .69 right."""
DEEPEST = 3
"""Reports within reports that are looked for."""
_MARKS = '\u201c\u201d"'
_TO_ME = re.compile(r"\s(?:me|us)\b")


@dataclass(slots=True)
class Nested:
    """A draft with the index of the draft it is reported in, None at the top."""

    draft: Draft
    parent: int | None = None
    relay: bool = False
    method: str = "tagger"
    scope: Span | None = None
    """Where the report's own words stand, if not in all of its sentence."""
    barred: list[Span] = field(default_factory=list)
    """Words of its sentence that are another's report; its time and place do not stand there."""


def nest(text: str, drafts: list[Draft], names: list[Name]) -> list[Nested]:
    """Add the attributions that the tagger, which sees only the outermost, leaves out.

    Args:
        text: the text.
        drafts: assembled attributions in the order of the text.
        names: the names of the text.

    Returns:
        The same drafts first, in their order, then parents and children found by rule; what is
        but the citing of somebody in the report beside it is left out.

    """
    drafts = _without_citations(text, drafts, names)
    for draft in drafts:
        _cut_source(text, draft)
    found = [Nested(draft, method=draft.method) for draft in drafts]
    _join_relays(text, found, names)
    for n in range(len(drafts)):
        _add_relayer(text, found, n, names)
    parents = {item.parent for item in found}
    for n in range(len(drafts)):
        if n not in parents:
            _add_child(text, found, n, names)
    return found


def _without_citations(text: str, drafts: list[Draft], names: list[Name]) -> list[Draft]:
    """The drafts without "citing Reyes" where the report that stands on his word is beside it."""
    kept = []
    for n, draft in enumerate(drafts):
        beside = [*drafts[max(0, n - 1) : n], *drafts[n + 1 : n + 2]]
        if not (is_citation(text, draft, names) and any(_near(text, draft, d) for d in beside)):
            kept.append(draft)
    return kept


def _near(text: str, one: Draft, other: Draft) -> bool:
    """Whether two reports stand in one sentence, close by."""
    end, start = min(one.end, other.end), max(one.start, other.start)
    return start - end <= NEAR and not re.search(r"[.!?]\s|\n", text[end:start])


def _join_relays(text: str, found: list[Nested], names: list[Name]) -> None:
    """Make a chain of "the agency said Reyes | told Radio One that …".

    The tagger may take the inner speaker for all that the agency says: that name, with its title,
    is then the source of the next report, and the whole of it what the agency says.
    """
    for n, (outer, inner) in enumerate(pairwise(found)):
        if not inner.draft.cue or len(outer.draft.content) != 1:
            continue
        if inner.draft.source and not _two_verbs(text, outer.draft, inner.draft):
            continue
        start, end = outer.draft.content[0]
        cue = inner.draft.cue[0][0]
        if end <= cue and not text[end:cue].strip(" ,") and _is_subject(text, (start, end), names):
            inner.draft.source = [(start, len(text[:end].rstrip(" ,")))]
            outer.draft.content = [(start, inner.draft.content[-1][1])]
            inner.parent = n
            inner.scope = outer.draft.content[0]
            outer.relay = True
            outer.barred.append(outer.draft.content[0])


def _two_verbs(text: str, outer: Draft, inner: Draft) -> bool:
    """Whether "said" and "told" of one source are a report in a report: no "…, adding that"."""
    verbs = [text[slice(*draft.cue[0])].lower().split()[0] for draft in (outer, inner) if draft.cue]
    same = inner.source == outer.source
    return same and len(verbs) == 2 and set(verbs) <= words("cues", "nested") | {"has", "had"}


def _is_subject(text: str, span: Span, names: list[Name]) -> bool:
    """Whether a stretch is a name and at most a title with it: "its lawyer, Ana Reyes,"."""
    inside = within(names, *span)
    if not inside or text[inside[-1].end : span[1]].strip(" ,"):
        return False
    before = re.findall(r"[\w\u2019-]+", text[span[0] : inside[-1].start].lower())
    office = bool(set(before) & words("offices", "offices"))
    return not before or (inside[-1].kind == "person" and office)


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
    relay = next((r for r in relays(text, draft, names) if _fits(r, draft)), None)
    if relay is None:
        return
    first = min(relay.source[0], relay.cue[0])
    draft.source = [_before(text, s, first) for s in draft.source if s[0] < first] or draft.source
    if all(is_bare(text, span) for span in draft.source):
        # "According to remarks carried by the agency": nobody but the agency is named.
        draft.source = [relay.source]
        return
    parent = Draft([relay.source], [relay.cue], list(draft.content), [CHILD_CONFIDENCE])
    found.append(Nested(parent, relay=True, method="rule:relayed-by", scope=relay.clause))
    found[n].parent = len(found) - 1
    found[n].barred.append(relay.clause)


def _fits(relay: Relay, draft: Draft) -> bool:
    """Whether the relayer stands outside what is reported, and is not its own speaker."""
    if relay.source in draft.source:
        return False
    return not any(a < relay.source[1] and relay.source[0] < b for a, b in draft.content)


def _before(text: str, span: Span, stop: int) -> Span:
    start, end = span[0], min(span[1], stop)
    while end > start and text[end - 1] in " ,":
        end -= 1
    return start, end


def _add_child(text: str, found: list[Nested], n: int, names: list[Name], depth: int = 0) -> None:
    """The report inside the content of draft `n`, and those inside that one in turn."""
    draft = found[n].draft
    if not draft.content or depth == DEEPEST:
        return
    end = _sentence_end(text, draft)
    inside = _phrased(text, draft, end, names) or _opening(text, found[n], end, names)
    if inside is None:
        return
    child = Draft([inside.source], [inside.cue], inside.content, [CHILD_CONFIDENCE])
    scope = _with_head(text, draft, inside.clause)
    found.append(Nested(child, parent=n, method="rule:nested", scope=scope))
    found[n].relay = found[n].relay or inside.relayed
    found[n].barred.append(scope)
    _add_child(text, found, len(found) - 1, names, depth + 1)


def _with_head(text: str, draft: Draft, clause: Span) -> Span:
    """A clause with what opens its sentence: "In an interview, Reyes said …, the agency said"."""
    start = draft.content[0][0]
    if clause[0] != start or not draft.cue or draft.cue[0][0] < start:
        return clause
    line = max(text.rfind("\n", 0, start) + 1, start - 2 * REACH)
    return sentences(text, line, start + 1)[-1][0], clause[1]


def _phrased(text: str, draft: Draft, end: int, names: list[Name]) -> Utterance | None:
    """An inner report told by a set phrase of relaying."""
    return (
        quoted_as(text, draft, end)
        or cited(text, draft, names)
        or speaker_after(text, draft, names)
    )


def _opening(text: str, item: Nested, end: int, names: list[Name]) -> Utterance | None:
    """The report that the content opens with: "Reyes told Radio One that …"."""
    draft = item.draft
    start = draft.content[0][0]
    relayed = bool(draft.source) and is_outlet(draft.source[0], names, text)
    inner = start + 1 if text[start] in _MARKS else start
    clause = at_start(text, inner, end, stance=relayed)
    if clause is None or clause.source is None or not _own_words(text, clause):
        return None
    known = _named(clause.source, names) or _TO_ME.match(text, clause.cue[1])
    if not relayed and not (known and _is_saying(text, clause)):
        return None
    rest = [span for span in draft.content if span[0] > end]
    return Utterance(clause.source, clause.cue, [clause.content, *rest], (start, end), relayed)


def _sentence_end(text: str, draft: Draft) -> int:
    """Where the first stretch of content ends, with those that go on in the same sentence.

    Of speech that is quoted, or that holds no quotation, an inner report has one sentence only.
    """
    begin, end = draft.content[0]
    if text[begin] in _MARKS or not any(mark in text[begin:end] for mark in _MARKS):
        inner = sentences(text, begin, end)
        if len(inner) > 1:
            return inner[0][1]
    for start, stop in draft.content[1:]:
        if re.search(r"[.!?\n]", text[end:start]) or any(end <= a < start for a, _ in draft.cue):
            break
        end = stop
    return end


def _own_words(text: str, clause: ReportingClause) -> bool:
    """No child where the content runs past its sentence or speaks of the speaker's own will."""
    source = text[clause.source[0] : clause.source[1]].lower() if clause.source else ""
    if source in ("i", "we", "it", "there", "who", "which", "what"):
        return False
    # "if Norway insisted on its way", "claims that Norway had threatened": no subject of its own
    return not set(source.split()) & {"that", "if", "unless", "when", "whether", "until", "once"}


def _is_saying(text: str, clause: ReportingClause) -> bool:
    """Whether the cue is a plain verb of saying: other verbs inside content tell of acts."""
    cue = re.findall(r"[\w-]+", text[clause.cue[0] : clause.cue[1]].lower())
    return bool(set(cue) & (words("cues", "nested") | words("cues", "quoting")))


def _named(span: Span, names: list[Name]) -> bool:
    return bool(within(names, *span))
