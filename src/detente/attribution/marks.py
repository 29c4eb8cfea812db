"""Quotation marks: which stretches of a text are quoted, however badly the marks are kept.

News dumps drop opening marks, turn closing marks the wrong way, and reopen a quotation in every
paragraph without closing it. A mark is therefore read by where it stands (before a word it opens,
after one it closes) and only then by its shape; a broken mark spoils its own paragraph at most.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from detente.nouns import QuoteKind, Span

DIRECT_SHARE = 0.9
"""From this share of quoted words on, content is direct speech (as PARC 3.0 has it)."""

_PARAGRAPH = re.compile(r"[^\n]+")
_MARKS = re.compile("[\u201c\u201d\u201e\u201f\u00ab\u00bb\"\uff02]|''|``")
_WORD = re.compile(r"\w+")
_SINGLE = re.compile(
    r"(?<![\w\u2019'])[\u2018'](?=\w)([^\u2018\n]{2,}?)(?<=[\w.,!?\u2026])[\u2019'](?!\w)"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch, marks included; `opened` and `closed` say whether it has its marks."""

    start: int
    end: int
    opened: bool = True
    closed: bool = True


def quotations(text: str) -> list[Quotation]:
    """The quoted stretches of `text`, in order; none overlaps another.

    A closing mark that nothing opened quotes from the start of its paragraph or from the end of
    the quotation before; an opening mark that nothing closes quotes to the end of its paragraph.
    """
    found: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        found += _in_paragraph(text, *paragraph.span())
    return found


def _in_paragraph(text: str, first: int, stop: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    for mark in _MARKS.finditer(text, first, stop):
        opens = _opens(text, mark.start(), mark.end(), first, stop, opened is not None)
        if opens and opened is None:
            opened = mark.start()
        elif not opens and opened is not None:
            found.append(Quotation(opened, mark.end()))
            opened = None
        elif not opens and not found and not _is_measure(text, mark.start()):
            start = _first_character(text, first, mark.start())
            found.append(Quotation(start, mark.end(), opened=False))
    if opened is not None:
        end = len(text[:stop].rstrip())
        if end > opened + 1:
            found.append(Quotation(opened, end, closed=False))
    if not found:
        found = [Quotation(*m.span()) for m in _SINGLE.finditer(text, first, stop)]
    return found


def _opens(text: str, start: int, end: int, first: int, stop: int, inside: bool) -> bool:
    """Whether the mark at `start:end` opens a quotation: its place decides, then its shape."""
    before = text[start - 1] if start > first else " "
    after = text[end] if end < stop else " "
    space_before = before.isspace() or before in "([\u2014\u2013-/\u2018"
    space_after = after.isspace() or after in ".,;:!?)]\u2014\u2013-/"
    if space_before and not space_after:
        return True
    if space_after and not space_before:
        return False
    shape = text[start:end]
    if shape in "\u201d\u00bb":
        return False
    if shape in "\u201c\u201e\u201f\u00ab":
        return True
    return not inside


def _is_measure(text: str, place: int) -> bool:
    """Whether a straight mark stands for inches or seconds: a digit before it."""
    return text[place] == '"' and place > 0 and text[place - 1].isdigit()


def _first_character(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def kind_of(text: str, content: list[Span], quoted: list[Quotation]) -> QuoteKind:
    """Direct, mixed or indirect, by the share of the content's words that are quoted.

    Direct content starts and ends inside quotation marks; "Oslo was “ready to talk”" is mixed.
    """
    if not any(_reaching(quoted, *span) for span in content):
        return "indirect"
    inside = [is_in for span in content for is_in in _inside(text, span, _reaching(quoted, *span))]
    if not any(inside):
        return "indirect"
    whole = inside[0] and inside[-1] and sum(inside) >= DIRECT_SHARE * len(inside)
    return "direct" if whole else "mixed"


def _reaching(quoted: list[Quotation], start: int, end: int) -> list[Quotation]:
    """The quotations that reach into a span, in order."""
    first = max(0, bisect_right(quoted, start, key=lambda q: q.start) - 1)
    last = bisect_right(quoted, end - 1, lo=first, key=lambda q: q.start)
    return [q for q in quoted[first:last] if q.end > start]


def _inside(text: str, span: Span, near: list[Quotation]) -> list[bool]:
    """Whether each word of a span stands in one of the quotations `near` it."""
    inside, n = [], 0
    for word in _WORD.finditer(text, *span):
        place = word.start()
        while n < len(near) and near[n].end <= place:
            n += 1
        inside.append(n < len(near) and near[n].start <= place)
    return inside
