"""Full-text search in PostgreSQL: the words of each text with their places (`tsvector`).

Words are cut and folded here and not by the server's configurations, which take "and/or" for a file
and know accents only by an extension: they are what SQLite's `unicode61` takes for words. A
`tsvector` holds places up to 16,383 and 256 of each word; in a text beyond that (not `whole`) words
that must stand together are looked for in the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from detente.record.dialects import Found, Term

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_MOST = 20_000
"""Rows that are ranked; where more hold the words, those filed last are."""
_BATCH = 500
_LONGEST, _PLACES, _EACH, _SIZE = 255, 16_383, 256, 1_000_000
"""A word's characters, places and a word's places, and a vector's bytes that PostgreSQL takes."""

_OF = {"said_words": ("words", "attributions"), "article_words": ("text", "articles")}
"""The column and the table that an index is of."""
_INDEX = (
    "CREATE TABLE {0} (number BIGINT PRIMARY KEY REFERENCES {2} (number) ON DELETE CASCADE, "
    "vector TSVECTOR NOT NULL, whole BOOLEAN NOT NULL)",
    "CREATE INDEX {0}_vector ON {0} USING gin (vector)",
)
_DROP = "DROP TABLE IF EXISTS {}"
_READ = "SELECT number, {1} AS words FROM {2} ORDER BY number"
_ENTER = "INSERT INTO {} VALUES (:number, CAST(:vector AS tsvector), :whole)"
_SAME = (
    "SELECT count(*) FROM {} AS held JOIN unnest(CAST(:numbers AS bigint[]), "
    "CAST(:vectors AS text[])) AS made (number, vector) "
    "ON held.number = made.number AND held.vector = made.vector::tsvector"
)
_RANKED = (
    "SELECT number, ts_rank(vector, CAST(:words AS tsquery), 1) AS score FROM "
    "(SELECT number, vector FROM {} WHERE vector @@ CAST(:words AS tsquery) "
    "AND (NOT whole OR vector @@ CAST(:phrases AS tsquery)) "
    "ORDER BY number DESC LIMIT :most) AS held ORDER BY score DESC, number"
)
_TEXTS = {
    "said_words": (
        "SELECT a.number, a.id, a.article, a.body, a.words AS held, r.text FROM attributions AS a "
        "JOIN articles AS r ON r.id = a.article WHERE a.number = ANY(:numbers)"
    ),
    "article_words": (
        "SELECT number, id, text AS held, text FROM articles WHERE number = ANY(:numbers)"
    ),
}


class PostgresWords:
    """The indexes as tables of `tsvector`; the score is `ts_rank`, less in longer texts."""

    def lay(self, connection: Connection) -> None:
        """Make the two indexes, empty."""
        for index, of in _OF.items():
            for command in _INDEX:
                connection.execute(text(command.format(index, *of)))

    def lay_again(self, connection: Connection) -> None:
        """Make the two indexes anew from what the record holds."""
        for index in _OF:
            connection.execute(text(_DROP.format(index)))
        self.lay(connection)
        for index, of in _OF.items():
            for rows in _batches(connection, _READ.format(index, *of)):
                _enter(connection, index, rows)

    def enter(self, connection: Connection, article: str) -> None:
        """Put an article's text and all that is attributed in it into the indexes."""
        for index, where in (("said_words", "article"), ("article_words", "id")):
            column, table = _OF[index]
            query = f"SELECT number, {column} AS words FROM {table} WHERE {where} = :article"  # noqa: S608  names of ours
            _enter(connection, index, connection.execute(text(query), {"article": article}).all())

    def forget_removed(self, connection: Connection) -> None:
        """Nothing to do: rows go with those that they are of."""

    def outdated(self, connection: Connection) -> Iterator[str]:
        """The indexes that do not hold the words of the record."""
        for index, of in _OF.items():
            held = connection.execute(text(f"SELECT count(*) FROM {index}")).scalar_one()  # noqa: S608
            same = rows = 0
            for batch in _batches(connection, _READ.format(index, *of)):
                vectors = {row.number: vector(row.words)[0] for row in batch}
                made = {"numbers": list(vectors), "vectors": list(vectors.values())}
                same += connection.execute(text(_SAME.format(index)), made).scalar_one()
                rows += len(batch)
            if not held == same == rows:
                yield index

    def best(
        self, connection: Connection, index: str, terms: Sequence[Term], limit: int
    ) -> Iterator[Found]:
        """The rows of an index that fit best, with their scores, the best first."""
        wanted = [
            _Wanted(tuple(words), term.begins)
            for term in terms
            if (words := [word for word, _ in _words(term.text)])
        ]
        if not wanted or limit < 1:
            return
        bound = {
            "words": " & ".join(one.asked(" & ") for one in wanted),
            "phrases": " & ".join(one.asked(" <-> ") for one in wanted),
            "most": _MOST,
        }
        ranked = connection.execute(text(_RANKED.format(index)), bound).all()
        found = (
            Found(row, scores[row.number], places)
            for start in range(0, len(ranked), limit)
            for scores in [{row.number: row.score for row in ranked[start : start + limit]}]
            for row in _texts(connection, index, scores)
            if (places := _places(row.held, wanted))
        )
        yield from islice(found, limit)


def _texts(connection: Connection, index: str, scores: Mapping[int, float]) -> list[Any]:
    """The rows of these numbers with their texts, those of the highest score first."""
    rows = connection.execute(text(_TEXTS[index]), {"numbers": list(scores)}).all()
    return sorted(rows, key=lambda row: (-scores[row.number], row.id))


class _Wanted(NamedTuple):
    """The words of a term, folded, and whether the last of them is a beginning."""

    words: tuple[str, ...]
    begins: bool

    def asked(self, joint: str) -> str:
        """The term as a part of a `tsquery`."""
        return f"({joint.join(self.words)}{':*' if self.begins else ''})"

    def stands(self, words: Sequence[str]) -> bool:
        """Whether it is what some words in a row are."""
        *first, last = self.words
        *before, end = words
        return first == before and (end.startswith(last) if self.begins else end == last)


def vector(told: str) -> tuple[str, bool]:
    """A text as PostgreSQL reads a `tsvector`, and whether all places of its words are in it."""
    places: dict[str, list[int]] = {}
    number = 0
    for number, (word, _) in enumerate(_words(told), start=1):
        places.setdefault(word, []).append(number)
    whole = number <= _PLACES and all(len(at) <= _EACH for at in places.values())
    size = sum(len(word.encode()) + 4 + 2 * min(len(at), _EACH) for word, at in places.items())
    if size > _SIZE:
        return " ".join(_fitting(places)), False
    kept = ((word, [p for p in at[:_EACH] if p <= _PLACES]) for word, at in places.items())
    return " ".join(f"{word}:{','.join(map(str, at))}" if at else word for word, at in kept), whole


def _fitting(words: Iterable[str]) -> Iterator[str]:
    """As many words as a vector without places has room for."""
    room = _SIZE
    for word in words:
        room -= len(word.encode()) + 4
        if room < 0:
            return
        yield word


def _words(told: str) -> Iterator[tuple[str, int]]:
    """The words of a text, folded, and where each begins."""
    return ((_folded(match.group()), match.start()) for match in _WORD.finditer(told))


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    """A word without case and accents."""
    if word.isascii():
        return word.lower()[:_LONGEST]
    apart = unicodedata.normalize("NFD", word.lower())
    bare = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", bare)[:_LONGEST]


def _places(held: str, wanted: Sequence[_Wanted]) -> list[int]:
    """Where what is wanted stands in a text; nowhere, if not all of it does."""
    words = list(_words(held))
    found: set[int] = set()
    for one in wanted:
        size = len(one.words)
        at = {
            words[n][1]
            for n in range(len(words) - size + 1)
            if one.stands([word for word, _ in words[n : n + size]])
        }
        if not at:
            return []
        found |= at
    return sorted(found)


def _enter(connection: Connection, index: str, rows: Sequence[Any]) -> None:
    made = [(row.number, *vector(row.words)) for row in rows]
    values = [{"number": number, "vector": held, "whole": whole} for number, held, whole in made]
    if values:
        connection.execute(text(_ENTER.format(index)), values)


def _batches(connection: Connection, query: str) -> Iterator[Sequence[Any]]:
    """The rows of a query, so many at a time."""
    yield from connection.execute(text(query).execution_options(yield_per=_BATCH)).partitions()
