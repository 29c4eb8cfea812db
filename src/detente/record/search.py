"""Full-text search over what was said and over the articles' text (SQLite FTS5).

Both indexes hold no text of their own: they point into `attributions.words` and `articles.text`.
Words are matched without regard to case or accents. All words of a query must stand in the text;
words in quotation marks must stand together; `negotiat*` finds all that begins so.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from detente.nouns import Attribution, Span

GAP = " … "
"""Stands between the parts of an attribution's content in the index."""

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # code points that no text may use (Unicode noncharacters)
_MARK = re.compile(f"[{_OPEN}{_CLOSE}]")
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"\w", re.UNICODE)
_SENTENCE = re.compile(r"\S.*?(?:[.!?…]+[”’»\"')]*(?=\s)|$)", re.MULTILINE)

TABLES = ("said_words", "article_words")
"""The two indexes, as tables."""

_INDEXES = (
    "CREATE VIRTUAL TABLE {} USING fts5({}, content='{}', content_rowid='number', "
    "tokenize='unicode61 remove_diacritics 2')"
)
_DROP = "DROP TABLE IF EXISTS {}"
_FILL = "INSERT INTO {}({}) VALUES ('rebuild')"
_COMPARE = "INSERT INTO {}({}, rank) VALUES ('integrity-check', 1)"  # changes nothing
_INDEX_TEXT = text(
    "INSERT INTO article_words(rowid, text) SELECT number, text FROM articles WHERE id = :article"
)
_INDEX_SAID = text(
    "INSERT INTO said_words(rowid, words) "
    "SELECT number, words FROM attributions WHERE article = :article"
)
_SAID = text(
    "SELECT a.id, a.article, a.body, r.text, "
    "highlight(said_words, 0, :open, :close) AS marked, -bm25(said_words) AS score "
    "FROM said_words JOIN attributions a ON a.number = said_words.rowid "
    "JOIN articles r ON r.id = a.article "
    "WHERE said_words MATCH :query ORDER BY bm25(said_words), a.id LIMIT :limit"
)
_WRITTEN = text(
    "SELECT a.id, a.text, "
    "highlight(article_words, 0, :open, :close) AS marked, -bm25(article_words) AS score "
    "FROM article_words JOIN articles a ON a.number = article_words.rowid "
    "WHERE article_words MATCH :query ORDER BY bm25(article_words), a.id LIMIT :limit"
)


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One passage that was found.

    `id` is the attribution whose content it stands in, or the article where nobody is quoted;
    `exact` stands at `start:end` of the article's text. A higher `score` (BM25) is a better hit.
    """

    id: str
    article: str
    start: int
    end: int
    exact: str
    score: float


def lay_index(connection: Connection) -> None:
    """Make the two indexes."""
    connection.execute(text(_INDEXES.format("said_words", "words", "attributions")))
    connection.execute(text(_INDEXES.format("article_words", "text", "articles")))


def lay_again(connection: Connection) -> None:
    """Make the two indexes anew from what the record holds."""
    for table in TABLES:
        connection.execute(text(_DROP.format(table)))
    lay_index(connection)
    for table in TABLES:
        connection.execute(text(_FILL.format(table, table)))


def outdated(connection: Connection) -> Iterator[str]:
    """The indexes that do not hold the words of the record, as FTS5 compares them.

    Of a record that may not be written none is told: SQLite compares only where it could write.
    """
    for table in TABLES:
        try:
            connection.execute(text(_COMPARE.format(table, table)))
        except DBAPIError as error:
            code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
            if code == sqlite3.SQLITE_CORRUPT:
                yield table
            elif code != sqlite3.SQLITE_READONLY:
                raise


def index_article(connection: Connection, article: str) -> None:
    """Put an article's text and all that is attributed in it into the indexes."""
    connection.execute(_INDEX_TEXT, {"article": article})
    connection.execute(_INDEX_SAID, {"article": article})


def search(connection: Connection, words: str, limit: int) -> list[Hit]:
    """The passages that hold `words`, what was said before what was only written."""
    query = _query(words)
    if not query:
        return []
    bound = {"query": query, "limit": limit, "open": _OPEN, "close": _CLOSE}
    said = [_said(row) for row in connection.execute(_SAID, bound)]
    covered: dict[str, list[Span]] = {}
    for hit in said:
        covered.setdefault(hit.article, []).append((hit.start, hit.end))
    found = (_written(row, covered) for row in connection.execute(_WRITTEN, bound))
    return [*said, *(hit for hit in found if hit is not None)][:limit]


def _query(words: str) -> str:
    """A query that FTS5 takes, whatever the user typed."""
    terms = []
    # SQLite takes neither NUL, which ends its strings, nor half a surrogate pair.
    words = words.encode("utf-8", "ignore").decode().replace("\0", " ")
    for match in _TERM.finditer(words):
        phrase, word = match.groups()
        term = phrase if word is None else word
        if not _WORD.search(term):
            continue
        begins = word is not None and term.endswith("*")
        quoted = term.rstrip("*").replace('"', '""')
        terms.append(f'"{quoted}"' + ("*" if begins else ""))
    return " ".join(terms)


def _said(row: Any) -> Hit:
    """The part of an attribution's content where the first word of the query stands."""
    spans = msgspec.json.decode(row.body, type=Attribution).content
    at = row.marked.find(_OPEN)
    start, end = spans[0]
    for first, last in spans:
        if at < last - first:
            start, end = first, last
            break
        at -= last - first + len(GAP)
    exact = row.text[start:end]
    return Hit(id=row.id, article=row.article, start=start, end=end, exact=exact, score=row.score)


def _written(row: Any, covered: dict[str, list[Span]]) -> Hit | None:
    """The sentence with most of the query's words that are in no other hit; None without any."""
    taken = covered.get(row.id, [])
    places = [
        at for at in _places(row.marked) if not any(start <= at < end for start, end in taken)
    ]
    if not places:
        return None
    start, end = _fullest_sentence(row.text, places)
    exact = row.text[start:end]
    return Hit(id=row.id, article=row.id, start=start, end=end, exact=exact, score=row.score)


def _places(marked: str) -> Iterator[int]:
    """Where the marked words begin in the unmarked text."""
    for earlier, mark in enumerate(_MARK.finditer(marked)):
        if mark.group() == _OPEN:
            yield mark.start() - earlier


def _fullest_sentence(article_text: str, places: list[int]) -> Span:
    sentences = [match.span() for match in _SENTENCE.finditer(article_text)]
    held = [sum(start <= at < end for at in places) for start, end in sentences]
    return sentences[held.index(max(held))]
