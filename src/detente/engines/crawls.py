"""Crawls of one page, read together: what differs between them is not the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from detente.engines.process import process
from detente.nouns import Document, Dropped, Page


class Filed(Protocol):
    """What was found on pages when they were filed."""

    def articles_of(self, page: str) -> tuple[str, ...]:
        """The ids of a page's articles, in order."""

    def dropped(self, page: str) -> tuple[Dropped, ...]:
        """What belongs to none of them."""


def revised(crawls: Sequence[Page], filed: Filed) -> Iterator[Document]:
    """The pages, read again, on which the other crawls show something else than is filed.

    Args:
        crawls: pages that may be crawls of one.
        filed: what was found on them.

    """
    from detente.articles import articles, gathered

    said = gathered(crawls)
    for page in crawls:
        cleaned = articles(page, elsewhere=said.get(page.id))
        found = tuple(article.id for article in cleaned.articles)
        if found != filed.articles_of(page.id) or tuple(cleaned.dropped) != filed.dropped(page.id):
            yield process(page, elsewhere=said.get(page.id))
