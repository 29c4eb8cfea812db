"""The foot of an article: lines below its text that read like text and speak of writer or outlet.

The line scores cannot tell "Ana Ruiz covers canals for the Herald." from a last paragraph; what it
says can.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from detente.articles.credits import byline, is_credit
from detente.articles.lines import Line
from detente.articles.outlet import describes_itself

_LONGEST = 60
_NAME_PARTS = re.compile(r"\s*(?:,|&|\band\b|\bund\b|\by\b|\bet\b)\s*")
_LEAST_NAME = 2
_LEFTOVER_WORDS = 4


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
    about_writer = _about(byline([lines[n] for n in range(start, body[0])]))
    last = len(body)
    loose: list[int] = []
    for at in range(len(body) - 1, 0, -1):
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
        if lines[n].words <= _LEFTOVER_WORDS:
            labels[n] = "after the article"
    return list(body[:last]), labels


def _label(line: Line, about_writer: re.Pattern[str] | None) -> str | None:
    if line.words > _LONGEST:
        return None
    if is_credit(line.text):
        return "source"
    if about_writer is not None and about_writer.match(line.text):
        return "about the writer"
    return "about the outlet" if describes_itself(line.text) else None


@functools.lru_cache(maxsize=256)
def _about(writer: str | None) -> re.Pattern[str] | None:
    """A line that begins with the name of who wrote the article, as the head gives it."""
    names = [name for name in _NAME_PARTS.split(writer or "") if len(name.split()) >= _LEAST_NAME]
    if not names:
        return None
    return re.compile(rf"(?i:{'|'.join(map(re.escape, names))})(?:,|\s[a-z])")
