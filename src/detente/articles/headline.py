"""The headline of an article in a text dump: which line above its text is the title.

Told by the words that come back in the text, by a heading's mark, and by what stands right under
it; captions, straplines, mastheads and the titles of whole pages stand there too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.articles.counting import QUOTED
from detente.articles.dateline import dateline
from detente.articles.lines import Line
from detente.articles.live import is_entry
from detente.articles.masthead import is_authority
from detente.articles.names import is_captioned, is_outlet_name, is_section
from detente.articles.splitting import (
    FILED_WORDS,
    HEAD_LINES,
    content_words,
    heading_level,
    heads,
    is_filed_under,
    share,
)

_TRAIL = re.compile(r"\s[>|/»›·•]\s")
_SHORTEST_TITLE = 3
_TITLE_REACH = 14
_MARKED = 3.0
_ISSUER = 1.0
_SIGNED = 1.0
_TITLE_SHARE = 0.5
_QUOTING_SHARE = 0.2
_TIME_AT_END = re.compile(
    r"\s(?:in|on)\s(?:\d{1,2}\s)?(?:[A-Z][a-z]+day|[A-Z][a-z]{2,8}(?:\s\d{4})?|\d{4})$"
)


def title_above(lines: Sequence[Line], first: int, body: int, about: frozenset[str]) -> int | None:
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
        if not line.titled or is_entry(lines, at, body):
            continue
        words = content_words(line)
        score = 3 * share(words, about) * min(1.0, line.words / 8) + min(line.words, 10) / 10
        score += 0.8 * (line.repeats > 0 and line.words > _SHORTEST_TITLE)
        score += _SIGNED * _is_signed(lines, at, body)
        score += _marked(lines, at, body) - 0.04 * (body - at) - 0.5 * line.dated
        if score > best_score and is_captioned(line.key):
            score -= _MARKED
        if score > best_score and is_authority(line):
            score -= _ISSUER
        if score > best_score:
            best, best_score = at, score
    if best is None:
        return _at_head(lines, first, body)
    best = _over_strapline(lines, first, _without_site(lines, best, body), about)
    earlier = range(max(first, best - _TITLE_REACH), best)
    return next((at for at in earlier if lines[at].key == lines[best].key), best)


def _is_signed(lines: Sequence[Line], at: int, body: int) -> bool:
    """Whether writer and date stand right under a line, one after the other."""
    two = lines[at + 1 : min(at + 3, body)]
    return any(line.byline for line in two) and any(line.dated for line in two)


def _without_site(lines: Sequence[Line], title: int, body: int) -> int:
    """The line of the headline alone, where the title is that of the page: "Oye Post | …"."""
    whole = lines[title].key
    below = range(title + 1, min(body, title + HEAD_LINES))
    return next((n for n in below if lines[n].titled and lines[n].key in whole), title)


def _at_head(lines: Sequence[Line], first: int, body: int) -> int | None:
    """The line that has a title's place though its words say little.

    Over writer or date, over a report's dateline, or the only one of its form over a dialogue,
    whose first words are seldom the title's.
    """
    near = range(max(first, body - HEAD_LINES), body)
    titled = [n for n in near if lines[n].titled and not _names_site(lines[n])]
    placed = [n for n in titled if heads(lines[n + 1 : body]) or is_filed_under(lines, n, body)]
    if placed:
        return placed[-1]
    return titled[0] if lines[body].turn and len(titled) == 1 else None


def _names_site(line: Line) -> bool:
    """Whether a line in a title's form names the outlet, or where the page stands on its site."""
    named = is_outlet_name(line.text) or is_section(line.text) or is_authority(line)
    return named or _TRAIL.search(line.text) is not None


def _marked(lines: Sequence[Line], at: int, body: int) -> float:
    """What a Markdown heading's mark adds: most where it stands right over a report's dateline."""
    level = heading_level(lines[at].text)
    if level and at == body - 1 and dateline(lines[body].text) is not None:
        return 2 * _MARKED
    return _MARKED * (level == 1)


def ends_in_time(text: str) -> bool:
    """Whether a line ends as captions without a full stop do: "… in March", "… on Friday"."""
    return _TIME_AT_END.search(text) is not None


def _over_strapline(lines: Sequence[Line], first: int, best: int, about: frozenset[str]) -> int:
    """The title's line where the best one is the longer line under it, which says more.

    A line without function words, or one that ends in a name, tells who a picture shows.
    """
    if best - 1 < first or not lines[best - 1].titled:
        return best
    above, below = lines[best - 1], lines[best]
    if above.repeats or below.repeats or above.words < FILED_WORDS or is_captioned(above.key):
        return best
    if below.key in above.key or is_authority(above):
        return best
    named = all(word[0].isupper() for word in above.text.split()[-2:])
    if named or ends_in_time(above.text) or not above.stops or heading_level(below.text):
        return best
    # Titles that quote say little of their matter; captions do not begin with a mark.
    enough = _QUOTING_SHARE if above.form & QUOTED else _TITLE_SHARE
    return best - 1 if share(content_words(above), about) >= enough else best
