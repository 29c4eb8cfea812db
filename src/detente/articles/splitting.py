"""Where one article of a text dump ends and the next begins, and which line is whose title.

A boundary is a line that looks like a title with body below it. How sure it is depends on what
surrounds it: the line said again below, the date and sharing lines of an article's head, empty lines
above, title words that come back below and not above, and a change of vocabulary (after Hearst 1997,
TextTiling). A logistic model weighs these (weights in `weights/splits.json`, fitted by
`benchmarks/fit_lines.py`).
"""

from __future__ import annotations

import functools
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import NamedTuple

from detente.articles.dateline import dateline
from detente.articles.furniture import folded
from detente.articles.language import stop_words
from detente.articles.lines import Line

_WORD = re.compile(r"[^\W\d_]{3,}|\d{2,}|[\u3040-\u30ff\u3400-\u9fff]{2}")
_LONGEST_TITLE = 32
_SHORTEST_TITLE = 3
_HEAD_LINES = 9
_TITLE_REACH = 14
_REPEAT_REACH = 8
_BODY_LINES = 12
_LEAST_WORDS = 30
_STEM = 6
_THRESHOLD = 0.0


class Candidate(NamedTuple):
    """A line that may be the title of a further article, and what speaks for and against it."""

    title: int
    body: int
    features: tuple[float, ...]


@functools.cache
def _weights() -> tuple[float, ...]:
    text = files(__package__).joinpath("weights/splits.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["weights"])


def content_words(texts: Iterable[str]) -> Counter[str]:
    """The words that say what texts are about, cut to a stem's length, counted."""
    common = stop_words(None)
    words: Counter[str] = Counter()
    for text in texts:
        for word in _WORD.findall(text.lower()):
            if word not in common:
                words[word[:_STEM]] += 1
    return words


def looks_like_title(line: Line) -> bool:
    """Whether a line could be a title by its form alone."""
    return (
        _SHORTEST_TITLE <= line.words <= _LONGEST_TITLE
        and line.furniture is None
        and not (line.bullet or line.picture or line.byline or line.text[0].islower())
        and not (line.text.endswith((".", ":", ",", ";")) and not line.text.endswith("..."))
        and not (line.dated and line.words <= 8)
    )


def boundaries(lines: Sequence[Line], keep: Sequence[bool]) -> list[int]:
    """The lines with which the second and further articles of a page begin (their titles)."""
    weights = _weights()
    best: dict[int, tuple[float, int]] = {}
    for candidate in candidates(lines, keep):
        score = weights[0] + sum(
            w * x for w, x in zip(weights[1:], candidate.features, strict=True)
        )
        if score > _THRESHOLD and score > best.get(candidate.body, (0.0, -1))[0]:
            best[candidate.body] = (score, candidate.title)
    return sorted(title for _, title in best.values())


def candidates(lines: Sequence[Line], keep: Sequence[bool]) -> list[Candidate]:
    """The lines that may begin a further article, each with its features."""
    prose = [k and _is_prose(line) for line, k in zip(lines, keep, strict=True)]
    words_upto = [0]
    for line, is_prose in zip(lines, prose, strict=True):
        words_upto.append(words_upto[-1] + (line.words if is_prose else 0))
    if words_upto[-1] < 2 * _LEAST_WORDS:
        return []
    typical_gap = _typical_gap(lines, prose)
    found = []
    for at, line in enumerate(lines):
        if not looks_like_title(line) or words_upto[at] < _LEAST_WORDS:
            continue
        body = _body_below(lines, prose, at)
        if body is None or words_upto[-1] - words_upto[body] < _LEAST_WORDS:
            continue
        found.append(Candidate(at, body, _features(lines, prose, at, body, typical_gap)))
    return found


def _is_prose(line: Line) -> bool:
    return line.words >= 9 and (line.ended or line.breaks > 0) and line.stops >= 2


def _typical_gap(lines: Sequence[Line], prose: Sequence[bool]) -> int:
    """Empty lines that usually stand before a paragraph of the page."""
    gaps = Counter(lines[n].gap for n in range(1, len(lines)) if prose[n] and prose[n - 1])
    return gaps.most_common(1)[0][0] if gaps else 0


def _body_below(lines: Sequence[Line], prose: Sequence[bool], title: int) -> int | None:
    same = folded(lines[title].text)
    for at in range(title + 1, min(len(lines), title + 1 + _HEAD_LINES)):
        if prose[at] and folded(lines[at].text) != same:
            return at
    return None


def _features(
    lines: Sequence[Line], prose: Sequence[bool], title: int, body: int, typical_gap: int
) -> tuple[float, ...]:
    line, head = lines[title], lines[title + 1 : body]
    same = folded(line.text)
    repeated = any(folded(other.text) == same for other in head[:_REPEAT_REACH])
    said_above = any(folded(other.text) == same for other in lines[max(0, title - 8) : title])
    below = [lines[n].text for n in range(body, len(lines)) if prose[n]][:_BODY_LINES]
    above = [lines[n].text for n in range(title - 1, -1, -1) if prose[n]][:_BODY_LINES]
    words = content_words((line.text,))
    words_below, words_above = content_words(below), content_words(above)
    topical = _share(words, words_below)
    since_prose = next((n for n in range(1, title + 1) if prose[title - n]), title)
    last = lines[title - since_prose]
    return (
        float(repeated),
        float(said_above),
        float(any(other.dated or other.byline for other in head)),
        float(any(other.furniture is not None for other in head)),
        math.log1p(len(head)),
        float(min(3, max(0, line.gap - typical_gap))),
        float(min(2, max(0, lines[title + 1].gap - typical_gap))),
        float(line.gap == 0),
        topical,
        _share(words, words_above),
        topical * math.log(line.words),
        _cosine(words_above, words_below),
        float(dateline(lines[body].text) is not None),
        math.log1p(since_prose),
        float(lines[title - 1].furniture is not None or lines[title - 1].picture),
        math.log(line.words),
        line.stops / line.words,
        float(line.text.isupper()),
        float(not last.ended),
        float(
            max((other.gap for other in lines[title - since_prose + 1 : title + 1])) > typical_gap
        ),
    )


def _share(words: Counter[str], among: Counter[str]) -> float:
    return sum(word in among for word in words) / len(words) if words else 0.0


def _cosine(a: Counter[str], b: Counter[str]) -> float:
    if not a or not b:
        return 0.0
    dot = sum(count * b[word] for word, count in a.items() if word in b)
    return dot / math.sqrt(sum(n * n for n in a.values()) * sum(n * n for n in b.values()))


def title_above(lines: Sequence[Line], first: int, body: int, about: Counter[str]) -> int | None:
    """The line that is the title of the article whose body begins at line `body`; None when unsure.

    Args:
        lines: the page's lines.
        first: the first line that may be it.
        body: the body's first line.
        about: content words of the body's beginning.
    """
    best, best_score = None, 1.0
    for at in range(max(first, body - 4 * _TITLE_REACH), body):
        line = lines[at]
        if not looks_like_title(line):
            continue
        words = content_words((line.text,))
        score = 3 * _share(words, about) * min(1.0, line.words / 8) + min(line.words, 10) / 10
        score += 0.8 * (line.repeats > 0 and line.words > _SHORTEST_TITLE)
        score -= 0.04 * (body - at) + 0.5 * line.dated
        if score > best_score:
            best, best_score = at, score
    if best is None:
        return None
    same = folded(lines[best].text)
    earlier = range(max(first, best - _TITLE_REACH), best)
    return next((at for at in earlier if folded(lines[at].text) == same), best)
