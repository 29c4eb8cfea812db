"""The lines of a text dump and what each looks like by itself."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import NamedTuple

from detente.articles.counting import BULLET, ENDED, LOWERED, characters, counted, line_spans
from detente.articles.dateline import is_dateline, is_filed_on
from detente.articles.dates import has_date
from detente.articles.furniture import Furniture, furniture
from detente.articles.lexicons import lexicon
from detente.articles.names import is_agency_name
from detente.articles.wrapping import unwrapped

_PICTURE_END = re.compile(r"\(([^()]{2,60})\)\s*$")
_HOLDER = re.compile(r"[.!?»”]\s*©\s*[^\W\d_][\w.'’-]+(?:[ /][^\W\d_][\w.'’-]*){0,4}$")
_CLOCK = re.compile(
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?|uhr|[A-Z]{2,4})?$", re.IGNORECASE
)
_CLOCK_WORDS = 2
_AGO_WORDS = 3
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
_BEFORE_BYLINE = "(:*_"
_PICTURE, _BYLINE = 1, 2
_LONGEST_TITLE = 32
_SHORTEST_TITLE = 3
_SHORT_DATED = 8
_YEAR = 4  # digits
_HEADED = 0.75
_TITLE_NEVER_ENDS = (".", ":", ",", ";")
_DATELINE_ENDS = ("—", "–", "-", "|")

_Look = tuple[bool, bool, bool, bool, bool, Furniture | None, bool]
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
    key: str  # the line in lower case, a blank between its words
    turn: bool = False  # somebody's words in a dialogue (see `dialogue`)


NUMBERS = slice(3, 16)
"""The fields of a line that are numbers, from `gap` to `byline`."""


def lines(text: str, stop_words: frozenset[str]) -> list[Line]:
    """The lines of `text` that hold more than space, in order.

    Args:
        text: a page's text.
        stop_words: function words of its language, in lower case.

    """
    marks = characters(text)
    spans = unwrapped(text, line_spans(marks))
    if not len(spans):
        return []
    held = counted(text, marks, spans, stop_words)
    counts = Counter(held.texts)
    repeats = [counts[line] - 1 for line in held.texts]
    told = zip(
        held.texts, held.folded, held.words, held.capitals, held.digits, held.form, strict=True
    )
    # Short lines are remembered, for an outlet's pages share them.
    looks = [
        (_remembered if len(text) <= _REMEMBERED else _look)(
            text, folded, words, capitals, digits, form
        )
        for text, folded, words, capitals, digits, form in told
    ]
    columns = (held.texts, *spans.T.tolist(), repeats, *held[2:], *zip(*looks, strict=True))
    # `Line._make` would check each row's length again: a tenth of the whole.
    make = functools.partial(tuple.__new__, Line)
    turns = [False] * len(held.texts)
    return list(map(make, zip(*columns, held.folded, turns, strict=True)))


def _look(text: str, folded: str, words: int, capitals: int, digits: int, form: int) -> _Look:
    """What a line looks like wherever it stands: the fields of `Line` from `ended` on."""
    ended, bullet = form & ENDED > 0, form & BULLET > 0
    dated = digits > 0 and words <= _DATED_LONGEST and has_date(text)
    kind = furniture(folded, words)
    opens = _opens(folded.partition(" ")[0])
    picture = kind is None and words <= _CAPTION_LONGEST and _is_credit(text, folded, opens)
    byline = (
        opens & _BYLINE > 0
        and _SHORT_BYLINE <= words <= _BYLINE_LONGEST
        and is_byline(text.strip(_EMPHASIS))
    )
    titled = (
        _SHORTEST_TITLE <= words <= _LONGEST_TITLE
        and kind is None
        and not (bullet or picture or byline or form & LOWERED)
        and (_is_headline(text, words, capitals, digits) or not _ends_as_no_title(text))
        and not (dated and words <= _SHORT_DATED)
        and not (text.endswith(_DATELINE_ENDS) and is_dateline(text))
        and not (digits > 0 and is_filed_on(text))
    )
    return ended, dated, bullet, picture, byline, kind, titled


def _is_headline(text: str, words: int, capitals: int, digits: int) -> bool:
    """Whether a line that ends in a full stop has the capitals of a headline of sentences."""
    return text[-1] == "." and capitals >= _HEADED * words and digits <= _YEAR


def _ends_as_no_title(text: str) -> bool:
    return text.endswith(_TITLE_NEVER_ENDS) and not text.endswith("...")


_remembered = functools.lru_cache(maxsize=1 << 14)(_look)


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


def _opens(word: str) -> int:
    """What the first word of a line lets it be: `_PICTURE`, `_BYLINE`, both or neither."""
    opening = word if word.isalpha() else _FIRST_CUT.split(word, maxsplit=1)[0]
    picture = opening in _pictures().heads
    return _PICTURE * picture + _BYLINE * (word.strip(_BEFORE_BYLINE) in _bylines().firsts)


def _closes(word: str) -> bool:
    """Whether the last word of a line lets it credit a picture."""
    closing = word.rstrip(").]")
    return (closing if closing.isalpha() else _LAST_CUT.split(closing)[-1]) in _pictures().ends


def _is_credit(text: str, folded: str, opens: int) -> bool:
    """Whether a line credits a picture: "Photo: …", "… (Image: GETTY)", "… / AP file"."""
    pictures = _pictures()
    if "©" in text and _HOLDER.search(text) is not None:
        return True
    if opens & _PICTURE and pictures.head.match(text):
        return True
    closed = _PICTURE_END.search(text) if text[-1] == ")" else None
    if closed is not None:
        inner = closed.group(1).casefold()
        opening = _INNER_CUT.split(inner, maxsplit=1)[0]
        return (
            inner in pictures.known
            or opening in pictures.known
            or inner.startswith(("photo", "image", "file"))
            or is_agency_name(closed.group(1).strip())
        )
    return _closes(folded.rpartition(" ")[2]) and pictures.end.search(text[-60:]) is not None


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
    found = _bylines().pattern.match(text)
    if found is None or text.endswith((".", "?", "!", ":")):
        return False
    name = text[found.end() :].split()
    if not name or name[0][0].islower():
        return False
    return sum(token[0].islower() for token in name) <= max(1, len(name) // 3)


def is_clock(line: Line) -> bool:
    """Whether a line is a time of day or "2h ago" alone, as the entries of a live page have."""
    if line.digits == 0 or line.words > _AGO_WORDS:
        return False
    ago = line.dated and line.digits < _YEAR
    return ago or (line.words <= _CLOCK_WORDS and _CLOCK.match(line.text) is not None)
