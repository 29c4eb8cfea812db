"""The rows of each table, as the record gives them: nouns in their interchange form.

Rows come in the record's own order, a few at a time, so that a large record need not fit into
memory.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from detente.errors import UnknownPartyError
from detente.nouns import Article, Span, Standing
from detente.views.export.columns import table
from detente.views.export.sorting import Row
from detente.views.reading import file_name

if TYPE_CHECKING:
    from detente.record import Store

_log = logging.getLogger(__name__)

GAP = " … "
"""Stands between the parts of words that are not in one piece."""


def rows(store: Store, name: str) -> Iterator[Row]:
    """The rows of a table, each with exactly its columns, in their order.

    Raises:
        InputError: there is no such table.

    """
    columns = table(name).columns
    for row in _ROWS[name](store):
        yield {column: row[column] for column in columns}


def words(article: Article, spans: Iterable[Span]) -> str:
    """The exact words of spans of an article's text."""
    return GAP.join(article.text[start:end] for start, end in spans)


def _pages(store: Store) -> Iterator[Row]:
    for page in store.pages():
        yield {**_row(page), "file": file_name(page), "path": page.file}


def _articles(store: Store) -> Iterator[Row]:
    files = {page.id: file_name(page) for page in store.pages()}
    stories = {article: story.id for story in store.stories() for article in story.articles}
    for article in store.articles():
        yield {
            **_row(article),
            "file": files.get(article.page),
            "story": stories.get(article.id),
        }


def _mentions(store: Store) -> Iterator[Row]:
    for article in store.articles():
        for mention in store.mentions(article.id):
            exact = article.text[mention.start : mention.end]
            yield {**_row(mention), "article": article.id, "exact": exact}


def _attributions(store: Store) -> Iterator[Row]:
    for article in store.articles():
        for attribution in store.attributions(article=article.id):
            yield {
                **_row(attribution),
                "words": words(article, attribution.content),
                "page_source": article.page_spans(attribution.source),
                "page_cue": article.page_spans(attribution.cue),
                "page_content": article.page_spans(attribution.content),
            }


def _moves(store: Store) -> Iterator[Row]:
    for article in store.articles():
        for move in store.moves(article=article.id):
            yield {**_row(move), "words": words(article, move.evidence)}


def _standings(store: Store) -> Iterator[Row]:
    return (_row(found) for found in _stood(store) if _has_lines(found))


def _commitment_states(store: Store) -> Iterator[Row]:
    # A standing codes anew where it knows better whose official somebody is: no row of the record.
    kept = {commitment.id for commitment in store.commitments()}
    for found in _stood(store):
        for line in found.commitments:
            row = {**_row(line), "parties": list(found.parties), "as_of": found.as_of}
            yield from ({**row, "commitment": i} for i in line.commitments if i in kept)


def _stood(store: Store) -> Iterator[Standing]:
    """Where each pair of parties stands."""
    from detente.standing import parties, standing

    for pair in parties(store):
        try:
            yield standing(store, pair)
        except UnknownPartyError as error:
            # A pair may be named by a commitment alone, with no actor behind the name.
            _log.warning("no standing of %s: %s", " and ".join(pair), error)


def _has_lines(standing: Standing) -> bool:
    """Whether there is something between the parties."""
    other = {"parties", "as_of", "mutual_wait", "not_found"}
    return any(value for name, value in _row(standing).items() if name not in other)


def _nouns(name: str) -> Callable[[Store], Iterator[Row]]:
    def found(store: Store) -> Iterator[Row]:
        return (_row(noun) for noun in getattr(store, name)())

    return found


def _row(noun: msgspec.Struct) -> Row:
    row: dict[str, Any] = msgspec.to_builtins(noun)
    return row


_ROWS: dict[str, Callable[[Store], Iterator[Row]]] = {
    "pages": _pages,
    "articles": _articles,
    "mentions": _mentions,
    "attributions": _attributions,
    "moves": _moves,
    "standing": _standings,
    "commitment_states": _commitment_states,
    "set_aside": _nouns("set_asides"),
    **{
        name: _nouns(name)
        for name in (
            "actors", "lineage", "stories", "statements", "commitments", "discrepancies",
        )
    },
}  # fmt: skip
