"""Mentions: every name of an article, and each description that turned out to be a named person."""

from __future__ import annotations

from detente import countries
from detente.attribution.names import Name
from detente.attribution.person import Person
from detente.attribution.scene import Scene
from detente.nouns import Mention
from detente.prose import holding

_BESIDE = 12
"""Characters before a body's name in which a nationality stands that it goes with."""


def mentions(scene: Scene) -> tuple[Mention, ...]:
    """The mentions of a resolved scene, in the order of the text."""
    found = []
    taken = set()
    for person in scene.people:
        for place in person.places:
            taken.add(place)
            found.append(_of_person(scene, person, *place))
    for start, end, person in scene.described:
        if (start, end) not in taken:
            taken.add((start, end))
            found.append(_of_person(scene, person, start, end))
    for name in scene.names:
        if (name.start, name.end) not in taken and name.kind != "person":
            found.append(
                Mention(
                    start=name.start,
                    end=name.end,
                    name=name.words,
                    kind=name.kind,
                    country=name.code or _country_of(scene, name),
                )
            )
    for at, speaker, _ in scene.spoken:
        place = (at, at + len(speaker.name))
        named = speaker.anonymous and scene.text.startswith(speaker.name, at)
        if named and place not in taken:
            taken.add(place)
            start, end = place
            found.append(Mention(start=start, end=end, name=speaker.name, kind="anonymous"))
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))


def _country_of(scene: Scene, name: Name) -> str | None:
    """The country of a body that the text does not name with it: a listed one, or "its ministry".

    A listed body ("the Foreign Office") beside a nationality may be another country's.
    """
    if name.kind != "organisation":
        return None
    start, end = name.start, name.end
    sentence = holding(scene.sentences, start)
    if sentence is not None and scene.text[max(0, start - 4) : start].lower() == "its ":
        owners = {m.code for m in scene.lands.find(scene.text[sentence[0] : start])}
        return owners.pop() if len(owners) == 1 else None
    if scene.lands.find(scene.text[max(0, start - _BESIDE) : start]):
        return None
    return next(
        (
            body.code
            for body in countries.names(scene.text[start:end])
            if body.kind == "body" and body.end - body.start >= end - start - len("the ")
        ),
        None,
    )


def _of_person(scene: Scene, person: Person, start: int, end: int) -> Mention:
    here = [r for r in person.roles if abs(r[1] - start) < 200]
    role = here[0][0] if here else (person.roles[0][0] if person.roles else None)
    return Mention(
        start=start,
        end=end,
        name=person.name,
        kind="person",
        role=role,
        country=person.country,
    )
