"""The record: pages and all that was found in them, in a SQLite file or a PostgreSQL database.

`Store` is the only writer. It checks that every row's evidence stands in the text where the row
says it does, writes a page in one transaction or not at all, and knows nothing of how things are
found. How it is laid out and why: docs/explanation/record.md.
"""

from detente.record.search import Hit
from detente.record.store import Store

__all__ = ["Hit", "Store"]
