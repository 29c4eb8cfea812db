"""Cue phrases read from data files, and a scanner that finds them in a text.

A lexicon is a TOML file whose tables carry a list of phrases under `words`. In a phrase,
`<verb>` stands for every form of an English verb, `(a|b)` for alternatives, `(a|b)?` for words
that may be missing, `*` for a gap of up to
six words that stays inside the clause; all else is taken as it is, whatever its case. The scanner
looks each word of the text up by the first words of the phrases, so its cost does not grow with
the size of the lexicon.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Generic, TypeVar

T = TypeVar("T")

WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_GAP = r"(?:\s+[^\s,;:.!?]+){0,6}"
_INSIDE = re.compile(r"['.-]")
_VOWELS = "aeiou"


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML file `lexicons/<name>.toml` as a dictionary."""
    file = resources.files("detente.moves") / "lexicons" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def verb_forms(verb: str) -> tuple[str, ...]:
    """Every form of an English verb: base, -s, past, participle, -ing; irregular ones by table."""
    third = _third(verb)
    irregular = table("verbs")["irregular"].get(verb)
    stem = _stem(verb)
    # American English leaves the l single: "cancelled", "canceled".
    stems = (stem, verb) if stem.endswith("ll") else (stem,)
    past = irregular or [_past(verb, one) for one in stems]
    return tuple(dict.fromkeys([verb, third, *past, *(_gerund(verb, one) for one in stems)]))


def _third(verb: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", verb):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _stem(verb: str) -> str:
    """The verb with its last consonant doubled where the table says that English does so."""
    return verb + verb[-1] if verb in table("verbs")["doubling"] else verb


def _past(verb: str, stem: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return stem + "ed"


def _gerund(verb: str, stem: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return stem + "ing"


def _elements(phrase: str) -> list[str]:
    """The phrase's elements: parted by spaces that stand outside brackets."""
    found, depth, start = [], 0, 0
    for place, char in enumerate(phrase + " "):
        depth += (char == "(") - (char == ")")
        if char == " " and depth == 0:
            found.append(phrase[start:place])
            start = place + 1
    return [element for element in found if element]


def phrase_pattern(phrase: str) -> str:
    """The regular expression of one phrase of a lexicon."""
    parts: list[str] = []
    for element in _elements(phrase):
        if element == "*":
            parts.append(_GAP)
            continue
        expanded = re.sub(
            r"<(\w+)>", lambda m: "(?:" + "|".join(verb_forms(m.group(1))) + ")", element
        )
        expanded = expanded.replace("'", "[’']").replace(" ", r"\s+")
        expanded = re.sub(r"\((?!\?)", "(?:", expanded)
        if parts and element.startswith("(") and element.endswith(")?"):
            parts.append(rf"(?:\s+{expanded[:-1]})?")
        else:
            parts.append((r"\s+" if parts else "") + expanded)
    return "".join(parts) + r"(?![\w])"


@cache
def _compiled(phrase: str) -> re.Pattern[str]:
    """The phrase's pattern, made when a text first has one of its first words."""
    return re.compile(phrase_pattern(phrase), re.IGNORECASE)


def first_words(phrase: str) -> tuple[str, ...]:
    """The words with which a phrase can begin, in lower case."""
    head = _elements(phrase)[0]
    found: list[str] = [""]
    for piece in re.findall(r"<\w+>|\([^)]*\)\??|\w\?|[^<(?]+?(?=\w\?|[<(]|$)", head):
        if piece.startswith("<"):
            ends = list(verb_forms(piece[1:-1]))
        elif len(piece) == 2 and piece.endswith("?"):
            ends = [piece[0], ""]
        elif piece.startswith("("):
            ends = piece.rstrip("?").strip("()").split("|")
            ends += [""] if piece.endswith("?") else []
        else:
            ends = [piece]
        found = [start + end for start in found for end in ends]
    return tuple(dict.fromkeys(word.split()[0].lower() for word in found))


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase of a lexicon in a text: where, its words, and what the lexicon says of it."""

    start: int
    end: int
    words: str
    entry: T


@dataclass(slots=True)
class Scanner(Generic[T]):
    """Finds the phrases of a lexicon; the longest phrase wins where several begin at one word."""

    index: dict[str, list[tuple[str, T]]] = field(default_factory=dict)

    def add(self, phrases: Iterable[str], entry: T) -> None:
        """Adds phrases that all stand for one entry."""
        for phrase in phrases:
            for word in first_words(phrase):
                self.index.setdefault(word, []).append((phrase, entry))

    def find(self, text: str) -> list[Hit[T]]:
        """All hits in the text's order; of overlapping ones the first and longest stays."""
        hits: list[Hit[T]] = []
        free = 0
        for word in WORD.finditer(text):
            start = word.start()
            if start < free:
                continue
            best: Hit[T] | None = None
            for key in _keys(word.group()):
                for phrase, entry in self.index.get(key, ()):
                    match = _compiled(phrase).match(text, start)
                    if match and (best is None or match.end() > best.end):
                        best = Hit(start, match.end(), match.group(), entry)
            if best is not None:
                hits.append(best)
                free = best.end
        return hits


@lru_cache(maxsize=20_000)
def _keys(word: str) -> tuple[str, ...]:
    """A word as it can stand first in a phrase: whole, and before its apostrophe or hyphen."""
    lower = word.lower().replace("’", "'")
    head = _INSIDE.split(lower, maxsplit=1)[0]
    return (lower,) if head == lower else (lower, head)


def flat(entries: Mapping[str, Any]) -> list[str]:
    """The phrases under `words`: one text, phrases parted by commas or line ends."""
    return [phrase.strip() for phrase in re.split(r"[,\n]", entries["words"]) if phrase.strip()]
