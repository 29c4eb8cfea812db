"""Parties and who speaks for them: names resolved to sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from detente import countries
from detente.errors import UnknownPartyError
from detente.nouns import Actor, Mention, Party
from detente.standing.serving import bare, institutions, served, titles_of
from detente.standing.wordings import words_for

_CODE = re.compile(r"[A-Z]{3,5}\Z")
_CLOSE_ENOUGH = 75
_OWNED = re.compile(r"(?:the\s+)?(?P<owner>[A-Z].*?)(?:[’']s?)\s+(?P<office>.+)", re.DOTALL)
_OFFICE_OF = re.compile(
    r"(?:the\s+)?(?P<office>.+?)\s+of\s+(?:the\s+)?(?P<owner>[A-Z].*)", re.DOTALL
)
_WORDS = re.compile(r"[^\W\d_]+")
_BODIES = ("organisation", "group")


@dataclass(frozen=True, slots=True)
class Side:
    """A party to a standing: what it is called, and every name that counts as its own."""

    name: str
    names: frozenset[str]
    is_person: bool = False

    def holds(self, side: str | None, speaker: str | None = None) -> bool:
        """Whether a side's or a speaker's name is this party."""
        return side in self.names or speaker in self.names


@lru_cache(maxsize=1 << 12)
def country_name(country: str) -> str:
    """Return the country's name for a code; what is no code is a name already."""
    known = countries.by_code(country) if _CODE.match(country) else None
    return known.name if known else country


class Sides:
    """The sides of a record: which name belongs to which country, by its actors and mentions.

    Args:
        actors: of the record, or those that what is looked at names.
        asked: the parties of a standing. One that is no person counts as a land of its own, also
            where no list and no article knows it for one.

    """

    def __init__(self, actors: Iterable[Actor], asked: Iterable[Side] = ()) -> None:
        self.actors = {actor.id: actor for actor in actors}
        self.asked = tuple(party for party in asked if not party.is_person)
        lands = (actor for actor in self.actors.values() if actor.kind == "country")
        self._countries = {form: land.name for land in lands for form in (land.name, *land.names)}
        self._lands = dict(self._countries)
        for party in self.asked:
            self._countries.update(dict.fromkeys(party.names, party.name))
        people = (actor for actor in self.actors.values() if actor.country)
        self._owners = self._countries | {
            form: country_name(actor.country or "")
            for actor in people
            for form in (actor.name, *actor.names)
        }
        self._unlisted = _names_of(self.asked)
        known = [(actor.name, actor.names) for actor in self.actors.values()]
        self._institutions = institutions(known + [(one.name, one.names) for one in self.asked])
        self._bodies = self._named_bodies()
        self._by_name = self._named()

    def _named_bodies(self) -> dict[str, str]:
        """The side of every name of an organisation or group that is no office of a country's."""
        bodies = (a for a in self.actors.values() if a.kind in _BODIES and not a.country)
        found = {
            form: self._named_for(body)
            for body in bodies
            if not words_for("office").search(body.name)
            for form in (body.name, *body.names)
        }
        return found | {
            name: party.name
            for party in self.asked
            for name in party.names
            if not self._is_listed(name)
        }

    def _is_listed(self, name: str) -> bool:
        """Whether a list or an article knows a name for a country's."""
        return name in self._lands or countries.by_name(name) is not None

    def serves(self, actor: Actor) -> str | None:
        """Return the body that somebody's titles name, None for who is known to be a country's."""
        return served(titles_of(actor), self._bodies)

    def served_in(self, words: str) -> str | None:
        """Return the body that words for somebody unnamed say they serve: "a League official"."""
        return served((words,), self._bodies)

    def _named(self) -> dict[str, str]:
        """The side of every name that belongs to one alone."""
        found: dict[str, str] = {}
        doubtful: set[str] = set()
        for actor in self.actors.values():
            owner = country_name(actor.country) if actor.country else self.serves(actor)
            side = owner or self._named_for(actor)
            for name in {actor.name, *actor.names}:
                if found.setdefault(name, side) != side:
                    doubtful.add(name)
        for name in doubtful:
            del found[name]
        return found | {name: party.name for party in self.asked for name in party.names}

    def _named_for(self, actor: Actor) -> str:
        """Who owns the office that an actor is, else the actor."""
        if actor.kind == "person":
            return actor.name
        whole = self._institutions.get(bare(actor.name))
        return self._owner(actor.name) or whole or actor.name

    def of_name(self, name: str | None) -> str | None:
        """Return the side that a name belongs to; the name itself where nothing says more."""
        if name is None:
            return None
        if name in self._by_name:
            return self._by_name[name]
        known = countries.by_name(name)
        return known.name if known else self._owner(name) or name

    def _owner(self, name: str) -> str | None:
        """Whose an office is: "X's foreign ministry", "the government of X", "the Xian army"."""
        if not words_for("office").search(name):
            return None
        owned = _OWNED.fullmatch(name) or _OFFICE_OF.fullmatch(name)
        if owned and words_for("office").search(owned["office"]):
            owner = owned["owner"]
            known = countries.by_name(owner)
            return known.name if known else self._owners.get(owner, owner)
        found = {*self.adjectives(name), *(c.name for c in countries.find(name))}
        return found.pop() if len(found) == 1 else None

    def is_country(self, name: str) -> bool:
        """Whether the record knows a country of this name, or it is a party that was asked for."""
        return self._countries.get(name) == name

    def land(self, name: str) -> str | None:
        """Return the country or asked party of this very name."""
        if self._countries.get(name) == name:
            return name
        known = countries.by_name(name)
        return known.name if known and name in known.names else None

    def adjectives(self, words: str) -> Iterator[str]:
        """Yield the countries that words call by an adjective ("the Norlander ministry")."""
        for word in _WORDS.findall(words):
            if self._countries.get(word, word) != word:
                yield self._countries[word]

    def party_in(self, words: str) -> str | None:
        """Return the only asked party that words for somebody name, as in "the union's leader".

        Countries are left out: an envoy's words name the country to which they are sent, too.
        """
        found = {
            party.name
            for party in self.asked
            for name in party.names
            if not self._is_listed(name)
            if re.search(rf"(?<!\bto )(?<!\bto the )(?<!\bin )\b{re.escape(name)}\b", words)
        }
        return found.pop() if len(found) == 1 else None

    def asked_in(self, text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield where words name an asked party that no list of countries has, and which.

        An article need not say what such a name is: who is asked for is a party.
        """
        if self._unlisted is not None:
            for found in self._unlisted.finditer(text, start, end):
                yield found.start(), self._countries[found[0]]

    def called(self, kinds: Iterable[str]) -> set[str]:
        """Return the asked parties whose names say that they are of one of these kinds."""
        wanted = set(kinds)
        return {
            party.name
            for party in self.asked
            for name in party.names
            if wanted & set(name.casefold().split())
        }

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
                return Side(name, frozenset({name, *named}), actor.kind == "person")
        known = {name.casefold(): name for name in (*self._by_name, *self._by_name.values())}
        known |= {name.casefold(): name for name in others}
        if wanted in known:
            return Side(known[wanted], frozenset({known[wanted]}))
        raise UnknownPartyError(_unknown(words, sorted(known.values())))


def _names_of(parties: Iterable[Side]) -> re.Pattern[str] | None:
    """A pattern of the names of parties that no list has, None where there are none."""
    names = [re.escape(n) for p in parties for n in p.names if n[:1].isupper()]
    unlisted = [name for name in names if countries.by_name(name) is None]
    longest = "|".join(sorted(unlisted, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{longest})(?![\w-]|\s+[A-Z])") if unlisted else None


def _unknown(words: str, known: Sequence[str]) -> str:
    near = process.extractOne(words, known, scorer=fuzz.WRatio, score_cutoff=_CLOSE_ENOUGH)
    hint = f"did you mean {near[0]!r}?" if near else "see `detente actors` for who is in it."
    return f"No party called {words!r} is in the record; {hint}"
