"""The lines of a text dump and what each looks like by itself."""

from __future__ import annotations

import functools
import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from detente.articles.counting import LOWERED, counted
from detente.articles.dateline import is_dateline
from detente.articles.dates import has_date
from detente.articles.furniture import Furniture, furniture
from detente.articles.lexicons import lexicon
from detente.articles.names import is_agency_name

_SENTENCE_ENDS = (
    ".",
    "!",
    "?",
    "…",
    "。",
    "！",
    "？",
    "।",
    "؟",
    '."',
    ".”",
    ".’",
    "?”",
    "!”",
    ".»",
    ".)",
    '."',
    '?"',
    '!"',
    "”",
    '"',
    "»",
    ".“",
    "」",
)
_LAST_MARKS = frozenset(ending[-1] for ending in _SENTENCE_ENDS)
_BULLETS = ("•", "●", "▪", "◦", "■", "‣", "·", "* ", "- ", "– ", "o ")
_PICTURE_END = re.compile(r"\(([^()]{2,60})\)\s*$")
_HOLDER = re.compile(r"[.!?»”]\s*©\s*[^\W\d_][\w.'’-]+(?:[ /][^\W\d_][\w.'’-]*){0,4}$")
_FIRST_CUT = re.compile(r"[:©|/]")
_LAST_CUT = re.compile(r"[/(|©]")
_INNER_CUT = re.compile(r"[\s:/,|]+")
_AFTER_NAME = "file|photo|image|images|pool"
_CAPTION_LONGEST = 70
_BYLINE_LONGEST = 25
_SHORT_BYLINE = 2
_DATED_LONGEST = 30
_REMEMBERED = 60  # characters
_EMPHASIS = "*_"  # Markdown
_LEAST_WRAPPED = 5
_WRAPPED_SHARE = 0.7
_WIDEST = 110
_LONGEST_TITLE = 32
_SHORTEST_TITLE = 3
_SHORT_DATED = 8
_YEAR = 4  # digits
_HEADED = 0.75
_TITLE_NEVER_ENDS = (".", ":", ",", ";")
_DATELINE_ENDS = ("—", "–", "-", "|")

_Look = tuple[bool, bool, bool, bool, bool, Furniture | None, bool, str]
"""As in `Line` from `ended` on."""


class Line(NamedTuple):
    """One line that holds more than space; `start` and `end` are offsets of what it holds."""

    text: str
    start: int
    end: int
    gap: int  # empty lines before it
    repeats: int  # how often the same line stands on the page, beyond once
    words: int
    stops: int  # function words among them
    capitals: int  # words that begin with a capital or a digit
    breaks: int  # sentence ends in it
    digits: int
    form: int  # bits of `counting`: how it begins, bars, all capitals
    ended: bool  # it ends as a sentence does
    dated: bool
    bullet: bool
    picture: bool  # credits a picture
    byline: bool
    furniture: Furniture | None
    titled: bool  # it could be a title by its form alone
    key: str  # equal where a line of a title's length is said again, whatever its case


NUMBERS = slice(3, 16)
"""The fields of a line that are numbers, from `gap` to `byline`."""


def lines(text: str, stop_words: frozenset[str]) -> list[Line]:
    """The lines of `text` that hold more than space, in order.

    Args:
        text: a page's text.
        stop_words: function words of its language, in lower case.

    """
    spans = _unwrapped(text, _spans(text))
    if not spans:
        return []
    held = [text[start:end] for start, end, _ in spans]
    counts = Counter(held)
    found, make = [], Line._make
    numbers = zip(*counted(text, spans, stop_words), strict=True)
    for line, (start, end, gap), counted_in in zip(held, spans, numbers, strict=True):
        words, _, capitals, _, digits, form = counted_in
        # Short lines are remembered, for an outlet's pages share them.
        look = _remembered if len(line) <= _REMEMBERED else _look
        seen = look(line, words, capitals, digits, form)
        found.append(make((line, start, end, gap, counts[line] - 1, *counted_in, *seen)))
    return found


def _spans(text: str) -> list[tuple[int, int, int]]:
    """Start, end and empty lines before, of each line with more than space in it."""
    found: list[tuple[int, int, int]] = []
    gap = -1
    position = 0
    for raw in text.splitlines(keepends=True):
        bare = raw.strip()
        if bare:
            start = position + raw.find(bare)
            found.append((start, start + len(bare), max(0, gap)))
            gap = 0
        elif found:
            gap += 1
        position += len(raw)
    return found


def _unwrapped(text: str, spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The spans of whole paragraphs where the text was broken to a fixed width, as mail is.

    A line goes on in the next when the next one's first word would not have fitted on it. The text
    counts as broken only when nearly all of its longer lines end so and no line is much longer.
    """
    if len(spans) < _LEAST_WRAPPED:
        return spans
    lengths = sorted(end - start for start, end, _ in spans)
    width = lengths[-1 - len(lengths) // 20]
    if width > _WIDEST:
        return spans
    full, followed = [], 0
    for (start, end, _), (after, after_end, gap) in pairwise(spans):
        word = len(text[after:after_end].split(None, 1)[0])
        goes_on = gap == 0 and end - start + 1 + word > width
        followed += gap == 0 and 2 * (end - start) > width
        full.append(goes_on)
    if sum(full) < max(_LEAST_WRAPPED, _WRAPPED_SHARE * followed):
        return spans
    joined = [spans[0]]
    for goes_on, (start, end, gap) in zip(full, spans[1:], strict=True):
        if goes_on:
            joined[-1] = (joined[-1][0], end, joined[-1][2])
        else:
            joined.append((start, end, gap))
    return joined


def _look(text: str, words: int, capitals: int, digits: int, form: int) -> _Look:
    """What a line looks like wherever it stands: the fields of `Line` from `ended` on."""
    ended = text[-1] in _LAST_MARKS and text.endswith(_SENTENCE_ENDS)
    bullet = text.startswith(_BULLETS)
    dated = digits > 0 and words <= _DATED_LONGEST and has_date(text)
    kind = furniture(text, words)
    picture = kind is None and words <= _CAPTION_LONGEST and is_picture_credit(text)
    byline = _SHORT_BYLINE <= words <= _BYLINE_LONGEST and is_byline(text.strip(_EMPHASIS))
    titled = (
        _SHORTEST_TITLE <= words <= _LONGEST_TITLE
        and kind is None
        and not (bullet or picture or byline or form & LOWERED)
        and (_is_headline(text, words, capitals, digits) or not _ends_as_no_title(text))
        and not (dated and words <= _SHORT_DATED)
        and not (text.endswith(_DATELINE_ENDS) and is_dateline(text))
    )
    key = " ".join(text.casefold().split()) if words <= _LONGEST_TITLE else text
    return ended, dated, bullet, picture, byline, kind, titled, key


def _is_headline(text: str, words: int, capitals: int, digits: int) -> bool:
    """Whether a line that ends in a full stop has the capitals of a headline of sentences."""
    return text[-1] == "." and capitals >= _HEADED * words and digits <= _YEAR


def _ends_as_no_title(text: str) -> bool:
    return text.endswith(_TITLE_NEVER_ENDS) and not text.endswith("...")


_remembered = functools.lru_cache(maxsize=1 << 15)(_look)


class _Pictures(NamedTuple):
    head: re.Pattern[str]  # "Photo: …"
    end: re.Pattern[str]  # "… in 2017. Ana Ruiz / AP file", "© Getty Images"
    heads: frozenset[str]  # first words of `head`'s
    ends: frozenset[str]  # last words of `end`'s
    known: frozenset[str]


@functools.cache
def _pictures() -> _Pictures:
    table = lexicon("credits")
    agencies = [form for forms in table["agencies"].values() for form in forms]
    names = sorted({*table["pictures"]["names"], *agencies}, key=len, reverse=True)
    words = sorted(table["pictures"]["words"], key=len, reverse=True)
    either, heads = "|".join(map(re.escape, names)), "|".join(map(re.escape, words))
    end = rf"(?:/|©|\||—|–|,|\bvia\b|\(|\bby\b)\s*(?:{either})(?: (?:{_AFTER_NAME}))?\)?\.?$"
    mark = r"(?:\s*(?:[:©|/]|by\b|courtesy\b|copyright\b|credits?\b|caption)|\s+\()"
    last = {re.split(r"[ /]", name.casefold())[-1] for name in names} | set(_AFTER_NAME.split("|"))
    return _Pictures(
        head=re.compile(rf"^(?:{heads}){mark}", re.IGNORECASE),
        end=re.compile(end, re.IGNORECASE),
        heads=frozenset(word.split()[0].casefold() for word in words),
        ends=frozenset(last),
        known=frozenset(name.casefold() for name in (*names, *words)),
    )


def is_picture_credit(text: str) -> bool:
    """Whether a line credits a picture: "Photo: …", "… (Image: GETTY)", "… / AP file"."""
    pictures = _pictures()
    if "©" in text and _HOLDER.search(text) is not None:
        return True
    first = text.split(None, 1)[0].casefold()
    if not first.isalpha():
        first = _FIRST_CUT.split(first, maxsplit=1)[0]
    if first in pictures.heads and pictures.head.match(text):
        return True
    closed = _PICTURE_END.search(text) if text.endswith(")") else None
    if closed is not None:
        inner = closed.group(1).casefold()
        opening = _INNER_CUT.split(inner, maxsplit=1)[0]
        return (
            inner in pictures.known
            or opening in pictures.known
            or inner.startswith(("photo", "image", "file"))
            or is_agency_name(closed.group(1).strip())
        )
    last = text.rsplit(None, 1)[-1].casefold().rstrip(").]")
    if not last.isalpha():
        last = _LAST_CUT.split(last)[-1]
    return last in pictures.ends and pictures.end.search(text[-60:]) is not None


class _Bylines(NamedTuple):
    pattern: re.Pattern[str]
    firsts: frozenset[str]


@functools.cache
def _bylines() -> _Bylines:
    starts = lexicon("credits")["bylines"]["starts"]
    either = "|".join(re.escape(s) for s in sorted(starts, key=len, reverse=True))
    pattern = re.compile(rf"^\(?(?:{either})[ :\u00a0]\s*", re.IGNORECASE)
    return _Bylines(pattern, frozenset(s.split()[0].rstrip(":").casefold() for s in starts))


def is_byline(text: str) -> bool:
    """Whether a line says who wrote the article: "By Ana Ruiz", "Von Jan Kral, Prag"."""
    bylines = _bylines()
    first = next(iter(text.split(None, 1)), "")
    if first.strip("(:*_").casefold() not in bylines.firsts:
        return False
    found = bylines.pattern.match(text)
    if found is None or text.endswith((".", "?", "!", ":")):
        return False
    name = text[found.end() :].split()
    if not name or name[0][0].islower():
        return False
    return sum(token[0].islower() for token in name) <= max(1, len(name) // 3)
