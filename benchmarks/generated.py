"""A large invented record, written into the store's tables in bulk, to measure readers on.

    python benchmarks/generated.py PATH [--articles 100000] [--attributions 1000000]

The rows are those that reading and linking would write: bodies in their interchange forms, every
piece of evidence at its place, full-text index and all. What linking keeps for itself to find what
a new page touches (`blocks`, `names` and the like) is left empty: the record is there to be read.
The same sizes give the same record.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import time
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent))

from sqlalchemy import Table

from detente.nouns import Document, NameAt, Question
from detente.record import Store, schema
from detente.record.evidence import of_document
from detente.record.parts import pair_rows, part_rows
from detente.record.search import GAP
from detente.record.writing import body, days
from generated_articles import Told
from generated_press import Press

SEED = 11
PEOPLE = 20
"""Articles for each person who may be quoted."""
QUESTIONS = 200
_FLUSH = 200_000
"""Rows gathered before they are written."""
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
_QUICK = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "foreign_keys = OFF")
"""Nothing is lost with a record that can be generated again."""


class Rows:
    """Rows of many tables on their way into a database."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._waiting: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._commands: dict[str, str] = {}
        self._size = 0

    def add(self, table: Table, **values: Any) -> None:
        """Keep one row until there are enough of them."""
        if table.name not in self._commands:
            names = ", ".join(f'"{name}"' for name in values)
            marks = ", ".join("?" * len(values))
            self._commands[table.name] = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608  names of our own schema
        self._waiting[table.name].append(tuple(values.values()))
        self._size += 1
        if self._size >= _FLUSH:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        for name, rows in self._waiting.items():
            self._database.executemany(self._commands[name], rows)
        self._waiting.clear()
        self._size = 0


def generate(
    path: str | os.PathLike[str], articles: int = 100_000, attributions: int = 1_000_000
) -> None:
    """Write a record of so many articles with so many attributions to a new file.

    Raises:
        FileExistsError: there is a file already.

    """
    if Path(path).exists():
        raise FileExistsError(f"{path} is there already; name a new file.")
    Store.open(path, create=True).close()
    with (
        closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as database,
        _without_indexes(database),
    ):
        database.execute("BEGIN")
        rows = Rows(database)
        press = Press(SEED, articles // PEOPLE)
        for told in press.stories(articles, attributions):
            for document in told.documents:
                _document(rows, document)
            _links(rows, told)
        _actors(rows, press)
        generation = str(articles)
        for key in ("generation", "linked"):
            rows.add(schema.meta, key=key, value=generation)
        rows.flush()
        for index in ("said_words", "article_words"):
            database.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # noqa: S608
        database.execute("COMMIT")


@contextmanager
def _without_indexes(database: sqlite3.Connection) -> Iterator[None]:
    """Lay the indexes after the rows: one sort instead of a search for each row."""
    for pragma in _QUICK:
        database.execute(f"PRAGMA {pragma}")
    indexes = database.execute(_INDEXES).fetchall()
    for name, _ in indexes:
        database.execute(f'DROP INDEX "{name}"')
    yield
    for _, command in indexes:
        database.execute(command)
    database.execute("PRAGMA journal_mode = WAL")


def _document(rows: Rows, document: Document) -> None:
    page, article = document.page, document.articles[0]
    first, last = days(article.published)
    rows.add(
        schema.pages,
        id=page.id,
        sha256=page.sha256,
        url=page.url,
        text=zlib.compress(page.text.encode(), level=1),
        body=body(page, text="", file=None),
        dropped=msgspec.json.encode(document.dropped).decode(),
    )
    rows.add(schema.page_files, page=page.id, file=page.file, ordinal=0)
    rows.add(
        schema.articles,
        id=article.id,
        page=page.id,
        ordinal=0,
        published_from=first,
        published_to=last,
        outlet=article.outlet,
        language=article.language,
        text=article.text,
        body=body(article, text=""),
    )
    _found(rows, document)
    for row in part_rows(article.id, first, document.annotated[0]):
        rows.add(schema.parts, **row)
    for row in pair_rows(article.id, document.annotated[0]):
        rows.add(schema.pairs, **row)
    _evidence(rows, of_document(document)[0], linked=False)


def _found(rows: Rows, document: Document) -> None:
    article, found = document.articles[0], document.annotated[0]
    for ordinal, said in enumerate(found.attributions):
        first, last = days(said.said_on)
        rows.add(
            schema.attributions,
            id=said.id,
            article=article.id,
            ordinal=ordinal,
            kind=said.kind,
            speaker=said.speaker.name if said.speaker else None,
            said_from=first,
            said_to=last,
            confidence=said.confidence,
            words=GAP.join(article.text[start:end] for start, end in said.content),
            body=body(said),
        )
    for ordinal, named in enumerate(found.mentions):
        rows.add(
            schema.mentions,
            article=article.id,
            ordinal=ordinal,
            start=named.start,
            end=named.end,
            name=named.name,
            kind=named.kind,
            body=body(named),
        )
    for ordinal, move in enumerate(found.moves):
        rows.add(
            schema.moves,
            id=move.id,
            article=article.id,
            ordinal=ordinal,
            attribution=move.attribution,
            event=move.event,
            speech_act=move.speech_act,
            body=body(move),
        )
    for ordinal, one in enumerate(found.commitments):
        rows.add(
            schema.commitments,
            id=one.id,
            article=article.id,
            ordinal=ordinal,
            attribution=one.attribution,
            debtor=one.debtor,
            creditor=one.creditor,
            body=body(one),
        )


def _links(rows: Rows, told: Told) -> None:
    for said, actor in told.speakers.items():
        rows.add(schema.speakers, attribution=said, actor=actor)
    for (article, start, end), actor in told.mentioned.items():
        rows.add(schema.mentioned, article=article, start=start, end=end, actor=actor)
    for link in told.lineage:
        rows.add(
            schema.lineage,
            id=link.id,
            source=link.source,
            made=link.made,
            relation=link.relation,
            body=body(link),
        )
        _evidence(rows, ((link.id, piece) for piece in link.evidence), linked=True)
    for story in told.stories:
        rows.add(schema.stories, id=story.id, first=story.first, last=story.last, body=body(story))
        for member in story.articles:
            rows.add(schema.story_articles, story=story.id, article=member)
    for statement in told.statements:
        first, last = days(statement.said_on)
        rows.add(
            schema.statements,
            id=statement.id,
            speaker=statement.speaker,
            said_from=first,
            said_to=last,
            origins=statement.origins,
            body=body(statement),
        )
        for said in statement.attributions:
            rows.add(schema.statement_attributions, statement=statement.id, attribution=said)
    for found in told.discrepancies:
        rows.add(
            schema.discrepancies,
            id=found.id,
            kind=found.kind,
            about=found.about,
            statement=found.statement,
            body=body(found),
        )
        pieces = ((found.id, piece) for side in found.values for piece in side.evidence)
        _evidence(rows, pieces, linked=True)


def _actors(rows: Rows, press: Press) -> None:
    people = list(press.actors())
    for actor in people:
        rows.add(
            schema.actors,
            id=actor.id,
            name=actor.name,
            kind=actor.kind,
            country=actor.country,
            body=body(actor),
        )
        rows.add(schema.actor_names, actor=actor.id, name=actor.name)
        shown = [piece for role in actor.roles for piece in role.evidence]
        shown += [piece for why in actor.whys for piece in why.evidence]
        _evidence(rows, ((actor.id, piece) for piece in shown), linked=True)
    asked = [actor for actor in people if actor.kind == "person"][: 2 * QUESTIONS]
    for one, other in zip(asked[::2], asked[1::2], strict=False):
        question = Question(
            id=press.id("u"),
            first=NameAt(name=one.name, kind=one.kind),
            second=NameAt(name=other.name, kind=other.kind),
            actors=(one.id, other.id),
            joined=False,
            score=0.5,
            rule="generated",
        )
        rows.add(schema.questions, id=question.id, body=body(question))


def _evidence(rows: Rows, owned: Iterable[tuple[str, Any]], *, linked: bool) -> None:
    ordinals: dict[str, int] = defaultdict(int)
    for owner, piece in owned:
        rows.add(
            schema.evidence,
            owner=owner,
            ordinal=ordinals[owner],
            role=piece.role,
            of=piece.of,
            start=piece.start,
            end=piece.end,
            exact=piece.exact,
            linked=linked,
        )
        ordinals[owner] += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="the record, a new file")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--attributions", type=int, default=1_000_000)
    args = parser.parse_args()
    began = time.perf_counter()
    try:
        generate(args.path, args.articles, args.attributions)
    except FileExistsError as error:
        parser.error(str(error))
    size = args.path.stat().st_size / 2**20
    print(f"{args.path}: {size:,.0f} MB in {time.perf_counter() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
