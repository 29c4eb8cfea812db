"""Anything else of the record, opened: what it is and the passages that it rests on."""

from __future__ import annotations

import msgspec

from detente.views.cards import card
from detente.views.passage import Passage
from detente.views.show import Fact
from detente.web.address import Address
from detente.web.reader import Reader


class OpenedSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A noun's card: its facts, and its passages."""

    id: str
    kind: str
    title: str
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...]


def opened_sheet(reader: Reader, at: Address) -> OpenedSheet:
    """Return the card of an id, or of the beginning of one.

    Raises:
        UnknownIdError: none or several fit.

    """
    found = card(reader.store.get(at.id), reader)
    return OpenedSheet(
        id=found.id,
        kind=found.kind,
        title=found.title,
        facts=found.facts,
        passages=found.passages,
    )
