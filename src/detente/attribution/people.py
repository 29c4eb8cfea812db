"""The people of an article: where the text names each, their titles and country.

A person is introduced by full name and title and then goes by surname; a title may stand before the
name, in commas after it ("X, the envoy to Y,") or before it ("the envoy to Y, X,"). Two people with
one surname stay apart: a bare surname then goes to the one named last.
"""

from __future__ import annotations

import re
from collections import defaultdict

from detente.attribution.lands import Lands
from detente.attribution.names import Name, names
from detente.attribution.person import Person, surname_of
from detente.attribution.titles import country_of, learn

_WHERE = re.compile(r"\b(?:in|at|near|outside|around)\s$")


class People:
    """The people of one article, found by any form of their names."""

    def __init__(self, places: frozenset[str] = frozenset()) -> None:
        self.all: list[Person] = []
        self.places = places  # words, in lower case, that are said to be where something is
        self._by_word: dict[str, list[Person]] = defaultdict(list)

    def add(self, words_: str) -> Person:
        """A new person by this name."""
        person = Person(words_)
        self.all.append(person)
        self._index(person)
        return person

    def rename(self, person: Person, words_: str) -> None:
        """Give a person a fuller name."""
        person.name = words_
        self._index(person)

    def _index(self, person: Person) -> None:
        for key in {*_ends(person.name), surname_of(person.name)}:
            if person not in self._by_word[key]:
                self._by_word[key].append(person)

    def same(self, words_: str) -> Person | None:
        """The person whose full name this is too, tolerating a middle name or a spelling."""
        first, last = _ends(words_)
        for person in [*self._by_word[last], *self._by_word[first]]:
            theirs = _ends(person.name)
            if person.name.lower().endswith(f" {words_.lower()}"):
                return person
            if last == theirs[1] and _alike(first, theirs[0]):
                return person
            long = len(words_.split()) == len(person.name.split())
            if first == theirs[0] and long and _alike(last, theirs[1]):
                return person
        return None

    def owner(self, name: Name) -> Person | None:
        """Whose name this is: a full name's own person, or the last-named one so called."""
        if name.kind not in ("person", "place"):
            return None
        if len(name.words.split()) > 1:
            return self.same(name.words) if name.kind == "person" else None
        word = name.words.lower()
        options = [p for p in self._by_word[word] if word == p.surname]
        if not options and word not in self.places:
            # where the family's name stands first ("Ling Ji"), it is that which news goes on with
            options = [p for p in self._by_word[word] if word == _ends(p.name)[0]]
        if not options:
            near = [p for p in self.all if _alike(p.surname, word)] if name.role else []
            return near[0] if len(near) == 1 else None
        named = [p for p in options if p.places and p.places[-1][0] <= name.start]
        return max(named, key=lambda p: p.places[-1][0]) if named else options[0]


def people(text: str, found: list[Name], lands: Lands) -> People:
    """Group the person names of `text` into people, in the order of their first appearance."""
    cast = People(frozenset(n.words.lower() for n in found if _is_where(text, n)))
    for name in found:
        if name.kind == "person" and len(name.words.split()) > 1:
            person = cast.same(name.words)
            if person is None:
                cast.add(name.words)
            elif len(name.words) > len(person.name):
                cast.rename(person, name.words)
    for name in found:
        person = cast.owner(name)
        if person is None and name.kind == "person":
            person = cast.add(name.words)
        if person is not None:
            person.places.append((name.start, name.end))
            learn(text, person, name, lands)
    cast.all = sorted((p for p in cast.all if p.places), key=lambda p: p.places[0])
    for person in cast.all:
        person.country = person.country or country_of(person, cast.all, lands)
    return cast


def introduce(cast: People, context: str, lands: Lands) -> None:
    """Learn from headline and captions: titles and countries of known people.

    Their words are no part of the article's text, so they give no places.
    """
    for name in lands.apply(names(context)):
        person = cast.owner(name)
        if person is None or name.kind != "person":
            continue
        seen = Person(name.words)
        learn(context, seen, name, lands)
        person.titles += [text for text, _, _ in seen.roles]
        person.gender = person.gender or seen.gender
        person.country = person.country or country_of(seen, cast.all, lands)


def _is_where(text: str, name: Name) -> bool:
    """Whether a name stands where a place does: "in Quenby"."""
    return (
        name.kind == "place" and _WHERE.search(text, max(0, name.start - 9), name.start) is not None
    )


def _ends(words_: str) -> tuple[str, str]:
    """The first and the last word of a name, in lower case."""
    parts = words_.lower().split()
    return parts[0], parts[-1]


def _alike(a: str, b: str) -> bool:
    """The same word, one an initial of the other, or one or two letters apart."""
    if a == b:
        return True
    if len(a.rstrip(".")) == 1 or len(b.rstrip(".")) == 1:
        return a[:1] == b[:1]
    from rapidfuzz.distance import DamerauLevenshtein

    longest = max(len(a), len(b))
    allowed = 2 if longest > 7 else 1
    return longest > 4 and DamerauLevenshtein.distance(a, b, score_cutoff=2) <= allowed
