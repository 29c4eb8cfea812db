"""People whose full name the articles give differently."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.linking.finding import Finding, Side, side
from detente.linking.forms import person_like
from detente.linking.names import parse
from detente.linking.words import unaccented
from detente.nouns import Article

_LETTERS = re.compile(r"[^a-z]")


@dataclass(frozen=True, slots=True)
class Named:
    """A person's name in an article: who is meant, and where it stands."""

    actor: str
    article: Article
    start: int
    end: int


def name_differences(named: Iterable[Named]) -> Iterable[Finding]:
    """Full names of one person that differ in more than accents, points and initials."""
    by_actor: dict[str, list[Named]] = defaultdict(list)
    for name in named:
        by_actor[name.actor].append(name)
    for _, names in sorted(by_actor.items()):
        yield from _of_one(names)


def _of_one(names: Iterable[Named]) -> Iterable[Finding]:
    """The forms of as many words as most have; a middle name left out is no difference."""
    forms: dict[tuple[str, ...], dict[str, Side]] = defaultdict(dict)
    for name in sorted(names, key=lambda n: (n.article.id, n.start)):
        parsed = parse(name.article.text[name.start : name.end])
        if parsed is None or not parsed.given or not person_like(parsed.written):
            continue
        key = _key(parsed.written)
        if len(key) == len(parsed.written.split()):
            place = side(name.article, name.start, name.end, parsed.written)
            forms[key].setdefault(name.article.id, place)
    forms = _of_usual_length(forms)
    if len(forms) < 2:
        return
    sides = _one_value_each(forms)
    yield Finding(
        "name",
        f"how {sides[0].value} is named",
        sides,
        "articles give the person's name in different forms; perhaps one name in other letters",
        None,
        0.6,
    )


def _key(written: str) -> tuple[str, ...]:
    words = (_LETTERS.sub("", unaccented(word)) for word in written.split())
    return tuple(word for word in words if len(word) > 1)


def _of_usual_length(
    forms: Mapping[tuple[str, ...], dict[str, Side]],
) -> dict[tuple[str, ...], dict[str, Side]]:
    seen: dict[int, int] = defaultdict(int)
    for key, places in forms.items():
        seen[len(key)] += len(places)
    usual = min(seen, key=lambda length: (-seen[length], length), default=0)
    return {key: places for key, places in forms.items() if len(key) == usual}


def _one_value_each(forms: Mapping[tuple[str, ...], dict[str, Side]]) -> tuple[Side, ...]:
    """Accents alone must not look like another value."""
    return tuple(
        Side(min(s.value for s in places.values()), place.evidence)
        for _, places in sorted(forms.items())
        for place in places.values()
    )
