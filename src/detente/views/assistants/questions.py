"""What several questions ask."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from detente.errors import InputError

Text = Annotated[str, Meta(min_length=1, max_length=200)]
"""A name, an id or a token."""
Next = Annotated[Text | None, Meta(description="`next` of the answer before, for what follows.")]
Day = Annotated[Text | None, Meta(description="ISO 8601: 2025-02-06.")]


def day(asked: str | None) -> str | None:
    """A day as it was asked for.

    Raises:
        InputError: it is none.

    """
    if asked is None:
        return None
    try:
        return date.fromisoformat(asked).isoformat()
    except ValueError as error:
        raise InputError(f"{asked!r} is no day; write it as 2025-02-06.") from error
