"""Words that tell what an actor is: the phrases of sectors.toml in a noun phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from detente.countries.country import plain
from detente.countries.known import sectors

TOKEN = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*")
POSSESSIVE = re.compile(r"[’']s?$")
LONGEST = 9
"""Words of the longest name or description that is looked for inside a phrase."""


class Role(NamedTuple):
    """Words of a sector at `start:end`; `office` words fit any sector."""

    start: int
    end: int
    sector: str
    office: bool


def roles(phrase: str) -> list[Role]:
    """Find the words and phrases of sectors.toml, the longest at each place, in order."""
    tokens = list(TOKEN.finditer(phrase))
    found: list[Role] = []
    at = 0
    while at < len(tokens):
        for length in range(min(LONGEST, len(tokens) - at), 0, -1):
            start, end = tokens[at].start(), tokens[at + length - 1].end()
            known = _known(phrase[start:end])
            if known is not None:
                found.append(Role(start, end, *known))
                at += length
                break
        else:
            at += 1
    return found


@lru_cache(maxsize=50_000)
def _known(words: str) -> tuple[str, bool] | None:
    folded = plain(POSSESSIVE.sub("", words.replace("’", "'"))).casefold()
    for form in (folded, *_singular(folded)):
        for table, office in ((sectors().words, False), (sectors().offices, True)):
            if form in table:
                return table[form], office
    return None


def _singular(words: str) -> Iterable[str]:
    if words.endswith("ies"):
        yield f"{words[:-3]}y"
    if words.endswith("es"):
        yield words[:-2]
    if words.endswith("s"):
        yield words[:-1]
