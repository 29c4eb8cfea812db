"""Full-text search in SQLite: two FTS5 indexes that hold no text of their own.

They point into `attributions.words` and `articles.text`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from detente.record.dialects import Found, Term

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # code points that no text may use (Unicode noncharacters)
_MARK = re.compile(f"[{_OPEN}{_CLOSE}]")
_MOST = 20_000
"""Rows that are ranked; where more hold the words, those filed last are."""

_OF = {"said_words": ("words", "attributions"), "article_words": ("text", "articles")}
"""The column and the table that an index is of."""
_INDEX = (
    "CREATE VIRTUAL TABLE {} USING fts5({}, content='{}', content_rowid='number', "
    "tokenize='unicode61 remove_diacritics 2')"
)
_DROP = "DROP TABLE IF EXISTS {}"
_FILL = "INSERT INTO {}({}) VALUES ('rebuild')"
_COMPARE = "INSERT INTO {}({}, rank) VALUES ('integrity-check', 1)"  # changes nothing
_ENTER = (
    "INSERT INTO article_words(rowid, text) SELECT number, text FROM articles WHERE id = :article",
    "INSERT INTO said_words(rowid, words) "
    "SELECT number, words FROM attributions WHERE article = :article",
)
_BEST = (
    "SELECT rowid, score FROM (SELECT rowid, bm25({index}) AS score FROM {index} "
    "WHERE {index} MATCH :query ORDER BY rowid DESC LIMIT :most) "
    "ORDER BY score, rowid LIMIT :limit"
)
# The plus keeps SQLite from evaluating the query anew for each row, slow for the beginnings of
# words: it goes through what matches once, and marks the rows that are among the best.
_MARKED = {
    "said_words": (
        "SELECT a.number, a.id, a.article, a.body, r.text, "
        "highlight(said_words, 0, :open, :close) AS marked "
        "FROM said_words JOIN attributions a ON a.number = said_words.rowid "
        "JOIN articles r ON r.id = a.article "
        "WHERE said_words MATCH :query AND said_words.rowid >= :least "
        "AND +said_words.rowid IN ({best})"
    ),
    "article_words": (
        "SELECT a.number, a.id, a.text, highlight(article_words, 0, :open, :close) AS marked "
        "FROM article_words JOIN articles a ON a.number = article_words.rowid "
        "WHERE article_words MATCH :query AND article_words.rowid >= :least "
        "AND +article_words.rowid IN ({best})"
    ),
}


class SQLiteWords:
    """The indexes as FTS5 tables; the score is BM25."""

    def lay(self, connection: Connection) -> None:
        """Make the two indexes, empty."""
        for index, of in _OF.items():
            connection.execute(text(_INDEX.format(index, *of)))

    def lay_again(self, connection: Connection) -> None:
        """Make the two indexes anew from what the record holds."""
        for index in _OF:
            connection.execute(text(_DROP.format(index)))
        self.lay(connection)
        for index in _OF:
            connection.execute(text(_FILL.format(index, index)))

    def enter(self, connection: Connection, article: str) -> None:
        """Put an article's text and all that is attributed in it into the indexes."""
        for command in _ENTER:
            connection.execute(text(command), {"article": article})

    def forget_removed(self, connection: Connection) -> None:
        """Lay them again: FTS5 would have to be told the words of every row that is gone."""
        self.lay_again(connection)

    def outdated(self, connection: Connection) -> Iterator[str]:
        """The indexes that do not hold the words of the record, as FTS5 compares them.

        Of a record that may not be written none is told: SQLite compares only where it could write.
        """
        for index in _OF:
            try:
                connection.execute(text(_COMPARE.format(index, index)))
            except DBAPIError as error:
                code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
                if code == sqlite3.SQLITE_CORRUPT:
                    yield index
                elif code != sqlite3.SQLITE_READONLY:
                    raise

    def best(
        self, connection: Connection, index: str, terms: Sequence[Term], limit: int
    ) -> Iterator[Found]:
        """The rows of an index that fit best, with their scores, the best first."""
        ranked = text(_BEST.format(index=index))
        query = _query(terms)
        bound = {"query": query, "most": _MOST, "limit": limit}
        scores = {row.rowid: -row.score for row in connection.execute(ranked, bound)}
        if not scores:
            return
        marked = text(_MARKED[index].format(best=", ".join(map(str, scores))))
        bound = {"query": query, "least": min(scores), "open": _OPEN, "close": _CLOSE}
        rows = {row.number: row for row in connection.execute(marked, bound)}
        for number, score in sorted(scores.items(), key=lambda item: (-item[1], rows[item[0]].id)):
            yield Found(rows[number], score, list(_places(rows[number].marked)))


def _query(terms: Sequence[Term]) -> str:
    """A query that FTS5 takes, whatever the user typed."""
    quoted = ((term.text.replace('"', '""'), term.begins) for term in terms)
    return " ".join(f'"{words}"' + ("*" if begins else "") for words, begins in quoted)


def _places(marked: str) -> Iterator[int]:
    """Where the marked words begin in the unmarked text."""
    for earlier, mark in enumerate(_MARK.finditer(marked)):
        if mark.group() == _OPEN:
            yield mark.start() - earlier
