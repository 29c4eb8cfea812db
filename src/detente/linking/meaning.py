"""Which actor a name means: by `persons`, by country, by description, by name; and by opinions.

Countries, their governments and metonyms go by the country; groups ("US officials") by country and
description; organisations by name, with their abbreviations. A source that stays unnamed is one
actor in one text and its copies, and never more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from detente.countries import by_name
from detente.linking.following import Following, barred
from detente.linking.gathered import is_country
from detente.linking.named import OUTSIDE, Named, country_in, flat, key_of, may_be_person
from detente.linking.opinions import Opinions, is_full
from detente.linking.persons import OPEN, Persons
from detente.linking.reading import wire
from detente.linking.register import Place
from detente.linking.words import is_common, is_content, words
from detente.nouns import ActorKind, NameAt, content_id

LISTED: Place = ""
"""The story of names that only a user's list has."""


class Said(Protocol):
    """What texts say of names beside what they mean: kept in memory or in a record."""

    def long_names(self, short: str) -> Iterable[str]:
        """The names that texts explain an abbreviation by."""

    def is_written_small(self, name: str) -> bool:
        """Whether a text that has the name writes its words in lower case too."""


class Where(NamedTuple):
    """Where an article belongs: its story, and the text that it is a version of."""

    story: str
    text: str


class Meant(NamedTuple):
    """The actor that a name means: id, kind, country (a code or a name), how surely, and why."""

    id: str
    kind: ActorKind
    country: str | None
    score: float
    why: str


_Who = tuple[ActorKind, str, float, str]
"""Kind and key of an actor, how surely it is meant (0 to 1), and why."""


class Meaning:
    """Answers which actor a name means."""

    def __init__(
        self,
        persons: Persons,
        said: Said,
        opinions: Opinions,
        names_in: Callable[[str], Iterable[tuple[Named, Where]]],
    ) -> None:
        """Be ready to answer.

        Args:
            persons: who is meant by people's names.
            said: what texts say of names.
            opinions: judgements of a person, and actors of a user's list; they win.
            names_in: the names of an article, and where it belongs; none if it is unknown.

        """
        self._persons = persons
        self._said = said
        self._names_in = names_in
        self._never = barred(opinions, self._person)
        self.following = Following(opinions, self.ids)

    def of(self, named: Named, where: Where) -> Meant | None:
        """The actor that is meant; None where nobody is."""
        if named.kind == OUTSIDE:
            return self._outside(named)
        who = self._who(named, where)
        if who is None:
            return None
        kind, key, score, why = who
        id_ = self.following.id(content_id("n", kind, key), (kind, key), named)
        listed = self.following.listed(named, id_)
        if listed is not None:
            id_, kind = listed.id, listed.kind
            score, why = 1.0, f"a name in your list {listed.source}".rstrip()
        if (judged := self.following.judged(named)) is not None:
            score, why = 1.0, judged
        code = key if who[0] == "country" else named.country or country_in(named.name)
        return Meant(id_, kind, code if code and is_country(code) else None, score, why)

    def ids(self, name: NameAt) -> set[str]:
        """The ids of the actors that a name is taken for, where it is meant; opinions apart."""
        if name.articles:
            return {
                content_id("n", who[0], who[1])
                for article in name.articles
                for named, where in self._names_in(article)
                if flat(named.name) == flat(name.name) and (who := self._who(named, where))
            }
        if name.kind == "person":
            person = self._person(name.name) if is_full(name) else None
            return {content_id("n", "person", person)} if person else set()
        meant = by_name(name.name)
        if meant is not None:
            return {content_id("n", meant.kind, meant.code)}
        if name.kind == "country":
            return {content_id("n", "country", name.name)}
        return {content_id("n", name.kind, self._organisation(name.name, None, LISTED))}

    def _person(self, full: str) -> str | None:
        key = key_of(full)
        return self._persons.top(key) if self._persons.register.stories(key) else None

    def _outside(self, named: Named) -> Meant | None:
        key = self._persons.find(named.name)
        if key is None:
            return None
        id_ = self.following.id(content_id("n", "person", key), ("person", key), None)
        return Meant(id_, "person", None, 1.0, "")

    def _who(self, named: Named, where: Where) -> _Who | None:
        name, kind, country = named.name, named.kind, named.country
        if kind in (OUTSIDE, "anonymous"):
            if kind == OUTSIDE:
                return None
            return (
                "anonymous",
                f"{where.text} {flat(name)}",
                1.0,
                "unnamed: one text and its copies",
            )
        meant = by_name(name)
        if meant is not None and meant.kind == "organisation" and kind != "person":
            return "organisation", meant.code, 1.0, "a word for the organisation"
        if kind == "country" or (meant is not None and kind != "person"):
            code = meant.code if meant else country or name
            return "country", code, 1.0, "a word for the country or its government"
        if kind == "place" and named.said is None and not self._persons.knows(name, where.story):
            return None
        if kind == "person" and self._said.is_written_small(name):
            kind = "organisation"
        if kind in ("person", "place", "") and may_be_person(name):
            never = self._never.get((named.article, flat(name)), frozenset())
            person = self._persons.who(name, where.story, never=never)
            # A lone word with a capital that nobody names a person may only start a sentence.
            if person is not None and (kind == "person" or person[1] > OPEN or " " in name):
                return "person", *person
        if kind in ("organisation", "outlet", "place"):
            return "organisation", self._organisation(name, country, where.story), 1.0, "one name"
        return self._described(named, where)

    def _described(self, named: Named, where: Where) -> _Who | None:
        """A group or an unnamed source, by its description."""
        described = flat(named.name, without_country=True)
        code = named.country or country_in(named.name) or ""
        if not described and not code:
            return None
        if code or named.kind == "group":
            return "group", f"{code} {described}", 0.9, "one country and description"
        return "anonymous", f"{where.text} {described}", 0.8, "unnamed: one text and its copies"

    def _organisation(self, name: str, country: str | None, story: str) -> str:
        full = wire(name) or self._in_full(name)
        code = country_in(full) or country
        folded = flat(full, without_country=True)
        generic = all(is_common(word) for word in words(full) if is_content(word))
        # "the Foreign Ministry" is another one in another story, "Interfax" is not.
        scope = code or (story if generic else "")
        return f"{scope} {folded}" if generic or folded == "" else folded

    def _in_full(self, name: str) -> str:
        """What an abbreviation stands for, where all texts that explain it agree."""
        longs = {*self._said.long_names(name)} if name.isupper() else set()
        return min(longs) if len({flat(long) for long in longs}) == 1 else name
