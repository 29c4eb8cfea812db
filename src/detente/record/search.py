"""Full-text search over what was said and over the articles' text.

Words are matched without regard to case or accents. All words of a query must stand in the text;
words in quotation marks must stand together; `negotiat*` finds all that begins so. The indexes are
the databases' own (`dialects`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection

from detente.nouns import Attribution, Span
from detente.record import dialects
from detente.record.dialects import Found, Term

GAP = " … "
"""Stands between the parts of an attribution's content in the index."""

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"\w", re.UNICODE)
_SENTENCE = re.compile(r"\S.*?(?:[.!?…]+[”’»\"')]*(?=\s)|$)", re.MULTILINE)

TABLES = ("said_words", "article_words")
"""The two indexes, as tables."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One passage that was found.

    `id` is the attribution whose content it stands in, or the article where nobody is quoted;
    `exact` stands at `start:end` of the article's text. A higher `score` is a better hit: BM25 in
    SQLite, `ts_rank` in PostgreSQL.
    """

    id: str
    article: str
    start: int
    end: int
    exact: str
    score: float


def search(connection: Connection, words: str, limit: int) -> list[Hit]:
    """The passages that hold `words`, what was said before what was only written."""
    terms = list(_terms(words))
    if not terms:
        return []
    index = dialects.of(connection).words
    said = [_said(found) for found in index.best(connection, "said_words", terms, limit)]
    if len(said) >= limit:
        return said
    covered: dict[str, list[Span]] = {}
    for hit in said:
        covered.setdefault(hit.article, []).append((hit.start, hit.end))
    rows = index.best(connection, "article_words", terms, limit)
    written = (_written(found, covered.get(found.row.id, ())) for found in rows)
    return [*said, *(hit for hit in written if hit is not None)][:limit]


def _terms(words: str) -> Iterator[Term]:
    """What is asked for, whatever the user typed."""
    # No database takes half a surrogate pair, nor SQLite NUL, which ends its strings.
    words = words.encode("utf-8", "ignore").decode().replace("\0", " ")
    for match in _TERM.finditer(words):
        phrase, word = match.groups()
        term = phrase if word is None else word
        if _WORD.search(term):
            yield Term(term.rstrip("*"), begins=word is not None and term.endswith("*"))


def _said(found: Found) -> Hit:
    """The part of an attribution's content where the first word of the query stands."""
    row, at = found.row, found.places[0]
    spans = msgspec.json.decode(row.body, type=Attribution).content
    start, end = spans[0]
    for first, last in spans:
        if at < last - first:
            start, end = first, last
            break
        at -= last - first + len(GAP)
    exact = row.text[start:end]
    return Hit(id=row.id, article=row.article, start=start, end=end, exact=exact, score=found.score)


def _written(found: Found, taken: Sequence[Span]) -> Hit | None:
    """The sentence with most of the query's words that are in no other hit; None without any."""
    row = found.row
    places = [at for at in found.places if not any(start <= at < end for start, end in taken)]
    if not places:
        return None
    start, end = _fullest_sentence(row.text, places)
    exact = row.text[start:end]
    return Hit(id=row.id, article=row.id, start=start, end=end, exact=exact, score=found.score)


def _fullest_sentence(article_text: str, places: list[int]) -> Span:
    sentences = [match.span() for match in _SENTENCE.finditer(article_text)]
    held = [sum(start <= at < end for at in places) for start, end in sentences]
    return sentences[held.index(max(held))]
