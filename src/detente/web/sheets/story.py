"""One story: the articles that tell of it, the earliest first, and which was made from which."""

from __future__ import annotations

import msgspec

from detente.nouns import Article, Story, When
from detente.views.reading import Lookup
from detente.views.tables import Kinship, kinships
from detente.views.text import first_day
from detente.web.address import Address
from detente.web.reader import Reader
from detente.web.sheets.parts import noun


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """An article of a story."""

    id: str
    outlet: str
    title: str | None
    published: str | When | None
    agencies: tuple[str, ...]
    reports: int


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
    reader.prime(articles=story.articles)
    articles = [a for i in story.articles if (a := reader.article(i))]
    articles.sort(key=lambda a: (first_day(a.published) or "9999", a.id))
    told = set(story.articles)
    with reader.store.listings() as listings:
        links = listings.kin_of(story.articles)
        reports = listings.report_counts(story.articles)
    lines = (k for k in links if k.source in told and k.made in told)
    return StorySheet(
        id=story.id,
        title=story.title,
        first=story.first,
        last=story.last,
        members=tuple(_member(a, reader, reports.get(a.id, 0)) for a in articles),
        kin=kinships(lines, reader),
        score=story.score,
        why=story.why,
    )


def _member(article: Article, lookup: Lookup, reports: int) -> Member:
    return Member(
        id=article.id,
        outlet=lookup.outlet(article),
        title=article.title,
        published=article.published,
        agencies=article.agencies,
        reports=reports,
    )
