"""Further crawls of a page: pages of one address, and copies that one outlet has without one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from sqlalchemy import Connection, or_, select

from detente.nouns import Page
from detente.record import reading, schema
from detente.record.writing import portions

_SAME = ("copy", "revision", "truncation", "excerpt")
MOST = 24
"""Crawls that are compared; of a page that is fetched by the hour, those of the lowest ids."""


def crawls(
    connection: Connection, articles: Iterable[str], *, addressed: bool
) -> Iterator[tuple[Page, ...]]:
    """The pages, two or more, that may be crawls of one page with a page of these articles.

    Those of one address below a site's first page, whatever its scheme, "www." and last slash; and,
    where there is no address, those of one outlet whose articles are made from one another.

    Args:
        connection: reads the record.
        articles: ids of articles.
        addressed: whether pages with an address are looked at, or those without, which only
            linking finds.

    """
    seen: set[frozenset[str]] = set()
    for page, url in _pages_of(connection, articles):
        if addressed is (url is None):
            continue
        found = _copied(connection, page) if url is None else _at(connection, url)
        group = frozenset(found)
        if len(group) > 1 and group not in seen:
            seen.add(group)
            chosen = sorted(group)[:MOST]
            yield tuple(page for one in chosen for page in reading.pages(connection, one))


def articles_of(connection: Connection, page: str) -> tuple[str, ...]:
    """The ids of a page's articles, in their order on it."""
    table = schema.articles.c
    query = select(table.id).where(table.page == page).order_by(table.ordinal)
    return tuple(connection.execute(query).scalars())


def spellings(url: str) -> tuple[str, ...]:
    """The addresses that mean what `url` does; none for a site's first page."""
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.")
    path, query = parts.path.rstrip("/"), f"?{parts.query}" if parts.query else ""
    if not path and not query:
        return ()
    return tuple(
        f"{scheme}://{www}{host}{path}{slash}{query}"
        for scheme in ("https", "http")
        for www in ("", "www.")
        for slash in ("", "/")
    )


def _pages_of(connection: Connection, articles: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    table, pages = schema.articles.c, schema.pages.c
    query = select(pages.id, pages.url).join(schema.articles, table.page == pages.id).distinct()
    for part in portions(articles):
        for page, url in connection.execute(query.where(table.id.in_(part))).all():
            yield str(page), url


def _at(connection: Connection, url: str) -> Iterator[str]:
    pages = schema.pages.c
    yield from connection.execute(select(pages.id).where(pages.url.in_(spellings(url)))).scalars()


def _copied(connection: Connection, page: str) -> Iterator[str]:
    """The page, and those without an address whose articles its own are one with."""
    one, other = schema.articles.alias("one"), schema.articles.alias("other")
    link, pages = schema.lineage.c, schema.pages.c
    yield page
    query = (
        select(other.c.page)
        .join(schema.pages, pages.id == other.c.page)
        .join(
            schema.lineage,
            or_(link.source == other.c.id, link.made == other.c.id),
        )
        .join(one, or_(link.source == one.c.id, link.made == one.c.id))
        .where(
            one.c.page == page,
            other.c.page != page,
            one.c.outlet == other.c.outlet,
            pages.url.is_(None),
            link.relation.in_(_SAME),
        )
    )
    yield from connection.execute(query).scalars()
