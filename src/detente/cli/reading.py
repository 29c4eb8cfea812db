"""Commands that fill a record: `read`, and `sample`, which writes pages to read."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.context import console, emit_json, examples, json_option, named_record
from detente.cli.failures import INTERRUPTED, complain, exit_code
from detente.cli.lists import keep_lists, lists_option
from detente.cli.models import model_option
from detente.errors import EmptyInputError, InputError

if TYPE_CHECKING:
    from detente.api import Progress, ReadReport
    from detente.nouns import SetAside

_MINUTES = 2.0
"""Minutes that a megabyte of text takes on a laptop, about."""
_SHOWN = 5
"""Inputs that are named of those set aside for one reason."""


@click.command(
    epilog=examples(
        "detente read pages/",
        "detente read statement.html wire.txt --record talks.db",
        "detente read https://www.example.org/2024/03/12/talks",
        "zcat crawl.jsonl.gz | detente read -",
        "detente read pages/ --actors ministers.csv",
        "detente read crawl/ --engine ray --shards shards && detente merge shards",
    )
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes to work in; by default one for small inputs, else one a core.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Where to read: here, or on a Ray cluster into --shards.",
)
@click.option("--address", metavar="ADDRESS", help="The Ray cluster's; by default one is started.")
@click.option(
    "--shards",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    default=Path("shards"),
    help="Where --engine ray writes what it finds, for `merge`.  [default: shards]",
)
@lists_option
@model_option
@json_option
@click.pass_context
def read(
    ctx: click.Context,
    paths: tuple[str, ...],
    workers: int | None,
    engine: str,
    address: str | None,
    shards: Path,
    lists: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Read pages into the record: files, folders, addresses, or `-` for standard input.

    HTML, text, Markdown, PDF and .mhtml are one page a file; .jsonl, .json, .csv, .tsv, .warc,
    feeds, .zip and .tar hold many; each may be in .gz. Addresses (http, https) are fetched
    politely. Reading the same page again changes nothing. What cannot be read is set aside with
    its reason.
    """
    import detente

    if engine == "ray":
        if lists:
            raise click.UsageError(
                "A cluster makes shards, which hold no lists of actors; give --actors to "
                "`detente relink` after `detente merge`."
            )
        ctx.exit(_read_on_ray(paths, shards, address, workers, as_json=as_json))
    report = detente.ReadReport()

    with detente.open(named_record(ctx)) as record:
        keep_lists(record.store, lists)
        try:
            with _progress() as show:

                def watch(so_far: ReadReport) -> None:
                    nonlocal report
                    report = so_far
                    show(so_far)

                report = record.read(paths, progress=watch, workers=workers)
        except KeyboardInterrupt:
            complain(_how_far(report))
            ctx.exit(INTERRUPTED)
    if not report.inputs:
        raise EmptyInputError(f"There is nothing to read in {', '.join(paths)}.")
    if as_json:
        emit_json({"record": named_record(ctx), **asdict(report)})
    else:
        _tell(report)
    ctx.exit(exit_code(report.pages + report.already, len(report.set_aside)))


def _read_on_ray(
    paths: tuple[str, ...],
    folder: Path,
    address: str | None,
    workers: int | None,
    *,
    as_json: bool,
) -> int:
    """Read files into shards and tell of it; gives the exit code."""
    from detente.engines.cluster import on_ray
    from detente.pages import files, is_address
    from detente.pages.source import STANDARD_INPUT
    from detente.views.text import counted

    for path in paths:
        if is_address(path) or path == STANDARD_INPUT:
            raise InputError(f"{path} cannot be read on a cluster; name files or folders.")
    tallies = list(on_ray(files(paths), folder, address=address, workers=workers))
    pages = sum(tally.pages for tally in tallies)
    aside = [item for tally in tallies for item in tally.set_aside]
    if not pages and not aside:
        raise EmptyInputError(f"There is nothing to read in {', '.join(paths)}.")
    new = [tally for tally in tallies if not tally.before]
    if as_json:
        told = {"folder": str(folder), "shards": len(tallies), "new_shards": len(new)}
        emit_json({**told, "pages": pages, "set_aside": aside})
        return exit_code(pages, len(aside))
    read = sum(tally.pages for tally in new)
    done = f"{counted(read, 'page')} in {counted(len(new), 'new shard')}"
    for sentence in _set_aside(aside):
        click.echo(sentence)
    click.echo(f"{done} in {folder}; now run: detente merge {folder}")
    return exit_code(pages, len(aside))


@click.command(epilog=examples("detente sample pages", "detente read pages"))
@click.argument("folder", type=click.Path(path_type=Path))
def sample(folder: Path) -> None:
    """Write pages about an invented dispute into FOLDER, to try every command on."""
    from detente.sample import write

    written = write(folder)
    click.echo(f"Wrote {len(written)} pages to {folder}; now run: detente read {folder}")


@contextmanager
def _progress() -> Iterator[Progress]:
    """A line on standard error that counts, if a person looks at it; a warning of large inputs."""
    from detente.views.text import counted

    told: list[str] = []

    def warn(report: ReadReport) -> None:
        for where, size in report.large[len(told) :]:
            told.append(where)
            megabytes = size / 1e6
            minutes = counted(math.ceil(_MINUTES * megabytes), "minute")
            complain(f"{where} has {megabytes:.1f} MB; so much text may take about {minutes}.")

    if not sys.stderr.isatty():
        yield warn
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def show(report: ReadReport) -> None:
            warn(report)
            bar.update(task, description=_so_far(report))

        yield show


def _so_far(report: ReadReport) -> str:
    from detente.views.text import counted

    parts = [f"{counted(report.pages, 'page')} read", counted(report.articles, "article")]
    if report.already:
        parts.append(f"{report.already:,} already there")
    if report.set_aside:
        parts.append(f"{len(report.set_aside):,} set aside")
    return ", ".join(parts)


def _how_far(report: ReadReport) -> str:
    return (
        f"Interrupted: {_so_far(report)}. What was read is in the record; run the same command "
        "again to go on."
    )


def _tell(report: ReadReport) -> None:
    from rich.table import Table

    screen = console()
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for label, number in _lines(report):
        table.add_row(label, f"{number:,}")
    screen.print(table)
    for sentence in _set_aside(report.set_aside):
        screen.print(sentence, soft_wrap=True)
    if not report.changed:
        screen.print("Nothing changed.")


def _set_aside(items: Iterable[SetAside]) -> Iterator[str]:
    """Say what was set aside and why; of many with one reason the first few."""
    same: dict[str, list[str]] = {}
    for item in items:
        # Most reasons name the place themselves.
        bare = item.why.removeprefix(f"{item.where} ")
        why = item.why if bare == item.why else f"it {bare}"
        same.setdefault(why, []).append(item.where)
    for why, places in same.items():
        yield from (f"{place} was set aside: {why}" for place in places[:_SHOWN])
        if (left := len(places) - _SHOWN) > 0:
            yield f"For the same reason {left:,} more were set aside; --json lists them."


def _lines(report: ReadReport) -> list[tuple[str, int]]:
    return [
        ("pages read", report.pages),
        ("already there", report.already),
        ("articles found", report.articles),
        ("attributions", report.attributions),
        ("statements in the record", report.statements or 0),
        ("set aside", len(report.set_aside)),
    ]
