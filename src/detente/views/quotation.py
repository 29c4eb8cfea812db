"""The exact words that stand for a report: which stretch of the article, and in whose voice."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from detente.nouns import Article, Attribution, Span
from detente.views.text import ELLIPSIS, safe

LIMIT = 180
"""Characters of a quotation in a listing: two to three lines of a terminal."""

Voice = Literal["quoted", "reported"]
"""Whether the words stand inside quotation marks, or are the outlet's own rendering."""

# A sentence ends at its stop and closing marks, where the next word starts with a capital or a
# quotation mark; a title or an initial before the stop does not end one.
_SENTENCE = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|Lt|Jr))(?<!\b(?:Mrs|Gen|Sen|Col|Gov))"
    r"[.!?…]+[\"”’'»)]*\s+(?=[\"“‘'«(]?[A-ZÀ-ÞЀ-Я0-9])|\n\s*"
)
# Where a clause ends: a mark, or what stands before a quotation.
_CLAUSE = re.compile(r"[,;:]?[”\"]?\s+(?=[“\"])|[,;:][”\"]?\s+|\s[–—-]+\s")
_LEAD = 40
"""Characters before the focus within which a quotation begins where no clause does."""
_PLAIN_CUE = re.compile(
    r"(?:has |had )?(?:said|says|saying|told|tells|telling|added|adding|according to)"
    r"(?: (?:in|at|on|by|to|after|during) .*)?",
    re.IGNORECASE,
)
"""Cues that say no more than that it was said."""
_NEGATED = re.compile(r"\b(?:(?:did|does|do|has|have|had|would) ?(?:not|n['’]t)|never) $", re.I)
_THAT = re.compile(r"that,? ", re.I)
_REACH = 40
"""Characters between a cue and the words that it introduces ("on Tuesday in the capital")."""
_TOO_SHORT = 24
_OPENING, _CLOSING = "“«„", "”»"
_MARKS = re.compile('[“”«»„"]')


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """Exact words of one article, `start:end` of its text.

    `voice` says whether they stand in quotation marks there. `cut_before` and `cut_after` say that
    the sentence goes on beyond them.
    """

    exact: str
    article: str
    start: int
    end: int
    voice: Voice
    cut_before: bool = False
    cut_after: bool = False
    attribution: str | None = None

    def display(self) -> str:
        """Return the words for a terminal: in quotation marks when quoted, with ellipses where cut.

        Marks that the words already hold are kept and none are added around them.
        """
        words = safe(self.exact)
        if self.cut_before:
            words = words.lstrip(" ,;:–—-")
        # Marks at the ends are ours to draw: a stretch may hold only one of a pair. A comma there
        # belongs to the sentence around the quotation.
        bare = words.strip('“”«»„"').strip().rstrip(",") if self.voice == "quoted" else words
        before = f"{ELLIPSIS} " if self.cut_before else ""
        after = f" {ELLIPSIS}" if self.cut_after else ""
        if self.voice == "quoted" and not _MARKS.search(bare):
            return f"“{before}{bare}{after}”"
        return f"{before}{words}{after}"


def quotation(
    article: Article, attribution: Attribution, focus: Span | None = None, limit: int = LIMIT
) -> Quotation | None:
    """Return the stretch of an attribution's content to show, around `focus` where one is given.

    Returns None when the attribution has no content, which happens where only a cue was found.
    """
    if not attribution.content:
        return None
    text, direct = article.text, attribution.kind == "direct"
    span = _span_at(attribution.content, focus)
    if not direct:
        span = _joined(text, attribution.content, span, limit)
    stretch = around(text, span, focus, limit)
    voice: Voice = "quoted" if direct or inside_marks(text, *stretch) else "reported"
    if voice == "reported":
        stretch = _understandable(text, attribution.cue, stretch, limit)
    return passage_quotation(article, stretch, voice, attribution.id)


def passage_quotation(
    article: Article, span: Span, voice: Voice = "reported", attribution: str | None = None
) -> Quotation:
    """Return the words of a span as they are, with a note of where the sentence goes on."""
    start, end = span
    text = article.text
    return Quotation(
        exact=text[start:end],
        article=article.id,
        start=start,
        end=end,
        voice=voice,
        cut_before=not _begins(text, start),
        cut_after=not _ends(text, end),
        attribution=attribution,
    )


def _span_at(content: tuple[Span, ...], focus: Span | None) -> Span:
    if focus:
        overlapping = [s for s in content if s[0] < focus[1] and focus[0] < s[1]]
        if overlapping:
            return max(overlapping, key=lambda s: min(s[1], focus[1]) - max(s[0], focus[0]))
    return max(content, key=lambda s: s[1] - s[0])


def _joined(text: str, content: tuple[Span, ...], chosen: Span, limit: int) -> Span:
    """Join the parts of a reported sentence again, where they fit: one alone may mislead.

    Of "offered to lift the levy, provided that the valve opens" the second part is no offer.
    """
    start, end = chosen
    for first, last in content:
        lower, upper = min(start, first), max(end, last)
        if upper - lower <= limit and not _SENTENCE.search(text, lower, upper):
            start, end = lower, upper
    return start, end


def _understandable(text: str, cues: tuple[Span, ...], stretch: Span, limit: int) -> Span:
    """Begin with the cue where it changes what the words mean, else without their "that".

    "Denied that anything was accepted" must not be shown without its first word, nor "to host
    talks" without "offered". Words too short to be understood are shown in their sentence.
    """
    start, end = stretch
    before = [c for c in cues if c[1] <= start <= c[1] + _REACH]
    cue = max(before, default=None)
    if cue and not _SENTENCE.search(text, cue[1], start):
        if not _PLAIN_CUE.fullmatch(text, *cue):
            negated = _NEGATED.search(text, max(0, cue[0] - _REACH), cue[0])
            return (negated.start() if negated else cue[0]), end
        that = _THAT.match(text, start, end)
        start = that.end() if that else start
    return (start, end) if end - start >= _TOO_SHORT else sentence(text, stretch, limit)


def sentence(text: str, span: Span, limit: int = LIMIT) -> Span:
    """Return the sentence in which `span` stands, in about `limit` characters around it."""
    floor = text.rfind("\n", 0, span[0] + 1) + 1
    ceiling = text.find("\n", max(span[0], span[1] - 1))
    ceiling = len(text) if ceiling < 0 else max(ceiling, span[1])
    return around(text, (floor, ceiling), span, limit)


def around(text: str, span: Span, focus: Span | None, limit: int = LIMIT) -> Span:
    """Choose the sentences of `span` around `focus`, else its first, in about `limit` characters.

    What is cut is cut between words.
    """
    start, end = span
    first, last = (max(start, focus[0]), min(end, focus[1])) if focus else (start, start)
    ends = [m.end() for m in _SENTENCE.finditer(text, start, end)]
    begin = max((e for e in ends if e <= first), default=start)
    stop = min((e for e in ends if e >= max(last, begin + 1)), default=end)
    if not focus:
        # Without a focus take further whole sentences while they fit.
        stop = max((e for e in [*ends, end] if e - start <= limit), default=stop)
    if stop - begin > limit:
        begin, stop = _narrow(text, begin, stop, first, last, limit)
    return _trim(text, begin, stop)


def _narrow(text: str, begin: int, stop: int, first: int, last: int, limit: int) -> Span:
    """Cut a long sentence down to the clauses around the focus, else to words around it."""
    room = max(0, limit - (last - first))
    floor = max(begin, first - room // 2)
    left = begin if floor == begin else _last_break(text, floor, first)
    ceiling = min(stop, max(last, left + limit))
    right = stop if ceiling == stop else _next_break(text, last, ceiling)
    return left, right


def _last_break(text: str, floor: int, first: int) -> int:
    """Find where to begin between `floor` and `first`: at a clause near by, else at a word."""
    clauses = [m.end() for m in _CLAUSE.finditer(text, floor, first)]
    words = text.find(" ", max(floor, first - _LEAD), first)
    return clauses[-1] if clauses else words + 1 if words >= 0 else first


def _next_break(text: str, last: int, ceiling: int) -> int:
    """Find where to stop between `last` and `ceiling`: after the last clause, else a word."""
    clauses = [m.start() for m in _CLAUSE.finditer(text, last, ceiling)]
    words = text.rfind(" ", last, ceiling + 1)
    return clauses[-1] if clauses else words if words >= 0 else ceiling


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def inside_marks(text: str, start: int, end: int) -> bool:
    """Whether `start:end` stands inside quotation marks opened in the same paragraph.

    A mark that was never closed counts as open; a span that itself begins with one counts too.
    """
    if end > start and text[start] in _OPENING + '"':
        return not _MARKS.search(text, start + 1, end - 1)
    opened = False
    for match in _MARKS.finditer(text, text.rfind("\n", 0, start) + 1, start):
        mark = match.group()
        opened = mark in _OPENING or (mark == '"' and not opened)
    return opened and not _MARKS.search(text, start, end - 1)


def _begins(text: str, start: int) -> bool:
    if _MARKS.match(text, start) or (start and _MARKS.match(text, start - 1)):
        return True
    head = text[max(0, start - 40) : start].rstrip(" \t‘'(")
    return not head or bool(_MARKS.match(head[-1])) or head[-1] in ".!?…:\n"


def _ends(text: str, end: int) -> bool:
    if _MARKS.match(text, end) or (end and _MARKS.match(text, end - 1)):
        return True
    rest = text[end : end + 40].lstrip(" \t’')")
    return not rest or text[end - 1 : end] in (".", "!", "?") or rest[0] in ".!?…\n"
