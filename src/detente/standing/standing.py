"""The standing of parties in a record."""

from __future__ import annotations

from collections.abc import Sequence

from detente.nouns import Standing
from detente.standing.folding import fold
from detente.standing.gathering import gather
from detente.standing.sides import Side, Sides
from detente.standing.telling import Facts, Reading


def standing(store: Reading, parties: Sequence[str], on: str | None = None) -> Standing:
    """Return where things stand between parties.

    Args:
        store: a record's reading side.
        parties: two or more countries (name or ISO 3166-1 alpha-3 code), organisations or people.
        on: an ISO day; None for the last that the record knows.

    Raises:
        UnknownPartyError: nobody goes by a party's name.

    """
    sides, facts = told(store, parties)
    return fold(facts, sides, on)


def told(store: Reading, parties: Sequence[str]) -> tuple[tuple[Side, ...], Facts]:
    """Return the parties that words mean, and all that the record tells where they have a part."""
    sides = Sides(store.actors())
    meant = tuple(dict.fromkeys(sides.party(words) for words in parties))
    return meant, gather(store, sides, meant)
