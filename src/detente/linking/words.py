"""Words as linking compares them: folded in spelling, stemmed, joined where news uses them alike.

Three strengths, from strict to loose: `spelling` (case, accents, British and American endings),
`stem` (inflection too) and `concept` (near-synonyms too, from data/words.toml).
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

WORD = re.compile(
    # Most words are of plain letters: they are found without a look at what else a letter can be.
    r"[A-Za-z]+(?![^\W\d_]|['’.])|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:\.[^\W\d_](?=\.)|['’][^\W\d_]+)*"
)
_APOSTROPHE = re.compile(r"['’](?:s|re|ve|ll|d|m|t)?$")
_WHOLE_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart into a base and a mark."""
_EVERYDAY = 3000
"""Words at the head of the list that are everyday ones."""
_ARTICLES = 3000
"""Articles of an imagined library of news, in which the words are counted."""
_ZIPF = 45.0
"""Share of its articles that have a word, times the word's rank …"""
_MOST = 0.7
"""… and at most this share has any content word."""
_UNLISTED = 1 / _ARTICLES
"""Share of its articles that have a word of no list."""
_COUNTRY = 0.1
"""Share of its articles that name any one country (`=` and its code): news is of countries."""


class Token(NamedTuple):
    """A word at its place: `start` and `end` are code points, `form` is as written."""

    start: int
    end: int
    form: str


def tokens(text: str) -> list[Token]:
    """The words and numbers of a text, in order."""
    return [Token(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]


def words(text: str) -> list[str]:
    """The words and numbers of a text as they are written, in order."""
    return WORD.findall(text)


def load(name: str) -> str:
    """The text of a data file of this room."""
    return (resources.files("detente.linking") / "data" / name).read_text(encoding="utf-8")


@cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads(load("words.toml"))


@cache
def stop_words() -> frozenset[str]:
    """Words that carry no content."""
    return frozenset(_lexicon()["stop"].split())


@cache
def weighty_words() -> frozenset[str]:
    """Words without content of their own that turn what is said: negations, modals, conditions."""
    return frozenset(_lexicon()["weighty"].split())


@cache
def speech_words() -> frozenset[str]:
    """Words by which a text hands over to a speaker."""
    return frozenset(_lexicon()["speech"].split())


def unaccented(word: str) -> str:
    """The word in lower case without diacritics; letters of other scripts stay."""
    folded = unicodedata.normalize("NFKD", word.casefold().translate(_WHOLE_LETTERS))
    return "".join(c for c in folded if not unicodedata.combining(c))


@lru_cache(maxsize=200_000)
def spelling(word: str) -> str:
    """One spelling for what is only spelt differently: `Normalised` and `normalized`."""
    folded = unaccented(word)
    folded = _APOSTROPHE.sub("", folded).replace(".", "") if not folded[:1].isdigit() else folded
    if len(folded) < 4:
        return folded
    for british, american in _lexicon()["spelling"]:
        if folded.endswith(british) and len(folded) >= max(5, len(british)):
            return folded[: -len(british)] + str(american)
    return folded


@lru_cache(maxsize=200_000)
def in_full(word: str) -> tuple[str, ...]:
    """The spelling of a word, or of both words that are drawn together in it: `don't`, `cannot`."""
    drawn: dict[str, str] = _lexicon()["contractions"]
    if word.isalpha() and word.casefold() not in drawn:
        return (spelling(word),)
    whole = word.casefold().replace("’", "'")
    if whole in drawn:
        return tuple(drawn[whole].split())
    for ending, put in drawn.items():
        if ending[0] in "n'" and whole.endswith(ending):
            return spelling(whole.removesuffix(ending)), put
    return (spelling(word),)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The word without inflection (a light suffix stripper after Harman's S-stemmer, 1991)."""
    folded = spelling(word)
    if len(folded) < 4 or not folded.isascii():
        return folded
    for ending, put, least in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= least:
            base = folded[: -len(ending)] + put
            undoubled = base[:-1] if _doubled(base) and ending in ("ing", "ed") else base
            return undoubled[:-1] if undoubled.endswith("e") and len(undoubled) > 4 else undoubled
    return folded[:-1] if folded.endswith("e") and len(folded) > 4 else folded


_ENDINGS = (
    ("ically", "ic", 3), ("fully", "ful", 3), ("ingly", "", 4), ("iness", "y", 3), ("ness", "", 4),
    ("ments", "ment", 3), ("ations", "at", 3), ("ation", "at", 3), ("ating", "at", 3),
    ("ated", "at", 3), ("ates", "at", 3), ("ate", "at", 4), ("ities", "ity", 3), ("ies", "y", 3),
    ("ied", "y", 3), ("sses", "ss", 2), ("shes", "sh", 2), ("ches", "ch", 2), ("xes", "x", 2),
    ("ing", "", 3), ("ally", "al", 3), ("ly", "", 4), ("ed", "", 3), ("ss", "ss", 1),
    ("us", "us", 1), ("is", "is", 1), ("s", "", 3),
)  # fmt: skip


def _doubled(base: str) -> bool:
    return len(base) > 3 and base[-1] == base[-2] and base[-1] not in "aeiouls"


@cache
def _same() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _lexicon()["same"].strip().splitlines():
        words = line.split()
        for word in words:
            found.setdefault(stem(word), stem(words[0]))
    return found


@lru_cache(maxsize=200_000)
def concept(word: str) -> str:
    """The stem that stands for all words used alike in the news of disputes."""
    base = stem(word)
    return _same().get(base, base)


@lru_cache(maxsize=200_000)
def is_content(word: str) -> bool:
    """Whether a word says something by itself."""
    folded = spelling(word)
    return folded not in stop_words() and (len(folded) > 1 or folded.isdigit())


@lru_cache(maxsize=200_000)
def folded(word: str) -> tuple[str, str | None]:
    """A word's spelling, and its concept if it says something by itself."""
    return spelling(word), concept(word) if is_content(word) else None


@cache
def _ranks() -> dict[str, int]:
    lines = load("common_words.txt").splitlines()
    listed = [word for word in lines if word and not word.startswith("#")]
    ranks: dict[str, int] = {}
    for rank, word in enumerate(listed, 1):
        ranks.setdefault(stem(word), rank)
        ranks.setdefault(concept(word), rank)
    return ranks


def is_common(word: str) -> bool:
    """Whether a word is one of the commonest of the language."""
    return _ranks().get(stem(word), _EVERYDAY + 1) <= _EVERYDAY


@lru_cache(maxsize=400_000)
def rarity(key: str) -> float:
    """How much a concept tells: the inverse of how often English uses it.

    The frequencies are those of the language, not of the record, so that what two articles have in
    common does not hang on what else was read: the same pages give the same links in any order and
    in any portions. About 0.9 for the commonest words, 7 for those that are in no list.
    """
    rank = _ranks().get(key)
    # Zipf: the share of articles that have the word falls with its rank.
    share = _UNLISTED if rank is None else min(_MOST, _ZIPF / (rank + 20))
    if key.startswith("="):
        share = _COUNTRY
    weight = math.log1p(1 / (share + 1 / (2 * _ARTICLES)))
    # Multiples of 1/1024 add up to the same sum in any order.
    return round(weight * 1024) / 1024
