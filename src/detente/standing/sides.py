"""Parties and who speaks for them: names resolved to sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from detente import countries
from detente.errors import UnknownPartyError
from detente.nouns import Actor, Mention, Party

_CODE = re.compile(r"[A-Z]{3,5}\Z")
_CLOSE_ENOUGH = 75


@dataclass(frozen=True, slots=True)
class Side:
    """A party to a standing: what it is called, and every name that counts as its own."""

    name: str
    names: frozenset[str]

    def holds(self, side: str | None, speaker: str | None = None) -> bool:
        """Whether a side's or a speaker's name is this party."""
        return side in self.names or speaker in self.names


def country_name(country: str) -> str:
    """Return the country's name for a code; what is no code is a name already."""
    known = countries.by_code(country) if _CODE.match(country) else None
    return known.name if known else country


class Sides:
    """The sides of a record: which name belongs to which country, by its actors and mentions."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors = {actor.id: actor for actor in actors}
        self._by_name: dict[str, str] = {}
        doubtful: set[str] = set()
        for actor in self.actors.values():
            side = country_name(actor.country) if actor.country else actor.name
            for name in {actor.name, *actor.names}:
                if self._by_name.setdefault(name, side) != side:
                    doubtful.add(name)
        for name in doubtful:
            del self._by_name[name]
        lands = (actor for actor in self.actors.values() if actor.kind == "country")
        self._countries = {form: land.name for land in lands for form in (land.name, *land.names)}

    def of_name(self, name: str | None) -> str | None:
        """Return the side that a name belongs to; the name itself where nothing says more."""
        if name is None:
            return None
        if name in self._by_name:
            return self._by_name[name]
        known = countries.by_name(name)
        return known.name if known else name

    def is_country(self, name: str) -> bool:
        """Whether the record knows a country of this name."""
        return self._countries.get(name) == name

    def adjectives(self, words: str) -> Iterator[str]:
        """Yield the countries that words call by an adjective ("the Norlander ministry")."""
        for word in re.findall(r"[^\W\d_]+", words):
            if self._countries.get(word, word) != word:
                yield self._countries[word]

    def of_party(self, party: Party) -> str | None:
        """Return the side of a move's party: its country, or what its name belongs to."""
        return country_name(party.code) if party.code else self.of_name(party.name)

    def of_mention(self, mention: Mention) -> str | None:
        """Return the side of a mention, None for places and outlets."""
        if mention.kind in ("place", "outlet", "anonymous"):
            return None
        if mention.country:
            return country_name(mention.country)
        actor = self.actors.get(mention.actor or "")
        if actor is not None and actor.country:
            return country_name(actor.country)
        return self.of_name(mention.name)

    def party(self, words: str, others: Sequence[str] = ()) -> Side:
        """Return the party that a user's words mean: a country (code or name) or an actor.

        Args:
            words: what the user wrote.
            others: more names that the record knows, for parties that are no actors.

        Raises:
            UnknownPartyError: neither a country nor anybody in the record goes by these words.

        """
        country = countries.by_code(words) or countries.by_name(words)
        if country is not None:
            return Side(country.name, frozenset({country.name}))
        wanted = words.strip().casefold()
        for actor in self.actors.values():
            named = {actor.name, *actor.names}
            if wanted in {name.casefold() for name in named} or wanted == actor.id:
                country_like = actor.kind == "country"
                name = country_name(actor.country or actor.name) if country_like else actor.name
                return Side(name, frozenset({name, *named}))
        known = {name.casefold(): name for name in (*self._by_name, *self._by_name.values())}
        known |= {name.casefold(): name for name in others}
        if wanted in known:
            return Side(known[wanted], frozenset({known[wanted]}))
        raise UnknownPartyError(_unknown(words, sorted(known.values())))


def _unknown(words: str, known: Sequence[str]) -> str:
    near = process.extractOne(words, known, scorer=fuzz.WRatio, score_cutoff=_CLOSE_ENOUGH)
    hint = f"did you mean {near[0]!r}?" if near else "see `detente said` for who is in it."
    return f"No party called {words!r} is in the record; {hint}"
