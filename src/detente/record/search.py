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
_BEST = (
    "SELECT rowid, score FROM (SELECT rowid, bm25({index}) AS score FROM {index} "
    "WHERE {index} MATCH :query ORDER BY rowid DESC LIMIT :most) "
    "ORDER BY score, rowid LIMIT :limit"
)
# The plus keeps SQLite from evaluating the query anew for each row, slow for the beginnings of
# words: it goes through what matches once, and marks the rows that are among the best.
_SAID = (
    "SELECT a.number, a.id, a.article, a.body, r.text, "
    "highlight(said_words, 0, :open, :close) AS marked "
    "FROM said_words JOIN attributions a ON a.number = said_words.rowid "
    "JOIN articles r ON r.id = a.article "
    "WHERE said_words MATCH :query AND said_words.rowid >= :least AND +said_words.rowid IN ({best})"
)
_WRITTEN = (
    "SELECT a.number, a.id, a.text, highlight(article_words, 0, :open, :close) AS marked "
    "FROM article_words JOIN articles a ON a.number = article_words.rowid "
    "WHERE article_words MATCH :query AND article_words.rowid >= :least "
    "AND +article_words.rowid IN ({best})"
)
_MOST = 20_000
"""Rows that are ranked; where more hold the words, those filed last are."""


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
    said = [_said(row, score) for row, score in _best(connection, "said_words", query, limit)]
    if len(said) >= limit:
        return said
    covered: dict[str, list[Span]] = {}
    for hit in said:
        covered.setdefault(hit.article, []).append((hit.start, hit.end))
    rows = _best(connection, "article_words", query, limit)
    found = (_written(row, score, covered) for row, score in rows)
    return [*said, *(hit for hit in found if hit is not None)][:limit]


def _best(
    connection: Connection, index: str, query: str, limit: int
) -> Iterator[tuple[Any, float]]:
    """The rows of an index that fit a query best, with their scores, the best first."""
    ranked = text(_BEST.format(index=index))
    bound = {"query": query, "most": _MOST, "limit": limit}
    scores = {row.rowid: -row.score for row in connection.execute(ranked, bound)}
    if not scores:
        return
    marked = text(
        {"said_words": _SAID, "article_words": _WRITTEN}[index].format(
            best=", ".join(map(str, scores))
        )
    )
    bound = {"query": query, "least": min(scores), "open": _OPEN, "close": _CLOSE}
    rows = {row.number: row for row in connection.execute(marked, bound)}
    for number, score in sorted(scores.items(), key=lambda item: (-item[1], rows[item[0]].id)):
        yield rows[number], score


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


def _said(row: Any, score: float) -> Hit:
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
    return Hit(id=row.id, article=row.article, start=start, end=end, exact=exact, score=score)


def _written(row: Any, score: float, covered: dict[str, list[Span]]) -> Hit | None:
    """The sentence with most of the query's words that are in no other hit; None without any."""
    taken = covered.get(row.id, [])
    places = [
        at for at in _places(row.marked) if not any(start <= at < end for start, end in taken)
    ]
    if not places:
        return None
    start, end = _fullest_sentence(row.text, places)
    exact = row.text[start:end]
    return Hit(id=row.id, article=row.id, start=start, end=end, exact=exact, score=score)


def _places(marked: str) -> Iterator[int]:
    """Where the marked words begin in the unmarked text."""
    for earlier, mark in enumerate(_MARK.finditer(marked)):
        if mark.group() == _OPEN:
            yield mark.start() - earlier


def _fullest_sentence(article_text: str, places: list[int]) -> Span:
    sentences = [match.span() for match in _SENTENCE.finditer(article_text)]
    held = [sum(start <= at < end for at in places) for start, end in sentences]
    return sentences[held.index(max(held))]
