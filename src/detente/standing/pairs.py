"""Between whom the record has most: the pairs worth a brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from detente.nouns.actor import ActorKind
from detente.standing.allegiance import placed_by_words
from detente.standing.gathering import bodies_of
from detente.standing.sides import Side, Sides, country_name
from detente.standing.telling import Reading

if TYPE_CHECKING:
    from detente.record.parties import Pair, Parties

_COMMITMENT_WEIGHT = 3
_MOST = 5000
"""Pairs of names that are looked at, those told of most."""
_FIRST, _ARTICLES = 40, 40
"""The first pairs, whose officials are placed by what they say, in so many articles."""
_LED = 400
"""The first pairs, whose people count for the bodies that their titles name."""


def parties(store: Reading) -> list[tuple[str, str]]:
    """Return the pairs of parties that the record says most about, the fullest first.

    A commitment between two counts three times as much as a move of one towards the other; people
    count for their countries. Pairs with a person who stands for nobody come after all others.
    """
    with store.parties() as reading:
        rows = reading.pairs(_MOST, _COMMITMENT_WEIGHT)
        names = {name for row in rows for name in (row.one, row.other)}
        actors = reading.actors(names=names, kind="country")
        leading = {name for row in rows[:_LED] for name in (row.one, row.other)}
        actors += bodies_of(reading, (a for a in actors if leading & {a.name, *a.names}))
        sides = Sides(actors)
        placed = _placing(reading, sides, rows[:_FIRST])
    kinds = {actor.name: actor.kind for actor in actors}
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        one, other = (placed.of_name(country_name(name)) for name in (row.one, row.other))
        weight = _weight(row, sides)
        if one and other and one != other and weight:
            found[min(one, other), max(one, other)] += weight
    known = [pair for pair in found if all(_is_party(side, sides, kinds) for side in pair)]
    return sorted(known, key=lambda pair: (_has_person(pair, kinds), -found[pair], pair))


def _placing(reading: Parties, sides: Sides, rows: Sequence[Pair]) -> Sides:
    """The sides with officials placed who matter and whose country only the articles tell."""
    named = {name for row in rows for name in (row.one, row.other)}
    of_nobody = {
        name
        for actor in sides.actors.values()
        if actor.kind == "person" and not actor.country and not sides.serves(actor)
        for name in (actor.name, *actor.names)
    }
    unplaced = named & of_nobody
    if not unplaced:
        return sides
    people = {name for a in sides.actors.values() if a.kind == "person" for name in a.names}
    own = (name for name in sorted(named - people) if sides.of_name(name) == name)
    acting = [Side(name, frozenset({name})) for name in own if name[:1].isupper()]
    told = list(reading.told(reading.naming(unplaced, _ARTICLES)))
    speakers = {a.speaker.actor for one in told for a in one.attributions if a.speaker}
    known = {**sides.actors, **{a.id: a for a in reading.actors(ids=set(filter(None, speakers)))}}
    return placed_by_words(told, Sides(known.values(), acting))


def _weight(row: Pair, sides: Sides) -> int:
    """How much a row says of its two; moves count only where both are named as countries."""
    bound = _COMMITMENT_WEIGHT * row.commitments
    states = all(sides.land(country_name(name)) for name in (row.one, row.other))
    return row.moves + bound if states else bound


def _is_party(side: str, sides: Sides, kinds: Mapping[str, ActorKind]) -> bool:
    """Whether a standing can be asked of it: not of "the alliance", which names nobody.

    A name that is nobody's and that acts is a party that no list knows.
    """
    if side in kinds:
        return kinds[side] != "anonymous"
    return sides.land(side) is not None or side[:1].isupper()


def _has_person(pair: tuple[str, str], kinds: Mapping[str, ActorKind]) -> bool:
    return any(kinds.get(side) == "person" for side in pair)
