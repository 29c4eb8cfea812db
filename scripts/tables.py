#!/usr/bin/env python3
"""Refresh the columns in docs/reference/exports.md from src/detente/views/export/tables.toml.

With `--check` nothing is changed; the exit code says whether they are what the schema says.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from detente.views.export.columns import Columns, structs, tables

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "reference" / "exports.md"
_MARKED = re.compile(r"(<!-- columns: [^\n]*-->\n).*?(<!-- /columns -->)", re.S)


def main() -> int:
    """Rewrite the marked part of the document, or check it."""
    text = DOCUMENT.read_text(encoding="utf-8")
    fresh = _MARKED.sub(lambda match: match[1] + "\n".join(lines()) + "\n" + match[2], text)
    if "--check" in sys.argv:
        if fresh != text:
            print("exports.md has other columns than tables.toml; run python scripts/tables.py.")
        return int(fresh != text)
    DOCUMENT.write_text(fresh, encoding="utf-8")
    return 0


def lines() -> Iterator[str]:
    """The tables, then the structs, each with its columns."""
    for name, table in tables().items():
        yield f"\n### `{name}`\n\n{table.title}; sorted by {', '.join(table.key)}.\n"
        yield from rows(table.columns)
    yield "\n## Structs\n"
    for name, columns in structs().items():
        yield f"\n### `{name}`\n"
        yield from rows(columns)


def rows(columns: Columns) -> Iterator[str]:
    """A Markdown table of columns."""
    yield "| column | type | holds | unit |"
    yield "| --- | --- | --- | --- |"
    for name, column in columns.items():
        about = f"{column.about} → `{column.refers_to}`" if column.refers_to else column.about
        yield f"| `{name}` | {column.type} | {about} | {column.unit or ''} |"


if __name__ == "__main__":
    sys.exit(main())
