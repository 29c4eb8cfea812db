"""A fault: something in a record that is not as it was written, and where."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Literal

import msgspec

from detente.nouns import Article, Page

Part = Literal["file", "tables", "keys", "pages", "links", "index", "search", "judgements"]
"""What of a record is at fault: SQLite's own structure, missing tables, rows that point to nothing,
what pages say, what linking judged, what linking finds neighbours by, the search index, and what
people judged (the one part that nothing can derive again)."""

UNREADABLE = (msgspec.DecodeError, zlib.error, UnicodeDecodeError, RecursionError)
"""What is raised for a row that does not hold what was written."""

Sketched = Callable[[Article, Page], "Entered"]
"""Gives what linking's index is to hold of an article."""


class Entered(msgspec.Struct, frozen=True):
    """What linking's index holds of an article: runs and topics as hashes, its day, its vector."""

    runs: frozenset[int]
    topics: frozenset[tuple[int, int]]  # with the day
    kept: tuple[int, bytes, float | None]


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong: `where` is an id or a table, `why` one sentence."""

    part: Part
    where: str
    why: str
