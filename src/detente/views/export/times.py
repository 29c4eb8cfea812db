"""Times as other forms want them."""

from __future__ import annotations

from datetime import UTC, datetime


def in_utc(time: str | None) -> str | None:
    """An ISO 8601 time in UTC, without its zone; None for one whose zone nobody knows."""
    try:
        known = datetime.fromisoformat(time or "")
    except ValueError:
        return None
    if known.tzinfo is None:
        return None
    return known.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
