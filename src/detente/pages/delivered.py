"""One delivered document: its bytes and what is known about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import msgspec

from detente.nouns import Page
from detente.pages.page import LIMIT, page

if TYPE_CHECKING:
    from detente.pages.fields import Row

_HALVES = re.compile(r"[\ud800-\udfff]")


def storable(words: str) -> str:
    """The words with a mark for each half of a surrogate pair, which no file can hold.

    JSON may hold them, and Python puts them for the bytes of a file's name that are not UTF-8.
    """
    return _HALVES.sub("\ufffd", words)


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
    charset: str | None = None

    @classmethod
    def of_row(cls, row: Row, *, file: str, where: str) -> Self:
        """The source that a row of an export is."""
        return cls(where=where, file=file, **row._asdict())

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
            charset=self.charset,
            limit=limit,
        )
