"""The stages on a cluster: Ray Data with a pool of actors, each of which writes whole shards.

An actor loads the model once and takes shard after shard. Shards that are finished are passed over,
so that the same command goes on where it was cut off; a shard whose actor died is begun again.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from detente.attribution.tagger import MODEL, THREADS
from detente.engines import shards
from detente.engines.guard import done, guarded
from detente.errors import InputError, MissingInputError
from detente.nouns import Document, SetAside

_EXTRA = "Ray is not installed; install the extra: pip install 'detente[ray]'."
_START = 120
"""Seconds for a cluster on this machine to start; Ray's half a minute is short on a busy one."""
_DEATHS = 3
"""Times that an actor may die over one page before the page is set aside."""


class Begun(msgspec.Struct, frozen=True):
    """The page that an actor is at, and how often one died over it."""

    where: str
    deaths: int
    process: int


def on_ray(
    inputs: Iterable[str | SetAside],
    folder: Path,
    *,
    address: str | None = None,
    workers: int | None = None,
    files: int = shards.FILES,
) -> Iterator[shards.Tally]:
    """Read files into shards on a Ray cluster; gives what each holds, finished ones first.

    Args:
        inputs: names of files that every node can read (`detente.pages.files`).
        folder: where the shards go; every node must reach it by this name.
        address: a running cluster's; by default one is started on this machine.
        workers: actors; by default one for each core of the cluster.
        files: files of a shard at most.

    Raises:
        InputError: Ray is not installed, there is no cluster at the address, or the folder holds
            what is no shard.
        RecordFullError: the folder cannot be written.

    """
    ray = _ray()
    left, finished = shards.enlist(folder, shards.planned(inputs, files))
    yield from finished
    if not left:
        return
    _started(ray, address, workers)
    try:
        pool = min(len(left), workers or max(1, int(ray.cluster_resources().get("CPU", 1))))
        # Names may be relative, and stay so in the record.
        here = {"folder": str(folder.absolute()), "here": str(Path.cwd())}
        tasks = [{"shard": msgspec.json.encode(shard).decode(), **here} for shard in left]
        data = ray.data.from_items(tasks, override_num_blocks=len(tasks))
        read = data.map_batches(
            Reader,
            batch_size=1,
            num_cpus=1,
            compute=ray.data.ActorPoolStrategy(size=pool),
        )
        for row in read.iter_rows():
            yield msgspec.json.decode(row["tally"], type=shards.Tally)
    finally:
        ray.shutdown()


def _ray() -> Any:
    # All are read at the import. What goes wrong comes as an exception; the log tells it in C++.
    os.environ.setdefault("RAY_raylet_start_wait_time_s", str(_START))
    os.environ.setdefault("RAY_agent_register_timeout_ms", str(_START * 1000))
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise InputError(_EXTRA) from error
    return ray


def _started(ray: Any, address: str | None, workers: int | None) -> None:
    variables = {name: os.environ[name] for name in (MODEL, "PYTHONPATH") if name in os.environ}
    options: dict[str, Any] = {
        "logging_level": logging.ERROR,
        "log_to_driver": False,
        "runtime_env": {"env_vars": {**variables, THREADS: "1"}},
    }
    if address is None:
        options |= {"num_cpus": workers, "include_dashboard": False}
    else:
        options["address"] = address
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    try:
        ray.init(**options)
    except Exception as error:  # Ray raises bare ones, too
        where = f"There is no Ray cluster at {address}" if address else "Ray could not be started"
        raise InputError(
            f"{where} ({error}); see that it runs and that you may reach it."
        ) from error
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.execution_options.preserve_order = True


class Reader:
    """An actor: takes shards through the stages and writes them."""

    def __init__(self) -> None:
        import detente.engines.warm  # noqa: F401  loads the model and the word lists

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[str]]:
        """Read the shards of a batch; gives what each holds, as JSON."""
        told = [msgspec.json.decode(each, type=shards.Shard) for each in batch["shard"]]
        folders = map(Path, batch["folder"])
        os.chdir(batch["here"][0])
        tallies = [self._read(*each) for each in zip(told, folders, strict=True)]
        return {"tally": [msgspec.json.encode(tally).decode() for tally in tallies]}

    def _read(self, shard: shards.Shard, folder: Path) -> shards.Tally:
        bookmark = folder / f"{shard.name}.at"
        tally = shards.write(folder, shard.name, self._outcomes(shard, bookmark))
        bookmark.unlink(missing_ok=True)
        return tally

    def _outcomes(self, shard: shards.Shard, bookmark: Path) -> Iterator[Document | SetAside]:
        deadly = _bookmarked(bookmark)
        for source in _sources(shard.inputs):
            if isinstance(source, SetAside):
                yield source
                continue
            deaths = deadly.deaths + 1 if deadly and deadly.where == source.where else 0
            if deaths >= _DEATHS:
                why = "The process that read it died; it may be too large."
                yield SetAside(where=source.where, why=why)
                continue
            begun = Begun(source.where, deaths, os.getpid())
            bookmark.write_bytes(msgspec.json.encode(begun))
            page = guarded(source.where, source.page)
            yield page if isinstance(page, SetAside) else done((source.where, page))


def _sources(inputs: Iterable[str | SetAside]) -> Iterator[Any]:
    from detente.pages import sources

    for each in inputs:
        if isinstance(each, SetAside):
            yield each
            continue
        try:
            yield from sources([each])
        except (InputError, MissingInputError) as error:
            yield SetAside(where=each, why=str(error))


def _bookmarked(bookmark: Path) -> Begun | None:
    try:
        return msgspec.json.decode(bookmark.read_bytes(), type=Begun)
    except (OSError, msgspec.DecodeError):
        return None
