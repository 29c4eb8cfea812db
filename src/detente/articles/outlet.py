"""Whose page it is, where the page's own words say so: notices, newsrooms, mastheads.

Signs are tried from the surest to the least sure; where two lines of one kind name different
outlets, nothing is said.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from detente.articles.credits import agency_of
from detente.articles.furniture import folded
from detente.articles.lines import Line
from detente.articles.masthead import by_authority, by_masthead
from detente.articles.names import outlet_kinds, reserved_rights

_LONGEST_NOTICE = 60
_NAME = r"[A-Z][\w&.'’-]*(?:\s(?:(?:of|the|and|&|de|del)\s)?[A-Z][\w&.'’-]*){0,4}"
_DESKS = ("desk", "newsroom", "editorial", "editors", "team", "discover more from")
_NEWS_DESK = re.compile(
    rf"\b({_NAME})['’]s?\s+(?:news\s?desk|newsroom|web\s?desk|editorial team|news team)\b"
)
_DESK_OF = re.compile(
    r"\b(?:news\s?desk|newsroom|web\s?desk|editorial team|editorial board|news team|editors)\s+"
    rf"(?:of|at)\s+(?:the\s+)?({_NAME})"
)
_DISCOVER = re.compile(r"^discover more from\s+(.{2,80}?)\.?$", re.IGNORECASE)
_YEARS = r"(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?)"
_COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|copyright)\s*(?:copyright\s*)?(?:©\s*)?(?:{_YEARS}[\s,]*)?(?:by\s+)?(?:the\s+(?=[A-Z]))?"
    rf"([^\W\d_][^|.,;©]{{1,50}}?)(?:[.,;|]|\s+-\s|\s+{_YEARS}|\ball rights\b|$)",
    re.IGNORECASE,
)
_CLAIMED = ("©", "(c)", "copyright")
_RIGHTS = (*_CLAIMED, "ights ")
_IS = " is "
_RESERVED = re.compile(
    rf"^(?:the\s+)?({_NAME})[.,]?\s+(?:{_YEARS}[.,]?\s+)?[Aa]ll [Rr]ights [Rr]eserved"
)
_SITE_CUT = re.compile(r"\s+[|–—:•·»-]\s+|\s*\|\s*")
_LEGAL_TAIL = re.compile(
    r"\s*(?:,?\s*(?:inc|ltd|llc|corp|gmbh|s\.?a|plc|pvt|limited|co)\.?)+$", re.IGNORECASE
)
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)
_FRONT_OUTLET = re.compile(
    r"^(?:outlet|site|site_name|sitename|publisher|publication|source):[ \t]*([^\n]{2,60})$",
    re.MULTILINE | re.IGNORECASE,
)


def outlet_in(
    lines: Sequence[Line], text_start: int | None = None, title: str | None = None
) -> str | None:
    """The outlet's name, where the page's furniture says whose page it is; None when unsure.

    Args:
        lines: the page's lines that are no article's text.
        text_start: offset at which the first article's text begins; a masthead stands before it.
        title: that article's title; beside it a page's own title names the outlet.

    """
    head = [line for line in lines if text_start is None or line.start < text_start]
    short = [line for line in lines if 1 < line.words <= _LONGEST_NOTICE]
    shown = "\n".join([line.key for line in short])
    for finds, signs in ((_by_desk, _DESKS), (_by_notice, _RIGHTS), (_by_own_words, (_IS,))):
        named = _alone(finds(_with_signs(short, shown, signs)))
        if named is not None:
            return named
    named = by_masthead(head, title)
    # Nobody's page is known by a line alone: an authority may sign a text at its end.
    return by_authority(head) if named is None and text_start is not None else named


def _with_signs(lines: Sequence[Line], shown: str, signs: Iterable[str]) -> list[Line]:
    """The lines that hold one of the signs; `shown` has their keys, a line each."""
    found, line, last = {}, 0, 0
    for place in sorted(place for sign in signs for place in _places(shown, sign)):
        line += shown.count("\n", last, place)
        last = place
        found[line] = lines[line]
    return list(found.values())


def _places(text: str, words: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _alone(named: Iterable[str]) -> str | None:
    names = {name.casefold(): name for name in named}
    return next(iter(names.values())) if len(names) == 1 else None


def site_name(words: str) -> str:
    """A site's name without the slogan that follows a bar or dash; empty for an address."""
    if "://" in words:
        return ""
    return _SITE_CUT.split(words.strip(), maxsplit=1)[0].strip()


def named_in_front(text: str) -> str | None:
    """The outlet that a Markdown file's block of facts names: `site: Oye Herald`."""
    block = _FRONT_MATTER.match(text)
    named = _FRONT_OUTLET.search(block.group(1)) if block is not None else None
    return named.group(1).strip(" \t\"'") or None if named is not None else None


def _by_desk(lines: Iterable[Line]) -> list[str]:
    """By "Oye Herald's news desk", "the newsroom of the Oye Herald", "Discover more from …"."""
    for line in lines:
        more = _DISCOVER.match(line.text)
        if more is not None:
            return [site_name(more.group(1))]
        desk = _NEWS_DESK.search(line.text) or _DESK_OF.search(line.text)
        if desk is not None:
            return [desk.group(1)]
    return []


def _by_notice(lines: Iterable[Line]) -> list[str]:
    """By "© 2021 Oye Herald", "Oye Herald. All rights reserved"; a picture's credit is none."""
    names = []
    for line in lines:
        if line.picture:
            continue
        claimed = any(map(line.key.__contains__, _CLAIMED))
        notice = _COPYRIGHT.search(line.text) if claimed else None
        if notice is None and "ights " in line.text:
            notice = _RESERVED.match(line.text)
        if notice is not None:
            names.append(_LEGAL_TAIL.sub("", notice.group(1).strip()))
    return [name for name in names if _is_holder(name)]


def _is_holder(name: str) -> bool:
    tokens = name.split()
    return (
        1 <= len(tokens) <= 5
        and tokens[0][0].isupper()
        and agency_of(name) is None
        and folded(name) not in reserved_rights()
    )


@functools.cache
def _self_description() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:About\s+)?(?:The\s+)?({_NAME})\s+is\s+(?:a|an|the|your|\w+['’]s)\s+"
        rf"(?:[\w-]+,?\s+){{0,5}}?(?:{outlet_kinds()})\b"
    )


def describes_itself(line: str) -> bool:
    """Whether a line says of an outlet what it is: "The Oye Herald is an independent daily."."""
    return _IS in line and _self_description().match(line) is not None


def _by_own_words(lines: Iterable[Line]) -> list[str]:
    """By "The Oye Herald is an independent daily …", in a line of its own outside the text."""
    found = [_self_description().match(line.text) for line in lines]
    return [match.group(1) for match in found if match is not None]
