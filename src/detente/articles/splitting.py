"""Where one article of a text dump ends and the next begins.

A boundary is a line that looks like a title with body below it. How sure it is depends on what
surrounds it: the line said again below, the date and sharing lines of an article's head, empty
lines above, title words that come back below and not above, and a change of vocabulary (after
Hearst 1997, TextTiling). A logistic model weighs these (weights in `weights/splits.json`, fitted by
`benchmarks/fit_lines.py`).
"""

from __future__ import annotations

import functools
import json
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import NamedTuple

from detente.articles.counting import BROAD, SHOUTED
from detente.articles.dateline import dateline
from detente.articles.language import stop_words
from detente.articles.lines import Line

_WIDE_PAIR = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2}")
_MARKS = ".,:;!?…\"'“”‘’«»„()[]*_—–-"
_SHORTEST_WORD = 3
_HEADING = re.compile(r"(#{1,6})\s+\S")
_REPEAT_REACH = 8
_BODY_LINES = 12
_LEAST_WORDS = 30
_STEM = 6
_FILED = 6.0
_HEADED = 6.0
_THRESHOLD = 0.0
HEAD_LINES = 9
"""Lines that an article's head has at most, from the title to the text."""
FILED_WORDS = 5
"""Words of the shortest line that is a title because of what stands under it."""


class Candidate(NamedTuple):
    """A line that may be the title of a further article, and what speaks for and against it."""

    title: int
    body: int
    features: tuple[float, ...]


@functools.cache
def _weights() -> tuple[float, ...]:
    text = files(__package__).joinpath("weights/splits.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["weights"])


def content_words(line: Line) -> frozenset[str]:
    """The words that say what a line is about, cut to a stem's length."""
    return _content_words(line.key, broad=line.form & BROAD > 0)


@functools.lru_cache(maxsize=1 << 12)
def _content_words(folded: str, *, broad: bool) -> frozenset[str]:
    if broad and _WIDE_PAIR.search(folded):
        return frozenset(_WIDE_PAIR.findall(folded))
    common = stop_words(None)
    # Most words are common ones: they are left out before the costlier steps, and after them again.
    bare = {word.strip(_MARKS) for word in frozenset(folded.split()) - common} - common
    return frozenset([word[:_STEM] for word in bare if len(word) >= _SHORTEST_WORD])


def words_of(lines: Sequence[Line], chosen: Iterable[int]) -> frozenset[str]:
    """The content words of the chosen lines together."""
    return frozenset().union(*[content_words(lines[n]) for n in chosen])


def boundaries(
    lines: Sequence[Line], keep: Sequence[bool], weights: tuple[float, ...] | None = None
) -> list[int]:
    """The lines with which the second and further articles of a page begin (their titles).

    Args:
        lines: the page's lines.
        keep: which of them are body.
        weights: a constant and one weight a feature; None for the fitted ones.

    """
    constant, *each = weights or _weights()
    formal, topical = each[:-_TOPICAL], each[-_TOPICAL:]
    page = _Prose(lines, keep)
    best: dict[int, tuple[float, int]] = {}
    for at, body in _openings(page):
        score = constant + _dot(formal, _form(page, at, body))
        if is_filed_under(lines, at, body):
            score += _FILED * (2 if heading_level(lines[at].text) else 1)
        elif _is_headed(lines, at, body):
            score += _HEADED
        # Words are compared only where they could still decide: that is most of the work.
        most = (1.0, 1.0, math.log(lines[at].words), 1.0)
        if score + _dot([max(0.0, w) for w in topical], most) <= _THRESHOLD:
            continue
        score += _dot(topical, _topic(page, at, body))
        if score > _THRESHOLD and score > best.get(body, (0.0, -1))[0]:
            best[body] = (score, at)
    return sorted(title for _, title in best.values())


def _dot(weights: Iterable[float], values: Iterable[float]) -> float:
    return sum(w * x for w, x in zip(weights, values, strict=True))


def is_filed_under(lines: Sequence[Line], at: int, body: int) -> bool:
    """Whether the paragraph right below the line begins with a dateline, as a report does.

    The fitted weights know little of datelines: the made-up pages that they come from have few.
    """
    title = lines[at]
    if body != at + 1 or title.words < FILED_WORDS or not title.gap or title.ended:
        return False
    filed = dateline(lines[body].text)
    return filed is not None and filed.place is not None and filed.place.partition(",")[0].isupper()


def _is_headed(lines: Sequence[Line], at: int, body: int) -> bool:
    """Whether writer and date, and nothing else but furniture, stand between a line and its body.

    So an article's head is built; the pages that the weights come from seldom name the writer.
    """
    title, head = lines[at], lines[at + 1 : body]
    return (
        title.words >= FILED_WORDS
        and not title.ended
        and any(line.dated for line in head)
        and any(line.byline for line in head)
        and heads(head)
    )


def heads(between: Sequence[Line]) -> bool:
    """Whether lines are a writer's or a date's, and nothing else but furniture."""
    said = [line.dated or line.byline for line in between]
    return any(said) and all(
        s or line.furniture is not None for s, line in zip(said, between, strict=True)
    )


def candidates(lines: Sequence[Line], keep: Sequence[bool]) -> list[Candidate]:
    """The lines that may begin a further article, each with its features."""
    page = _Prose(lines, keep)
    return [
        Candidate(at, body, (*_form(page, at, body), *_topic(page, at, body)))
        for at, body in _openings(page)
    ]


def _openings(page: _Prose) -> Iterator[tuple[int, int]]:
    """The lines that look like titles in the midst of the page's prose, with the body below."""
    total = page.words_upto[-1]
    if total < 2 * _LEAST_WORDS:
        return
    for at, line in enumerate(page.lines):
        if not line.titled or page.words_upto[at] < _LEAST_WORDS or _is_stopped(line.text):
            continue
        body = page.body_below(at)
        if (
            body is not None
            and total - page.words_upto[body] >= _LEAST_WORDS
            and not _is_subhead(page, at, body)
        ):
            yield at, body


def _is_stopped(text: str) -> bool:
    """Whether a line ends in a full stop, as titles above the first text alone may."""
    return text.endswith(".") and not text.endswith("...")


def heading_level(text: str) -> int:
    """The level of a Markdown heading, 1 to 6; 0 where a line is none."""
    found = _HEADING.match(text) if text[:1] == "#" else None
    return len(found.group(1)) if found is not None else 0


def _is_subhead(page: _Prose, at: int, body: int) -> bool:
    """Whether a line plainly heads a part of the article above it.

    In Markdown: a lower heading than the page's first. Elsewhere: a line in capitals right on a
    paragraph that has no dateline, on a page whose first lines are not in capitals.
    """
    line, lines = page.lines[at], page.lines
    level = heading_level(line.text)
    if level and page.level:
        return level > page.level
    return (
        line.form & SHOUTED > 0
        and body == at + 1
        and not page.begins_in_capitals
        and not line.repeats
        and dateline(lines[body].text) is None
    )


class _Prose:
    """A page's paragraphs of prose: where they are and what stands around each."""

    def __init__(self, lines: Sequence[Line], keep: Sequence[bool]) -> None:
        self.lines = lines
        self.is_prose = [k and _is_prose(line) for line, k in zip(lines, keep, strict=True)]
        self.at = [n for n, prose in enumerate(self.is_prose) if prose]
        self.words_upto = [0]
        for line, prose in zip(lines, self.is_prose, strict=True):
            self.words_upto.append(self.words_upto[-1] + (line.words if prose else 0))
        gaps = Counter(lines[n].gap for n in self.at if n and self.is_prose[n - 1])
        self.has_gaps = any(line.gap for line in lines)  # else their lack says nothing
        self.typical_gap = gaps.most_common(1)[0][0] if gaps else 0
        first = self.at[0] if self.at else 0
        self.begins_in_capitals = any(line.titled and line.form & SHOUTED for line in lines[:first])
        above = [n for line in lines[:first] if (n := heading_level(line.text))]
        filed = bool(self.at) and dateline(lines[first].text) is not None
        # A report right under a lower heading makes that the level of titles.
        self.level = (above[-1] if filed else above[0]) if above else 0

    def body_below(self, title: int) -> int | None:
        """The first paragraph in the few lines below a title."""
        after = bisect_right(self.at, title)
        while after < len(self.at) and self.lines[self.at[after]].key == self.lines[title].key:
            after += 1
        if after == len(self.at) or self.at[after] > title + HEAD_LINES:
            return None
        return self.at[after]

    def paragraph_above(self, line: int) -> int:
        """The last paragraph above a line; the page's first line when there is none."""
        before = bisect_left(self.at, line)
        return self.at[before - 1] if before else 0

    def words_below(self, paragraph: int) -> frozenset[str]:
        """The content words of a paragraph and those that follow it."""
        first = bisect_left(self.at, paragraph)
        return words_of(self.lines, self.at[first : first + _BODY_LINES])

    def words_above(self, line: int) -> frozenset[str]:
        """The content words of the paragraphs above a line."""
        last = bisect_left(self.at, line)
        return words_of(self.lines, self.at[max(0, last - _BODY_LINES) : last])


def _is_prose(line: Line) -> bool:
    return line.words >= 9 and (line.ended or line.breaks > 0) and line.stops >= 2


def _form(page: _Prose, title: int, body: int) -> tuple[float, ...]:
    """What stands around a line that may be a title, and what it looks like."""
    lines, typical_gap = page.lines, page.typical_gap
    line, head = lines[title], lines[title + 1 : body]
    last = page.paragraph_above(title)
    return (
        float(any(other.key == line.key for other in head[:_REPEAT_REACH])),
        float(any(other.key == line.key for other in lines[max(0, title - 8) : title])),
        float(any(other.dated or other.byline for other in head)),
        float(any(other.furniture is not None for other in head)),
        math.log1p(len(head)),
        float(min(3, max(0, line.gap - typical_gap))),
        float(min(2, max(0, lines[title + 1].gap - typical_gap))),
        float(line.gap == 0 and page.has_gaps),
        float(dateline(lines[body].text) is not None),
        math.log1p(title - last),
        float(lines[title - 1].furniture is not None or lines[title - 1].picture),
        math.log(line.words),
        line.stops / line.words,
        float(line.form & SHOUTED > 0),
        float(not lines[last].ended),
        float(max(other.gap for other in lines[last + 1 : title + 1]) > typical_gap),
    )


_TOPICAL = 4


def _topic(page: _Prose, title: int, body: int) -> tuple[float, ...]:
    """How far the words of a title come back below and above, and how alike both sides are."""
    line = page.lines[title]
    words = content_words(line)
    below, above = page.words_below(body), page.words_above(title)
    told = share(words, below)
    alike = len(above & below) / math.sqrt(len(above) * len(below) + 1)
    return told, share(words, above), told * math.log(line.words), alike


def share(words: frozenset[str], among: frozenset[str]) -> float:
    """How many of `words` are among others, 0..1."""
    return len(words & among) / len(words) if words else 0.0
