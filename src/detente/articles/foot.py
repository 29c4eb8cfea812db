"""The foot of an article: lines below its text that read like text and speak of writer or outlet.

The line scores cannot tell "Ana Ruiz covers canals for the Herald." from a last paragraph; what it
says can.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from detente.articles.credits import byline, is_credit
from detente.articles.lines import Line
from detente.articles.outlet import describes_itself, outlet_in

_LONGEST = 60
_NAME_PARTS = re.compile(r"\s*(?:,|&|\band\b|\bund\b|\by\b|\bet\b)\s*")
_LEAST_NAME = 2
_LEFTOVER_WORDS = 4
_LOOSE_WORDS = 12
_LEAST_ENDED = 3
_ENDED_SHARE = 0.7
_FOOT_LINES = 6
_ABOUT = frozenset({"about the writer", "about the outlet"})


def without_foot(
    lines: Sequence[Line], body: Sequence[int], start: int
) -> tuple[list[int], dict[int, str]]:
    """The body without its foot, and a label for each line of the foot.

    Args:
        lines: the page's lines.
        body: the lines of one article's body, in order.
        start: the first line of the article's section.

    """
    labels: dict[int, str] = {}
    if not body:
        return [], labels
    about_writer = _writer(lines, start, body[0])
    last = _last_sentence(lines, body)
    loose: list[int] = []
    for at in range(last - 1, 0, -1):
        line = lines[body[at]]
        label = _label(line, about_writer)
        if label is not None:
            labels |= dict.fromkeys([*loose, body[at]], label)
            last, loose = at, []
        elif line.words <= _LEFTOVER_WORDS and not line.ended:
            loose.append(body[at])  # goes where a line above it goes
        else:
            break
    for n in body[last:]:
        labels.setdefault(n, "after the article")
    return list(body[:last]), labels


def labels_below(
    lines: Sequence[Line], body: Sequence[int], start: int, labels: Mapping[int, str]
) -> dict[int, str]:
    """Better labels for lines right below a body that speak of its sources, writer or outlet."""
    if not body:
        return {}
    about_writer = _writer(lines, start, body[0])
    found: dict[int, str] = {}
    below = [n for n in range(body[-1] + 1, body[-1] + _FOOT_LINES) if n in labels]
    for n in reversed(below):
        if labels[n] != "after the article":
            continue
        label = _label(lines[n], about_writer)
        under = found.get(n + 1)
        if label is None and lines[n].words <= _LEFTOVER_WORDS and under in _ABOUT:
            label = under  # the name over what is said of it
        if label is not None:
            found[n] = label
    return found


def _last_sentence(lines: Sequence[Line], body: Sequence[int]) -> int:
    """Where the body ends when what follows its last sentence is short and ends in no mark.

    Only where the text is written in sentences: verse, tables and lists have their own ends.
    """
    last = len(body)
    while (
        last > 1 and not lines[body[last - 1]].ended and lines[body[last - 1]].words <= _LOOSE_WORDS
    ):
        last -= 1
    ended = sum(lines[n].ended for n in body[:last])
    return last if ended >= max(_LEAST_ENDED, _ENDED_SHARE * last) else len(body)


def _writer(lines: Sequence[Line], start: int, first: int) -> re.Pattern[str] | None:
    return _about(byline([lines[n] for n in range(start, first)]))


def _label(line: Line, about_writer: re.Pattern[str] | None) -> str | None:
    if line.words > _LONGEST:
        return None
    if is_credit(line.text):
        return "source"
    if about_writer is not None and about_writer.match(line.text):
        return "about the writer"
    if describes_itself(line.text) or outlet_in([line]) is not None:
        return "about the outlet"
    return None


@functools.lru_cache(maxsize=256)
def _about(writer: str | None) -> re.Pattern[str] | None:
    """A line that begins with the name of who wrote the article, as the head gives it."""
    names = [name for name in _NAME_PARTS.split(writer or "") if len(name.split()) >= _LEAST_NAME]
    if not names:
        return None
    return re.compile(rf"(?i:{'|'.join(map(re.escape, names))})(?:,|\s[a-z])")
