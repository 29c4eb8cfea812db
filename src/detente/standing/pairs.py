"""Between whom the record has most: the pairs worth a brief."""

from __future__ import annotations

from collections import Counter

from detente.errors import UnknownPartyError
from detente.standing.sides import Sides
from detente.standing.telling import Reading

_COMMITMENT_WEIGHT = 3


def parties(store: Reading) -> list[tuple[str, str]]:
    """Return the pairs of parties that the record says most about, the fullest first.

    A commitment between two counts three times as much as a move of one towards the other; people
    count for their countries.
    """
    sides = Sides(store.actors())
    found: Counter[tuple[str, str]] = Counter()
    for move in store.moves():
        sources = {sides.of_party(party) for party in move.source if party.code}
        targets = {sides.of_party(party) for party in move.target if party.code}
        _count(found, sources, targets, 1)
    for commitment in store.commitments():
        debtor = sides.of_name(commitment.debtor)
        antecedent = commitment.antecedent
        other = sides.of_name(antecedent.who if antecedent else commitment.creditor)
        _count(found, {debtor}, {other}, _COMMITMENT_WEIGHT)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [pair for pair, _ in ranked if all(_known(name, sides) for name in pair)]


def _known(name: str, sides: Sides) -> bool:
    """Whether a standing can be asked of it: not of "the alliance", which names nobody."""
    try:
        sides.party(name)
    except UnknownPartyError:
        return False
    return True


def _count(
    found: Counter[tuple[str, str]], one: set[str | None], other: set[str | None], weight: int
) -> None:
    for first in one:
        for second in other:
            if first and second and first != second:
                found[min(first, second), max(first, second)] += weight
