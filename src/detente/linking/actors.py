"""Actors: the names of all articles at hand, joined where they mean one person, country or body."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from detente.linking.doubts import doubts
from detente.linking.gathered import Gathered, Held, Tally, tallies
from detente.linking.meaning import LISTED, Meaning, Meant, Where
from detente.linking.named import Named, explained, names_of, written_small
from detente.linking.opinions import Opinions
from detente.linking.persons import Persons
from detente.linking.questions import ask_of_acronyms, ask_of_people, unanswered
from detente.linking.register import MemoryRegister
from detente.nouns import Actor, Annotated, Article, Evidence, Question


@dataclass(frozen=True, slots=True)
class Places:
    """Where an article belongs: its story, and the text that it is a version of."""

    story: Mapping[str, str]
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors, and who is meant by each attribution's speaker and each mention.

    `questions` are what a person should be asked, because the evidence is thin.
    """

    actors: tuple[Actor, ...]
    speakers: dict[str, str]
    mentioned: dict[tuple[str, int, int], str]
    questions: tuple[Question, ...] = ()


def cast(
    articles: Sequence[Article],
    annotated: Mapping[str, Annotated],
    places: Places,
    opinions: Opinions | None = None,
) -> Cast:
    """Join the names of all articles; the same for any order of them.

    `opinions` win: judgements of a person, and actors of a user's list.
    """
    held = opinions or Opinions()
    names = _Names(articles, annotated, places, held)
    same, apart = held.people("same"), held.people("different")
    persons = Persons(names.register, same=same, apart=apart)
    meaning = Meaning(persons, names, held, names.of)
    known = meaning.following.known()
    speakers: dict[str, str] = {}
    mentioned: dict[tuple[str, int, int], str] = {}
    counts: dict[str, Counter[Tally]] = defaultdict(Counter)
    meant_at = _Meant()
    for article in sorted(names.where):
        for named, where in names.of(article):
            meant = meaning.of(named, where)
            if meant is None:
                continue
            counts[meant.id].update(tallies(named, meant))
            meant_at.add(named, meant)
            if named.said is not None:
                speakers[named.said] = meant.id
            elif named.start >= 0:
                mentioned[named.article, named.start, named.end] = meant.id
    shown = _Shown(names, meant_at)
    found = {
        gathered.id: gathered
        for id_ in sorted(counts)
        for gathered in [Gathered(id_, counts[id_], shown, known.get(id_))]
        if gathered.named
    }
    thin = doubts(persons, names.register.keys(), names.alone())
    of_people = ask_of_people(thin, meaning, found, names.naming)
    of_acronyms = ask_of_acronyms(found.values())
    return Cast(
        tuple(gathered.actor() for gathered in found.values()),
        speakers,
        mentioned,
        tuple(unanswered([*of_people, *of_acronyms], held.answered())),
    )


class _Names:
    """All names of the articles at hand."""

    def __init__(
        self,
        articles: Sequence[Article],
        annotated: Mapping[str, Annotated],
        places: Places,
        opinions: Opinions,
    ) -> None:
        self.register = MemoryRegister()
        self.articles = {article.id: article for article in articles}
        self.where = {a: Where(places.story[a], places.text[a]) for a in self.articles}
        self._rows: dict[str, list[Named]] = {}
        self._small: set[str] = set()
        self._long: dict[str, set[str]] = defaultdict(set)
        for id_, article in sorted(self.articles.items()):
            self._rows[id_] = [*names_of(article, annotated.get(id_, Annotated()))]
            for named in self._rows[id_]:
                if named.person:
                    self.register.add(named.name, places.story[id_])
                if named.kind == "person" and written_small(article, named.name):
                    self._small.add(named.name)
            for short, long_ in explained(article):
                self._long[short].add(long_)
        for name in opinions.listed_people():
            self.register.add(name, LISTED)

    def of(self, article: str) -> Iterable[tuple[Named, Where]]:
        """The names of an article, with where it belongs."""
        return ((named, self.where[article]) for named in self._rows.get(article, ()))

    def long_names(self, short: str) -> Iterable[str]:
        """The names that texts explain an abbreviation by."""
        return self._long.get(short, ())

    def is_written_small(self, name: str) -> bool:
        """Whether a text that has the name writes its words in lower case too."""
        return name in self._small

    def alone(self) -> set[tuple[str, str]]:
        """Surnames that stand alone, with their stories."""
        return {
            (named.name, self.where[named.article].story)
            for rows in self._rows.values()
            for named in rows
            if named.alone
        }

    def naming(self, name: str, story: str) -> tuple[str, ...]:
        """The articles of a story that have a name."""
        return tuple(
            article
            for article, rows in sorted(self._rows.items())
            if self.where[article].story == story and any(n.name == name for n in rows)
        )


@dataclass(slots=True)
class _Meant:
    """By actor and name, or actor and role, where it is meant."""

    names: dict[tuple[str, str], list[Named]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[tuple[str, str], list[Named]] = field(default_factory=lambda: defaultdict(list))
    articles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, named: Named, meant: Meant) -> None:
        if named.start >= 0:
            self.names[meant.id, named.name].append(named)
            self.articles[meant.id].add(named.article)
        if named.role_key is not None:
            self.roles[meant.id, named.role_key].append(named)


class _Shown:
    """Where the actors' names and roles stand in the articles at hand."""

    def __init__(self, names: _Names, meant: _Meant) -> None:
        self._names = names
        self._meant = meant

    def places(self, actor: str, name: str, most: int) -> Sequence[Evidence]:
        """The first places of a name, by article."""
        rows = self._meant.names.get((actor, name), ())
        found = sorted({(named.article, named.start, named.end) for named in rows})
        return [self._evidence(*place) for place in found[:most]]

    def held(self, actor: str, role: str, most: int) -> Held:
        """When a role was seen; `most` of its places, the earliest."""
        rows = self._meant.roles[actor, role]
        firsts = [day for named in rows for day in (named.first, named.last) if day]
        ordered = sorted(rows, key=lambda n: (n.first or "9999", n.article, n.start))
        return Held(
            min(firsts, default=None),
            max(firsts, default=None),
            tuple(self._evidence(n.article, n.role_start, n.role_end) for n in ordered[:most]),
        )

    def articles(self, actor: str) -> AbstractSet[str]:
        """The articles that name an actor."""
        return self._meant.articles.get(actor, set())

    def stories(self, actor: str) -> AbstractSet[str]:
        """The stories of these articles."""
        return {self._names.where[article].story for article in self.articles(actor)}

    def _evidence(self, article: str, start: int, end: int) -> Evidence:
        exact = self._names.articles[article].text[start:end]
        return Evidence(of=article, start=start, end=end, exact=exact, role="name")
