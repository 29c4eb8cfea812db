"""One delivered document: its bytes and what is known about it."""

from __future__ import annotations

from typing import Any

import msgspec

from detente.nouns import Page
from detente.pages.page import LIMIT, page


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One document's bytes and what is known about it; `where` names it in messages."""

    data: bytes
    where: str
    file: str | None = None
    url: str | None = None
    given_id: str | None = None
    retrieved: str | None = None
    given: dict[str, Any] = {}
    media: str | None = None

    def page(self, *, limit: int = LIMIT) -> Page:
        """The page that it is; raises as `detente.pages.page` does."""
        return page(
            self.data,
            file=self.file,
            url=self.url,
            given_id=self.given_id,
            retrieved=self.retrieved,
            given=self.given,
            media=self.media,
            limit=limit,
        )
