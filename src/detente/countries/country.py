"""A country or organisation with its names, and looking one up by name or code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

CountryKind = Literal["country", "organisation"]
Via = Literal["name", "demonym", "capital", "metonym"]

_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_SPACE = re.compile(r"\s+")
_SHORT = 4
"""Names of up to so many letters are words in small letters ("us", "un", "who", "roc")."""


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A country or organisation.

    `code` is ISO 3166-1 alpha-3 (`XKX` for Kosovo), PLOVER's `EUR` and `UNO` for the European Union
    and the United Nations, and the usual acronym for other organisations. `codes` are others in
    use. `metonyms` are places and institutions that stand for its government.
    """

    code: str
    name: str
    kind: CountryKind
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    metonyms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def plover(self) -> str:
        """The code in PLOVER's sense: organisations other than the EU and the UN are `IGO`."""
        return self.code if self.kind == "country" or self.code in ("EUR", "UNO") else "IGO"

    def words(self) -> Iterator[tuple[str, Via]]:
        """Yield every word for it and the way in which it means it, the plainest way first."""
        yield from ((name, "name") for name in self.names)
        yield from ((word, "demonym") for word in self.demonyms)
        if self.capital:
            yield self.capital, "capital"
        yield from ((word, "metonym") for word in self.metonyms)


class Ambiguous(msgspec.Struct, frozen=True):
    """A word for a country that is also a person's name or another place.

    `person` says that it may be a given name or surname; `against` lists words of a text that
    speak for the other place.
    """

    person: bool = False
    against: tuple[str, ...] = ()


class CountryData(msgspec.Struct, frozen=True):
    """The content of countries.json."""

    countries: tuple[Country, ...]
    shadows: tuple[str, ...]
    not_names: frozenset[str]
    ambiguous: dict[str, Ambiguous]


@cache
def data() -> CountryData:
    """Read countries.json, once."""
    text = resources.files(__package__).joinpath("countries.json").read_bytes()
    return msgspec.json.decode(text, type=CountryData)


def by_code(code: str) -> Country | None:
    """Look up the country or organisation of a code (`RUS`, `EUR`, `NATO`), else None."""
    return _codes().get(code.strip().upper())


def by_name(words: str) -> Country | None:
    """Look up what words mean as a whole: a country's name, demonym, capital or metonym.

    A leading "the", a possessive ending and the case are let go of, except that short names count
    only in capitals: "us" is no country. None when the words mean no country.
    """
    bare = _POSSESSIVE.sub("", _ARTICLE.sub("", _SPACE.sub(" ", words.strip())))
    exact, folded = _names()
    return exact.get(plain(bare)) or folded.get(plain(bare).casefold())


def plain(words: str) -> str:
    """Give words straight apostrophes, single spaces and no accents."""
    spaced = _SPACE.sub(" ", words.replace("’", "'"))
    if spaced.isascii():
        return spaced
    parts = unicodedata.normalize("NFD", spaced)
    return "".join(char for char in parts if not unicodedata.combining(char))


@cache
def _codes() -> dict[str, Country]:
    found = {other: country for country in data().countries for other in country.codes}
    return found | {country.code: country for country in data().countries}


@cache
def _names() -> tuple[dict[str, Country], dict[str, Country]]:
    """Index words as they are spelt, and case-folded where that is safe."""
    exact: dict[str, Country] = {}
    folded: dict[str, Country] = {}
    for country in data().countries:
        for words, _ in country.words():
            exact.setdefault(plain(words), country)
            if sum(map(str.isalpha, words)) > _SHORT or not words.isupper():
                folded.setdefault(plain(words).casefold(), country)
    return exact, folded
