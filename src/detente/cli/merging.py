"""`merge`: several records into one."""

from __future__ import annotations

from pathlib import Path

import click

from detente.cli.context import examples, named_record
from detente.errors import InputError


@click.command(epilog=examples("detente merge mine.db yours.db --record both.db"))
@click.argument(
    "records", nargs=-1, required=True, metavar="RECORD…", type=click.Path(path_type=Path)
)
@click.pass_context
def merge(ctx: click.Context, records: tuple[Path, ...]) -> None:
    """Take the pages of other RECORDs into this one (--record), and link it.

    A page that several records hold is taken once. Judgements and lists of actors come along; those
    that contradict one another are told of by `detente actors --review`. The result is that of
    reading all the pages into one record.
    """
    import detente
    from detente.record import Store
    from detente.views.text import counted

    target = Path(named_record(ctx))
    if any(record.exists() and target.exists() and record.samefile(target) for record in records):
        raise InputError(f"{target} cannot be merged into itself; name another --record.")
    others = [Store.open(record, readonly=True) for record in records]
    try:
        with detente.open(target) as into:
            for other in others:
                new = into.take_over(other)
                click.echo(f"{counted(new, 'new page')} from {other.path}")
            into.link()
    finally:
        for other in others:
            other.close()
