"""The tables of an export and their columns, read from tables.toml: the one schema source."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from detente.errors import InputError

LIST = "[]"
"""What follows the type of a column that holds several values."""


class Column(msgspec.Struct, frozen=True, kw_only=True, rename={"refers_to": "in"}):
    """A column (or a field of a struct): its type, what it holds, its unit, what it refers to.

    `type` is one of the types that tables.toml names, `refers_to` a `table.column`.
    """

    type: str
    about: str
    unit: str | None = None
    refers_to: str | None = None

    @property
    def repeated(self) -> bool:
        """Whether it holds a list."""
        return self.type.endswith(LIST)

    @property
    def item(self) -> str:
        """The type of its value, or of each of its values."""
        return self.type.removesuffix(LIST)


Columns = Mapping[str, Column]
"""By name, in order."""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table: what its rows are, the columns that they are sorted by, and all columns."""

    title: str
    key: tuple[str, ...]
    columns: dict[str, Column]

    @property
    def primary(self) -> tuple[str, ...]:
        """The columns that tell every row from all others; empty where two rows may agree."""
        return self.key if self.key == ("id",) else ()


class _Schema(msgspec.Struct, frozen=True):
    structs: dict[str, dict[str, Column]]
    tables: dict[str, Table]


@cache
def _schema() -> _Schema:
    text = resources.files(__package__).joinpath("tables.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), type=_Schema)


def tables() -> dict[str, Table]:
    """All tables by name, in the order in which they are written."""
    return _schema().tables


def table(name: str) -> Table:
    """The table of a name.

    Raises:
        InputError: there is none.

    """
    found = tables().get(name)
    if found is None:
        raise InputError(f"{name!r} is no table of a record; use {', '.join(tables())}.")
    return found


def structs() -> Mapping[str, Columns]:
    """The fields of each struct by its name."""
    return _schema().structs


def fields(kind: str) -> Columns | None:
    """The fields of a type that is a struct; a time is one, of the fields of `when`."""
    return structs().get("when" if kind == "time" else kind)


def flat(columns: Columns, before: str = "") -> Iterator[tuple[str, Column]]:
    """Columns with each struct's fields in its place, named with a dot: `speaker.name`.

    Lists stay what they are.
    """
    for name, column in columns.items():
        inner = None if column.repeated else fields(column.item)
        if inner is None:
            yield before + name, column
        else:
            yield from flat(inner, f"{before}{name}.")


def interval(time: Any) -> Any:
    """A time as an interval: a day is one that begins and ends on it."""
    if isinstance(time, str):
        return {"earliest": time, "latest": time, "words": ""}
    return time
