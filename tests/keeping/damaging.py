"""Changing a record behind the store's back, with nothing that keeps it whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

from postgres_records import address


def damage(record: Path, statement: str, *values: object) -> None:
    """Run a statement whose values stand where a `?` is."""
    url = address(record)
    if url is None:
        with closing(sqlite3.connect(record, isolation_level=None)) as connection:
            connection.execute(statement, values)
        return
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("SET session_replication_role = replica")  # foreign keys are not looked at
        server.execute(statement.replace("%", "%%").replace("?", "%s").encode(), values)
