"""Words as linking compares them: folded in spelling, stemmed, joined where news uses them alike.

Three strengths, from strict to loose: `spelling` (case, accents, British and American endings),
`stem` (inflection too) and `concept` (near-synonyms too, from data/words.toml).
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:\.[^\W\d_](?=\.)|['’][^\W\d_]+)*")
_APOSTROPHE = re.compile(r"['’](?:s|re|ve|ll|d|m|t)?$")
_WHOLE_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart into a base and a mark."""
_PRIOR_WEIGHT = 300.0
"""How many imagined articles the list of common words counts for beside the record's own."""
_PATIENCE = 8
"""Articles that a record must hold before what they have in common weighs less."""
_SMALL = 50
"""Articles of a small record, in which counts alone say little about rarity."""
_DISCOUNT = 2.5
"""Power of the discount for what most of an empty record's articles would share."""


class Token(NamedTuple):
    """A word at its place: `start` and `end` are code points, `form` is as written."""

    start: int
    end: int
    form: str


def tokens(text: str) -> list[Token]:
    """The words and numbers of a text, in order."""
    return [Token(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]


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


@cache
def _common_rank() -> dict[str, int]:
    words = [w for w in load("common_words.txt").splitlines() if w and not w.startswith("#")]
    ranks: dict[str, int] = {}
    for rank, word in enumerate(words, 1):
        ranks.setdefault(stem(word), rank)
        ranks.setdefault(concept(word), rank)
    return ranks


def is_common(word: str) -> bool:
    """Whether a word is one of the commonest of the language."""
    return stem(word) in _common_rank()


class Rarity:
    """How much a word tells: inverse document frequency, smoothed by what English uses anyway.

    A record of five articles knows little about rarity, so the list of common words counts as 300
    imagined articles; in a large record its own counts prevail.
    """

    def __init__(self, documents: int, counts: Mapping[str, int]) -> None:
        self._documents = documents
        self._discount = _DISCOUNT * _SMALL / (documents + _SMALL)
        self._total = documents + _PRIOR_WEIGHT
        self._counts = counts
        self._weights: dict[str, float] = {}

    @classmethod
    def of(cls, texts: Iterable[Iterable[str]]) -> Rarity:
        """From the keys (stems or concepts) of each document."""
        counts: dict[str, int] = {}
        total = 0
        for keys in texts:
            total += 1
            for key in set(keys):
                counts[key] = counts.get(key, 0) + 1
        return cls(total, counts)

    def __call__(self, key: str) -> float:
        """Weight of a key, 0 upwards; about 0.3 for the commonest words and 6 for the rarest."""
        weight = self._weights.get(key)
        if weight is None:
            weight = self._weights[key] = self._weigh(key)
        return weight

    def _weigh(self, key: str) -> float:
        rank = _common_rank().get(key)
        prior = 0.5 if rank is None else _PRIOR_WEIGHT * min(0.7, 45.0 / (rank + 20))
        count = self._counts.get(key, 0)
        exact = math.log1p(self._total / (count + prior + 0.5))
        # What most of a small record speaks of (the parties of its dispute) tells its articles
        # apart little; in a large one the counts themselves see to that.
        exact *= math.pow(1 - count / (self._documents + _PATIENCE), self._discount)
        # Multiples of 1/1024 add up to the same sum in any order.
        return round(exact * 1024) / 1024
