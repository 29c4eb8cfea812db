"""One section of a text dump: its title, the lines of its body, and a label for all the rest.

The line scores say roughly what is body; here the forms that a head, a picture and a foot take are
read out, so that a line that is plainly furniture goes and a line that is plainly prose stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from detente.articles.dateline import is_filed_on
from detente.articles.foot import labels_below, without_foot
from detente.articles.headline import ends_in_time, title_above
from detente.articles.lines import Line, is_clock
from detente.articles.live import is_entry
from detente.articles.masthead import is_authority
from detente.articles.names import is_captioned
from detente.articles.splitting import content_words, words_of

_PROSE_WORDS = 8
_PROSE_STOPS = 2
_LONG_PROSE = 20
_DECK_LONGEST = 60
_CAPTION_LONGEST = 60
_NAVIGATION_WORDS = 4
_ABOUT_LINES = 10
_LEAD_LINES = 16
_CAPTION_SENTENCES = 3
_PICTURE_REACH = 2
_PLAIN_WORDS = 18
_PLAIN_STOPS = 4
_BELOW_LINES = 4
_SHORT_ARTICLE = 180  # words
_LEAST_SHARED = 2
_NO_TEXT_BELOW = frozenset({"comments", "legal", "related", "tags"})
_LEAST_CAPTION = 3
_LEAST_END = 12
_AT_HOME = 0.6
_AT_HOME_ONCE = 0.4
_PHOTOGRAPHER = re.compile(r"\((?:[^\W\d_a-z][\w.'’-]+\s?){2,4}\)$")
_SEPARATORS = re.compile(r"[|»›>/•·]")
_QUOTES = re.compile(r"[\"“”«»„]")


class Section(NamedTuple):
    """Lines `start:end`: the title's line, the body's lines, and why each other line is dropped."""

    start: int
    end: int
    title: int | None
    body: tuple[int, ...]
    dropped: dict[int, str]


def section(lines: Sequence[Line], keep: Sequence[bool], start: int, end: int) -> Section:
    """The section `lines[start:end]`; one that does not begin the page begins with its title."""
    body = [n for n in range(start, end) if keep[n] and not _is_furniture(lines, n, start, end)]
    body = _without_pictures(lines, body)
    body = sorted({*body, *_left_out(lines, body, start, end)})
    lead = next((n for n in body if _leads(lines[n])), None)
    if lead is None:
        lead = next(iter(body), None)
    if lead is None:
        return Section(start, end, None, (), _labels(lines, start, end, (), None))
    about = words_of(lines, body[:_ABOUT_LINES])
    title = start if start > 0 else title_above(lines, start, lead, about)
    body = _without_head(lines, body, title, lead, start)
    edges = (
        *_deck(lines, title, lead),
        *_first_entry(lines, body),
        *_credited_end(lines, body, end),
    )
    body = sorted({*body, *edges})
    body, teasers = _without_teasers(lines, body)
    body, foot = without_foot(lines, body, start)
    dropped = _labels(lines, start, end, body, title) | dict.fromkeys(teasers, "related") | foot
    dropped |= labels_below(lines, body, start, dropped)
    if title is not None:
        dropped |= dict.fromkeys(_pictures_above(lines, start, title, about, dropped), "caption")
    return Section(start, end, title, tuple(body), dropped)


def _leads(line: Line) -> bool:
    """Whether a text may begin with a line."""
    return line.turn or (is_prose(line) and not line.bullet) or is_filed_on(line.text)


def _left_out(lines: Sequence[Line], body: Sequence[int], start: int, end: int) -> list[int]:
    """Plain paragraphs of a short article that scored low: in its midst, right above, right below.

    The scores come from long pages. What is left out of a long article is seldom text.
    """
    if not body or sum(lines[n].words for n in body) > _SHORT_ARTICLE:
        return []
    inside = [n for n in range(body[0], body[-1]) if is_plain(lines, n, end)]
    more = [*_left_above(lines, body, start, end), *inside]
    return [*more, *_left_below(lines, sorted({*body, *more}), end)]


def _left_above(lines: Sequence[Line], body: Sequence[int], start: int, end: int) -> list[int]:
    """Paragraphs between the byline or date that ends the head, and the body; none without one."""
    found: list[int] = []
    for n in range(body[0] - 1, max(start, body[0] - _LEAD_LINES) - 1, -1):
        if (lines[n].byline or lines[n].dated) and not is_prose(lines[n]):
            return found
        if is_plain(lines, n, end):
            found.append(n)
    return []


def _left_below(lines: Sequence[Line], body: Sequence[int], end: int) -> list[int]:
    """Paragraphs a few lines under the body, below an invitation say, that share its matter."""
    about = words_of(lines, body)
    found: list[int] = []
    for n in range(body[-1] + 1, min(end, body[-1] + 1 + _BELOW_LINES)):
        kind = lines[n].furniture
        if kind is not None and kind.label in _NO_TEXT_BELOW:
            break
        if is_plain(lines, n, end) and len(content_words(lines[n]) & about) >= _LEAST_SHARED:
            found.append(n)
    return found


def is_plain(lines: Sequence[Line], n: int, end: int) -> bool:
    """Whether a line is a paragraph and nothing speaks against it."""
    line = lines[n]
    return (
        line.words >= _PLAIN_WORDS
        and is_prose(line)
        and line.ended
        and line.stops >= _PLAIN_STOPS
        and line.furniture is None
        and not (line.bullet or line.picture or line.byline or line.dated or line.repeats)
        and not _is_head_picture(line)
        and not _is_caption(lines, n, end)
    )


def _without_teasers(lines: Sequence[Line], body: list[int]) -> tuple[list[int], list[int]]:
    """The body without headlines with a sentence under each that follow a line such as "More from".

    What stands below such a line in the midst of an article is text: it has sentences of its own.
    """
    for at in range(len(body) - 1, 0, -1):
        between = lines[body[at - 1] + 1 : body[at]]
        if not any(b.furniture is not None and b.furniture.label == "related" for b in between):
            continue
        below = [lines[n] for n in body[at:]]
        headed = [above.titled and not above.ended for above in below[:-1]]
        prose = [is_prose(line) for line in below[1:]]
        alone = all(line.breaks <= 1 for line in below)
        if (
            alone
            and headed
            and headed[0]
            and all(h or not p for h, p in zip(headed, prose, strict=True))
        ):
            return body[:at], body[at:]
    return body, []


def _credited_end(lines: Sequence[Line], body: Sequence[int], end: int) -> list[int]:
    """The last paragraph, where an agency in brackets closes it and made it look like a caption."""
    last = body[-1] + 1 if body else end
    if last >= end or not (lines[last].picture and is_prose(lines[last])):
        return []
    alone = not any(is_prose(lines[n]) for n in range(last + 1, min(end, last + _LEAD_LINES)))
    return [last] if alone and lines[last].words >= _LEAST_END else []


def _without_pictures(lines: Sequence[Line], body: Sequence[int]) -> list[int]:
    """The body without captions at its head, which no agency's name gives away."""
    first = 0
    while first < min(_LEAD_LINES, len(body) - 1) and _is_head_picture(lines[body[first]]):
        first += 1
    return list(body[first:])


def _is_head_picture(line: Line) -> bool:
    """A line above the text that ends in a bracketed name, or says that it is a picture's."""
    if line.turn or line.words > _CAPTION_LONGEST or line.breaks > _CAPTION_SENTENCES:
        return False
    return (is_captioned(line.key) and not _QUOTES.search(line.text)) or (
        line.words >= _PROSE_WORDS and _PHOTOGRAPHER.search(line.text) is not None
    )


def _pictures_above(
    lines: Sequence[Line], start: int, title: int, about: frozenset[str], labels: dict[int, str]
) -> list[int]:
    """The lines right above a title that say what the picture over it shows.

    A name with its office, or a sentence: most of its words come back in the article, which those
    of a site's name or of a section's do not.
    """
    found = []
    for n in range(title - 1, max(start, title - _PICTURE_REACH) - 1, -1):
        line = lines[n]
        if labels.get(n) not in {"navigation", "before the article", "caption"}:
            break
        words = content_words(line)
        enough = _AT_HOME_ONCE if ends_in_time(line.text) else _AT_HOME
        at_home = bool(words) and len(words & about) >= enough * len(words)
        if line.words < _LEAST_CAPTION or not at_home or _SEPARATORS.search(line.text):
            break
        if is_authority(line):
            break
        found.append(n)
    return found


def is_prose(line: Line) -> bool:
    """Whether a line reads as a sentence or more."""
    if line.words < _PROSE_WORDS or not (line.ended or line.breaks > 0):
        return False
    # Languages that join their function words to others have few of them.
    return line.stops >= _PROSE_STOPS or (line.words >= _LONG_PROSE and line.stops > 0)


def _is_furniture(lines: Sequence[Line], n: int, start: int, end: int) -> bool:
    """Whether a line that scored as body is plainly none."""
    line = lines[n]
    if line.turn:
        return False
    if line.furniture is not None:
        return line.furniture.whole or not (is_prose(line) and line.breaks > 1)
    if n > start and _is_source(lines[n - 1]) and line.words <= 5:
        return True
    if (line.byline and not is_prose(line)) or is_clock(line):
        return True
    return _is_caption(lines, n, end)


def _is_source(line: Line) -> bool:
    return line.furniture is not None and line.furniture.label == "source"


def _is_caption(lines: Sequence[Line], n: int, end: int) -> bool:
    """A picture's words: with a credit, before a line that is only a credit, or said twice running.

    An agency in brackets that closes the last paragraph credits the article, not a picture.
    """
    line = lines[n]
    if line.words > _CAPTION_LONGEST:
        return False
    if line.picture:
        return any(is_prose(lines[m]) for m in range(n + 1, min(end, n + _LEAD_LINES)))
    following = lines[n + 1] if n + 1 < end else None
    if following is None or following.gap:
        return False
    if following.picture and following.words <= 6 and not line.bullet:
        return True
    return line.repeats > 0 and (line.text == following.text or line.text == lines[n - 1].text)


def _without_head(
    lines: Sequence[Line], body: Sequence[int], title: int | None, lead: int, start: int
) -> list[int]:
    """The body without what stands above its first paragraph: bullets, dates, the title again."""
    same = lines[title].key if title is not None else None
    first = start if title is None else title + 1
    return [
        n
        for n in body
        if n >= first and (n >= lead or _stays_above(lines[n], same)) and lines[n].key != same
    ]


def _stays_above(line: Line, title: str | None) -> bool:
    return not (line.bullet or line.dated or line.picture) and is_prose(line)


def _deck(lines: Sequence[Line], title: int | None, lead: int) -> list[int]:
    """Sentences between the title and the first paragraph that lead straight into it.

    Under a byline or a date they are the page's summary of the article and not its beginning.
    """
    if title is None or lead - title > _LEAD_LINES:
        return []
    between = range(title + 1, lead)
    if any(lines[n].byline or lines[n].dated or lines[n].furniture for n in between):
        return []
    return [
        n
        for n in between
        if is_prose(lines[n])
        and lines[n].words <= _DECK_LONGEST
        and not (lines[n].bullet or lines[n].picture or lines[n].repeats)
        and not _is_caption(lines, n, lead + 1)
    ]


def _first_entry(lines: Sequence[Line], body: Sequence[int]) -> list[int]:
    """The headline of a live page's first entry, which stays as those of the others do."""
    at = body[0] - 1 if body else -1
    if at < 0 or not is_entry(lines, at, body[0]):
        return []
    line = lines[at]
    other = line.furniture or line.picture or line.byline or line.dated or is_clock(line)
    return [] if other else [at]


def _labels(
    lines: Sequence[Line], start: int, end: int, body: Sequence[int], title: int | None
) -> dict[int, str]:
    inside = set(body)
    first, last = (body[0], body[-1]) if body else (end, end)
    same = lines[title].key if title is not None else None
    found: dict[int, str] = {}
    for n in range(start, end):
        if n in inside:
            continue
        if n == title:
            found[n] = "title"
        elif same is not None and lines[n].key == same:
            found[n] = "repeated title"
        else:
            found[n] = _label(lines, n, end, before=n < first, after=n > last)
    return found


def _label(lines: Sequence[Line], n: int, end: int, *, before: bool, after: bool) -> str:
    line = lines[n]
    if line.furniture is not None:
        return line.furniture.label
    if n and _is_source(lines[n - 1]) and line.words <= 5:
        return "source"
    if line.picture or _is_caption(lines, n, end) or (before and _is_head_picture(line)):
        return "caption"
    if line.byline:
        return "byline"
    if line.dated or is_clock(line):
        return "date"
    if before:
        return "summary" if line.bullet else _above(line)
    return "after the article" if after else "between paragraphs"


def _above(line: Line) -> str:
    return "navigation" if line.words <= _NAVIGATION_WORDS else "before the article"
