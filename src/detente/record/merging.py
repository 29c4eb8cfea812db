"""Taking what one record says of its pages into another; links are made anew there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from detente.nouns import Annotated, Article, Attribution, Document

if TYPE_CHECKING:
    from detente.record.store import Store


def take_over(store: Store, other: Store) -> int:
    """Add the pages of another record, what was set aside there, and what people judged there.

    Returns:
        How many pages were new.

    """
    new = 0
    for document in documents(other):
        new += store.add(document)
        for file in other.files(document.page.id):
            store.recognise(replace(document.page, file=file))
    for item in other.set_asides():
        store.set_aside(item)
    for judgement in other.judgements():
        store.judge(judgement)
    lists = sorted(other.known_actors(), key=lambda actor: actor.source)
    for source, actors in groupby(lists, key=lambda actor: actor.source):
        store.keep_list(source, list(actors))
    return new


def documents(store: Store) -> Iterator[Document]:
    """Every page of a record as it was when it entered, without what linking says of it."""
    of_page = groupby(store.articles(), key=lambda article: article.page)
    articles = {page: tuple(found) for page, found in of_page}
    for page in store.pages():
        told = articles.get(page.id, ())
        yield Document(
            page=page,
            articles=told,
            annotated=tuple(_annotated(store, article) for article in told),
            dropped=store.dropped(page.id),
        )


def _annotated(store: Store, article: Article) -> Annotated:
    return Annotated(
        attributions=tuple(_unlinked(a) for a in store.attributions(article=article.id)),
        moves=tuple(replace(m, article=None) for m in store.moves(article=article.id)),
        commitments=tuple(replace(c, article=None) for c in store.commitments(article=article.id)),
        mentions=tuple(replace(m, actor=None) for m in store.mentions(article.id)),
    )


def _unlinked(attribution: Attribution) -> Attribution:
    speaker = attribution.speaker
    return replace(
        attribution,
        speaker=replace(speaker, actor=None) if speaker else None,
        article=None,
        statement=None,
    )
