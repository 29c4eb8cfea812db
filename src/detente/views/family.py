"""The articles of a story, and which was made from which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from detente.errors import UnknownIdError
from detente.nouns import Article, Story, When
from detente.views.reading import Lookup
from detente.views.tables import Kinship, kinships
from detente.views.text import first_day

if TYPE_CHECKING:
    from detente.record import Store
    from detente.record.listings import Listings

_LOOKED_AT = 100
"""The largest stories, among which one with links is looked for."""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """An article of a story."""

    id: str
    outlet: str
    title: str | None
    published: str | When | None
    agencies: tuple[str, ...]
    reports: int


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """The articles of a story, the earliest first, and the links between them."""

    members: tuple[Member, ...]
    kin: tuple[Kinship, ...]


def story_meant(store: Store, identifier: str | None) -> Story:
    """Return the story of an id, or of one of its articles.

    Without an id it is the largest one in which an article was made from another, or the largest.

    Raises:
        UnknownIdError: nothing has this id, it is of another thing, or there is no story at all.

    """
    with store.listings() as listings:
        if identifier is None:
            return _fullest(listings)
        found = store.get(identifier)
        home = listings.story_of(found.id) if isinstance(found, Article) else None
        found = store.get(home) if home else found
        if not isinstance(found, Story):
            raise UnknownIdError(
                f"{identifier!r} is neither a story nor an article; `detente lineage` lists links."
            )
        return found


def family(story: Story, lookup: Lookup) -> Family:
    """Read the articles of a story and the links between them."""
    lookup.prime(articles=story.articles)
    articles = [a for i in story.articles if (a := lookup.article(i))]
    articles.sort(key=lambda a: (first_day(a.published) or "9999", a.id))
    told = set(story.articles)
    with lookup.store.listings() as listings:
        links = listings.kin_of(story.articles)
        reports = listings.report_counts(story.articles)
    lines = (k for k in links if k.source in told and k.made in told)
    return Family(
        members=tuple(_member(a, lookup, reports.get(a.id, 0)) for a in articles),
        kin=kinships(lines, lookup),
    )


def _fullest(listings: Listings) -> Story:
    sizes = sorted(listings.story_sizes(), key=lambda size: (-size[2], size[0]))
    if not sizes:
        raise UnknownIdError("The record has no story yet: read pages with `detente read PATH`.")
    for identifier, _, _ in sizes[:_LOOKED_AT]:
        story = listings.stories([identifier])[identifier]
        if any({k.source, k.made} <= {*story.articles} for k in listings.kin_of(story.articles)):
            return story
    return listings.stories([sizes[0][0]])[sizes[0][0]]


def _member(article: Article, lookup: Lookup, reports: int) -> Member:
    return Member(
        id=article.id,
        outlet=lookup.outlet(article),
        title=article.title,
        published=article.published,
        agencies=article.agencies,
        reports=reports,
    )
