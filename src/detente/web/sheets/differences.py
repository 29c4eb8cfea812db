"""Where outlets differ, each side with its words; never adjudicated."""

from __future__ import annotations

from typing import get_args

import msgspec

from detente.nouns import DiscrepancyKind
from detente.views.differing import Difference, difference
from detente.web.address import Address
from detente.web.reader import Reader
from detente.web.sheets.parts import LINES, following

KINDS = get_args(DiscrepancyKind)


class DifferencesSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the discrepancies, of `among`, of one kind where one is asked for."""

    differences: tuple[Difference, ...]
    among: int
    kind: str | None
    kinds: tuple[str, ...]
    next: str | None


def differences_sheet(reader: Reader, at: Address) -> DifferencesSheet:
    """Return the part of the list that the address names.

    Raises:
        InputError: `kind` is none that there is.

    """
    kind = at.choice("kind", KINDS)
    with reader.store.listings() as listings:
        among = listings.count_discrepancies(kind)
        shown = listings.discrepancies(kind, at.skipped, LINES)
    reader.prime(articles=(e.of for d in shown for value in d.values for e in value.evidence))
    return DifferencesSheet(
        differences=tuple(difference(d, reader) for d in shown),
        among=among,
        kind=kind,
        kinds=KINDS,
        next=following(at, among),
    )
