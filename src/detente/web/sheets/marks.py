"""An article's text cut where marks begin and end, so that marks may overlap."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from detente.nouns import Article, Attribution, Dropped, Mention, Span

_LINE = re.compile(r"[^\n]+")
"""A paragraph: some deliveries part them by an empty line, some by none."""


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Words under the same marks.

    `roles` are of content, source, cue and mention; `starts` are the numbers of the reports whose
    words begin here; `inside` are those that the words belong to; `actor` is whom they name.
    """

    words: str
    roles: tuple[str, ...] = ()
    inside: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    actor: str | None = None


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the page between two paragraphs that were left out of the article, and why."""

    words: str
    why: str


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph in runs, where it begins in the text, and what was left out before it."""

    start: int
    runs: tuple[Run, ...]
    left: tuple[Left, ...] = ()


class _Mark(msgspec.Struct, frozen=True, kw_only=True):
    start: int
    end: int
    role: str
    number: int = 0
    first: bool = False
    actor: str | None = None


def paragraphs(
    article: Article,
    numbers: Mapping[str, int],
    said: Iterable[Attribution],
    mentions: Iterable[Mention],
    page: str = "",
    dropped: Iterable[Dropped] = (),
) -> tuple[Paragraph, ...]:
    """Return an article's text in paragraphs of marked runs.

    Args:
        article: whose text it is.
        numbers: the number of each attribution, by id.
        said: the attributions in it.
        mentions: the names in it.
        page: the page's text; what was left out in the midst of the article is taken from it.
        dropped: what was left out of the page.

    """
    marks = [*_of_reports(said, numbers), *_of_mentions(mentions)]
    runs = _runs(article.text, [mark for mark in marks if mark.start < mark.end])
    places = [at for at, _ in runs]
    left = _left(article, page, dropped)
    found: list[Paragraph] = []
    for start, end in _lines(article.text):
        inside = tuple(r for _, r in runs[bisect_left(places, start) : bisect_left(places, end)])
        found.append(Paragraph(start=start, runs=inside, left=tuple(left.get(start, ()))))
    return tuple(found)


def _lines(text: str) -> list[Span]:
    return [match.span() for match in _LINE.finditer(text)]


def _of_reports(said: Iterable[Attribution], numbers: Mapping[str, int]) -> Iterable[_Mark]:
    for attribution in said:
        number = numbers[attribution.id]
        spans = attribution.content or attribution.cue or attribution.source
        for role, found in (
            ("content", attribution.content),
            ("source", attribution.source),
            ("cue", attribution.cue),
        ):
            for start, end in found:
                first = (start, end) == spans[0] and found is spans
                yield _Mark(start=start, end=end, role=role, number=number, first=first)


def _of_mentions(mentions: Iterable[Mention]) -> Iterable[_Mark]:
    for mention in mentions:
        yield _Mark(start=mention.start, end=mention.end, role="mention", actor=mention.actor)


def _runs(text: str, marks: Sequence[_Mark]) -> list[tuple[int, Run]]:
    """Cut the text wherever a mark or a paragraph begins or ends."""
    opening: dict[int, list[_Mark]] = defaultdict(list)
    closing: dict[int, list[_Mark]] = defaultdict(list)
    cuts = {0, len(text)}
    for line in _lines(text):
        cuts.update(line)
    for mark in marks:
        opening[mark.start].append(mark)
        closing[mark.end].append(mark)
        cuts |= {mark.start, mark.end}
    ordered = sorted(cuts)
    open_now: list[_Mark] = []
    found = []
    for start, end in pairwise(ordered):
        for mark in closing[start]:
            open_now.remove(mark)
        open_now += opening[start]
        found.append((start, _run(text[start:end], open_now, opening[start])))
    return found


def _run(words: str, marks: Sequence[_Mark], begun: Sequence[_Mark]) -> Run:
    return Run(
        words=words,
        roles=tuple(dict.fromkeys(mark.role for mark in marks)),
        inside=tuple(sorted({mark.number for mark in marks if mark.role == "content"})),
        starts=tuple(sorted({mark.number for mark in begun if mark.first})),
        actor=next((mark.actor for mark in marks if mark.actor), None),
    )


def _left(article: Article, page: str, dropped: Iterable[Dropped]) -> dict[int, list[Left]]:
    """What was left out of the page's text before each paragraph but the first."""
    found: dict[int, list[Left]] = defaultdict(list)
    if not article.segments:
        return found
    places = [segment.page_start for segment in article.segments]
    starts = [start for start, _ in _lines(article.text)]
    for item in dropped:
        before = bisect_right(places, item.start) - 1
        if 0 <= before < len(places) - 1:
            segment = article.segments[before + 1]
            # The paragraph that the words after the gap belong to.
            start = starts[bisect_right(starts, segment.text_start) - 1]
            found[start].append(Left(words=page[item.start : item.end], why=item.why))
    return found
