"""What several sheets share: a part of a listing, and one noun by its id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from detente.errors import UnknownIdError
from detente.web.address import Address, token
from detente.web.reader import Reader

Item = TypeVar("Item")

LINES = 100
"""Lines of a listing that one page shows."""


def part(
    items: Sequence[Item], at: Address, size: int = LINES
) -> tuple[tuple[Item, ...], str | None]:
    """Return the lines that an address shows, and the `next` of those after them."""
    start = at.skipped
    return tuple(items[start : start + size]), following(at, len(items), size)


def following(at: Address, among: int, size: int = LINES) -> str | None:
    """Return the `next` of the lines after those that an address shows, of so many altogether."""
    end = at.skipped + size
    return token(end) if end < among else None


def noun(reader: Reader, identifier: str, kind: type[Item]) -> Item:
    """Return the noun of an id, or of the beginning of one.

    Raises:
        UnknownIdError: none or several fit, or it is something else.

    """
    found = reader.store.get(identifier)
    if not isinstance(found, kind):
        raise UnknownIdError(
            f"{identifier!r} is no {kind.__name__.lower()} but another thing; open it at "
            f"/show/{identifier}."
        )
    return found
