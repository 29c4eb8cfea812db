"""An act as it stands after "waits for X to": in the base form, without terms of manner."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from detente.standing.wordings import words_for

_BARE_STEP = re.compile(
    r"^(?:the\s+)?(?:initiative|(?:first|next)\s+(?:step|move)|ball\b.*|it\b.*\b(?:turn|move))$",
    re.IGNORECASE,
)
_BARE_ACT = re.compile(r"^(?:act|move|go|do so)$", re.IGNORECASE)
_DEED = re.compile(
    r"^(?:an?|the|its|their|his|her|our)\s+[\w-]+"
    r"(?!.*\b(?:is|are|was|were|be|been|has|have|had|will|would)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""An act told by a noun: "in return for the release of the crew"."""
_BRING = "bring about"
_TERMS = re.compile(
    r"[\s,]*\b(?:on the basis of|based on|grounded in|(?:while )?taking (?:into )?account of|"
    r"with (?:full |due )?(?:respect|regard) (?:for|to)|in accordance with|in line with|"
    r"on an? equal footing|as between equals|"
    r"within the framework of|"
    r"without (?:pre-?)?conditions?|respecting)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_FIRST_VERB = re.compile(r"^((?:(?:also|first|then|\w+ly)\s+)*)(\w+)\b")
_PERFECT = re.compile(r"^(?:had|has|have)\s+(\w+)\b")
_SIBILANTS = ("ches", "shes", "sses", "xes", "zzes")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")


def infinitive(act: str) -> str:
    """Return an act's words with their first verb in the base form ("withdraws" → "withdraw")."""
    words = re.sub(r"[“”\"]", "", _TERMS.sub("", act)).strip(" ‘’',.;:")
    if _BARE_STEP.match(words):
        idiom = words.lower().startswith(("ball", "it"))
        return "take the first step" if idiom else f"take {words}"
    if _BARE_ACT.match(words):
        return f"{words} first"
    perfect = _PERFECT.match(words)
    if perfect and base(perfect.group(1)) != perfect.group(1):
        words = words[perfect.start(1) :]
    if _DEED.match(words):
        return f"take {words}" if words_for("step").search(words) else f"{_BRING} {words}"
    match = _FIRST_VERB.match(words)
    if match is None:
        return words
    return match.group(1) + base(match.group(2)) + words[match.end() :]


def told_by_noun(act: str) -> bool:
    """Return whether an act of `infinitive` has no verb of its own."""
    return act.startswith(_BRING)


@lru_cache(maxsize=1 << 14)
def base(verb: str) -> str:
    """Return the base form of a finite verb or gerund, as far as spelling tells."""
    data = _data()
    lower = verb.lower()
    if lower in data["irregular"]:
        return str(data["irregular"][lower])
    if lower.endswith("ing") and len(lower) > 5:
        return _stem(lower[:-3])
    if lower.endswith("ed") and len(lower) > 4:
        return lower[:-3] + "y" if lower.endswith("ied") else _stem(lower[:-2])
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(_SIBILANTS):
        return lower[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us")):
        return lower[:-1]
    return verb


def _stem(stem: str) -> str:
    if _DOUBLED.search(stem):
        return stem[:-1]
    if stem.endswith(tuple(_data()["no_e"])):
        return stem
    return stem + "e" if stem.endswith(tuple(_data()["e"])) else stem


@cache
def empty_words() -> frozenset[str]:
    """Return the words that tell nothing of which act is meant."""
    return frozenset(_data()["empty"].split())


def plain_act(verb: str) -> str:
    """Return a verb without its "again": to reopen a border is to open it."""
    return verb[2:] if verb in _data()["again"] else verb


@cache
def _data() -> dict[str, Any]:
    text = (resources.files(__package__ or "") / "infinitives.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
