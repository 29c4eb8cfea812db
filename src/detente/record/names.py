"""The names that linking keeps in the record: who is registered, who is meant, what is counted.

It knows nothing of how names are compared: it finds those that stand in one block, in one story or
under one key, and notes what changed since they were settled last. Rows are plain tuples.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from detente.nouns import Evidence
from detente.record.writing import portions

Row = tuple[Any, ...]

_NAMED = (
    'article, start, "end", said, name, kind, country, surface, key, person, role, role_key, '
    "role_start, role_end, first, last"
)
_MEANT = "actor, actor_kind, actor_country, score, why"
_ENTER = f"INSERT INTO names ({_NAMED}, story) VALUES ({', '.join('?' * 17)})"  # noqa: S608  names of ours
_READ = (
    f"SELECT number, {_NAMED}, {_MEANT} FROM names WHERE article IN ({{}}) "  # noqa: S608
    "ORDER BY number"
)
_CAME = (
    "INSERT INTO people_in VALUES (?, ?, 1, TRUE) ON CONFLICT (story, key) DO UPDATE "
    "SET due = people_in.due OR people_in.articles = 0, articles = people_in.articles + 1"
)
_WENT = (
    "UPDATE people_in SET articles = articles - 1, due = due OR articles = 1 "
    "WHERE story = ? AND key = ?"
)
_COUNT = (
    "INSERT INTO tallies VALUES (?, ?, ?, ?, ?) ON CONFLICT (actor, field, value, detail) "
    "DO UPDATE SET count = tallies.count + excluded.count"
)
_PLACE = (
    "INSERT INTO placed VALUES (?, ?, ?, TRUE) ON CONFLICT (article) DO UPDATE "
    "SET story = excluded.story, text = excluded.text, due = TRUE"
)
_CALL = (
    "INSERT INTO people VALUES (?, ?, NULL) ON CONFLICT (key) DO UPDATE "
    "SET written = excluded.written WHERE excluded.written < people.written"
)
_TABLES = ("names", "name_blocks", "people", "people_in", "tallies")
_GONE = "gone"
"""The field under which an actor waits to be dropped; nothing else of it is counted."""


class Names:
    """The names of a record, within one transaction."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    # Entering articles --------------------------------------------------------------------------

    def place(self, article: str, story: str, text: str) -> None:
        """Say to which story and text an article belongs; its names are then due."""
        before = self._one("SELECT story FROM placed WHERE article = ?", article)
        self._run(_PLACE, article, story, text)
        if before is not None and before != story:
            people = list(self._people_of(article))
            self._cursor.executemany(_WENT, [(before, key) for key in people])
            self._cursor.executemany(_CAME, [(story, key) for key in people])
            self._run("UPDATE names SET story = ? WHERE article = ?", story, article)

    def placed(self, articles: Iterable[str]) -> dict[str, tuple[str, str]]:
        """By article, its story and its text; without those that have no place yet."""
        return {
            article: (story, text)
            for part in portions(articles)
            for article, story, text in self._in(
                "SELECT article, story, text FROM placed WHERE article IN ({})", part
            )
        }

    def enter(
        self,
        article: str,
        rows: Sequence[Row],
        people: Mapping[str, str],
        blocks: Iterable[tuple[str, str]],
    ) -> None:
        """Enter the names of an article that has its place.

        Args:
            article: its id.
            rows: its names.
            people: the names of people among them, by key; surnames alone have no written form.
            blocks: blocks of names, each with a key that stands in it.

        """
        (story, _) = self.placed([article])[article]
        self._cursor.executemany(_ENTER, [(*row, story) for row in rows])
        self.register(story, people, blocks)

    def register(
        self, story: str, people: Mapping[str, str], blocks: Iterable[tuple[str, str]]
    ) -> None:
        """Enter names of people in a story, and in their blocks."""
        self._cursor.executemany(_CALL, people.items())
        self._cursor.executemany(
            _CAME, [(story, key) for key, written in people.items() if written]
        )
        self._cursor.executemany(
            "INSERT INTO name_blocks VALUES (?, ?) ON CONFLICT DO NOTHING", blocks
        )

    def forget(self) -> None:
        """Empty all tables but the places of articles, which are due again.

        The actors that are there wait to be dropped, unless they are named anew.
        """
        for table in _TABLES:
            self._run(f"DELETE FROM {table}")  # noqa: S608  a name of ours
        self.leave(self._column("SELECT id FROM actors"))
        self._run("UPDATE placed SET due = TRUE")

    # The register -------------------------------------------------------------------------------

    def alike(self, block: str) -> Sequence[str]:
        """The keys in a block, sorted."""
        return self._column("SELECT key FROM name_blocks WHERE block = ? ORDER BY key", block)

    def known(self, key: str) -> tuple[str, str | None] | None:
        """How a name is written, and the name that stands for its person; None for no name."""
        rows = self._rows("SELECT written, top FROM people WHERE key = ?", key)
        return (rows[0][0], rows[0][1]) if rows else None

    def stories(self, key: str) -> frozenset[str]:
        """The stories in which a name stands."""
        query = "SELECT story FROM people_in WHERE key = ? AND articles > 0"
        return frozenset(self._column(query, key))

    def present(self, story: str) -> Sequence[str]:
        """The names of people that stand in a story, sorted."""
        query = "SELECT key FROM people_in WHERE story = ? AND articles > 0 ORDER BY key"
        return self._column(query, story)

    def of_top(self, top: str) -> Sequence[str]:
        """The full names of the person for whom a name stood when names were settled last."""
        query = "SELECT key FROM people WHERE top = ? AND key LIKE '% %'"
        return self._column(query, top)

    # What changed -------------------------------------------------------------------------------

    def unsettled(self) -> Sequence[str]:
        """The names that are new since names were settled last."""
        return self._column("SELECT key FROM people WHERE top IS NULL ORDER BY key")

    def moved(self) -> Sequence[tuple[str, str]]:
        """Stories with names that came to them or went from them since then."""
        rows = self._rows("SELECT story, key FROM people_in WHERE due ORDER BY story, key")
        return [(story, key) for story, key in rows]

    def settle(self, tops: Mapping[str, str]) -> None:
        """Note who stands for each of these names, and that nothing else changed."""
        self._cursor.executemany(
            "UPDATE people SET top = ? WHERE key = ?", [(top, key) for key, top in tops.items()]
        )
        self._run("DELETE FROM people_in WHERE due AND articles = 0")
        self._run("UPDATE people_in SET due = FALSE WHERE due")

    def ask_again(self, key: str | None = None, story: str | None = None) -> None:
        """Let the articles that have a name be due: those of a story, or all of them."""
        if key is None:
            self._run("UPDATE placed SET due = TRUE")
            return
        query = (
            "UPDATE placed SET due = TRUE WHERE article IN (SELECT article FROM names WHERE key = ?"
        )
        if story is None:
            self._run(f"{query})", key)
        else:
            self._run(f"{query} AND story = ?)", key, story)

    def due(self, most: int = sys.maxsize) -> Sequence[str]:
        """Articles whose names are to be resolved; no more than `most`, if that is given."""
        query = "SELECT article FROM placed WHERE due ORDER BY article LIMIT ?"
        return self._column(query, most)

    def rows(self, articles: Iterable[str]) -> Iterator[tuple[int, Row, Row | None]]:
        """The names of articles: number, the row, and who is meant by it, if that is known."""
        for part in portions(articles):
            for number, *row in self._in(_READ, part):
                yield number, tuple(row[:16]), tuple(row[16:]) if row[16] is not None else None

    def resolve(self, articles: Sequence[str], meant: Iterable[tuple[int, Row | None]]) -> None:
        """Note who is meant by names, by their numbers; the articles are no longer due."""
        self._cursor.executemany(
            "UPDATE names SET actor = ?, actor_kind = ?, actor_country = ?, score = ?, why = ? "
            "WHERE number = ?",
            [(*(row or (None,) * 5), number) for number, row in meant],
        )
        for part in portions(articles):
            self._over("UPDATE placed SET due = FALSE WHERE article IN ({})", part)

    # What is counted ----------------------------------------------------------------------------

    def count(self, changes: Iterable[tuple[str, str, str, str, int]]) -> None:
        """Add to what is counted of actors: actor, field, value, detail, and how many."""
        rows = [row for row in changes if row[4]]
        self._cursor.executemany(_COUNT, rows)
        self._cursor.executemany(
            "DELETE FROM tallies WHERE actor = ? AND field = ? AND value = ? AND detail = ? "
            "AND count = 0",
            [row[:4] for row in rows if row[4] < 0],
        )

    def counted(self, actor: str) -> Sequence[tuple[str, str, str, int]]:
        """What is counted of an actor: field, value, detail, and how many."""
        query = "SELECT field, value, detail, count FROM tallies WHERE actor = ? AND field != ?"
        return [(f, v, d, n) for f, v, d, n in self._rows(query, actor, _GONE)]

    def is_named(self, actor: str) -> bool:
        """Whether anything names an actor."""
        query = "SELECT 1 FROM tallies WHERE actor = ? AND field = 'name' LIMIT 1"
        return self._one(query, actor) is not None

    def leave(self, actors: Iterable[str]) -> None:
        """Note actors that nothing names any more."""
        rows = [(_GONE, _GONE, actor, "", 1) for actor in actors]
        self._cursor.executemany(
            "INSERT INTO tallies VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", rows
        )

    def take_gone(self) -> list[str]:
        """The actors that left and did not come back; they are noted no longer."""
        query = "SELECT value FROM tallies WHERE actor = ? AND field = ?"
        found = [actor for actor in self._column(query, _GONE, _GONE) if not self.is_named(actor)]
        self._run("DELETE FROM tallies WHERE actor = ? AND field = ?", _GONE, _GONE)
        return found

    # Where it stands ----------------------------------------------------------------------------

    def places(self, actor: str, name: str, most: int) -> list[Evidence]:
        """The first places of an actor's name, by article."""
        query = (
            'SELECT DISTINCT article, start, "end" FROM names '
            "WHERE actor = ? AND name = ? AND start >= 0 "
            'ORDER BY article, start, "end" LIMIT ?'
        )
        return [self._evidence(*row) for row in self._rows(query, actor, name, most)]

    def held(
        self, actor: str, role: str, most: int
    ) -> tuple[str | None, str | None, tuple[Evidence, ...]]:
        """The first and last day on which a role was seen, and its first places."""
        of = "FROM names WHERE actor = ? AND role_key = ? AND first IS"
        query = f"SELECT min(first), max(last), max(first) {of} NOT NULL"
        first, *lasts = self._rows(query, actor, role)[0]
        rows: list[Row] = []
        for dated in ("NOT NULL ORDER BY first, article, start", "NULL ORDER BY article, start"):
            query = f"SELECT article, role_start, role_end {of} {dated} LIMIT ?"
            rows += self._rows(query, actor, role, most - len(rows))
        evidence = tuple(self._evidence(*row) for row in rows)
        return first, max((day for day in lasts if day), default=None), evidence

    def articles(self, actor: str) -> frozenset[str]:
        """The articles that name an actor."""
        query = "SELECT DISTINCT article FROM names WHERE actor = ? AND start >= 0"
        return frozenset(self._column(query, actor))

    def stories_of(self, actor: str) -> frozenset[str]:
        """The stories of these articles."""
        query = "SELECT DISTINCT story FROM names WHERE actor = ? AND start >= 0"
        return frozenset(self._column(query, actor))

    def naming(self, name: str, key: str, story: str) -> tuple[str, ...]:
        """The articles of a story that have a name."""
        query = (
            "SELECT DISTINCT article FROM names WHERE key = ? AND story = ? AND name = ? "
            "ORDER BY article"
        )
        return tuple(self._column(query, key, story, name))

    def _evidence(self, article: str, start: int, end: int) -> Evidence:
        text = self._one("SELECT text FROM articles WHERE id = ?", article)
        return Evidence(of=article, start=start, end=end, exact=text[start:end], role="name")

    def _people_of(self, article: str) -> Sequence[str]:
        query = "SELECT DISTINCT key FROM names WHERE article = ? AND person AND key LIKE '% %'"
        return self._column(query, article)

    # Queries ------------------------------------------------------------------------------------

    def _run(self, query: str, *values: object) -> None:
        self._cursor.execute(query, values)

    def _rows(self, query: str, *values: object) -> list[Row]:
        rows: list[Row] = self._cursor.execute(query, values).fetchall()
        return rows

    def _column(self, query: str, *values: object) -> list[str]:
        return [value for (value,) in self._cursor.execute(query, values)]

    def _one(self, query: str, *values: object) -> Any:
        row = self._cursor.execute(query, values).fetchone()
        return None if row is None else row[0]

    def _in(self, query: str, values: Sequence[str]) -> list[Row]:
        rows: list[Row] = self._over(query, values).fetchall()
        return rows

    def _over(self, query: str, values: Sequence[str]) -> Any:
        return self._cursor.execute(query.format(", ".join("?" * len(values))), tuple(values))
