"""Questions for a person: names that may be one actor's, with what speaks for and against it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from detente.linking.doubts import Doubt
from detente.linking.gathered import Gathered
from detente.linking.meaning import Meaning
from detente.linking.opinions import node
from detente.linking.persons import OPEN
from detente.linking.words import is_content, tokens
from detente.nouns import Evidence, NameAt, Question, content_id

_ACRONYM = re.compile(r"[A-Z]{2,6}\Z")
_SHOWN = 2
"""Places that a question shows of each name."""
_ASKED = 1000
"""Questions that are kept for a person; nobody answers more at once."""

_Meant = tuple[NameAt, Gathered]
"""A name and the actor that linking takes it for."""


def ask_of_people(
    thin: Iterable[Doubt],
    meaning: Meaning,
    found: Mapping[str, Gathered],
    naming: Callable[[str, str], tuple[str, ...]],
) -> Iterator[Question]:
    """Ask whether two names are one person.

    Args:
        thin: the doubts.
        meaning: whom linking takes a name for.
        found: the actors as gathered, by id.
        naming: the articles of a story that have a name.

    """
    for doubt in thin:
        first = NameAt(name=doubt.first, kind="person")
        second = NameAt(name=doubt.second, kind="person")
        if doubt.place is not None:
            articles = naming(doubt.second, doubt.place)
            second = NameAt(name=doubt.second, kind="person", articles=articles)
        one, other = (_actor_of(name, meaning, found) for name in (first, second))
        if one and other and (second.articles or doubt.place is None):
            yield _question((first, one), (second, other), doubt)


def ask_of_acronyms(found: Iterable[Gathered]) -> Iterator[Question]:
    """Ask of abbreviations that no text explains whether they are the one name with these initials.

    Args:
        found: actors, among them all organisations that have the same initials.

    """
    organisations = [(g.id, g.display(), g) for g in found if g.kind == "organisation"]
    by_initials: dict[str, list[Gathered]] = {}
    for _, name, gathered in sorted(organisations, key=lambda row: row[:2]):
        if short := initials(name):
            by_initials.setdefault(short, []).append(gathered)
    rule = "an abbreviation that no text explains, and a name with these initials"
    for id_, name, gathered in organisations:
        fitting = [long for long in by_initials.get(name, ()) if long.id != id_]
        if is_acronym(name) and len(fitting) == 1:
            doubt = Doubt(fitting[0].display(), name, False, OPEN, rule)
            first, second = (
                (NameAt(name=n, kind="organisation", articles=tuple(sorted(g.articles()))), g)
                for g, n in ((fitting[0], doubt.first), (gathered, name))
            )
            yield _question(first, second, doubt)


def is_acronym(name: str) -> bool:
    """Whether a name is but an abbreviation."""
    return _ACRONYM.match(name) is not None


def initials(name: str) -> str | None:
    """The first letters of a name's words of content; None where it has but one."""
    letters = "".join(t.form[0] for t in tokens(name) if is_content(t.form))
    return letters.upper() if len(letters) > 1 else None


def _actor_of(name: NameAt, meaning: Meaning, found: Mapping[str, Gathered]) -> Gathered | None:
    """The actor that a name was taken for; None where it stands nowhere."""
    ids = sorted(map(meaning.following.listed_as, meaning.ids(name)))
    return next((found[id_] for id_ in ids if id_ in found), None)


def _question(first: _Meant, second: _Meant, doubt: Doubt) -> Question:
    (one_name, one), (other_name, other) = first, second
    joined = one.id == other.id
    pro, con = ((), ()) if joined else _compared(one, other)
    return Question(
        id=content_id("u", *sorted((node(one_name), node(other_name)))),
        first=one_name,
        second=other_name,
        actors=(one.id, other.id),
        joined=joined,
        score=doubt.score,
        rule=doubt.rule,
        speaks_for=pro,
        speaks_against=con,
        evidence=(*_places(one, one_name), *_places(other, other_name)),
    )


def _places(found: Gathered, name: NameAt) -> tuple[Evidence, ...]:
    """Where a name stands, in its own articles; places that have its very words come first."""
    places = {
        (place.of, place.start): place
        for place in found.places()
        if not name.articles or place.of in name.articles
    }
    exact = [place for _, place in sorted(places.items()) if place.exact == name.name]
    like = [place for _, place in sorted(places.items()) if place.exact in name.name]
    return tuple((exact or like or [place for _, place in sorted(places.items())])[:_SHOWN])


def _compared(one: Gathered, other: Gathered) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What speaks for one actor and what against, in words."""
    pro: list[str] = []
    con: list[str] = []
    titles = [found.roles() for found in (one, other)]
    both = titles[0].keys() & titles[1].keys()
    pro.extend(f"both are called {titles[0][key]}" for key in sorted(both))
    if all(titles) and not both:
        con.append("their roles differ: {} and {}".format(*(min(t.values()) for t in titles)))
    lands = [set(found.of("country")) for found in (one, other)]
    if all(lands):
        shared = sorted(lands[0] & lands[1])
        if shared:
            pro.append(f"both belong to {', '.join(shared)}")
        else:
            con.append(
                f"one belongs to {', '.join(sorted(lands[0]))}, "
                f"the other to {', '.join(sorted(lands[1]))}"
            )
    if one.articles() & other.articles():
        con.append("one article has both names")
    elif one.stories() & other.stories():
        pro.append("both stand in articles of one story")
    else:
        con.append("no story has both names")
    return tuple(pro), tuple(con)


def unanswered(questions: Iterable[Question], answered: set[frozenset[str]]) -> Sequence[Question]:
    """The questions that nobody judged on yet, those on which most hangs first; not too many."""
    new = {q.id: q for q in questions if frozenset((node(q.first), node(q.second))) not in answered}
    ordered = sorted(
        new.values(), key=lambda q: (q.joined, -len(q.speaks_for), len(q.speaks_against), q.id)
    )
    return ordered[:_ASKED]
