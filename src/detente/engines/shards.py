"""Shards: what the stages found in some inputs, as a Parquet file with a marker when it is whole.

A folder of shards is what a cluster writes and `detente merge` reads. `shards.json` lists the
shards in the order of the inputs. A shard is named for its inputs and their sizes, so that the same
inputs lead to the same shards, and those that are finished are passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from detente.errors import InputError, RecordFullError
from detente.nouns import Document, SetAside, content_id

MANIFEST = "shards.json"
FILES, BYTES = 64, 16_000_000
"""Files and bytes from which a shard takes no further file."""
_ROWS = 20
"""Pages that are held in memory while a shard is written or read."""
_EXTRA = "Shards need pyarrow; install the extra: pip install 'detente[arrow]'."

Outcome = Document | SetAside


class Shard(msgspec.Struct, frozen=True):
    """Some inputs that are read together: files, or why a place cannot be looked into."""

    name: str
    inputs: tuple[str | SetAside, ...]


class Tally(msgspec.Struct, frozen=True):
    """What a finished shard holds: so many pages, and what was set aside. Its marker says it.

    `before` says that it was finished when it was asked for.
    """

    pages: int = 0
    set_aside: tuple[SetAside, ...] = ()
    before: bool = False


class Manifest(msgspec.Struct, frozen=True):
    """The names of a folder's shards, in the order of the inputs."""

    shards: tuple[str, ...] = ()
    version: int = 1


def planned(
    inputs: Iterable[str | SetAside], files: int = FILES, size: int = BYTES
) -> Iterator[Shard]:
    """The shards that inputs are cut into, in their order."""
    part: list[str | SetAside] = []
    sizes: list[int] = []
    for each in inputs:
        part.append(each)
        sizes.append(_size(each))
        if len(part) >= files or sum(sizes) >= size:
            yield _shard(part, sizes)
            part, sizes = [], []
    if part:
        yield _shard(part, sizes)


def _shard(part: Sequence[str | SetAside], sizes: Sequence[int]) -> Shard:
    return Shard(content_id("h", *part, *sizes).replace(":", "-"), tuple(part))


def _size(each: str | SetAside) -> int:
    try:
        return Path(each).stat().st_size if isinstance(each, str) else 0
    except OSError:
        return 0


def enlist(folder: Path, shards: Iterable[Shard]) -> tuple[list[Shard], list[Tally]]:
    """Note shards in a folder's list; gives those that are not finished, and what the others hold.

    Raises:
        RecordFullError: the folder cannot be written.
        InputError: it has a marker that is none.

    """
    wanted = list(shards)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = _manifest(folder).shards if (folder / MANIFEST).exists() else ()
        names = tuple(dict.fromkeys((*before, *(shard.name for shard in wanted))))
        _write(folder / MANIFEST, msgspec.json.encode(Manifest(names)))
    except OSError as error:
        raise RecordFullError(f"{folder} cannot be written: {error.strerror or error}.") from error
    markers = {shard.name: _marker(folder, shard.name) for shard in wanted}
    finished = {name for name, marker in markers.items() if marker.exists()}
    left = [shard for shard in wanted if shard.name not in finished]
    return left, [_tally(markers[shard.name]) for shard in wanted if shard.name in finished]


def _tally(marker: Path) -> Tally:
    try:
        told = msgspec.json.decode(marker.read_bytes(), type=Tally)
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"{marker} is no marker of a shard ({error}); remove it.") from error
    return msgspec.structs.replace(told, before=True)


def is_folder_of_shards(path: Path) -> bool:
    """Whether a path is what a cluster wrote."""
    return (path / MANIFEST).is_file()


def write(folder: Path, shard: str, outcomes: Iterable[Outcome]) -> Tally:
    """Write a shard, under its own name only when it is whole; gives what it holds."""
    arrow, parquet = _arrow()
    schema = arrow.schema([("aside", arrow.bool_()), ("body", arrow.large_binary())])
    pages, aside = 0, list[SetAside]()
    place = folder / f"{shard}.parquet"
    temporary = place.with_suffix(f".{os.getpid()}.part")
    rows = iter(outcomes)
    with parquet.ParquetWriter(temporary, schema, compression="zstd") as writer:
        while part := list(islice(rows, _ROWS)):
            aside += (outcome for outcome in part if isinstance(outcome, SetAside))
            pages += sum(isinstance(outcome, Document) for outcome in part)
            writer.write_table(arrow.Table.from_pylist(list(map(_row, part)), schema=schema))
    _forced(temporary)
    temporary.replace(place)
    tally = Tally(pages, tuple(aside))
    _write(_marker(folder, shard), msgspec.json.encode(tally))
    return tally


def read(folder: Path) -> Iterator[Outcome]:
    """What the shards of a folder hold, in the order of the inputs; rows that are none, set aside.

    Raises:
        InputError: a shard is not finished, or the folder holds no shards.

    """
    names = _manifest(folder).shards
    left = [name for name in names if not _marker(folder, name).exists()]
    if left:
        raise InputError(
            f"{folder} lacks {len(left):,} of {len(names):,} shards; run the same `detente read` "
            "again, which makes the missing ones."
        )
    return (outcome for name in names for outcome in _read(folder / f"{name}.parquet"))


def _read(place: Path) -> Iterator[Outcome]:
    arrow, parquet = _arrow()
    try:
        with parquet.ParquetFile(place) as file:
            for batch in file.iter_batches(batch_size=_ROWS):
                for number, row in enumerate(batch.to_pylist()):
                    yield _outcome(row, f"{place}:{number}")
    except (OSError, arrow.ArrowException) as error:
        raise InputError(
            f"{place} is no whole shard ({error}); remove it and its marker."
        ) from error


def _row(outcome: Outcome) -> dict[str, Any]:
    aside = isinstance(outcome, SetAside)
    return {"aside": aside, "body": msgspec.json.encode(outcome)}


def _outcome(row: dict[str, Any], where: str) -> Outcome:
    try:
        kind: Any = SetAside if row["aside"] else Document
        found: Outcome = msgspec.json.decode(row["body"], type=kind)
    except (msgspec.DecodeError, RecursionError, KeyError, TypeError) as error:
        return SetAside(where=where, why=f"It is no row of a shard ({error}).")
    return found


def _arrow() -> tuple[Any, Any]:
    """The modules pyarrow and pyarrow.parquet."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise InputError(_EXTRA) from error


def _manifest(folder: Path) -> Manifest:
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"{folder} holds no shards ({error}); name another folder.") from error


def _marker(folder: Path, shard: str) -> Path:
    return folder / f"{shard}.done"


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    temporary.write_bytes(data)
    _forced(temporary)
    temporary.replace(path)


def _forced(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
