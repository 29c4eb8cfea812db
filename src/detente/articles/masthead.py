"""The masthead: the first lines of a page, where they name whose page it is.

A name in an outlet's form, alone, beside a date, beside the section that the page stands in, or
beside the headline, as in the title of a page: "The Oye Herald - Business - Ferry fees rise". On a
page without one, the name of an authority that heads it: a ministry's own page.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from detente.articles.credits import agency_of
from detente.articles.lexicons import lexicon
from detente.articles.lines import Line
from detente.articles.names import bare, is_capitalised, is_outlet_name, is_section
from detente.countries import by_name

_HEAD_LINES = 6
_LONGEST = 12  # words beside the headline
_AUTHORITY_WORDS = range(4, 13)  # fewer may be a topic: "Ministry of Defence"
_MARKS = "*_# \t"
_PARTS = re.compile(r"\s*[|•·»›]\s*|\s+[-–—/]\s+|\s*::\s*|,\s+")


def by_masthead(lines: Sequence[Line], title: str | None) -> str | None:
    """The outlet that the first of the lines name; None when none names one alone.

    Args:
        lines: those above the first article's text, in order, without its title.
        title: that title.

    """
    for line in lines[:_HEAD_LINES]:
        if line.byline or line.picture or (line.furniture is not None and line.furniture.whole):
            continue
        names = _named_on(line, title)
        if len(names) == 1:
            return names[0]
    return None


def by_authority(lines: Sequence[Line]) -> str | None:
    """The ministry or other authority whose name is the first of the lines; None otherwise."""
    return bare(lines[0].text) if lines and is_authority(lines[0]) else None


def _named_on(line: Line, title: str | None) -> list[str]:
    """The outlets' names on a line; none where something else than its furniture stands there."""
    shown = line.text.strip(_MARKS)
    beside = shown if title in {None, shown} else shown.replace(str(title), "|", 1)
    if line.ended and beside == shown:
        return []
    parts = [part for words in _PARTS.split(beside) if (part := _without_live(words.strip(_MARKS)))]
    if sum(len(part.split()) for part in parts) > _LONGEST:
        return []
    names = [part for part in parts if is_outlet_name(part) and agency_of(part) is None]
    others = [part for part in parts if part not in names]
    apart = line.dated or all(is_section(part) or by_name(part) is not None for part in others)
    return [bare(name) for name in dict.fromkeys(names)] if apart else []


def _without_live(words: str) -> str:
    """A name without what says that its page is a live one: "Oye Post LIVE"."""
    for tail in lexicon("names")["outlet"]["live"]:
        if words.casefold().endswith(f" {tail}"):
            return words[: -len(tail)].strip(" :-–—")
    return words


def is_authority(line: Line) -> bool:
    """Whether a line is a ministry's or another authority's name and nothing else."""
    if line.ended or line.dated or line.repeats or line.words not in _AUTHORITY_WORDS:
        return False
    named = bare(line.text)
    begins = _authorities().match(named)
    joins = lexicon("names")["authority"]["joins"]
    rest = [word for word in named[begins.end() :].split() if word not in joins] if begins else []
    return begins is not None and (not rest or is_capitalised(rest))


@functools.cache
def _authorities() -> re.Pattern[str]:
    """The beginnings of authorities' names, with the small words that lead on from them."""
    table = lexicon("names")["authority"]
    starts = "|".join(map(re.escape, sorted(table["starts"], key=len, reverse=True)))
    small = "|".join(map(re.escape, sorted(table["joins"], key=len, reverse=True)))
    return re.compile(rf"(?:the\s+)?(?:{starts})(?:\s+(?:{small}))*(?:\s+|$)", re.IGNORECASE)
