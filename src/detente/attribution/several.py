"""Two who speak as one: "ministers Ana Reyes and Kari Moen said", "both said", "the two sides"."""

from __future__ import annotations

from detente.attribution.scene import Scene
from detente.prose import holding

BACK = 1000
"""How far back, in characters, "both" and "the two" may reach."""


def joint(scene: Scene, start: int, end: int) -> list[str]:
    """The names of two people whom a source joins by "and"; else nothing."""
    named = [n for n in scene.named(start, end) if not n.possessive]
    people = [(n, p) for n, p in zip(named, map(scene.owner, named), strict=True) if p is not None]
    if len(people) != 2 or people[0][1] is people[1][1]:
        return []
    (one, first), (other, second) = people
    between = scene.text[one.end : other.role[0] if other.role else other.start]
    return [first.name, second.name] if between.split() == ["and"] else []


def pair(scene: Scene, place: int, *, states: bool) -> list[str]:
    """The two whom "both" at `place` means: those of the last sentence that names two, or nothing.

    Args:
        scene: the scene.
        place: where the words stand.
        states: whether countries are meant ("both governments") and people are not.

    """
    sentence = holding(scene.sentences, place)
    stretches = scene.sentences_between(place - BACK, sentence[0] if sentence else place)
    for start, end in reversed([*stretches, *([(sentence[0], place)] if sentence else [])]):
        named = [n for n in scene.named(start, end) if not n.possessive]
        people = [p.name for p in map(scene.owner, named) if p is not None]
        lands = [n.words for n in named if n.kind == "country"]
        for several in (lands,) if states else (people, lands):
            two = list(dict.fromkeys(several))
            if len(two) >= 2:
                return two if len(two) == 2 else []
    return []
