"""A time that is known to a day or to an interval of days, with the words it was read from."""

from __future__ import annotations

import msgspec


class When(msgspec.Struct, frozen=True, kw_only=True):
    """An interval of days, both ends included; equal ends are one day.

    ISO 8601 dates (`YYYY-MM-DD`); `None` is an end that is not known. `words` is the text that the
    interval was read from, empty where it was derived.
    """

    earliest: str | None
    latest: str | None
    words: str = ""

    @property
    def day(self) -> str | None:
        """The day, when it is known to a day."""
        return self.earliest if self.earliest == self.latest else None
