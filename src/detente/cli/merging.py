"""`merge`: several records into one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.context import examples, named_record
from detente.errors import InputError

if TYPE_CHECKING:
    from detente.api import Record


@click.command(
    epilog=examples(
        "detente merge mine.db yours.db --record both.db", "detente merge shards --record talks.db"
    )
)
@click.argument("records", nargs=-1, required=True, metavar="RECORD…")
@click.pass_context
def merge(ctx: click.Context, records: tuple[str, ...]) -> None:
    """Take the pages of other RECORDs into this one (--record), and link it.

    A RECORD may be the URL of a database, or a folder of shards, as `read --engine ray` writes
    them. A page that several records hold is taken once. Judgements and lists of actors come
    along; those that contradict one another are told of by `detente actors --review`. The result
    is that of reading all the pages into one record.
    """
    import detente
    from detente.record.address import shown
    from detente.views.text import counted

    target = named_record(ctx)
    if any(_is_one(record, target) for record in records):
        raise InputError(f"{shown(target)} cannot be merged into itself; name another --record.")
    with ExitStack() as stack:
        takers = [_taker(record, stack) for record in records]
        into = stack.enter_context(detente.open(target))
        for record, take in zip(records, takers, strict=True):
            click.echo(f"{counted(take(into), 'new page')} from {shown(record)}")
        into.link()


def _is_one(record: str, other: str) -> bool:
    from detente.record.address import shown

    if "://" in record or "://" in other:
        return shown(record) == shown(other)
    one, two = Path(record), Path(other)
    return one.exists() and two.exists() and one.samefile(two)


def _taker(record: str, stack: ExitStack) -> Callable[[Record], int]:
    """What takes the pages of a record, or of a folder of shards, and counts the new ones."""
    from detente.engines import shards
    from detente.record import Store

    if shards.is_folder_of_shards(Path(record)):
        outcomes = shards.read(Path(record))
        return lambda into: into.keep(outcomes).pages
    other = stack.enter_context(Store.open(record, readonly=True))
    return lambda into: into.take_over(other)
