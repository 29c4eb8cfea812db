"""Rows in the order of their keys, however many there are."""

from __future__ import annotations

import heapq
import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import msgspec

Row = dict[str, Any]
Keyed = tuple[str, bytes]

RUN = 32 * 2**20
"""Bytes of rows that are sorted in memory at a time; more are merged from files."""
_DIGITS = 12
"""Numbers are sorted as digits of this width."""


def sorted_lines(
    rows: Iterable[Row], key: tuple[str, ...], folder: Path | None = None, run: int = RUN
) -> Iterator[bytes]:
    """Rows as lines of JSON, sorted by their keys: in memory while they are few.

    Args:
        rows: in any order.
        key: the columns to sort by.
        folder: where the nameless scratch files go; by default where the system keeps such files.
        run: bytes of rows that are sorted in memory at a time.

    """
    with ExitStack() as stack:
        runs: list[Iterable[Keyed]] = []
        held: list[Keyed] = []
        size = 0
        for row in rows:
            line = msgspec.json.encode(row) + b"\n"
            held.append((_key(row, key), line))
            size += len(line)
            if size >= run:
                scratch = stack.enter_context(tempfile.TemporaryFile(dir=folder))
                runs.append(_spilt(sorted(held), scratch))
                held, size = [], 0
        for _, line in heapq.merge(*runs, sorted(held)):
            yield line


def _key(row: Row, columns: tuple[str, ...]) -> str:
    # JSON has neither tabs nor line ends inside, which part the scratch file's keys and rows.
    return json.dumps([_comparable(row[name]) for name in columns])


def _comparable(value: object) -> object:
    return f"{value:0{_DIGITS}}" if isinstance(value, int) else value


def _spilt(run: list[Keyed], scratch: IO[bytes]) -> Iterator[Keyed]:
    for key, line in run:
        scratch.write(key.encode() + b"\t" + line)
    scratch.seek(0)
    return _read_run(scratch)


def _read_run(scratch: IO[bytes]) -> Iterator[Keyed]:
    for line in scratch:
        key, _, row = line.partition(b"\t")
        yield key.decode(), row
