"""One story: the articles that tell of it, the earliest first, and which was made from which."""

from __future__ import annotations

import msgspec

from detente.nouns import Story
from detente.views.family import Member, family
from detente.views.tables import Kinship
from detente.web.address import Address
from detente.web.reader import Reader
from detente.web.sheets.parts import noun


class StorySheet(msgspec.Struct, frozen=True, kw_only=True):
    """A story with its articles and the links between them."""

    id: str
    title: str | None
    first: str | None
    last: str | None
    members: tuple[Member, ...]
    kin: tuple[Kinship, ...]
    score: float
    why: str


def story_sheet(reader: Reader, at: Address) -> StorySheet:
    """Return the story of an id, or of the beginning of one.

    Raises:
        UnknownIdError: none or several fit.

    """
    story = noun(reader, at.id, Story)
    told = family(story, reader)
    return StorySheet(
        id=story.id,
        title=story.title,
        first=story.first,
        last=story.last,
        members=told.members,
        kin=told.kin,
        score=story.score,
        why=story.why,
    )
