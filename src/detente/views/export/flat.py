"""Tables as CSV (RFC 4180, UTF-8): a struct's fields are columns of their own.

`speaker.name` is the field `name` of the column `speaker`. Lists, and objects whose keys nobody
fixed, are JSON in a cell. What is null is an empty cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import IO, Any

import msgspec

from detente.views.export.columns import Columns, Table, fields, flat, interval


def write_csv(table: Table, lines: Iterable[bytes], stream: IO[bytes]) -> int:
    """Write rows, given as lines of JSON, as CSV with a header; gives how many there were."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(name for name, _ in flat(table.columns))
    count = 0
    for line in lines:
        writer.writerow(_cells(msgspec.json.decode(line), table.columns))
        count += 1
    text.detach()
    return count


def _cells(row: dict[str, Any], columns: Columns) -> list[str]:
    cells: list[str] = []
    for name, column in columns.items():
        value = row.get(name)
        inner = None if column.repeated else fields(column.item)
        if inner is not None:
            cells += _cells(interval(value) or {}, inner)
        else:
            cells.append(_cell(value))
    return cells


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return msgspec.json.encode(value).decode()  # true, 0.75 and lists as JSON has them
