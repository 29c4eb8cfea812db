"""Questions for a person: names that may be one actor's, with what speaks for and against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from detente.linking.gathered import Gathered
from detente.linking.opinions import node
from detente.linking.persons import OPEN, Doubt
from detente.linking.words import is_content, tokens
from detente.nouns import Evidence, NameAt, Question, content_id

_ACRONYM = re.compile(r"[A-Z]{2,6}\Z")
_SHOWN = 2
"""Places that a question shows of each name."""

Meant = tuple[NameAt, str]
"""A name and the id of the actor that linking takes it for."""


def question(
    first: Meant,
    second: Meant,
    doubt: Doubt,
    found: Mapping[str, Gathered],
    stories: Mapping[str, str],
) -> Question:
    """Ask whether two names are one actor.

    Args:
        first: the fuller name and its actor.
        second: the other one.
        doubt: how sure linking is that they are one, and why.
        found: the actors as gathered, by id.
        stories: by article, its story.

    """
    one, other = found[first[1]], found[second[1]]
    joined = first[1] == second[1]
    pro, con = ((), ()) if joined else _compared(one, other, stories)
    return Question(
        id=content_id("u", *sorted((node(first[0]), node(second[0])))),
        first=first[0],
        second=second[0],
        actors=(first[1], second[1]),
        joined=joined,
        score=doubt.score,
        rule=doubt.rule,
        speaks_for=pro,
        speaks_against=con,
        evidence=(*_places(one, first[0]), *_places(other, second[0])),
    )


def _places(found: Gathered, name: NameAt) -> tuple[Evidence, ...]:
    """Where a name stands, in its own articles; places that have its very words come first."""
    places = {
        (place.of, place.start): place
        for entry in found.names.values()
        for place in entry.places
        if not name.articles or place.of in name.articles
    }
    exact = [place for _, place in sorted(places.items()) if place.exact == name.name]
    like = [place for _, place in sorted(places.items()) if place.exact in name.name]
    return tuple((exact or like or [place for _, place in sorted(places.items())])[:_SHOWN])


def _compared(
    one: Gathered, other: Gathered, stories: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What speaks for one actor and what against, in words."""
    pro: list[str] = []
    con: list[str] = []
    both = {*one.roles} & {*other.roles}
    pro.extend(f"both are called {one.roles[key][0][0]}" for key in sorted(both))
    if one.roles and other.roles and not both:
        titles = (sorted(rows[0][0] for rows in g.roles.values())[0] for g in (one, other))
        con.append("their roles differ: {} and {}".format(*titles))
    lands = [{*g.countries} for g in (one, other)]
    if all(lands):
        shared = sorted(lands[0] & lands[1])
        if shared:
            pro.append(f"both belong to {', '.join(shared)}")
        else:
            con.append(
                f"one belongs to {', '.join(sorted(lands[0]))}, "
                f"the other to {', '.join(sorted(lands[1]))}"
            )
    if one.articles & other.articles:
        con.append("one article has both names")
    elif {stories[a] for a in one.articles} & {stories[a] for a in other.articles}:
        pro.append("both stand in articles of one story")
    else:
        con.append("no story has both names")
    return tuple(pro), tuple(con)


def acronym_doubts(organisations: Iterable[tuple[str, str]]) -> list[tuple[str, str, Doubt]]:
    """Abbreviations that no text explains, with the one organisation whose initials they are.

    Args:
        organisations: ids and names.

    Returns:
        ids of the organisation and of the abbreviation, and the doubt.

    """
    rows = sorted(organisations)
    long: dict[str, list[tuple[str, str]]] = {}
    for id_, name in rows:
        initials = "".join(t.form[0] for t in tokens(name) if is_content(t.form))
        if len(initials) > 1:
            long.setdefault(initials.upper(), []).append((id_, name))
    rule = "an abbreviation that no text explains, and a name with these initials"
    found = []
    for id_, name in rows:
        fitting = [row for row in long.get(name, ()) if row[0] != id_]
        if _ACRONYM.match(name) and len(fitting) == 1:
            full = fitting[0]
            found.append((full[0], id_, Doubt(full[1], name, False, OPEN, rule)))
    return found


def unanswered(questions: Iterable[Question], answered: set[frozenset[str]]) -> Sequence[Question]:
    """The questions that nobody judged on yet, those on which most hangs first."""
    return sorted(
        (q for q in questions if frozenset((node(q.first), node(q.second))) not in answered),
        key=lambda q: (q.joined, -len(q.speaks_for), len(q.speaks_against), q.id),
    )
