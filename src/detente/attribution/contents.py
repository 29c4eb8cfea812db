"""Where content ends: stretches that the tagger cuts short, cuts in two or runs together.

Three slips can be told from the words alone. Content that stops at "both" or "and" goes on; a
participle behind a comma (", agreed on Friday …") belongs to what stands before it; and "he rejects
any delay and demands that …" is two reports of one source.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from detente.attribution.assembly import Draft
from detente.attribution.dateline import dateline_end
from detente.attribution.lexicons import words
from detente.attribution.marks import Quotation
from detente.nouns import Span
from detente.prose import holding

_FIRST_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"[\w\u2019-]+$")
_CLAUSE_END = re.compile(r"[,;:.!?\u2014\u201c\u201d\"]")
_PARTICIPLE = re.compile(r",\s(\w+)\s(?:\w+\s)?(?:by|between|in|on|at|to|from|for|with)\b")
_COORDINATED = re.compile(r",?\s+and\s+(?:also\s+)?(([a-z]+)\s+)that\b")
_STAMP = re.compile(r"\s*\d{1,2}[.:h]\d{2}\s?(?:[AaPp]\.?[Mm]\.?)?\s?(?:[A-Z]{2,4})?\s*\n\s*")
_STRAY = re.compile(r",\s(?:ha[sd]|have|was|were|is|are|would|will)$")
"""The verb of the clause around a relative one: "the talks, in which he said …, had failed"."""
_CALLED = re.compile(r"\bcall(?:s|ed|ing)?$", re.IGNORECASE)
_ON = re.compile(r"(\s(?:up)?on)\s([^\s,.;:\u201c\u201d\"][^,.;:\u201c\u201d\"\n]{1,60})\s")
"""Whom somebody calls on, between the verb and what they are to do."""
_SHORTEST = 12
"""Characters that both halves of content must have to be told apart."""


def mend(text: str, drafts: list[Draft], places: list[Span], quoted: list[Quotation]) -> None:
    """Put right, in place, where the content of `drafts` ends.

    Args:
        text: the text.
        drafts: attributions with their sources, in the order of the text.
        places: its sentences, in order.
        quoted: its quotations, in order.

    """
    for draft in drafts:
        draft.content = _without_prompt(text, draft, places)
        _take_in_called(text, draft)
    _join_cut(text, drafts)
    for draft in drafts:
        draft.content = [_without_stray(text, _without_stamp(text, s)) for s in draft.content]
    edges = sorted({span[0] for d in drafts for span in (*d.source, *d.cue, *d.content)})
    for draft in drafts:
        sentence = holding(places, draft.cue[0][0]) if draft.cue else None
        if sentence is None or not sentence[0] <= draft.content[-1][0] < sentence[1]:
            continue
        _let_run(text, draft, sentence, edges)
        _let_begin(text, draft, sentence, edges)
    for draft in list(drafts):
        second = _coordinated(text, draft, quoted)
        if second is not None:
            drafts.insert(drafts.index(draft) + 1, second)


def _without_prompt(text: str, draft: Draft, places: list[Span]) -> list[Span]:
    """Content without what somebody was asked: "Pressed about the fleet, he replied: “No.”"."""
    if len(draft.content) < 2 or not draft.source:
        return draft.content
    start, end = draft.content[0]
    sentence = holding(places, start)
    opening = _FIRST_WORD.match(text, *sentence) if sentence is not None else None
    if opening is None or opening.group().lower() not in words("cues", "prompts"):
        return draft.content
    return draft.content[1:] if end <= draft.source[0][0] else draft.content


def _take_in_called(text: str, draft: Draft) -> None:
    """Give "called | to move first" its subject back: "called on | Norway to move first"."""
    if len(draft.cue) != 1 or not draft.content:
        return
    (start, end), (begin, last) = draft.cue[0], draft.content[0]
    found = _ON.fullmatch(text, end, begin) if end < begin else None
    if found and text.startswith("to ", begin) and _CALLED.search(text, start, end):
        draft.cue = [(start, found.end(1))]
        draft.content[0] = (found.start(2), last)


def _dangles(text: str, span: Span) -> bool:
    """Whether a stretch stops at a word that nothing ends with: "to host both"."""
    last = _LAST_WORD.search(text, max(span[0], span[1] - 12), span[1])
    return last is not None and last.group().lower() in words("cues", "dangling")


def _join_cut(text: str, drafts: list[Draft]) -> None:
    """Take in a "cue" of no other source right behind a dangling word: a verb of the content."""
    by_cue = {draft.cue[0][0]: draft for draft in drafts if draft.cue}
    for draft in drafts:
        dangles = bool(draft.content) and _dangles(text, draft.content[-1])
        cut = by_cue.get(draft.content[-1][1] + 1) if dangles else None
        if cut is None or not cut.content or cut.source not in ([], draft.source):
            continue
        last = max(stop for _, stop in [*cut.cue, *cut.content])
        draft.content[-1] = (draft.content[-1][0], last)
        cut.content = []
    drafts[:] = [draft for draft in drafts if draft.content]


def _let_run(text: str, draft: Draft, sentence: Span, edges: list[int]) -> None:
    """Let content that was cut short run on, as far as nobody else's report begins."""
    start, end = draft.content[-1]
    n = bisect_left(edges, end)
    stop = min(sentence[1], edges[n] if n < len(edges) else sentence[1])
    if _dangles(text, (start, end)):
        clause = _CLAUSE_END.search(text, end, stop)
        draft.content[-1] = (start, clause.start() if clause else stop)
        return
    found = _PARTICIPLE.match(text, end, stop)
    modifies = found is not None and _is_of_content(found.group(1))
    if modifies and stop == sentence[1] and start > draft.cue[0][0]:
        draft.content[-1] = (start, len(text[:stop].rstrip(" .!?")))


def _is_of_content(participle: str) -> bool:
    """Whether a participle goes on with what is said; "published on Monday" tells of the saying."""
    of_saying = words("circumstances", "occasions") | words("circumstances", "publishing")
    of_saying |= words("cues", "quoting") | words("cues", "speech")
    formed = participle.endswith("ed") or participle in words("cues", "participles")
    return formed and participle not in of_saying


def _let_begin(text: str, draft: Draft, sentence: Span, edges: list[int]) -> None:
    """Let what stands before its cue begin with its sentence, where the head was left out."""
    (start, end), cue = draft.content[0], draft.cue[0][0]
    head = max(sentence[0], dateline_end(text))
    free = bisect_left(edges, head) == bisect_left(edges, start)
    midway = start > head and text[start - 1] == " " and text[start - 2].isalnum()
    if midway and free and end <= cue and text[start].islower():
        draft.content[0] = (head, end)


def _without_stamp(text: str, span: Span) -> Span:
    """Content without the line above it that tells the hour, as live pages have."""
    found = _STAMP.match(text, *span)
    return (found.end(), span[1]) if found else span


def _without_stray(text: str, span: Span) -> Span:
    """Content without the verb, right behind it, of a clause that goes on after it."""
    found = _STRAY.search(text, *span)
    return (span[0], found.start()) if found and found.start() > span[0] else span


def _coordinated(text: str, draft: Draft, quoted: list[Quotation]) -> Draft | None:
    """The second report of "X rejects any delay and demands that …", cut off from the first."""
    start, end = draft.content[-1]
    if not draft.cue or not draft.source or draft.cue[0][0] > start:
        return None
    found = _COORDINATED.search(text, start, end)
    if found is None or found.group(2) not in words("cues", "speech"):
        return None
    verb = text[slice(*draft.cue[0])].rsplit(maxsplit=1)[-1].lower()
    parted = min(found.start() - start, end - found.end())
    inside = any(q.start < found.start() < q.end for q in quoted)
    if parted < _SHORTEST or inside or _tense(verb) != _tense(found.group(2)):
        return None
    draft.content[-1] = (start, found.start())
    cue = (found.start(2), found.end(2))
    return Draft(list(draft.source), [cue], [(found.end(1), end)], [min(draft.scores)], "rule:and")


def _tense(verb: str) -> str:
    """What a finite form ends in: "rejects" and "demands", "rejected" and "demanded" agree."""
    return verb[-1] if verb.endswith(("s", "d")) else verb
