"""Tables as Apache Arrow record batches, and as Parquet; needs the extra `arrow`.

A struct is a struct, a list a list, a span a list of two integers and a day a date. What a column
holds and its unit stand in the field's metadata.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import IO, Any

import msgspec

from detente.errors import UnknownFormError
from detente.views.export.columns import Column, Columns, Table, fields, interval
from detente.views.export.sorting import Row

BATCH = 16_384
"""Rows of a batch, which is a row group in Parquet."""
BATCH_SIZE = 16 * 2**20
"""Bytes of JSON after which a batch ends, too: articles are long."""

Convert = Callable[[Any], Any]


def library(name: str = "pyarrow") -> Any:
    """A module of pyarrow, which has no types of its own.

    Raises:
        UnknownFormError: pyarrow is not installed.

    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UnknownFormError(
            'Parquet and Arrow need pyarrow, which is not installed; pip install "detente[arrow]".'
        ) from error


def schema(table: Table) -> Any:
    """The Arrow schema of a table.

    Raises:
        UnknownFormError: pyarrow is not installed.

    """
    return library().schema(
        [_field(name, column) for name, column in table.columns.items()],
        metadata={"title": table.title},
    )


def _field(name: str, column: Column) -> Any:
    said = {"description": column.about} | ({"unit": column.unit} if column.unit else {})
    return library().field(name, _type(column), metadata=said)


def _type(column: Column) -> Any:
    pa = library()
    inner = fields(column.item)
    if inner is not None:
        one = pa.struct([_field(name, field) for name, field in inner.items()])
    else:
        one = {
            "text": pa.string(),
            "json": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "boolean": pa.bool_(),
            "day": pa.date32(),
            "span": pa.list_(pa.int64()),
            "run": pa.list_(pa.int64()),
        }[column.item]
    return pa.list_(one) if column.repeated else one


def batches(table: Table, lines: Iterable[bytes]) -> Iterator[Any]:
    """Rows of a table, given as lines of JSON, as record batches.

    Raises:
        UnknownFormError: pyarrow is not installed.

    """
    pa = library()
    shape = schema(table)
    converted = _converter(table.columns)
    for part in _parts(lines):
        rows = [converted(msgspec.json.decode(line)) for line in part]
        yield pa.RecordBatch.from_pylist(rows, schema=shape)


def _parts(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    part: list[bytes] = []
    size = 0
    for line in lines:
        part.append(line)
        size += len(line)
        if len(part) == BATCH or size >= BATCH_SIZE:
            yield part
            part, size = [], 0
    if part:
        yield part


def write_parquet(table: Table, lines: Iterable[bytes], stream: IO[bytes]) -> int:
    """Write rows, given as lines of JSON, as Parquet; gives how many there were.

    Raises:
        UnknownFormError: pyarrow is not installed.

    """
    shape = schema(table)
    count = 0
    with library("pyarrow.parquet").ParquetWriter(stream, shape, compression="zstd") as writer:
        for batch in batches(table, lines):
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def _converter(columns: Columns) -> Callable[[Row], Row]:
    """What makes of a row in JSON's types one in Arrow's: only some columns differ."""
    other = {name: found for name, column in columns.items() if (found := _changed(column))}

    def convert(row: Row) -> Row:
        return row | {name: one(row[name]) for name, one in other.items() if row[name] is not None}

    return convert


def _changed(column: Column) -> Convert | None:
    """What converts the values of a column; None where they are the same in Arrow."""
    one = _changed_item(column.item)
    if one is None or not column.repeated:
        return one
    return lambda values: [one(value) for value in values]


def _changed_item(kind: str) -> Convert | None:
    inner = fields(kind)
    if inner is not None:
        convert = _converter(inner)
        if kind == "time":
            return lambda value: convert(interval(value))
        return convert if any(map(_changed, inner.values())) else None
    return {"day": _day, "json": lambda value: msgspec.json.encode(value).decode()}.get(kind)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None  # the words that it was read from stand beside it
