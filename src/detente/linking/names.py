"""Names of people: titles stripped, spellings of other scripts folded, two names compared.

Folding is by rule (data/names.toml), after the romanisations of Cyrillic, Arabic and Korean that
newspapers mix: it makes one key of spellings that stand for one sound, and loses little else.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from rapidfuzz.distance import JaroWinkler, Levenshtein

from detente.linking.words import load, unaccented

_PART = re.compile(r"[^\W\d_]+(?:[-'’`ʼ][^\W\d_]+)*\.?")
_DOUBLED = re.compile(r"(.)\1+")
_VOWEL = re.compile(r"[aeiou]")
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|an|at|az)[-'’`]")
_ARTICLES = frozenset(("al", "el", "ul", "the"))
_CLOSE = 0.93
"""Jaro-Winkler similarity of two folded words that count as one spelling."""
_LONG = 5
"""First letter and consonants of a word so long that swapped consonants do not make it another."""
_LETTERS = str.maketrans({"þ": "th", "ð": "d", "ə": "a"})
"""Letters that newspapers in English write with others."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in its parts, folded; `given` is empty for a surname alone."""

    given: tuple[str, ...]
    family: str
    written: str

    @property
    def key(self) -> str:
        """The folded name as one string."""
        return " ".join((*self.given, self.family))

    @property
    def joined(self) -> str:
        """The folded name without spaces: Jong-un, Jong Un and Jongun are one."""
        return "".join((*self.given, self.family))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(load("names.toml"))


@cache
def honorifics() -> frozenset[str]:
    """Titles that stand before a name."""
    return frozenset(_data()["honorifics"].split())


@cache
def particles() -> frozenset[str]:
    """Small words inside names ("van", "de")."""
    return frozenset(_data()["particles"].split())


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """One key for the spellings of a name's word: `Yusef`, `Yousef` and `Youssef` are one."""
    folded = _ARTICLE.sub("", unaccented(word).replace("’", "'").translate(_LETTERS))
    if "-" in folded.strip("-"):
        return _DOUBLED.sub(r"\1", "".join(map(fold, folded.strip("-").split("-"))))
    folded = re.sub(r"[^a-z]", "", folded) if folded.isascii() else re.sub(r"[\W\d_]", "", folded)
    if len(folded) < 3:
        return folded.replace("y", "i")
    for ending, put in _data()["endings"]:
        if folded.endswith(ending) and len(folded) > len(ending) + 1:
            folded = folded[: -len(ending)] + put
            break
    for sound, put in _data()["sounds"]:
        # At the start of a word a J is a sound of its own (Jon, Jae).
        start = 1 if sound[0] == "j" else 0
        folded = folded[:start] + folded[start:].replace(sound, put)
    folded = re.sub(r"c(?=[aouklrt])", "k", folded).replace("y", "i")
    return _DOUBLED.sub(r"\1", folded)


def skeleton(folded: str) -> str:
    """The first letter and the consonants: what romanisations agree on."""
    return folded[:1] + _DOUBLED.sub(r"\1", _VOWEL.sub("", folded[1:]))


def sound(folded: str) -> str:
    """The skeleton with consonants that romanisations swap (`Sarkis`, `Sargis`) made one."""
    return _DOUBLED.sub(r"\1", skeleton(folded).translate(_swapped()))


@cache
def _swapped() -> dict[int, str]:
    return {ord(letter): row[0] for row in _data()["swapped"].split() for letter in row}


@lru_cache(maxsize=100_000)
def parse(written: str) -> Name | None:
    """A person's name in its parts, without titles; None when nothing else is left."""
    parts = _PART.findall(written)
    parts = _without_title(parts)
    while len(parts) > 1 and unaccented(parts[-1]).rstrip(".") in ("jr", "sr", "ii", "iii", "iv"):
        parts = parts[:-1]
    if not parts or _is_title(parts[0]):
        return None
    start = len(parts) - 1
    while start > 0 and unaccented(parts[start - 1]) in particles():
        start -= 1
    family = "".join(fold(part) for part in parts[start:] if unaccented(part) not in _ARTICLES)
    given = tuple(fold(part) for part in parts[:start])
    return Name(given, family, " ".join(parts)) if family else None


def _without_title(parts: list[str]) -> list[str]:
    """The words after the last leading title or office; the last word always stays."""
    offices = _data()["offices"].split()
    start = max((i + 1 for i, part in enumerate(parts) if unaccented(part) in offices), default=0)
    parts = parts[min(start, len(parts) - 1) :]
    while len(parts) > 1 and _is_title(parts[0]):
        parts = parts[1:]
    # The Burmese "U" is a title only before two words; "U. Ruiz" is an initial.
    return parts[1:] if parts[:1] == ["U"] and len(parts) > 2 else parts


def _is_title(part: str) -> bool:
    return unaccented(part).rstrip(".") in honorifics()


def same_word(first: str, second: str) -> bool:
    """Whether two folded words are one word spelt in two ways."""
    if first == second:
        return True
    if min(len(first), len(second)) < 4 or sound(first) != sound(second):
        return False
    if skeleton(first) != skeleton(second):
        return len(sound(first)) >= _LONG and Levenshtein.distance(first, second) <= 2
    if len(skeleton(first)) >= 4 or Levenshtein.distance(first, second) <= 1:
        return True
    return float(JaroWinkler.similarity(first, second)) >= _CLOSE


def same_given(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether given names can be one person's: the first ones agree, or one is an initial."""
    one, other = first[0], second[0]
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0] or {one[0], other[0]} == {"c", "k"}
    return same_word(one, other) or _is_short_for(first, second) or _is_short_for(second, first)


def _is_short_for(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether the given names are the last of the other's ("Javier" for "José Javier")."""
    return len(first) < len(second) and all(
        len(one) > 2 and same_word(one, other)
        for one, other in zip(first, second[-len(first) :], strict=True)
    )


def same_person(first: Name, second: Name) -> bool:
    """Whether two full names are spellings of one; surname first or last."""
    if first.joined == second.joined:
        return True
    if not first.given or not second.given:
        return False
    if same_word(first.family, second.family) and same_given(first.given, second.given):
        return True
    return sorted((*first.given, first.family)) == sorted((*second.given, second.family))


def continues(longer: Name, shorter: Name) -> bool:
    """Whether one name is the other and a second surname or patronymic ("Ana Ruiz", "… Soto")."""
    return bool(shorter.given) and "".join(longer.given) == shorter.joined


def fits_surname(surname: Name, full: Name) -> bool:
    """Whether a name of one word is the surname of a full name."""
    return same_word(surname.family, full.family)


def fits_middle(surname: Name, full: Name) -> bool:
    """Whether it is the first of two surnames ("Ruiz" for "Ana Ruiz Soto")."""
    return len(full.given) > 1 and same_word(surname.family, full.given[-1])


def fits_first(surname: Name, full: Name) -> bool:
    """Whether it is the first word of a full name (surnames stand first in East Asia)."""
    return bool(full.given) and surname.family == full.given[0]
