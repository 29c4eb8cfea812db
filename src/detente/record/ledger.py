"""What linking keeps in the record: the index of articles, their blocks, and links block by block.

A ledger is open for one transaction (`Store.linking`). It knows nothing of how articles are
compared: it finds those that share a number, and replaces the links of some articles by others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select, update

from detente.nouns import Actor, Discrepancy, Lineage, Question, Statement, Story
from detente.record import dialects, links, schema
from detente.record.judgements import put_questions
from detente.record.links import MentionKey
from detente.record.names import Names
from detente.record.writing import get_meta, insert_all, portions, set_meta

_OWNERS = (
    "SELECT hash, article FROM (SELECT hash, article, row_number() OVER "
    "(PARTITION BY hash ORDER BY article) AS place FROM runs WHERE hash IN ({})) AS found "
    "WHERE place <= ?"
)
_FORWARDS = (
    "SELECT * FROM (SELECT article FROM topics WHERE hash = ? AND day BETWEEN ? AND ? "
    "ORDER BY day, article LIMIT ?) AS found"
)
_BACKWARDS = (
    "SELECT * FROM (SELECT article FROM topics WHERE hash = ? AND day BETWEEN ? AND ? "
    "ORDER BY day DESC, article DESC LIMIT ?) AS found"
)
_TOGETHER = 48
"""Queries that are asked as one: each of them is short beside what asking costs."""
_HASHES = 400
"""Runs that are looked up with one query."""


Entry = tuple[int, bytes, float | None]
"""What is kept of an article to compare it by: how many runs, a packed vector, its day."""


class Indexed(NamedTuple):
    """An article as the index finds it: by its runs, and by its topics about its day."""

    article: str
    runs: Sequence[int]
    topics: Sequence[int]
    day: int
    entry: Entry


class Ledger:
    """The index, the blocks and the links of a record, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        dialect = dialects.of(connection)
        self._cursor = dialect.cursor(connection)
        self.names = Names(dialect.cursor(connection))

    # The index ----------------------------------------------------------------------------------

    def enter(self, new: Sequence[Indexed], most: int) -> Mapping[int, Sequence[str]]:
        """Put articles into the index, each in a block of its own.

        Returns:
            Those of their runs that several articles have now, each with the `most` lowest ids of
            the articles.

        """
        self._cursor.executemany(
            "INSERT INTO blocks (article, block, due, runs, vector, day) "
            "VALUES (?, ?, TRUE, ?, ?, ?)",
            [(one.article, one.article, *one.entry) for one in new],
        )
        # In the order of the tables, so that each of their pages is touched once.
        self._cursor.executemany(
            "INSERT INTO topics VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            sorted((topic, one.day, one.article) for one in new for topic in one.topics),
        )
        having: dict[int, list[str]] = defaultdict(list)
        for one in new:
            for run in one.runs:
                having[run].append(one.article)
        runs = sorted(having)
        several: dict[int, Sequence[str]] = {}
        for start in range(0, len(runs), _HASHES):
            part = runs[start : start + _HASHES]
            several |= self._enter_runs({run: having[run] for run in part}, most)
        return several

    def _enter_runs(
        self, having: Mapping[int, Sequence[str]], most: int
    ) -> dict[int, Sequence[str]]:
        """Enter runs with the new articles that have them, and find the earlier ones."""
        owners = {run: [*new] for run, new in having.items()}
        for run, article in self._in(_OWNERS, [*having], most):
            owners[run].append(article)
        self._cursor.executemany(
            "INSERT INTO runs VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(run, article) for run, new in having.items() for article in new],
        )
        return {run: sorted(of_run)[:most] for run, of_run in owners.items() if len(of_run) > 1}

    def entries(self, articles: Iterable[str]) -> dict[str, Entry]:
        """What is kept of articles of the index."""
        query = "SELECT article, runs, vector, day FROM blocks WHERE article IN ({})"
        return {
            article: (runs, vector, day)
            for part in portions(articles)
            for article, runs, vector, day in self._in(query, part)
        }

    def topical(self, topics: Sequence[int], first: int, last: int, most: int) -> Counter[str]:
        """How many of these topics each article between two days shares; of a topic's `most`."""
        return self._counted(_FORWARDS, [(topic, first, last, most) for topic in topics])

    def topical_before(
        self, topics: Sequence[int], first: int, last: int, most: int
    ) -> Counter[str]:
        """The same, but of a topic's articles the `most` last, not the first."""
        return self._counted(_BACKWARDS, [(topic, first, last, most) for topic in topics])

    def _counted(self, query: str, asked: Sequence[tuple[int, ...]]) -> Counter[str]:
        """In how many of its answers each article is, for a query with all these values."""
        found: Counter[str] = Counter()
        for start in range(0, len(asked), _TOGETHER):
            part = asked[start : start + _TOGETHER]
            queries = " UNION ALL ".join([query] * len(part))
            rows = self._cursor.execute(queries, [value for values in part for value in values])
            found.update([article for (article,) in rows])
        return found

    def _in(self, query: str, values: Sequence[Any], *more: Any) -> Any:
        """The rows of a query that asks for one of these values."""
        marks = ", ".join("?" * len(values))
        return self._cursor.execute(query.format(marks), (*values, *more))

    def forget_index(self) -> None:
        """Empty the index, so that every article counts as not linked yet."""
        for table in (schema.blocks, schema.runs, schema.topics, schema.placed):
            self._connection.execute(delete(table))
        self.names.forget()

    def note(self, key: str) -> str | None:
        """What linking noted about the record as a whole."""
        return get_meta(self._connection, f"linking {key}")

    def take_note(self, key: str, value: str) -> None:
        """Keep a note about the record as a whole."""
        set_meta(self._connection, f"linking {key}", value)

    # Blocks -------------------------------------------------------------------------------------

    def blocks(self, articles: Iterable[str]) -> dict[str, str]:
        """The blocks of articles of the index, by article."""
        query = "SELECT article, block FROM blocks WHERE article IN ({})"
        return dict(row for part in portions(articles) for row in self._in(query, part))

    def merge(self, joined: Iterable[tuple[str, str]]) -> None:
        """Make one block of several, each given with what it belongs to; all of it is then due."""
        self._cursor.executemany("UPDATE blocks SET block = ?, due = TRUE WHERE block = ?", joined)

    def due(self) -> dict[str, list[str]]:
        """The articles of each block that is due, by block."""
        blocks = schema.blocks.c
        of_due = select(blocks.block).where(blocks.due.is_(True)).distinct()
        query = select(blocks.block, blocks.article).where(blocks.block.in_(of_due))
        found: dict[str, list[str]] = {}
        for block, article in self._connection.execute(query.order_by(blocks.block)):
            found.setdefault(block, []).append(article)
        return found

    # Links --------------------------------------------------------------------------------------

    def write_texts(
        self, articles: Sequence[str], lineage: Sequence[Lineage], stories: Sequence[Story]
    ) -> None:
        """Replace the lineage and the stories of these articles."""
        old = links.stories_of(self._connection, articles)
        links.remove_texts(self._connection, articles)
        links.insert_texts(self._connection, lineage, stories)
        now = {article: story.id for story in stories for article in story.articles}
        self._alias({gone: now[first] for gone, first in old.items() if first in now}, now.values())

    def write_actors(
        self,
        articles: Sequence[str],
        actors: Sequence[Actor],
        speakers: Mapping[str, str],
        mentioned: Mapping[MentionKey, str],
    ) -> None:
        """Write actors that changed, and who is meant in these articles.

        Blocks in which somebody else is meant than before are due. Actors that are nobody any more
        are kept until `drop_actors`, since statements name them.
        """
        links.put_actors(self._connection, actors)
        touched, renamed = links.put_meant(self._connection, articles, speakers, mentioned)
        living = {old for old in renamed if self.names.is_named(old)}
        self._alias(renamed, living | {actor.id for actor in actors})
        for part in portions(touched):
            blocks = schema.blocks
            self._connection.execute(
                update(blocks).where(blocks.c.article.in_(part)).values(due=True)
            )

    def meant(
        self, articles: Sequence[str]
    ) -> tuple[dict[str, str], dict[str, list[tuple[int, int, str]]]]:
        """Who speaks in some articles, by attribution, and where they mention people."""
        return links.meant(self._connection, articles)

    def write_speech(
        self,
        articles: Sequence[str],
        statements: Sequence[Statement],
        discrepancies: Sequence[Discrepancy],
    ) -> None:
        """Replace the statements and discrepancies of these articles, which are then not due."""
        old = links.statements_of(self._connection, articles)
        links.remove_speech(self._connection, articles)
        links.insert_speech(self._connection, statements, discrepancies)
        now = {said: statement.id for statement in statements for said in statement.attributions}
        self._alias({gone: now[first] for gone, first in old.items() if first in now}, now.values())
        blocks = schema.blocks
        for part in portions(articles):
            self._connection.execute(
                update(blocks).where(blocks.c.article.in_(part)).values(due=False)
            )

    def write_questions(self, questions: Iterable[Question]) -> None:
        """Put questions in the place of all earlier ones."""
        put_questions(self._connection, questions)

    def drop_actors(self) -> None:
        """Remove the actors that nothing names any more."""
        links.drop_actors(self._connection, self.names.take_gone())

    def _alias(self, renamed: Mapping[str, str], living: Iterable[str]) -> None:
        """Let ids that are gone lead to what took their place."""
        aliases = schema.aliases
        here = set(living)
        gone = {old: new for old, new in renamed.items() if old not in here}
        stale = here | set(gone)
        for old, new in gone.items():
            self._connection.execute(update(aliases).where(aliases.c.new == old).values(new=new))
        for part in portions(stale):
            self._connection.execute(delete(aliases).where(aliases.c.old.in_(part)))
        rows = [{"old": old, "new": new} for old, new in gone.items()]
        insert_all(self._connection, aliases, rows)


def unlinked(connection: Connection) -> Iterator[str]:
    """The ids of the articles that are not in the index."""
    articles, blocks = schema.articles.c, schema.blocks.c
    query = (
        select(articles.id)
        .outerjoin(schema.blocks, blocks.article == articles.id)
        .where(blocks.article.is_(None))
        .order_by(articles.id)
    )
    yield from connection.execute(query).scalars()
