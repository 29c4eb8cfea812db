"""The lines of a text dump and what each looks like by itself."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import NamedTuple

from detente.articles.dates import has_date
from detente.articles.furniture import Furniture, folded, furniture
from detente.articles.lexicons import lexicon

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+|\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WIDE_A_WORD = 2
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
_BULLETS = ("•", "●", "▪", "◦", "■", "‣", "·", "* ", "- ", "– ", "o ")
_BREAKS = re.compile(r"[.!?。！？।](?=[\"”’»')]?\s|$)|[。！？]")
_PICTURE_END = re.compile(r"\(([^()]{2,60})\)\s*$")
_DIGITS = re.compile(r"\d")
_CAPTION_LONGEST = 70
_HEADED = 6


class Line(NamedTuple):
    """One line that holds more than space; `start` and `end` are offsets of what it holds."""

    text: str
    start: int
    end: int
    gap: int  # empty lines before it
    words: int
    stops: int  # function words among them
    capitals: int  # words that begin with a capital or a digit
    breaks: int  # sentence ends in it
    ended: bool  # it ends as a sentence does
    digits: int
    dated: bool
    bullet: bool
    furniture: Furniture | None
    picture: bool  # credits a picture
    byline: bool
    repeats: int  # how often the same line stands on the page, beyond once


def lines(text: str, stop_words: frozenset[str]) -> list[Line]:
    """The lines of `text` that hold more than space, in order.

    Args:
        text: a page's text.
        stop_words: function words of its language, in lower case.
    """
    spans = list(_spans(text))
    counts = Counter(text[start:end] for start, end, _ in spans)
    return [_line(text[s:e], s, e, gap, stop_words, counts[text[s:e]] - 1) for s, e, gap in spans]


def _spans(text: str) -> list[tuple[int, int, int]]:
    """Start, end and empty lines before, of each line with more than space in it."""
    found: list[tuple[int, int, int]] = []
    gap = -1
    position = 0
    for raw in text.splitlines(keepends=True):
        bare = raw.strip()
        if bare:
            start = position + len(raw) - len(raw.lstrip())
            found.append((start, start + len(bare), max(0, gap)))
            gap = 0
        elif found:
            gap += 1
        position += len(raw)
    return found


def _line(
    text: str, start: int, end: int, gap: int, stop_words: frozenset[str], repeats: int
) -> Line:
    tokens = text.split()
    words = len(tokens)
    stops = sum(token in stop_words for token in text.lower().split())
    if _is_wide(text):
        words, stops = _wide_counts(text, stop_words)
    short = words <= _CAPTION_LONGEST
    found = furniture(text, words)
    return Line(
        text=text,
        start=start,
        end=end,
        gap=gap,
        words=words,
        stops=stops,
        capitals=sum(not token[0].islower() for token in tokens),
        breaks=len(_BREAKS.findall(text)) if words > 3 else 0,
        ended=text.endswith(_SENTENCE_ENDS),
        digits=len(_DIGITS.findall(text)) if words < 40 else 0,
        dated=words <= 30 and has_date(text),
        bullet=text.startswith(_BULLETS),
        furniture=found,
        picture=short and found is None and is_picture_credit(text),
        byline=words <= 25 and is_byline(text),
        repeats=repeats,
    )


def _is_wide(text: str) -> bool:
    """Whether the text is in a script that does not set words apart."""
    return not text.isascii() and len(_WIDE.findall(text[:80])) > len(text[:80]) // 4


def _wide_counts(text: str, stop_words: frozenset[str]) -> tuple[int, int]:
    words = max(1, len(_WIDE.findall(text)) // _WIDE_A_WORD)
    return words, sum(character in stop_words for character in text)


@functools.cache
def _picture_patterns() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    table = lexicon("credits")
    agencies = [form for forms in table["agencies"].values() for form in forms]
    names = sorted({*table["pictures"]["names"], *agencies}, key=len, reverse=True)
    either = "|".join(map(re.escape, names))
    words = "|".join(map(re.escape, sorted(table["pictures"]["words"], key=len, reverse=True)))
    # "… in 2017. Ana Ruiz / AP file", "Photo: AFP", "© Getty Images"
    end = re.compile(
        rf"(?:/|©|\||—|–|,|\bvia\b|\(|\bby\b)\s*(?:{either})(?: (?:file|photo|images?|pool))?\)?\.?$",
        re.I,
    )
    head = re.compile(
        rf"^(?:{words})(?:\s*(?:[:©|/]|by\b|courtesy\b|copyright\b|credits?\b|caption)|\s+\()", re.I
    )
    known = frozenset(name.casefold() for name in names) | frozenset(
        word.casefold() for word in table["pictures"]["words"]
    )
    return end, head, known


def is_picture_credit(text: str) -> bool:
    """Whether a line credits a picture: "Photo: …", "… (Image: GETTY)", "… / AP file"."""
    end, head, known = _picture_patterns()
    if head.match(text):
        return True
    closed = _PICTURE_END.search(text) if text.endswith(")") else None
    if closed is not None:
        inner = closed.group(1).casefold()
        first = re.split(r"[\s:/,|]+", inner, maxsplit=1)[0]
        return inner in known or first in known or inner.startswith(("photo", "image", "file"))
    return end.search(text[-60:]) is not None


@functools.cache
def _byline_pattern() -> re.Pattern[str]:
    starts = lexicon("credits")["bylines"]["starts"]
    either = "|".join(re.escape(s) for s in sorted(starts, key=len, reverse=True))
    return re.compile(rf"^\(?(?:{either})[ :\u00a0]\s*(?=[^\W\d_a-zа-яα-ω]|@)", re.IGNORECASE)


_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŀĂ-ŽА-ЯΑ-Ω\u0590-\u06ff\u0900-\u0dff@]")


def is_byline(text: str) -> bool:
    """Whether a line says who wrote the article: "By Ana Ruiz", "Von Jan Kral, Prag"."""
    found = _byline_pattern().match(text)
    if found is None or text.endswith((".", "?", "!", ":")):
        return False
    name = text[found.end() :]
    if not _CAPITAL.match(name):
        return False
    tokens = name.split()
    lower = sum(token[0].islower() for token in tokens)
    return lower <= max(1, len(tokens) // 3)


__all__ = ["Line", "folded", "is_byline", "is_picture_credit", "lines"]
