"""A text dump to articles: lines are scored, the page is cut, each section is refined.

Everything on the page ends up in an article's kept lines or, labelled, among what was dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np

from detente.articles.body import Vector, body_odds, is_filed, runs, with_dateline
from detente.articles.cleaned import Cleaned
from detente.articles.credits import byline
from detente.articles.dateline import Dateline, dateline, is_dateline
from detente.articles.dialogue import with_turns
from detente.articles.elsewhere import Elsewhere, line_key
from detente.articles.furniture import Furniture
from detente.articles.known import (
    known_agencies,
    known_byline,
    known_dateline,
    known_dates,
    known_language,
    known_outlet,
    line_claims,
)
from detente.articles.language import language, stop_words
from detente.articles.lines import Line, is_clock, lines
from detente.articles.live import entries_below, says_live
from detente.articles.outlet import outlet_in
from detente.articles.profiles import Profile, by_host, host_of, in_form
from detente.articles.sections import Section, is_plain, is_prose, section
from detente.articles.splitting import boundaries, heading_level
from detente.nouns import Article, Dropped, Page, Segment, content_id

_SHORT_PAGE_LINES = 15
_LEAST_BODY_WORDS = 50
_LEAST_SHARE = 0.3
_LEAST_LATER_WORDS = 25
_FENCE = "---"
_HEADING_MARKS = "#*_ \t"
_FEW_LINES = 4
_LIST_SHARE = 0.6
_FEW_STAMPS = 3
_CUT_OFF = ("…", "...")
_FOOT_LINES = 8
_LONGEST_BYLINE = 15
_HEAD_LINES = 10
_REPEATED = -4.0
_PLAIN = 2.5
_SPOKEN = 8.0
_CHANGING = 5.5
_LEAST_PROSE = 4
_UNSAID = frozenset({"navigation", "before the article", "between paragraphs", "after the article"})
NO_ARTICLE = "no article on this page: a list, a section front or furniture alone"


class _Text(NamedTuple):
    text: str
    segments: tuple[Segment, ...]


def from_dump(page: Page, elsewhere: Elsewhere | None = None) -> Cleaned:
    """The articles of a page of plain text, read with what other pages say of its lines."""
    code = language(page.text)
    found = lines(page.text, stop_words(code))
    if not found:
        return Cleaned()
    profile = by_host(host_of(page.url))
    if profile is not None:
        found = [_as_known(line, profile) for line in found]
    odds = body_odds(found)
    found = with_turns(found)
    odds = odds + _SPOKEN * np.array([line.turn for line in found])
    if elsewhere is not None:
        odds = _weighed(odds, found, elsewhere)
    sections, held = _cut(found, runs(odds))
    if not held:
        # The scores know long pages best: on a short one plain paragraphs may all stay just out.
        plain = [is_plain(found, n, len(found)) for n in range(len(found))]
        odds = odds + _PLAIN * np.array(plain)
        sections, held = _cut(found, runs(odds))
    head = sections[0].title
    if head is not None and (entries := entries_below(found, head)):
        odds[entries] += _SPOKEN
        sections, held = _cut(found, runs(odds))
    filed = _left_out_dateline(found, held)
    if filed is not None:
        sections, held = _cut(found, runs(with_dateline(odds, filed)))
    outlet = _outlet(page, found, held)
    alone = len(held) == 1
    made = [_article(page, found, s, code, outlet, n, alone=alone) for n, s in enumerate(held)]
    _label_front_matter(page, sections[0], found)
    if elsewhere is not None:
        _label_elsewhere(sections, found, elsewhere)
    return Cleaned(articles=tuple(made), dropped=_dropped(found, sections, held))


def _as_known(line: Line, profile: Profile) -> Line:
    """The line, where it has a form in which its outlet ends its articles or names writers."""
    if profile.tails and line.text.startswith(profile.tails):
        return line._replace(furniture=Furniture("related", True, True), titled=False)
    if line.words <= _LONGEST_BYLINE and in_form(profile.bylines, line.text) is not None:
        return line._replace(byline=True)  # it may yet be the title: "Big Fire in Oye"
    return line


def _weighed(odds: Vector, found: Sequence[Line], elsewhere: Elsewhere) -> Vector:
    """The odds, lowered at the lines that other pages show to be furniture.

    A stretch that another crawl lacks and that is long enough for an article is left as it is; a
    lone line in the midst of an article, added when it was revised, is still likelier in than out.
    """
    weighed = odds.copy()
    keys = [line_key(line.text) for line in found]
    weighed[[key in elsewhere.repeated for key in keys]] = _REPEATED
    at = 0
    for changing, group in groupby(key in elsewhere.changing for key in keys):
        stretch = range(at, at + len(list(group)))
        at = stretch.stop
        if changing and sum(is_prose(found[n]) for n in stretch) < _LEAST_PROSE:
            weighed[stretch.start : stretch.stop] -= _CHANGING
    return weighed


def _label_elsewhere(
    sections: Sequence[Section], found: Sequence[Line], elsewhere: Elsewhere
) -> None:
    """Say of dropped lines of which nothing better is known what other pages showed."""
    for part in sections:
        for n, why in part.dropped.items():
            if why in _UNSAID:
                key = line_key(found[n].text)
                if key in elsewhere.repeated:
                    part.dropped[n] = "on other pages of the site"
                elif key in elsewhere.changing:
                    part.dropped[n] = "not on another crawl of the page"


def _left_out_dateline(found: Sequence[Line], held: Sequence[Section]) -> int | None:
    """The page's only line with a dateline, where it is left out above the first article's text.

    Also where the page seems to have no article at all.
    """
    first = held[0] if held else None
    if first is not None and first.title is None:
        return None
    above = range(len(found)) if first is None else range((first.title or 0) + 1, first.body[0])
    if not any(is_filed(found[n]) for n in above):
        return None
    filed = [n for n, line in enumerate(found) if is_filed(line)]
    return filed[0] if len(filed) == 1 else None


def _cut(found: list[Line], keep: list[bool]) -> tuple[list[Section], list[Section]]:
    """The page's sections, and those of them that are articles."""
    cuts = [0, *boundaries(found, keep), len(found)]
    sections = [section(found, keep, lo, hi) for lo, hi in pairwise(cuts)]
    # What stands beside a list on one page is the rest of it, if it has the same form at all.
    few = (
        _FEW_STAMPS
        if any(s.body and _is_list(found, s, _FEW_LINES) for s in sections)
        else _FEW_LINES
    )
    held = [s for n, s in enumerate(sections) if _is_article(found, s, few, later=n > 0)]
    return sections, held


def _label_front_matter(page: Page, part: Section, found: Sequence[Line]) -> None:
    """Markdown may begin with a block of facts between two lines of three dashes."""
    if page.media != "text/markdown" or found[0].text != _FENCE:
        return
    closing = next((n for n in range(1, len(found)) if found[n].text == _FENCE), 0)
    for n in range(closing + 1):
        if n in part.dropped:
            part.dropped[n] = "front matter"


def _outlet(page: Page, found: Sequence[Line], held: Sequence[Section]) -> str | None:
    """The outlet that the lines around the articles name; None when unsure."""
    outside = _outside(found, held)
    if not held:
        return outlet_in(outside)
    title = _title(page, found, held[0], 0)
    return outlet_in(outside, found[held[0].body[0]].start, title)


def _outside(found: Sequence[Line], held: Sequence[Section]) -> list[Line]:
    """The lines that are neither body nor title: an article may speak of other outlets."""
    inside = {n for part in held for n in (*part.body, part.title)}
    return [line for n, line in enumerate(found) if n not in inside]


def _is_article(found: Sequence[Line], part: Section, few: int, *, later: bool) -> bool:
    words = sum(found[n].words for n in part.body)
    if words == 0 or _is_list(found, part, few):
        return False
    if later:
        return words >= _LEAST_LATER_WORDS
    total = sum(line.words for line in found)
    return (
        words >= _LEAST_BODY_WORDS
        or len(found) <= _SHORT_PAGE_LINES
        or words >= _LEAST_SHARE * total
    )


def _is_list(found: Sequence[Line], part: Section, few: int) -> bool:
    """Whether the body is headlines, or headlines with a sentence under each, and no text."""
    if len(found) <= _FEW_LINES:
        return False
    body = [found[n] for n in part.body]
    prose = [line for line in body if is_prose(line)]
    heads = [line.titled and not line.ended for line in body]
    if not prose:
        return 2 * sum(heads) >= len(body)
    around = slice(max(part.start, part.body[0] - _FEW_LINES), part.body[-1] + _FEW_LINES)
    live = part.title is not None and says_live(found[part.title])
    if (_is_stamped(found[around]) and not live) or _is_cut_off(prose):
        return True
    teasers = sum(h and is_prose(below) for h, below in zip(heads, body[1:], strict=False))
    return teasers >= max(few, _LIST_SHARE * len(prose)) and all(line.breaks <= 1 for line in prose)


def _is_stamped(stretch: Sequence[Line]) -> bool:
    """Whether a stretch is headlines, each with a date or hour and at most one sentence."""
    prose = [line for line in stretch if is_prose(line)]
    heads = sum(line.titled and not line.ended for line in stretch)
    stamps = sum(line.dated or is_clock(line) for line in stretch)
    return (
        stamps >= _FEW_STAMPS
        and heads >= max(_FEW_STAMPS, _LIST_SHARE * len(prose))
        and all(line.breaks <= 1 for line in prose)
    )


def _is_cut_off(prose: Sequence[Line]) -> bool:
    """Whether most sentences are excerpts that break off, as search results do."""
    cut = sum(line.text.endswith(_CUT_OFF) for line in prose)
    return cut >= max(_FEW_STAMPS, _LIST_SHARE * len(prose))


def _filed(page: Page, found: Sequence[Line], part: Section) -> Dateline | None:
    """The dateline at the head of an article's text, or on the line of its own above it."""
    first = part.body[0]
    above = found[first - 1].text if first else ""
    filed = known_dateline(page, found[first].text)
    return filed or (dateline(above) if is_dateline(above) else None)


def _article(
    page: Page,
    found: Sequence[Line],
    part: Section,
    code: str | None,
    outlet: str | None,
    index: int,
    *,
    alone: bool,
) -> Article:
    made = body_text(found, part.body)
    head, foot = _around(found, part)
    filed = _filed(page, found, part)
    named = head if part.title is None else [n for n in head if n.key != found[part.title].key]
    wrote = byline(named) or byline(foot)
    known = known_dates(page, line_claims(page, head, code) or line_claims(page, foot, code))
    first = part.body[0] if part.title is None else min(part.title, part.body[0])
    return Article(
        id=content_id("a", page.id, index, made.text),
        page=page.id,
        title=_title(page, found, part, index),
        text=made.text,
        start=found[first].start,
        end=found[part.body[-1]].end,
        segments=made.segments,
        outlet=known_outlet(page, outlet),
        byline=known_byline(page, wrote, named),
        dateline=filed.place if filed is not None else None,
        agencies=known_agencies(page, (*head, *foot), made.text, filed, wrote),
        published=known.published,
        published_rule=known.rule,
        dates=known.dates,
        language=known_language(page, made.text, code if alone else None),
        captions=tuple(found[n].text for n, why in part.dropped.items() if why == "caption"),
    )


def _title(page: Page, found: Sequence[Line], part: Section, index: int) -> str | None:
    if part.title is not None:
        title = found[part.title].text
        marked = page.media == "text/markdown" or heading_level(title)
        return title.strip(_HEADING_MARKS) if marked else title
    given = page.given.get("title")
    return given if index == 0 and isinstance(given, str) and given else None


def _around(found: Sequence[Line], part: Section) -> tuple[list[Line], list[Line]]:
    """The dropped lines of a section's head and foot, where dates and credits stand."""
    first, last = part.body[0], part.body[-1]
    start = part.start
    if start == 0:
        start = max(0, (first - _HEAD_LINES) if part.title is None else part.title - 3)
    inside = set(part.body)
    head = [found[n] for n in range(start, last) if n not in inside and not _later(found, n, first)]
    return head, list(found[last + 1 : min(part.end, last + 1 + _FOOT_LINES)])


def _later(found: Sequence[Line], n: int, first: int) -> bool:
    """A line in the body's midst counts for credits only when it is a picture's."""
    return n > first and not found[n].picture


def body_text(found: Sequence[Line], body: Sequence[int]) -> _Text:
    """The body's lines joined as the page has them apart, and where each run of it stands there."""
    pieces: list[str] = []
    segments: list[Segment] = []
    length, previous = 0, None
    for n in body:
        line = found[n]
        if previous is not None:
            apart = any(found[m].gap for m in range(previous + 1, n + 1))
            pieces.append("\n\n" if apart else "\n")
            length += len(pieces[-1])
        segments.append(Segment(length, line.start, line.end - line.start))
        pieces.append(line.text)
        length += len(line.text)
        previous = n
    return _Text("".join(pieces), tuple(segments))


def _dropped(
    found: Sequence[Line], sections: Sequence[Section], held: Sequence[Section]
) -> tuple[Dropped, ...]:
    """A row for each run of lines that are left out for one reason."""
    kept = {n for part in held for n in part.body}
    reasons = [
        None if n in kept else part.dropped.get(n, NO_ARTICLE) if held else NO_ARTICLE
        for part in sections
        for n in range(part.start, part.end)
    ]
    rows: list[Dropped] = []
    at = 0
    for why, group in groupby(reasons):
        first, at = at, at + len(list(group))
        if why is not None:
            rows.append(Dropped(start=found[first].start, end=found[at - 1].end, why=why))
    return tuple(rows)
