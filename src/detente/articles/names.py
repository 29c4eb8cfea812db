"""Names of agencies and outlets that no list knows, told by the words that they are made of."""

from __future__ import annotations

import functools
import re
from typing import Any

from detente.articles.lexicons import lexicon, shared_parts

_LONGEST_AGENCY = 4
_LONGEST_OUTLET = 5
_MOST_SECTIONS = 2
_SMALL = frozenset({"of", "the", "and", "&", "de", "del", "la", "le", "der", "die", "das", "for"})
_ARTICLE = re.compile(r"^(?:the|a|an)\s+(?=[A-Z])")


@functools.cache
def _words(table: str, field: str) -> frozenset[str]:
    tables: dict[str, Any] = lexicon("names")
    return frozenset(tables[table][field])


def bare(name: str) -> str:
    """`name` without outer punctuation and a small "the" before it."""
    return _ARTICLE.sub("", name.strip(" .,:;*_|–—-()[]"))


def is_capitalised(words: list[str]) -> bool:
    """Whether all words but the small ones between begin as a name's do."""
    return (
        bool(words)
        and words[0][0].isalpha()
        and not words[0][0].islower()
        and all(
            word in _SMALL or (word[0].isalnum() and not word[0].islower()) for word in words[1:]
        )
    )


def is_agency_name(name: str) -> bool:
    """Whether `name` has the form of a news agency's: "Coastal Press", "Agence Marn".

    One word alone is none: nothing tells it from any other name.
    """
    words = name.split()
    if not 2 <= len(words) <= _LONGEST_AGENCY or ":" in name or not is_capitalised(words):
        return False
    folded = name.casefold()
    if folded in _words("agency", "never"):
        return False
    first, last = words[0].casefold(), words[-1].casefold()
    return last in _words("agency", "last") or first in _words("agency", "first")


def is_outlet_name(name: str) -> bool:
    """Whether `name` has the form of an outlet's: "The Oye Herald", "Radio Marn"."""
    words = name.split()
    if not 2 <= len(words) <= _LONGEST_OUTLET or not is_capitalised(words):
        return False
    folded = [word.casefold() for word in words if word.casefold() not in _SMALL]
    sections = sum(map(_words("outlet", "sections").__contains__, folded))
    if sections > min(_MOST_SECTIONS, len(folded) - 1):
        return False  # a menu
    if not _words("outlet", "never").isdisjoint(folded):
        return False
    return any(map(_is_of_outlets, folded)) and not _words("outlet", "generic").issuperset(folded)


def _is_of_outlets(word: str) -> bool:
    """Whether a word stands in outlets' names, or ends as those of other languages do."""
    return word in _words("outlet", "words") or word.endswith(_outlet_endings())


@functools.cache
def _outlet_endings() -> tuple[str, ...]:
    return tuple(_words("outlet", "endings"))


def is_section(name: str) -> bool:
    """Whether `name` is made of words for parts of a site: "World News", "HOME NEWS SPORT"."""
    parts = _words("outlet", "sections") | _SMALL
    return all(word.casefold() in parts for word in name.split())


def is_captioned(line: str) -> bool:
    """Whether a line (in lower case) has words that only captions have: "(left)", "pictured"."""
    parts, signs = _caption_signs()
    return any(map(line.__contains__, parts)) and signs.search(line) is not None


@functools.cache
def _caption_signs() -> tuple[tuple[str, ...], re.Pattern[str]]:
    signs = sorted(_words("caption", "signs"), key=len, reverse=True)
    either = "|".join(map(re.escape, signs))
    return shared_parts(signs), re.compile(rf"(?<!\w)(?:{either})(?!\w)")


@functools.cache
def outlet_kinds() -> str:
    """The kinds of outlets ("daily newspaper") as alternatives of a pattern."""
    kinds = sorted(_words("outlet", "kinds"), key=len, reverse=True)
    return "|".join(map(re.escape, kinds))


def reserved_rights() -> frozenset[str]:
    """What stands in a copyright line where a holder's name does elsewhere, in lower case."""
    return _words("outlet", "reserved")
