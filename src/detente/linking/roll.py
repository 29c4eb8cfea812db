"""The actors of a record, kept as articles come: what a new one names is gathered, the rest stays.

The record keeps a small row for each name of each article and who is meant by it, and counts for
each actor how often it goes by what. When articles come, or go to another story, names are settled
(see `settling`) and those are resolved again whose meaning that may change. The work hangs on what
is new and on what that changes, not on the size of the record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from detente.linking.doubts import doubts
from detente.linking.entering import Found, enter_listed, enter_names
from detente.linking.gathered import Gathered, Tally, tallies
from detente.linking.kept import KeptAppearances, KeptNames, initials_block
from detente.linking.meaning import LISTED, Meaning, Meant, Where
from detente.linking.named import Named, key_of
from detente.linking.opinions import Opinions
from detente.linking.persons import Persons
from detente.linking.questions import (
    ask_of_acronyms,
    ask_of_people,
    initials,
    is_acronym,
    unanswered,
)
from detente.linking.settling import settle
from detente.nouns import Question

if TYPE_CHECKING:
    from detente.record import Store
    from detente.record.ledger import Ledger
    from detente.record.names import Names

_PORTION = 500
"""Articles whose names are resolved between two transactions."""


class Roll:
    """Settles and resolves the names of a record."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._opinions = Opinions(store.judgements(), store.known_actors())
        self._touched: set[str] = set()
        self._full: set[str] = set()
        self._alone: set[tuple[str, str]] = set()

    def is_outdated(self) -> bool:
        """Whether opinions are other ones than when names were entered."""
        with self._store.linking() as ledger:
            return (ledger.note("opinions") or Opinions().signature()) != self._opinions.signature()

    def renew(self, found: Callable[[Sequence[str]], Mapping[str, Found]]) -> None:
        """Enter all names again, beside the names of lists as they are now.

        `found` gives articles by id, with what was found in them.
        """
        with self._store.linking() as ledger:
            names = ledger.names
            names.forget()
            enter_listed(names, self._opinions.listed_people())
            articles = names.due()
            for start in range(0, len(articles), _PORTION):
                part = articles[start : start + _PORTION]
                for article, annotated in found(part).values():
                    enter_names(names, article, annotated)
            ledger.take_note("opinions", self._opinions.signature())

    def bring_up(self) -> None:
        """Settle the names, and resolve those whose meaning may have changed."""
        with self._store.linking() as ledger:
            session = _Session(ledger, self._opinions)
            self._full = settle(ledger.names, session.kept, session.persons)
        with self._store.linking() as ledger:
            followed = _Session(ledger, self._opinions).meaning.following.signature()
            if followed != ledger.note("followed"):
                ledger.names.ask_again()
                ledger.take_note("followed", followed)
        while self._resolve():
            pass
        if self._touched:
            self._ask()

    def _resolve(self) -> bool:
        """Resolve the names of a portion of the articles that are due; False when none is."""
        with self._store.linking() as ledger:
            names = ledger.names
            part = names.due(_PORTION)
            if not part:
                return False
            session = _Session(ledger, self._opinions)
            resolved = _Resolved()
            places = names.placed(part)
            for number, row, before in names.rows(part):
                named = Named(*row)
                where = Where(*places[named.article])
                meant = session.meaning.of(named, where)
                resolved.add(number, named, Meant(*before) if before else None, meant)
                if named.alone:
                    self._alone.add((named.name, where.story))
            names.resolve(part, resolved.changed)
            names.count((actor, *tally, n) for (actor, tally), n in resolved.counts.items())
            touched = {actor for actor, _ in resolved.counts}
            found = {id_: session.found[id_] for id_ in sorted(touched) if id_ in session.found}
            names.leave(touched - found.keys())
            names.register(LISTED, {}, _initials(found.values()))
            actors = [gathered.actor() for gathered in found.values()]
            ledger.write_actors(part, actors, resolved.speakers, resolved.mentioned)
            self._touched |= touched
            return True

    def _ask(self) -> None:
        """Ask anew where something changed; other questions stay."""
        before = self._store.questions()
        with self._store.linking() as ledger:
            session = _Session(ledger, self._opinions)
            kept = [question for question in before if not self._asks_again(question, ledger.names)]
            thin = doubts(session.persons, self._full, self._alone)
            asked = [
                *kept,
                *ask_of_people(thin, session.meaning, session.found, session.kept.naming),
                *ask_of_acronyms(session.sharing_initials(self._touched)),
            ]
            ledger.write_questions(unanswered(asked, self._opinions.answered()))

    def _asks_again(self, question: Question, names: Names) -> bool:
        """Whether a question may have another answer now; then its names are among the doubtful."""
        if question.first.kind != "person":
            return not self._touched.isdisjoint(question.actors)
        both = question.first.name, question.second.name
        full = {key for key in map(key_of, both) if " " in key and names.known(key) is not None}
        places = names.placed(question.second.articles[:1]).values()
        alone = {(question.second.name, story) for story, _ in places}
        if (
            self._touched.isdisjoint(question.actors)
            and self._full.isdisjoint(full)
            and self._alone.isdisjoint(alone)
        ):
            return False
        self._full |= full
        self._alone |= alone
        return True


class _Session:
    """What answers from a record within one transaction, while names stay as they are."""

    def __init__(self, ledger: Ledger, opinions: Opinions) -> None:
        self.kept = KeptNames(ledger.names)
        same, apart = opinions.people("same"), opinions.people("different")
        self.persons = Persons(self.kept, same=same, apart=apart)
        self.meaning = Meaning(self.persons, self.kept, opinions, self.kept.of)
        self.found = _Actors(ledger.names, self.meaning)
        self._names = ledger.names

    def sharing_initials(self, touched: Iterable[str]) -> Iterator[Gathered]:
        """The organisations among these, with all that have the same initials."""
        letters = {
            letters
            for id_ in touched
            if id_ in self.found
            for letters, _ in _initials([self.found[id_]])
        }
        ids = {id_ for block in sorted(letters) for id_ in self._names.alike(block)}
        return (self.found[id_] for id_ in sorted(ids) if id_ in self.found)


class _Actors(Mapping[str, Gathered]):
    """The actors of a record as they are counted."""

    def __init__(self, names: Names, meaning: Meaning) -> None:
        self._names = names
        self._shown = KeptAppearances(names)
        self._known = meaning.following.known()
        self._read: dict[str, Gathered | None] = {}

    def __getitem__(self, id_: str) -> Gathered:
        if id_ not in self._read:
            counts = Counter({Tally(f, v, d): n for f, v, d, n in self._names.counted(id_)})
            gathered = Gathered(id_, counts, self._shown, self._known.get(id_))
            self._read[id_] = gathered if gathered.named else None
        found = self._read[id_]
        if found is None:
            raise KeyError(id_)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


class _Resolved:
    """Who is meant in a portion of articles, and what that changes."""

    def __init__(self) -> None:
        self.changed: list[tuple[int, Meant | None]] = []
        self.counts: Counter[tuple[str, Tally]] = Counter()
        self.speakers: dict[str, str] = {}
        self.mentioned: dict[tuple[str, int, int], str] = {}

    def add(self, number: int, named: Named, before: Meant | None, meant: Meant | None) -> None:
        if meant is not None and named.said is not None:
            self.speakers[named.said] = meant.id
        elif meant is not None and named.start >= 0:
            self.mentioned[named.article, named.start, named.end] = meant.id
        if meant == before:
            return
        self.changed.append((number, meant))
        for who, sign in ((before, -1), (meant, 1)):
            if who is not None:
                for tally in tallies(named, who):
                    self.counts[who.id, tally] += sign


def _initials(found: Iterable[Gathered]) -> Iterator[tuple[str, str]]:
    """The blocks of organisations by their initials, or by the abbreviation that they go by."""
    for gathered in found:
        if gathered.kind == "organisation":
            name = gathered.display()
            letters = name if is_acronym(name) else initials(name)
            if letters:
                yield initials_block(letters), gathered.id
