"""Whether what is said affirms or denies: "would sign if …" is not "would not sign before …".

Of each main clause, the words that it denies (those a negation or a refusal stands before) are held
against the words that another affirms. A denial with an exception and a promise on one condition
alone say the same: "will not sign unless they pay", "will sign only if they pay". What the words
do not show ("there is no point in talks") is left undecided.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from detente.linking.words import concept, is_content, load, spelling, words
from detente.prose import sentences

_CONTRACTED = re.compile(r"n['’]t\b", re.IGNORECASE)
_BOUND = re.compile(r"[,;:()–—]|\s-\s")
_MARKS = re.compile(r"[“”\"]")
"""Quotation marks part nothing: a negation before them denies what they hold."""
_REACH = 4
"""Words after a negation among which the denied one stands."""
_ADVERB = "ly"

Denied = frozenset[tuple[str, bool]]
"""Concepts that are denied, and whether with an exception."""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(load("polarity.toml"))


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(_data()[name].split())


@cache
def _some_denial() -> re.Pattern[str]:
    listed = sorted(_listed("negations") | _listed("refusals") | {"rule", "rules", "ruled"})
    return re.compile(rf"n['’]t\b|\b(?:{'|'.join(listed)})\b", re.IGNORECASE)


def is_denying(cue: Iterable[str]) -> bool:
    """Whether a cue, in concepts, denies what is told: the words told do not show it alone."""
    return not {concept(word) for word in _listed("denying_cues")}.isdisjoint(cue)


def is_contradicting(cue: Iterable[str]) -> bool:
    """Whether a cue, in concepts, denies what is told as a fact ("denied that it had paid")."""
    return not {concept(word) for word in _listed("contradicting_cues")}.isdisjoint(cue)


def opposed(first: str, second: str) -> bool:
    """Whether one text denies in a main clause what the other affirms there."""
    return _denies(first, second) or _denies(second, first)


def _denies(first: str, second: str) -> bool:
    if not denied(first):
        return False
    affirmed = _affirmed(second)
    both = {key for key, _ in denied(first)} & affirmed.keys()
    return any(not (limited and affirmed[key]) for key, limited in denied(first) if key in both)


@lru_cache(maxsize=20_000)
def denied(text: str) -> Denied:
    """What a text denies in its main clauses; not what it affirms elsewhere in them."""
    if _some_denial().search(text) is None:
        return frozenset()
    found, plain = _read(text)
    return frozenset((key, limited) for key, limited in found.items() if key not in plain)


@lru_cache(maxsize=20_000)
def _affirmed(text: str) -> dict[str, bool]:
    """What a text affirms in its main clauses, and whether on one condition only."""
    found, plain = _read(text)
    return {key: limited for key, limited in plain.items() if key not in found}


def _read(text: str) -> tuple[dict[str, bool], dict[str, bool]]:
    """The concepts that are denied and those that are affirmed."""
    found: dict[str, bool] = {}
    plain: dict[str, bool] = {}
    for start, end in sentences(text):
        sentence = _MARKS.sub(" ", _CONTRACTED.sub(" not", text[start:end]))
        forms = [spelling(word) for word in words(sentence)]
        excepted = not _listed("exceptive").isdisjoint(forms)
        flat = f" {' '.join(forms)} "
        only = any(f" {phrase} " in flat for phrase in _data()["only"])
        for clause in _main_clauses(sentence):
            said = words(clause)
            place = _denied_place(said)
            for position, word in enumerate(said):
                if is_content(word) and word[0].islower():
                    if position == place:
                        found[concept(word)] = excepted
                    else:
                        plain[concept(word)] = only
    return found, plain


def _main_clauses(sentence: str) -> list[str]:
    """The parts of a sentence that no word subordinates, each up to where such a word stands."""
    parts = []
    for part in _BOUND.split(sentence):
        kept: list[str] = []
        said = words(part)
        folded = [spelling(word) for word in said]
        for place, word in enumerate(folded):
            manner = word == "without" or folded[place + 1 : place + 2] == ["no"]
            if word in _listed("subordinate") or (manner and word in _listed("manner")):
                break
            kept.append(said[place])
        # In "If they pay, we sign" nothing is left of the first part, and all of the second.
        if kept:
            parts.append(" ".join(kept))
    return parts


def _denied_place(said: list[str]) -> int | None:
    """Where in a clause the word stands that it denies."""
    folded = [spelling(word) for word in said]
    for position, word in enumerate(folded):
        follows = folded[position + 1 : position + 2]
        if word in _listed("negations") and not _listed("not_denying").issuperset(follows or ["-"]):
            return _governed(folded, position)
        if word in _listed("refusals") or (
            word in ("rule", "rules", "ruled") and follows == ["out"]
        ):
            return _governed(folded, position)
    return None


def _governed(folded: list[str], position: int) -> int | None:
    """The first word of content after a negation, or the infinitive that an intention leads to."""
    end = min(len(folded), position + 1 + _REACH)
    for place in range(position + 1, end):
        word = folded[place]
        if word in _listed("intentions") and "to" in folded[place + 1 : place + 2]:
            return place + 2 if place + 2 < len(folded) else None
        if is_content(word) and word not in _listed("passed") and not word.endswith(_ADVERB):
            return place
    return None
