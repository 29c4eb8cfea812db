"""Mentions: every name of an article, and each description that turned out to be a named person."""

from __future__ import annotations

from detente.attribution.person import Person
from detente.attribution.scene import Scene
from detente.nouns import Mention


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
                    country=name.code,
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
