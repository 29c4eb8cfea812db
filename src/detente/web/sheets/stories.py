"""All stories, the latest first."""

from __future__ import annotations

import msgspec

from detente.nouns import Story
from detente.web.address import Address
from detente.web.reader import Reader
from detente.web.sheets.parts import part


class StoriesSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the stories, of `among`."""

    stories: tuple[Story, ...]
    among: int
    next: str | None


def stories_sheet(reader: Reader, at: Address) -> StoriesSheet:
    """Return the part of the list that the address names; stories of many articles go first."""
    every = reader.remembered(
        "stories",
        lambda: sorted(
            sorted(reader.store.stories(), key=lambda s: (s.last or "", s.id), reverse=True),
            key=lambda s: -len(s.articles),
        ),
    )
    stories, following = part(every, at)
    return StoriesSheet(stories=stories, among=len(every), next=following)
