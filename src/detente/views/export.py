"""The record as files: one JSON Lines file a noun (docs/reference/forms.md), or event data."""

from __future__ import annotations

import heapq
import json
import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec

from detente.errors import InputError, RecordFullError, UnknownFormError, UnknownPartyError
from detente.nouns import Article, Attribution, Standing
from detente.views.reading import file_name

if TYPE_CHECKING:
    from detente.record import Store

_log = logging.getLogger(__name__)

FORMS = {"jsonl": "jsonl", "plover": "jsonl", "icews": "tsv", "gdelt": "tsv"}
"""By form, the ending of its files."""
_RUN = 20_000
"""Rows that are sorted in memory at a time; more are merged from files."""

Row = dict[str, Any]


def write(store: Store, folder: Path, form: str) -> dict[str, int]:
    """Write the whole record into a folder, which is made where it does not exist.

    Each file is written under a temporary name and renamed when it is whole, rows sorted by id.

    Args:
        store: the record.
        folder: where the files go; files of the same names are replaced.
        form: `jsonl`, or one of event data (docs/reference/event-forms.md) as one file.

    Returns:
        The number of rows of each file, by the file's name without its ending.

    Raises:
        UnknownFormError: the form is not one that we write.
        InputError: the folder cannot be written.
        RecordFullError: the disk is full.

    """
    if form not in FORMS:
        raise UnknownFormError(f"{form!r} is no form that we export to; use {', '.join(FORMS)}.")
    with _said_plainly(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if form != "jsonl":
            return _write_events(store, folder, form)
        return {
            name: _write_rows(folder / f"{name}.jsonl", rows(store))
            for name, rows in _TABLES.items()
        }


@contextmanager
def _said_plainly(folder: Path) -> Iterator[None]:
    import errno

    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise RecordFullError(
                f"The disk under {folder} is full; free some space and export again."
            ) from error
        raise InputError(
            f"{folder} cannot be written ({error.strerror}); name another folder."
        ) from error


def _pages(store: Store) -> Iterator[Row]:
    for page in store.pages():
        row = msgspec.to_builtins(page)
        del row["text"]
        yield {**row, "file": file_name(page), "path": page.file}


def _articles(store: Store) -> Iterator[Row]:
    files = {page.id: file_name(page) for page in store.pages()}
    stories = {article: story.id for story in store.stories() for article in story.articles}
    for article in store.articles():
        yield {
            **msgspec.to_builtins(article),
            "file": files.get(article.page),
            "story": stories.get(article.id),
        }


def _attributions(store: Store) -> Iterator[Row]:
    for article in store.articles():
        for attribution in store.attributions(article=article.id):
            yield _attribution(attribution, article)


def _attribution(attribution: Attribution, article: Article) -> Row:
    return {
        **msgspec.to_builtins(attribution),
        "page_source": article.page_spans(attribution.source),
        "page_cue": article.page_spans(attribution.cue),
        "page_content": article.page_spans(attribution.content),
    }


def _standings(store: Store) -> Iterator[Row]:
    from detente.standing import parties, standing

    for pair in parties(store):
        try:
            found = standing(store, pair)
        except UnknownPartyError as error:
            # A pair may be named by a commitment alone, with no actor behind the name.
            _log.warning("no standing of %s: %s", " and ".join(pair), error)
            continue
        if _has_lines(found):
            yield msgspec.to_builtins(found)


def _has_lines(standing: Standing) -> bool:
    """Whether there is something between the parties."""
    row: Row = msgspec.to_builtins(standing)
    other = {"parties", "as_of", "mutual_wait", "not_found"}
    return any(value for name, value in row.items() if name not in other)


def _nouns(name: str) -> Callable[[Store], Iterator[Row]]:
    def rows(store: Store) -> Iterator[Row]:
        for noun in getattr(store, name)():
            yield msgspec.to_builtins(noun)

    return rows


_TABLES: dict[str, Callable[[Store], Iterator[Row]]] = {
    "pages": _pages,
    "articles": _articles,
    "attributions": _attributions,
    **{
        name: _nouns(name)
        for name in (
            "actors",
            "lineage",
            "stories",
            "statements",
            "moves",
            "commitments",
            "discrepancies",
        )
    },
    "standing": _standings,
}


def _write_events(store: Store, folder: Path, form: str) -> dict[str, int]:
    from detente.views import events

    name = f"events.{form}"
    written = _write_lines(folder / f"{name}.{FORMS[form]}", events.FORMS[form](store))
    return {name: written - (form == "icews")}  # whose first line is the header


def _write_rows(path: Path, rows: Iterable[Row]) -> int:
    return _write_lines(path, (line for _, line in sorted_rows(rows, path.parent)))


def _write_lines(path: Path, lines: Iterable[bytes]) -> int:
    """Write beside `path`, then rename; nothing is left behind when that fails."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    scratch = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            count = 0
            for line in lines:
                stream.write(line)
                count += 1
            stream.flush()
            os.fsync(stream.fileno())
        scratch.chmod(0o666 & ~_umask())
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    return count


def _umask() -> int:
    # mkstemp makes a file that only its owner can read; the export is for others, too.
    mask = os.umask(0)
    os.umask(mask)
    return mask


Keyed = tuple[str, bytes]


def sorted_rows(rows: Iterable[Row], folder: Path, run_length: int = _RUN) -> Iterator[Keyed]:
    """Rows as lines, by id: sorted in memory while they are few, else merged from files.

    Args:
        rows: in any order.
        folder: where the nameless scratch files go.
        run_length: rows that are sorted in memory at a time.

    """
    with ExitStack() as stack:
        runs: list[Iterable[Keyed]] = []
        run: list[Keyed] = []
        for row in rows:
            run.append((_key(row), msgspec.json.encode(row) + b"\n"))
            if len(run) == run_length:
                scratch = stack.enter_context(tempfile.TemporaryFile(dir=folder))
                runs.append(_spilt(sorted(run), scratch))
                run = []
        yield from heapq.merge(*runs, sorted(run))


def _key(row: Row) -> str:
    return str(row["id"]) if "id" in row else json.dumps(row["parties"])


def _spilt(run: list[Keyed], scratch: IO[bytes]) -> Iterator[Keyed]:
    for key, line in run:
        scratch.write(key.encode() + b"\t" + line)
    scratch.seek(0)
    return _read_run(scratch)


def _read_run(scratch: IO[bytes]) -> Iterator[Keyed]:
    for line in scratch:
        key, _, row = line.partition(b"\t")
        yield key.decode(), row
