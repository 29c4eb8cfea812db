"""The standing of parties in a record."""

from __future__ import annotations

from collections.abc import Sequence

from detente.errors import UnknownPartyError
from detente.nouns import Standing
from detente.standing.folding import fold
from detente.standing.gathering import MOST, gather
from detente.standing.meaning import meaning
from detente.standing.sides import Side
from detente.standing.telling import Facts, Reading


def standing(
    store: Reading, parties: Sequence[str], on: str | None = None, most: int | None = MOST
) -> Standing:
    """Return where things stand between parties.

    Args:
        store: a record's reading side.
        parties: two or more countries (name or ISO 3166-1 alpha-3 code), organisations or people.
        on: an ISO day; None for the last that the record knows.
        most: how many articles are read, the latest first (None: all); what is left out is in
            `not_found`.

    Raises:
        UnknownPartyError: nobody goes by a party's name, or all the names mean one party.

    """
    sides, facts = told(store, parties, on, most)
    return fold(facts, sides, on)


def told(
    store: Reading, parties: Sequence[str], on: str | None = None, most: int | None = MOST
) -> tuple[tuple[Side, ...], Facts]:
    """Return the parties that words mean, and what the record tells where they have a part.

    Raises:
        UnknownPartyError: nobody goes by a party's name, or all the names mean one party.

    """
    with store.parties() as reading:
        meant = tuple(dict.fromkeys(meaning(reading, words) for words in parties))
        if len(meant) < 2:
            raise UnknownPartyError(f"{' and '.join(map(repr, parties))} are one party; name two.")
        return meant, gather(reading, meant, on, most)
