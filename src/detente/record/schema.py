"""The tables of a record.

Three layers, each with its own rules:

- what pages say (`pages` … `commitments`, with `evidence`): written once, never changed, with the
  index that finds what two parties have a part in (`parts`, `pairs`);
- what linking judges (`actors` … `discrepancies`, `speakers`, `mentioned`): replaced where pages
  are added, with the index that finds what a page touches (`blocks`, `runs`, `topics`) and the
  names that actors are gathered from (`names` … `tallies`);
- what a person judged (`judgements`) and their own lists (`known_actors`): never touched by the
  machine; `questions` are what linking would ask them.

A column stands for what is queried or joined; the rest of a noun is JSON in `body`, in the noun's
own interchange form. The full-text indexes are the databases' own (`dialects`).
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    exists,
)
from sqlalchemy import Text as AnyText
from sqlalchemy.types import UserDefinedType

metadata = MetaData()


class _ByCodePoint(UserDefinedType[str]):
    """PostgreSQL's text, sorted by code point, whatever the language of a server.

    A type of its own, since SQLAlchemy would write the collation of `Text` beside every value too.
    """

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return 'TEXT COLLATE "C"'


Text = AnyText().with_variant(_ByCodePoint(), "postgresql")
_Long = Integer().with_variant(BigInteger(), "postgresql")
"""64 bits, as all of SQLite's integers have."""


def _id() -> Column[str]:
    return Column("id", Text, primary_key=True)


def _body() -> Column[str]:
    return Column("body", Text, nullable=False)


def _article(*, key: bool = False) -> Column[str]:
    return Column("article", ForeignKey("articles.id"), nullable=False, primary_key=key)


def _ordinal(*, key: bool = False) -> Column[int]:
    return Column("ordinal", Integer, nullable=False, primary_key=key)


meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text))

migrations = Table(
    "migrations",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
)

# What pages say ---------------------------------------------------------------------------------

pages = Table(
    "pages",
    metadata,
    _id(),
    Column("sha256", Text, nullable=False, index=True),
    Column("url", Text),
    Column("text", LargeBinary, nullable=False),  # zlib over UTF-8: HTML shrinks to a fifth
    _body(),
    Column("dropped", Text, nullable=False),
    # In PostgreSQL's usual index an address of more than 2,700 bytes has no room.
    Index("ix_pages_url", "url", postgresql_using="hash"),
)

page_files = Table(
    "page_files",
    metadata,
    Column("page", ForeignKey("pages.id"), primary_key=True),
    Column("file", Text, primary_key=True),
    _ordinal(),
)

articles = Table(
    "articles",
    metadata,
    # The full-text index names rows by number, and only a declared one survives a VACUUM.
    Column("number", _Long, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("page", ForeignKey("pages.id"), nullable=False),
    _ordinal(),
    Column("published_from", Text, index=True),
    Column("published_to", Text),
    Column("outlet", Text),
    Column("language", Text),
    Column("text", Text, nullable=False),
    _body(),
    Index("articles_of_page", "page", "ordinal", unique=True),
)

attributions = Table(
    "attributions",
    metadata,
    Column("number", _Long, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _article(),
    _ordinal(),
    Column("kind", Text, nullable=False),
    Column("speaker", Text, index=True),
    Column("said_from", Text),
    Column("said_to", Text),
    Column("confidence", Float, nullable=False),
    Column("words", Text, nullable=False),  # the content's exact words, for the full-text index
    _body(),
    Index("attributions_of_article", "article", "ordinal", unique=True),
)

mentions = Table(
    "mentions",
    metadata,
    _article(key=True),
    _ordinal(key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("name", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    _body(),
)

moves = Table(
    "moves",
    metadata,
    _id(),
    _article(),
    _ordinal(),
    Column("attribution", ForeignKey("attributions.id"), index=True),
    Column("event", Text, index=True),
    Column("speech_act", Text, index=True),
    _body(),
    Index("moves_of_article", "article", "ordinal", unique=True),
)

commitments = Table(
    "commitments",
    metadata,
    _id(),
    _article(),
    _ordinal(),
    Column("attribution", ForeignKey("attributions.id"), nullable=False, index=True),
    Column("debtor", Text),
    Column("creditor", Text),
    _body(),
    Index("commitments_of_article", "article", "ordinal", unique=True),
)

parts = Table(
    "parts",
    metadata,
    Column("name", Text, primary_key=True),  # or a code
    _article(key=True),
    Column("day", Text, nullable=False),  # the article's first, empty where none is known
    sqlite_with_rowid=False,
)

pairs = Table(
    "pairs",
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    _article(key=True),
    Column("moves", Integer, nullable=False),
    Column("commitments", Integer, nullable=False),
    sqlite_with_rowid=False,
)

evidence = Table(
    "evidence",
    metadata,
    Column("owner", Text, primary_key=True),
    _ordinal(key=True),
    Column("role", Text, nullable=False),
    Column("of", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    Column("linked", Boolean, nullable=False),  # written by linking, so replaced with it
    Index("evidence_of_text", "of", "start"),
    Index("evidence_linked", "linked"),
)

set_aside = Table(
    "set_aside",
    metadata,
    Column("where", Text, primary_key=True),
    Column("why", Text, nullable=False),
)

# What linking judges ----------------------------------------------------------------------------

actors = Table(
    "actors",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text, index=True),
    _body(),
)

actor_names = Table(
    "actor_names",
    metadata,
    Column("actor", ForeignKey("actors.id"), primary_key=True),
    Column("name", Text, primary_key=True, index=True),
)

speakers = Table(
    "speakers",
    metadata,
    Column("attribution", ForeignKey("attributions.id"), primary_key=True),
    Column("actor", ForeignKey("actors.id"), nullable=False, index=True),
)

mentioned = Table(
    "mentioned",
    metadata,
    _article(key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("actor", ForeignKey("actors.id"), nullable=False, index=True),
)

lineage = Table(
    "lineage",
    metadata,
    _id(),
    Column("source", ForeignKey("articles.id"), nullable=False, index=True),
    Column("made", ForeignKey("articles.id"), nullable=False, index=True),
    Column("relation", Text, nullable=False),
    _body(),
)

stories = Table(
    "stories",
    metadata,
    _id(),
    Column("first", Text),
    Column("last", Text),
    _body(),
)

story_articles = Table(
    "story_articles",
    metadata,
    Column("story", ForeignKey("stories.id"), primary_key=True),
    Column("article", ForeignKey("articles.id"), primary_key=True, index=True),
)

statements = Table(
    "statements",
    metadata,
    _id(),
    Column("speaker", ForeignKey("actors.id"), index=True),
    Column("said_from", Text, index=True),
    Column("said_to", Text),
    Column("origins", Integer, nullable=False),
    _body(),
    Index("statements_by_day", "said_from", "said_to", "speaker", "id"),
)

statement_attributions = Table(
    "statement_attributions",
    metadata,
    Column("statement", ForeignKey("statements.id"), primary_key=True),
    Column("attribution", ForeignKey("attributions.id"), primary_key=True, index=True),
)

discrepancies = Table(
    "discrepancies",
    metadata,
    _id(),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("statement", Text),
    _body(),
    ForeignKeyConstraint(["statement"], ["statements.id"]),
    Index("discrepancies_of_statement", "statement"),
    Index("discrepancies_by_kind", "kind", "id"),
)

# What finds the articles that a new one is linked with --------------------------------------------

blocks = Table(
    "blocks",
    metadata,
    _article(key=True),
    Column("block", Text, nullable=False, index=True),  # the least id of the articles of a block
    Column("due", Boolean, nullable=False),  # not linked since the block last grew
    Column("runs", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("day", Float),
    Index("blocks_due", "due"),
)

runs = Table(
    "runs",
    metadata,
    Column("hash", _Long, primary_key=True),
    Column("article", Text, primary_key=True),
    sqlite_with_rowid=False,
)

topics = Table(
    "topics",
    metadata,
    Column("hash", _Long, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("article", Text, primary_key=True),
    sqlite_with_rowid=False,
)

aliases = Table(
    "aliases",
    metadata,
    Column("old", Text, primary_key=True),
    Column("new", Text, nullable=False, index=True),
)

# The names of articles, so that actors are gathered without reading the articles again ----------

names = Table(
    "names",
    metadata,
    Column("number", _Long, primary_key=True),
    Column("article", Text, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("said", Text),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("surface", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("person", Boolean, nullable=False),
    Column("role", Text),
    Column("role_key", Text),
    Column("role_start", Integer, nullable=False),
    Column("role_end", Integer, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("story", Text, nullable=False),
    Column("actor", Text),
    Column("actor_kind", Text),
    Column("actor_country", Text),
    Column("score", Float),
    Column("why", Text),
    Index("names_of_key", "key", "story"),
    Index("names_of_actor", "actor", "name", "article", "start"),
)
Index(
    "names_with_roles",
    names.c.actor,
    names.c.role_key,
    names.c.first,
    names.c.article,
    names.c.start,
    names.c.last,
    sqlite_where=names.c.role_key.is_not(None),
    postgresql_where=names.c.role_key.is_not(None),
)

placed = Table(
    "placed",
    metadata,
    Column("article", Text, primary_key=True),
    Column("story", Text, nullable=False),
    Column("text", Text, nullable=False),  # the first of the versions of one text
    Column("due", Boolean, nullable=False),  # its names are not resolved as they stand now
    sqlite_with_rowid=False,
)
Index("placed_due", placed.c.article, sqlite_where=placed.c.due, postgresql_where=placed.c.due)

name_blocks = Table(
    "name_blocks",
    metadata,
    Column("block", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    sqlite_with_rowid=False,
)

people = Table(
    "people",
    metadata,
    Column("key", Text, primary_key=True),
    Column("written", Text, nullable=False),
    Column("top", Text, index=True),  # the name that stands for the person; not settled where NULL
    sqlite_with_rowid=False,
)

people_in = Table(
    "people_in",
    metadata,
    Column("story", Text, primary_key=True),
    Column("key", Text, primary_key=True, index=True),
    Column("articles", Integer, nullable=False),
    Column("due", Boolean, nullable=False),  # came or went since names were settled
    sqlite_with_rowid=False,
)
Index(
    "people_in_due",
    people_in.c.story,
    people_in.c.key,
    sqlite_where=people_in.c.due,
    postgresql_where=people_in.c.due,
)

tallies = Table(
    "tallies",
    metadata,
    Column("actor", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("detail", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What a person judged ---------------------------------------------------------------------------

judgements = Table(
    "judgements",
    metadata,
    _id(),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("object", Text),
    Column("verdict", Text, nullable=False),
    Column("author", Text),
    Column("why", Text),
    Column("body", Text, nullable=False, server_default="{}"),
)

questions = Table("questions", metadata, _id(), _body())

known_actors = Table(
    "known_actors",
    metadata,
    _id(),
    Column("source", Text, nullable=False, index=True),  # the list that it is in
    _ordinal(),
    _body(),
)


def pointers() -> Iterator[tuple[Column[str], str, ColumnElement[bool]]]:
    """The columns that point to rows of a table, its name, and the condition that there is none."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            missing = ~exists().where(key.column == key.parent)
            yield key.parent, key.column.table.name, key.parent.is_not(None) & missing
