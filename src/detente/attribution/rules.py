"""Tagging by rule alone: what reads a text where there are no weights.

Quotations with their reporting clause, reporting clauses at the head of a sentence, and "according
to". Far weaker than the tagger (figures in the benchmarks), but it needs nothing.
"""

from __future__ import annotations

from bisect import bisect_left

from detente.attribution.assembly import Draft
from detente.attribution.clauses import according_to, around_quotation, at_start
from detente.attribution.marks import Quotation
from detente.nouns import Span
from detente.prose import holding

CONFIDENCE = 0.5
_SHORTEST = 3  # words; a shorter quotation without a reporting clause is a term in inverted commas


def drafts(text: str, spans: list[Span], quoted: list[Quotation]) -> list[Draft]:
    """Attributions of `text`, with its sentences and quotations, by rule, in the text's order."""
    found: list[Draft] = []
    last: Draft | None = None
    for sentence in spans:
        first = bisect_left(quoted, sentence[0], key=lambda q: q.start)
        inside = quoted[first : bisect_left(quoted, sentence[1], key=lambda q: q.start)]
        draft = _quoted(text, sentence, inside, spans) if inside else _unquoted(text, sentence)
        if draft is None and inside and last is not None and _bare(text, sentence, inside):
            last.content.append((inside[0].start, inside[-1].end))
            continue
        if draft is not None:
            found.append(draft)
            last = draft if inside else None
    return found


def _unquoted(text: str, sentence: Span) -> Draft | None:
    clause = according_to(text, sentence) or at_start(text, *sentence)
    if clause is None:
        return None
    return Draft(
        [clause.source] if clause.source else [], [clause.cue], [clause.content], [CONFIDENCE]
    )


def _quoted(text: str, sentence: Span, inside: list[Quotation], spans: list[Span]) -> Draft | None:
    first, last = inside[0], inside[-1]
    stop = holding(spans, max(first.end - 1, sentence[0]))
    whole = (sentence[0], max(sentence[1], stop[1] if stop else 0, last.end))
    if first.start - sentence[0] > 2:
        clause = at_start(text, sentence[0], whole[1])
        if clause is not None:
            return Draft(
                [clause.source] if clause.source else [],
                [clause.cue],
                [clause.content],
                [CONFIDENCE],
            )
    beside = around_quotation(text, whole, first)
    if beside is None:
        return None
    source, cue = beside
    content = [(q.start, q.end) for q in inside if not (q.start < cue[1] and cue[0] < q.end)]
    return Draft([source] if source else [], [cue], content, [CONFIDENCE])


def _bare(text: str, sentence: Span, inside: list[Quotation]) -> bool:
    """A sentence that is nothing but a quotation goes on with the one before."""
    words_ = text[inside[0].start : inside[-1].end].split()
    return inside[0].start - sentence[0] <= 1 and len(words_) >= _SHORTEST
