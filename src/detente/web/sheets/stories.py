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
    every = reader.remembered("stories", lambda: _ordered(reader))
    shown, following = part(every, at)
    with reader.store.listings() as listings:
        stories = listings.stories(shown)
    return StoriesSheet(stories=tuple(stories[i] for i in shown), among=len(every), next=following)


def _ordered(reader: Reader) -> list[str]:
    with reader.store.listings() as listings:
        sizes = listings.story_sizes()
    sizes.sort(key=lambda size: (size[1] or "", size[0]), reverse=True)
    sizes.sort(key=lambda size: -size[2])
    return [identifier for identifier, _, _ in sizes]
