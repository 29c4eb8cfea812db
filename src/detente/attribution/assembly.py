"""Role spans to attributions: which source and which content belong to which cue.

One cue makes one attribution. A span goes to the cue that the tagger's link head prefers, with a
penalty for every paragraph between; a source that stands before several cues ("he said …, adding
…") serves them all. Content without a cue near it stays an attribution of its own when it is a
quotation: news drops the cue when the speaker is plain.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from detente.attribution.marks import Quotation, quotations
from detente.attribution.tagger import NO_CUE, RoleSpan
from detente.nouns import Span
from detente.prose import holding, sentences

_BREAK = re.compile(r"\n")
FAR = 2.0
"""Log-odds that a paragraph break between a span and its cue costs."""
GAP = 2
"""Words between two fragments of one content that are taken for a slip of the tagger."""
SHORTEST = 12
"""Words that a quotation without a cue must have to stand alone."""
NEAR = 100
"""Characters between a report and a quotation that goes on with it."""
SHARED = -2.5
"""Log-probability from which a source serves a second cue that has none of its own."""


@dataclass(slots=True)
class Draft:
    """An attribution in the making; spans in the order of the text; `method` is what found it."""

    source: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    method: str = "tagger"

    @property
    def start(self) -> int:
        """Where the report starts."""
        return min(start for start, _ in self.source + self.cue + self.content)

    @property
    def end(self) -> int:
        """Where the report ends."""
        return max(end for _, end in self.source + self.cue + self.content)

    @property
    def confidence(self) -> float:
        """The mean of the spans' scores."""
        return sum(self.scores) / len(self.scores) if self.scores else 0.0


def assemble(
    text: str,
    spans: list[RoleSpan],
    places: list[Span] | None = None,
    quoted: list[Quotation] | None = None,
) -> list[Draft]:
    """Join role spans into attributions.

    Args:
        text: the text that the spans refer to.
        spans: role spans in the order of the text.
        places: its sentences, if they are known.
        quoted: its quotations, if they are known.

    Returns:
        Drafts in the order of their first content.

    """
    places = sentences(text) if places is None else places
    quoted = quotations(text) if quoted is None else quoted
    cues = [s for s in spans if s.role == "cue"]
    breaks = [match.start() for match in _BREAK.finditer(text)]
    drafts = {cue.start: Draft(cue=[(cue.start, cue.end)], scores=[cue.score]) for cue in cues}
    loose: list[Draft] = []
    for span in spans:
        if span.role != "content":
            continue
        best = _best_cue(span, cues, breaks)
        draft = drafts.get(best) if best is not None else None
        if draft is None:
            draft = Draft()
            loose.append(draft)
        draft.content.append((span.start, span.end))
        draft.scores.append(span.score)
    _share_sources([s for s in spans if s.role == "source"], cues, drafts, breaks)
    whole = list(drafts.values())
    kept = [d for d in [*whole, *_settle(text, loose, whole, quoted)] if d.content]
    for draft in kept:
        draft.source = _one_source(text, draft, cues)
        draft.content = _without_strays(_bridged(text, draft), draft, places, quoted)
    return sorted(kept, key=lambda d: d.content[0])


def _settle(
    text: str, loose: list[Draft], drafts: list[Draft], quoted: list[Quotation]
) -> list[Draft]:
    """What becomes of content without a cue: it goes on with a quotation, is one, or is noise.

    A quotation close behind another report goes on with it ("X," he said. "Y."). A long one
    stands alone: news drops the cue when the speaker is plain. The rest are slips of the tagger.
    """
    kept = []
    for one in loose:
        start, end = one.content[0]
        if not any(q.start <= start + 1 and end - 1 <= q.end for q in quoted):
            continue
        before = [d for d in drafts if d.content and d.end <= start]
        last = max(before, key=lambda d: d.end, default=None)
        between = text[last.end : start] if last else ""
        if last and len(between) <= NEAR and between.count("\n\n") <= 1:
            last.content.append((start, end))
        elif len(text[start:end].split()) >= SHORTEST:
            kept.append(one)
    return kept


def _without_strays(
    content: list[Span], draft: Draft, places: list[Span], quoted: list[Quotation]
) -> list[Span]:
    """Content without what an earlier sentence tells in its own words, when the cue has its own."""
    sentence = holding(places, draft.cue[0][0]) if draft.cue else None
    if sentence is None or len(content) < 2:
        return content
    if not any(start < sentence[1] and end > sentence[0] for start, end in content):
        return content
    return [
        span
        for span in content
        if span[1] > sentence[0] or any(q.start <= span[0] + 1 and span[0] < q.end for q in quoted)
    ]


def _one_source(text: str, draft: Draft, cues: list[RoleSpan]) -> list[Span]:
    """A source is practically always one stretch: of several, the one nearest to the cue."""
    joined = _bridged(text, Draft(content=draft.source, cue=[(c.start, c.end) for c in cues]))
    if len(joined) < 2 or not draft.cue:
        return joined[:1]
    start, end = draft.cue[0]
    return [min(joined, key=lambda s: max(s[0] - end, start - s[1]))]


def _bridged(text: str, draft: Draft) -> list[Span]:
    """Content fragments joined over a gap of a word or two that is not the draft's own."""
    joined: list[Span] = []
    for start, end in sorted(draft.content):
        if joined:
            gap = text[joined[-1][1] : start]
            own = any(joined[-1][1] <= a < start for a, _ in draft.source + draft.cue)
            if not own and "\n" not in gap and len(gap.split()) <= GAP:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
                continue
        joined.append((start, end))
    return joined


def _best_cue(span: RoleSpan, cues: list[RoleSpan], breaks: list[int]) -> int | None:
    options = [
        (score - FAR * _between(breaks, span.start, where), where)
        if where != NO_CUE
        else (score, where)
        for where, score in span.cues
    ]
    if not options:
        return None
    _, where = max(options)
    return None if where == NO_CUE else where


def _between(breaks: list[int], a: int, b: int) -> int:
    """How many line breaks stand between two places, an empty line counting once."""
    return min(3, abs(bisect_left(breaks, a) - bisect_left(breaks, b)))


def _share_sources(
    sources: list[RoleSpan], cues: list[RoleSpan], drafts: dict[int, Draft], breaks: list[int]
) -> None:
    for source in sources:
        best = _best_cue(source, cues, breaks)
        if best is not None and best in drafts:
            drafts[best].source.append((source.start, source.end))
            drafts[best].scores.append(source.score)
    for source in sources:
        for where, score in source.cues:
            draft = drafts.get(where)
            if draft and not draft.source and score > SHARED:
                draft.source.append((source.start, source.end))
