"""Taking pages out and writing them anew: what was found on them is found otherwise now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace
from sqlalchemy import Connection, delete, select

from detente.nouns import Document, Links
from detente.record import dialects, evidence, ledger, links, reading, schema, writing

_OF_ARTICLE = [each for each in schema.metadata.sorted_tables if "article" in each.c]
"""Tables of what is found in articles, those that point to others last."""

Located = Sequence[Sequence[evidence.Owned]]


def refile(connection: Connection, documents: Iterable[tuple[Document, Located]]) -> None:
    """Write pages of the record again, with what is found on them now.

    The links and their index are taken out, to be made anew: they may hang on what changed. This
    is for the few pages that are read otherwise because of what came after them.

    Args:
        connection: a transaction.
        documents: the pages, each with its evidence as `evidence.of_document` checked it.

    """
    drop_links(connection)
    for document, located in documents:
        files = reading.files(connection, document.page.id)
        remove(connection, document.page.id)
        writing.add(connection, document, located)
        for file in files:
            page = replace(document.page, file=file)
            if not writing.known(connection, page)[1]:
                writing.remember_file(connection, page)
    dialects.of(connection).words.forget_removed(connection)


def drop_links(connection: Connection) -> None:
    """Take out all links and their index, so that the next linking makes them anew."""
    links.replace(connection, Links())
    ledger.Ledger(connection).forget_index()
    writing.next_generation(connection)


def remove(connection: Connection, page: str) -> None:
    """Take out a page and all that was found on it; its links are gone already."""
    articles = schema.articles
    of_page = select(articles.c.id).where(articles.c.page == page)
    shown = schema.evidence
    connection.execute(delete(shown).where(shown.c.of.in_(of_page)))
    for each in reversed(_OF_ARTICLE):
        connection.execute(delete(each).where(each.c.article.in_(of_page)))
    for each in (articles, schema.page_files):
        connection.execute(delete(each).where(each.c.page == page))
    connection.execute(delete(schema.pages).where(schema.pages.c.id == page))
