"""Which party a user's words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.errors import UnknownPartyError
from detente.standing.sides import Side, Sides

if TYPE_CHECKING:
    from detente.record.parties import Parties


def meaning(reading: Parties, words: str) -> Side:
    """Return the party that words mean, asking for every name of the record only if need be.

    Raises:
        UnknownPartyError: neither a country nor anybody in the record goes by these words.

    """
    bare = words.strip()
    spelt = {words, bare, bare.title(), bare.capitalize(), bare.upper()}
    near = Sides(reading.actors(names=spelt, ids={bare}))
    try:
        return near.party(words, [name for name in spelt if reading.has_part(name)])
    except UnknownPartyError:
        return Sides(reading.actors(names=reading.names())).party(words, reading.countries())
