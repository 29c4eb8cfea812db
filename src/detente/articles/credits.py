"""Who is credited: agencies, the outlet, the writer, as the words of a page say it.

An agency counts as seen when a credit names it ("(Reuters)", "via …", "Source: …", "with inputs
from …") and when the text says that it was told there ("told …", "according to …"). A name after
"quoted by" relays one statement, and is left to attribution.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from detente.articles.lexicons import lexicon, roots, shared_parts
from detente.articles.lines import Line
from detente.articles.names import bare, is_agency_name, is_capitalised

_SHORT_NAME = 4
_LONG_CUE = 6
_RARE = 9  # characters that are seldom found by chance
_LONGEST_CREDIT = 20
_OPENING = "([*_–—- "
_LONGEST_LIST = 120
_BRACKETED = re.compile(r"\(([^()]{2,60})\)")
_BRACKET_PARTS = re.compile(r"\s*(?:/|,|;|\band\b|&|\+)\s*")
_SOURCE = re.compile(
    r"^\(?(?:source|sources|via|courtesy|quelle|fuente|fonte|источник|kaynak)\s*:?\s+(.{2,40}?)\)?\.?$",
    re.I,
)
_BETWEEN = r"(?:\s+(?:the|a|an|report|from|state-run|state|official|news|agency)){0,4}"
_SENTENCE_START = r"(?:^|(?<=[.!?”\"(*_–—-]\s)|(?<=[\n(*_]))"
_LIST = re.compile(r"\s*(?:,|;|/|&|\band\b|\bund\b|\by\b|\be\b)\s*")
_TAIL = re.compile(r"[:©|/(),]|\s(?:via|by)\s")
_LIST_END = re.compile(r"[.)\]\n*_]|\s[-–—|]\s")
_AGENCY = r"((?:[A-Z][\w&.'’-]*\s){1,3})(?:news|press)\s(?:agency|service)\b"
_LONGEST_NAME = 5
_HELPED = " contributed "
_CONTRIBUTED = re.compile(
    r"(?:\s+also)?\s+contributed\s+(?:to\s+this\b|reporting\b|to\s+the\s+report)"
)
_APART = "\n\0\n"  # between lines: no cue or bracket reaches over it


class Credit(NamedTuple):
    """An agency or outlet that is credited: its name and where the words stand in the text read."""

    name: str
    start: int


@functools.cache
def _agency_forms() -> dict[str, str]:
    table: dict[str, list[str]] = lexicon("credits")["agencies"]
    return {form: name for name, forms in table.items() for form in forms}


@functools.cache
def _cues() -> tuple[tuple[tuple[str, int], ...], re.Pattern[str]]:
    """Beginnings of cues that make what is named after them the source; a cue in whole.

    Each beginning comes with the place in it where the cue begins: long ones are looked for
    without their first letter, which comes in both cases.
    """
    cues = lexicon("credits")["cues"]
    phrases = sorted({*cues["told"], *cues["with"]}, key=len, reverse=True)
    long = roots(p[1:] for p in phrases if len(p) >= _LONG_CUE)
    short = roots(f"{first}{p[1:]}" for p in phrases if len(p) < _LONG_CUE for first in _cases(p))
    # Both cases spelled out: a pattern that ignores case searches several times slower.
    either = "|".join(f"[{''.join(_cases(p))}]{re.escape(p[1:])}" for p in phrases)
    cue = re.compile(rf"(?<!\w)(?:{either}){_BETWEEN}\s+(?=[^\W\d_])")
    return (*((root, 1) for root in long), *((root, 0) for root in short)), cue


def _cases(phrase: str) -> tuple[str, str]:
    """The first letter of a phrase, small and capital."""
    return phrase[0].lower(), phrase[0].upper()


def _cued(text: str) -> set[int]:
    """The places in `text` where what a cue speaks of begins."""
    beginnings, cue = _cues()
    found = set()
    # Plain searches first: to look for the pattern everywhere takes several times as long.
    for root, before in beginnings:
        at = text.find(root)
        while at >= 0:
            named = cue.match(text, at - before)
            if named is not None:
                found.add(named.end())
            at = text.find(root, at + 1)
    return found


@functools.cache
def _forms() -> re.Pattern[str]:
    forms = sorted(_agency_forms(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")


def agency_of(words: str) -> str | None:
    """The agency that goes by exactly these words; None when none does."""
    words = words.strip(" .,:;-–—|")
    found = _agency_forms().get(words)
    if found is not None:
        return found
    if len(words) <= _SHORT_NAME:
        return None
    return _folded_forms().get(words.casefold())


@functools.cache
def _folded_forms() -> dict[str, str]:
    return {
        form.casefold(): name for form, name in _agency_forms().items() if len(form) > _SHORT_NAME
    }


def agencies_in(text: str) -> list[Credit]:
    """The agencies that `text` credits or names as told, in order of their first place."""
    found = []
    for place in _cued(text):
        named = _forms().match(text, place)
        if named is not None:
            found.append(Credit(_agency_forms()[named.group(0)], place))
        elif (unlisted := _unlisted_agency().match(text, place)) is not None:
            found.append(Credit(unlisted.group(1).strip(), place))
    found += _named_in_full(text)
    found += _contributing(text)
    for bracket in _BRACKETED.finditer(text):
        closes = text[bracket.end() : bracket.end() + 1] in {"", "\n"}
        for part in _BRACKET_PARTS.split(bracket.group(1)):
            agency = agency_of(part) or (part if closes and is_agency_name(part) else None)
            if agency is not None:
                found.append(Credit(agency, bracket.start()))
    return sorted(found, key=lambda credit: credit.start)


def _named_in_full(text: str) -> list[Credit]:
    """The names after "With inputs from" and "First published by", in a list or not."""
    found: list[Credit] = []
    # Plain look-ups first: nearly every text has none of these phrases, and the pattern is slow.
    if not any(map(text.__contains__, _full_phrases())):
        return found
    for cue in _full_cues().finditer(text):
        listed = _LIST_END.split(text[cue.end() : cue.end() + _LONGEST_LIST], maxsplit=1)[0]
        for part in _LIST.split(listed):
            name = bare(part.removesuffix(" news agency"))
            words, known = name.split(), agency_of(name)
            if known is not None or (len(words) <= _LONGEST_NAME and is_capitalised(words)):
                found.append(Credit(known or name, cue.start()))
    return found


def _contributing(text: str) -> list[Credit]:
    """The agencies of "Agence France-Presse contributed to this report"."""
    if _HELPED not in text:
        return []
    named = (match for match in _forms().finditer(text))
    return [
        Credit(_agency_forms()[match.group(0)], match.start())
        for match in named
        if _CONTRIBUTED.match(text, match.end())
    ]


def is_credit(line: str) -> bool:
    """Whether a line as a whole names the article's sources: "With inputs from …"."""
    return (
        len(line.split()) <= _LONGEST_CREDIT
        and _full_cues().match(line.lstrip(_OPENING)) is not None
    )


@functools.cache
def _full_phrases() -> tuple[str, ...]:
    """The phrases without their first letters, which come in both cases."""
    cues = lexicon("credits")["cues"]
    return shared_parts((p[1:] for p in (*cues["inputs"], *cues["first"])), _RARE)


@functools.cache
def _full_cues() -> re.Pattern[str]:
    cues = lexicon("credits")["cues"]
    phrases = sorted({*cues["inputs"], *cues["first"]}, key=len, reverse=True)
    either = "|".join(f"[{p[0].lower()}{p[0].upper()}]{re.escape(p[1:])}" for p in phrases)
    return re.compile(rf"{_SENTENCE_START}(?:{either})\s+", re.MULTILINE)


@functools.cache
def _unlisted_agency() -> re.Pattern[str]:
    """An agency because it is called one: "Marn news agency", after "according to the"."""
    return re.compile(_AGENCY)


def credited(lines: Sequence[Line]) -> list[str]:
    """The sources that lines of an article's head and foot credit, in order.

    A line "Source" takes the name in the line below it, known as an agency or not.
    """
    found: list[str] = []
    named = _agencies_by_line(lines)
    for n, line in enumerate(lines):
        below = lines[n + 1] if n + 1 < len(lines) else None
        if line.furniture is not None and line.furniture.label == "source":
            if below is not None and _is_name(below):
                found.append(agency_of(below.text) or below.text)
            continue
        found += _credited_in(line, named.get(n, []))
    return found


def _agencies_by_line(lines: Sequence[Line]) -> dict[int, list[str]]:
    """What `agencies_in` finds in each line, in one search through all."""
    starts = list(accumulate((len(line.text) + len(_APART) for line in lines), initial=0))
    found: dict[int, list[str]] = {}
    for credit in agencies_in(_APART.join([line.text for line in lines])):
        found.setdefault(bisect_right(starts, credit.start) - 1, []).append(credit.name)
    return found


def _credited_in(line: Line, agencies: list[str]) -> list[str]:
    source = _SOURCE.match(line.text)
    if source is not None:
        name = source.group(1).strip()
        return [agency_of(name) or name] if len(name.split()) <= 4 and name[0].isupper() else []
    found = list(agencies)
    whole = agency_of(line.text)
    if line.byline or line.picture or whole:
        found += [name for name in _names_in(line.text) if name not in found]
    if line.byline or line.picture:
        found += [name for name in credited_in_form(line.text) if name not in found]
    return found


def credited_in_form(text: str) -> list[str]:
    """The agencies that no list knows in a picture's or writer's line, told by their form."""
    parts = [part for tail in _TAIL.split(text) for part in _LIST.split(tail)]
    return [name for part in parts if is_agency_name(name := bare(part)) and not agency_of(name)]


def _names_in(text: str) -> list[str]:
    return list(dict.fromkeys(_agency_forms()[m.group(0)] for m in _forms().finditer(text)))


def _is_name(line: Line) -> bool:
    return (
        line.words <= 5
        and line.furniture is None
        and not line.ended
        and not line.dated
        and line.text[0].isupper()
    )


def byline(lines: Sequence[Line]) -> str | None:
    """Who wrote the article, from the lines of its head, without "By"; None when none says so."""
    for line in lines:
        if line.byline:
            words = line.text.split(None, 1)
            name = words[1] if len(words) > 1 else ""
            name = re.split(r"\s+[|•·]\s+|\s+[-–—]\s+|,?\s+\d|\s*[(;]", name, maxsplit=1)[0]
            name = re.sub(r"^(?:by|from)\s+", "", name, flags=re.IGNORECASE).strip(" ,|-–—:)*_")
            if name:
                return name
    return None
