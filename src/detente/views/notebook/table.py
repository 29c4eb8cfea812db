"""A table of a record, for Python and for whatever reads Arrow (the PyCapsule interface)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from detente.views.export.columns import flat, table
from detente.views.export.rows import rows
from detente.views.export.sorting import Row, sorted_lines
from detente.views.notebook.html import grid

if TYPE_CHECKING:
    from detente.record import Store

_SHOWN = 10
"""Rows that a notebook shows."""


class RecordTable:
    """A table with the rows and columns that an export has; nothing is read until it is asked for.

    It is read anew each time, so that it says what the record says then. Through
    `__arrow_c_stream__` pandas, polars, DuckDB and pyarrow read it batch by batch without a copy;
    that needs the extra `arrow`.
    """

    def __init__(self, store: Store, name: str) -> None:
        """Name the table.

        Raises:
            InputError: there is no such table.

        """
        self.name = name
        self._store = store
        self._table = table(name)

    @property
    def columns(self) -> list[str]:
        """The names of its columns."""
        return list(self._table.columns)

    def __iter__(self) -> Iterator[Row]:
        """The rows in the order of the table's key, in the types of JSON."""
        return map(msgspec.json.decode, self._lines())

    def __repr__(self) -> str:
        return f"<table {self.name}: {', '.join(self.columns)}>"

    def __arrow_c_schema__(self) -> Any:
        """Its Arrow schema as a capsule.

        Raises:
            UnknownFormError: pyarrow is not installed.

        """
        from detente.views.export.arrow import schema

        return schema(self._table).__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """Its rows as a capsule with a stream of Arrow record batches.

        Args:
            requested_schema: a capsule with the schema that the reader would like.

        Raises:
            UnknownFormError: pyarrow is not installed.

        """
        from detente.views.export.arrow import batches, library, schema

        reader = library().RecordBatchReader.from_batches(
            schema(self._table), batches(self._table, self._lines())
        )
        return reader.__arrow_c_stream__(requested_schema)

    def _repr_html_(self) -> str:
        """Some rows, a struct's fields as columns of their own."""
        # In the record's own order: to sort a long table takes longer than a notebook waits.
        first = list(islice(rows(self._store, self.name), _SHOWN + 1))
        names = [name for name, _ in flat(self._table.columns)]
        cells = [[_field(row, name) for name in names] for row in first[:_SHOWN]]
        more = "and more" if len(first) > _SHOWN else ""
        return grid(self._table.title, names, cells, more)

    def _lines(self) -> Iterator[bytes]:
        return sorted_lines(rows(self._store, self.name), self._table.key)


def _field(row: Any, name: str) -> Any:
    """The value of a dotted name; a day stands for an interval that begins and ends on it."""
    for part in name.split("."):
        if not isinstance(row, dict):
            return row if part != "words" else None
        row = row.get(part)
    return row
