"""Who is credited: agencies, the outlet, the writer, as the words of a page say it.

An agency counts as seen when a credit names it ("(Reuters)", "via …", "Source: …", "with inputs
from …") and when the text says that it was told there ("told …", "according to …"). A name after
"quoted by" relays one statement, and is left to attribution.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from detente.articles.furniture import folded
from detente.articles.lexicons import lexicon
from detente.articles.lines import Line

_SHORT_NAME = 4
_LONGEST_NOTICE = 60
_BRACKETED = re.compile(r"\(([^()]{2,60})\)")
_BRACKET_PARTS = re.compile(r"\s*(?:/|,|;|\band\b|&|\+)\s*")
_SOURCE = re.compile(
    r"^\(?(?:source|sources|via|courtesy|quelle|fuente|fonte|источник|kaynak)\s*:?\s+(.{2,40}?)\)?\.?$",
    re.I,
)
_NEWS_DESK = re.compile(
    r"\b([A-Z][\w&.'’-]*(?:\s[A-Z][\w&.'’-]*){0,4})['’]s?\s+"
    r"(?:news\s?desk|newsroom|web\s?desk|editorial team|news team)\b"
)
_DISCOVER = re.compile(r"^discover more from\s+(.{2,80}?)\.?$", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:copyright\s*)?(?:©\s*)?"
    r"(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?)\s*(?:by\s+)?"
    r"([^\W\d_][^|.,;©]{1,50}?)(?:[.,;|]|\s+-\s|\ball rights\b|$)",
    re.IGNORECASE,
)
_BETWEEN = r"(?:\s+(?:the|a|an|report|from|state-run|state|official|news|agency)){0,4}"
_SITE_CUT = re.compile(r"\s+[|–—:•·»-]\s+|\s*\|\s*")
_DESK = re.compile(r"(?:desk|newsroom|team)\b")
_RIGHTS = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
_LEGAL_TAIL = re.compile(
    r"\s*(?:,?\s*(?:inc|ltd|llc|corp|gmbh|s\.?a|plc|pvt|limited|co)\.?)+$", re.I
)


class Credit(NamedTuple):
    """An agency or outlet that is credited: its name and where the words stand in the text read."""

    name: str
    start: int


@functools.cache
def _agency_forms() -> dict[str, str]:
    table: dict[str, list[str]] = lexicon("credits")["agencies"]
    return {form: name for name, forms in table.items() for form in forms}


@functools.cache
def _cues() -> re.Pattern[str]:
    """A cue that makes what is named after it the article's source, and the words between."""
    cues = lexicon("credits")["cues"]
    phrases = sorted({*cues["told"], *cues["with"]}, key=len, reverse=True)
    # Both cases spelled out: a pattern that ignores case searches several times slower.
    firsts = "".join(sorted({phrase[0].lower() + phrase[0].upper() for phrase in phrases}))
    either = "|".join(f"[{p[0].lower()}{p[0].upper()}]{re.escape(p[1:])}" for p in phrases)
    return re.compile(rf"(?<!\w)(?=[{firsts}])(?:{either}){_BETWEEN}\s+(?=[^\W\d_])")


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
    for cue in _cues().finditer(text):
        named = _forms().match(text, cue.end())
        if named is not None:
            found.append(Credit(_agency_forms()[named.group(0)], named.start()))
    for bracket in _BRACKETED.finditer(text):
        for part in _BRACKET_PARTS.split(bracket.group(1)):
            agency = agency_of(part)
            if agency is not None:
                found.append(Credit(agency, bracket.start()))
    return sorted(found, key=lambda credit: credit.start)


def credited(lines: Sequence[Line]) -> list[str]:
    """The sources that lines of an article's head and foot credit, in order.

    A line "Source" takes the name in the line below it, known as an agency or not.
    """
    found: list[str] = []
    for n, line in enumerate(lines):
        below = lines[n + 1] if n + 1 < len(lines) else None
        if line.furniture is not None and line.furniture.label == "source":
            if below is not None and _is_name(below):
                found.append(agency_of(below.text) or below.text)
            continue
        found += _credited_in(line)
    return found


def _credited_in(line: Line) -> list[str]:
    source = _SOURCE.match(line.text)
    if source is not None:
        name = source.group(1).strip()
        return [agency_of(name) or name] if len(name.split()) <= 4 and name[0].isupper() else []
    found = [credit.name for credit in agencies_in(line.text)]
    whole = agency_of(line.text)
    if line.byline or line.picture or whole:
        found += [name for name in _names_in(line.text) if name not in found]
    return found


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
            name = re.split(r"\s+[|•·]\s+|\s+[-–—]\s+|,?\s+\d|\s*\(", name, maxsplit=1)[0]
            name = re.sub(r"^(?:by|from)\s+", "", name, flags=re.IGNORECASE).strip(" ,|-–—:")
            if name:
                return name
    return None


def outlet_in(lines: Iterable[Line]) -> str | None:
    """The outlet's name, where the page's furniture says whose page it is; None when unsure."""
    notices = []
    for line in lines:
        if line.words > _LONGEST_NOTICE or line.words == 1:
            continue
        desk = _NEWS_DESK.search(line.text) if _DESK.search(line.text) else None
        if desk is not None:
            return desk.group(1)
        more = _DISCOVER.match(line.text)
        if more is not None:
            return site_name(more.group(1))
        notice = _COPYRIGHT.search(line.text) if _RIGHTS.search(line.text) else None
        if notice is not None:
            notices.append(_LEGAL_TAIL.sub("", notice.group(1).strip()))
    names = {name.casefold(): name for name in notices if _is_outlet(name)}
    return next(iter(names.values())) if len(names) == 1 else None


def _is_outlet(name: str) -> bool:
    tokens = name.split()
    return (
        1 <= len(tokens) <= 5
        and tokens[0][0].isupper()
        and agency_of(name) is None
        and folded(name) not in {"all rights reserved", "the author", "the authors"}
    )


def site_name(words: str) -> str:
    """A site's name without the slogan that follows a bar or dash."""
    return _SITE_CUT.split(words.strip(), maxsplit=1)[0].strip()
