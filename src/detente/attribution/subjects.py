"""Sources that the tagger leaves out: the subject of the reporting clause, by its place.

"She praised the plan and warned …" names its subject once; "Varga also threatened …" has it right
before the cue; and a title in commas before a cue ("Norway's envoy, Kari Moen, described …") is the
subject even where the tagger takes it for content.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from detente.attribution.assembly import Draft
from detente.attribution.dateline import dateline_end
from detente.attribution.inner import subject_before
from detente.attribution.lexicons import words
from detente.attribution.names import Name, within
from detente.nouns import Span
from detente.prose import holding

_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|be)\s(?:\w+ly\s)?(?:asked|told|questioned|pressed)\b"
)
_ASKED = re.compile(r"(?:When\s)?(?:Asked|Pressed|Questioned)(?:\s(?:about|whether|if|why|how))?")
"""What opens a sentence about a question: whoever answers has not asked it."""
_RELATIVE = re.compile(r",\s(which|who)\b")
_INVERTED = re.compile(
    r"\s((?:the\s)?[A-Z][\w\u2019'&.-]*(?:\s[A-Z][\w\u2019'&.-]*){0,4})(?=[,;]|\.?\s*$|\.\s)"
)
"""The subject behind its verb, which ends the clause: "…, reports the Post."."""
SHORTEST = 12
"""Characters of content that must be left when its speaker is cut from it."""
_WORD = re.compile(r"[\w\u2019'-]+")


def give(text: str, drafts: list[Draft], names: list[Name], places: list[Span]) -> None:
    """Give drafts without a source the subject of their clause, where its place makes it plain.

    Args:
        text: the text.
        drafts: attributions in the making; changed in place.
        names: the names of the text, in order.
        places: its sentences, in order.

    """
    opening = dateline_end(text)
    for draft in drafts:
        if draft.cue and _ASKED.fullmatch(text, *draft.cue[0]):
            draft.source = []
        _take_from_content(text, draft, names)
    named = sorted({span for draft in drafts for span in draft.source})
    contents = sorted({span for draft in drafts for span in draft.content})
    for draft in drafts:
        if draft.source or not draft.cue or _is_passive(text, draft.cue[0]):
            continue
        start = draft.cue[0][0]
        sentence = holding(places, start)
        if sentence is None:
            continue
        first = max(sentence[0], opening)
        joined = _leans_back(text, draft.cue[0])
        before = [span for span in _within(named, first, start) if joined]
        if not before:
            free = [
                (name.start, name.end)
                for name in within(names, first, start)
                if not _possessive_or_told(name, contents)
            ]
            before = free[:1] if joined else [s for s in free[-1:] if _adjacent(text, s[1], start)]
            before = before or _relative(text, first, start)
        draft.source = before[-1:] or _behind(text, draft, sentence[1])


def _is_passive(text: str, cue: Span) -> bool:
    """Whether the subject of a cue is not who speaks: "was asked about", "has been told"."""
    return (_PASSIVE.search(text, *cue) or _ASKED.fullmatch(text, *cue)) is not None


def _within(spans: list[Span], start: int, end: int) -> list[Span]:
    return [span for span in spans[bisect_left(spans, (start, -1)) :] if span[0] < end][:99]


def _possessive_or_told(name: Name, contents: list[Span]) -> bool:
    inside = bisect_left(contents, (name.start + 1, -1)) - 1
    return name.possessive or (inside >= 0 and name.start < contents[inside][1])


def _leans_back(text: str, cue: Span) -> bool:
    """Whether a cue is a participle or joined to a verb before it."""
    first = text[slice(*cue)].split(maxsplit=1)[0].lower()
    joined = text[max(0, cue[0] - 12) : cue[0]].lower().split()
    return first.endswith("ing") or first == "and" or "and" in joined


def _adjacent(text: str, end: int, cue: int) -> bool:
    """Whether nothing but helping words stands between a name and the cue."""
    between = [word.lower() for word in _WORD.findall(text[end:cue])]
    return len(between) <= 3 and all(word in words("cues", "helpers") for word in between)


def _behind(text: str, draft: Draft, end: int) -> list[Span]:
    """The name that follows a verb of saying behind what is said, where the clause ends with it."""
    cue = draft.cue[0]
    said = text[slice(*cue)].lower() in words("cues", "speech")
    if not said or not draft.content or draft.content[-1][1] > cue[0]:
        return []
    match = _INVERTED.match(text, cue[1], end)
    return [(match.start(1), match.start(1) + len(match.group(1).rstrip(".")))] if match else []


def _relative(text: str, start: int, cue: int) -> list[Span]:
    """The "which" or "who" that is the subject right before a cue: "Norway, which denies …"."""
    found = list(_RELATIVE.finditer(text, max(start, cue - 40), cue))[-1:]
    return [m.span(1) for m in found if _adjacent(text, m.end(), cue)]


def _take_from_content(text: str, draft: Draft, names: list[Name]) -> None:
    """Make the subject of a name that the tagger took for content right before the cue."""
    if draft.source or not draft.cue or not draft.content:
        return
    start, end = draft.content[0]
    if len(draft.content) == 1:
        _cut_subject(text, draft, names)
        return
    between = text[end : draft.cue[0][0]]
    inside = within(names, start, end)
    closes = bool(inside) and not text[inside[-1].end : end].strip(" ,")
    if closes and end <= draft.cue[0][0] and not between.strip(" ,"):
        draft.source = [draft.content.pop(0)]


def _cut_subject(text: str, draft: Draft, names: list[Name]) -> None:
    """Part "…, her counterpart, Kari Moen," from the end of what she said, right before the cue."""
    (start, end), cue = draft.content[0], draft.cue[0][0]
    if end > cue or text[end:cue].strip(" ,"):
        return
    subject = subject_before(text, start, cue)
    inside = within(names, *subject) if subject else []
    if subject and inside and inside[-1].end == subject[1] and subject[0] - start >= SHORTEST:
        draft.source, draft.content = [subject], [(start, len(text[: subject[0]].rstrip(" ,")))]
