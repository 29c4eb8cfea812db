"""Writing a record into a folder in one of the forms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from detente.errors import EmptyInputError, UnknownFormError
from detente.views.export.columns import Table, table, tables
from detente.views.export.files import replacing, told
from detente.views.export.rows import rows
from detente.views.export.sorting import sorted_lines

if TYPE_CHECKING:
    from detente.record import Store

TableWriter = Callable[[Table, Iterable[bytes], IO[bytes]], int]
"""Writes a table's rows, given as lines of JSON, into a stream; gives how many there were."""


class Form(msgspec.Struct, frozen=True):
    """A form: the ending of its files, and the name of its file where it is but one."""

    ending: str
    name: str | None = None


FORMS = {
    "jsonl": Form("jsonl"),
    "csv": Form("csv"),
    "parquet": Form("parquet"),
    "annotations": Form("jsonl", "annotations"),
    "ftm": Form("json", "entities.ftm"),
    "plover": Form("jsonl", "events.plover"),
    "icews": Form("tsv", "events.icews"),
    "gdelt": Form("tsv", "events.gdelt"),
}
"""The forms by name."""


def write(store: Store, folder: Path, form: str, only: Collection[str] = ()) -> dict[str, int]:
    """Write a record into a folder, which is made where it does not exist.

    Each file is written under a temporary name and renamed when it is whole; files of the same
    names are replaced, others left. The same record gives the same bytes.

    Args:
        store: the record.
        folder: where the files go.
        form: a name of `FORMS`.
        only: tables to write, of a form that has tables; all where none is named.

    Returns:
        The number of rows of each file, by the file's name without its ending.

    Raises:
        UnknownFormError: the form is none that we write, or what writes it is not installed.
        InputError: a table is none that there is, or the folder cannot be written.
        EmptyInputError: the record holds nothing.
        RecordFullError: the disk is full.

    """
    chosen = FORMS.get(form)
    if chosen is None:
        raise UnknownFormError(f"{form!r} is no form that we export to; use {', '.join(FORMS)}.")
    if only and chosen.name:
        raise UnknownFormError(f"{form} is one file and has no tables; leave them out.")
    asked = {name: table(name) for name in only} or tables()
    wanted = {name: one for name, one in tables().items() if name in asked}
    if not any(store.counts().values()):
        raise EmptyInputError(
            "The record is empty, so there is nothing to export: read pages with "
            "`detente read PATH`."
        )
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if chosen.name is None:
            return _write_tables(store, folder, chosen, wanted)
        path = folder / f"{chosen.name}.{chosen.ending}"
        return {chosen.name: _write_file(store, path, form)}


def _write_tables(
    store: Store, folder: Path, form: Form, wanted: dict[str, Table]
) -> dict[str, int]:
    from detente.views.export.package import NAME, package

    write_table = _table_writer(form.ending)
    counts: dict[str, int] = {}
    written: dict[Path, tuple[str, Table]] = {}
    for name, one in wanted.items():
        path = folder / f"{name}.{form.ending}"
        lines = sorted_lines(rows(store, name), one.key, folder)
        with replacing(path) as stream:
            counts[name] = write_table(one, lines, stream)
        written[path] = name, one
    # Last, so that its hashes tell whether an export came to its end.
    with replacing(folder / NAME) as stream:
        stream.write(package(written))
    return counts


def _table_writer(form: str) -> TableWriter:
    if form == "csv":
        from detente.views.export.flat import write_csv

        return write_csv
    if form == "parquet":
        from detente.views.export.arrow import write_parquet

        return write_parquet
    return lambda _, lines, stream: _write_lines(lines, stream)


def _write_file(store: Store, path: Path, form: str) -> int:
    before, lines = _file_lines(store, form)
    with replacing(path) as stream:
        return _write_lines(chain(before, lines), stream) - len(before)


def _file_lines(store: Store, form: str) -> tuple[tuple[bytes, ...], Iterator[bytes]]:
    """The header and the lines of a form that is one file."""
    if form == "annotations":
        from detente.views.export.annotations import annotation_lines

        return (), annotation_lines(store)
    if form == "ftm":
        from detente.views.export.entities import entity_lines

        return (), entity_lines(store)
    from detente.views import events

    lines = events.FORMS[form](store)
    return ((next(lines),) if form == "icews" else ()), lines


def _write_lines(lines: Iterable[bytes], stream: IO[bytes]) -> int:
    count = 0
    for line in lines:
        stream.write(line)
        count += 1
    return count
