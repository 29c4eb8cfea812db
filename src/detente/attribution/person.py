"""One person of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from detente.attribution.lexicons import words

_WORD = re.compile(r"[\w'\u2019-]+")


@dataclass(slots=True)
class Person:
    """One person of the article. `roles` are (words, start, end) in the order of the text.

    `titles` come from headline and captions, which the text does not hold.
    """

    name: str
    places: list[tuple[int, int]] = field(default_factory=list)
    roles: list[tuple[str, int, int]] = field(default_factory=list)
    country: str | None = None
    gender: str | None = None
    titles: list[str] = field(default_factory=list)

    @property
    def surname(self) -> str:
        """The last word of the name, in lower case."""
        return surname_of(self.name)

    def office_words(self) -> set[str]:
        """The office nouns of every title seen."""
        titles = [text for text, _, _ in self.roles] + self.titles
        found = {w.lower() for text in titles for w in _WORD.findall(text)}
        return found & words("offices", "offices")


def surname_of(name: str) -> str:
    """The last word of a name that is no suffix, in lower case."""
    parts = [p for p in name.split() if p.lower().rstrip(".") not in ("jr", "sr", "ii", "iii")]
    return (parts or [name])[-1].lower()
