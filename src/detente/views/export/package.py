"""What the files of an export are, as a Frictionless Data Package (version 2.0).

`datapackage.json` names each file with its SHA-256 and its size, and each column with its type,
what it holds, its unit and the column that it refers to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Set
from pathlib import Path
from typing import Any

import msgspec

from detente.views.export.columns import Column, Columns, Table, fields, flat, structs

NAME = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"
_MEDIA = {
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
}
_TYPES = {
    "text": "string",
    "json": "object",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "day": "date",
    "span": "array",
    "run": "array",
}

Property = dict[str, Any]


def package(written: dict[Path, tuple[str, Table]]) -> bytes:
    """The descriptor of a package.

    Args:
        written: by path, the name of the table that was written there, and the table.

    """
    names = {name for name, _ in written.values()}
    found = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "detente-record",
        "title": "A record of who said what, kept by Détente",
        "resources": [
            _resource(path, name, table, names) for path, (name, table) in written.items()
        ],
        # The standard has no place for the fields of objects and of lists of objects.
        "structs": {
            name: [_field(*field, form="jsonl") for field in columns.items()]
            for name, columns in structs().items()
        },
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"


def _resource(path: Path, name: str, table: Table, names: Set[str]) -> Property:
    form = path.suffix.removeprefix(".")
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    found = {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": name.replace("_", "-"),
        "type": "table",
        "path": path.name,
        "title": table.title,
        "format": form,
        "mediatype": _MEDIA[form],
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": _schema(table, form, names),
    }
    if form == "parquet":
        del found["encoding"]  # of text files alone
    return found


def _schema(table: Table, form: str, names: Set[str]) -> Property:
    """The Table Schema of a table, with the references to those that were written too."""
    columns: Columns = dict(flat(table.columns)) if form == "csv" else table.columns
    found: Property = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(name, column, form) for name, column in columns.items()],
    }
    if table.primary:
        found["primaryKey"] = list(table.primary)
    references = [
        {"fields": [name], "reference": _reference(column.refers_to)}
        for name, column in columns.items()
        if column.refers_to and not column.repeated and column.refers_to.partition(".")[0] in names
    ]
    if references:
        found["foreignKeys"] = references
    return found


def _field(name: str, column: Column, form: str) -> Property:
    # JSON has a time as a day or as an object; Parquet, as a struct always.
    other = "any" if column.item == "time" and form == "jsonl" else "object"
    kind = "array" if column.repeated else _TYPES.get(column.item, other)
    found: Property = {"name": name, "type": kind, "description": column.about}
    if column.unit:
        found["unit"] = column.unit
    if fields(column.item) is not None:
        found["struct"] = "when" if column.item == "time" else column.item
    return found


def _reference(column: str) -> Property:
    table, _, field = column.partition(".")
    return {"resource": table.replace("_", "-"), "fields": [field]}
