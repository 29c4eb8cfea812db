"""Commands that keep a record: `check`, `backup` and `copy`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.context import (
    console,
    emit_json,
    examples,
    json_option,
    named_record,
    open_record,
)
from detente.cli.failures import NOT_WHOLE
from detente.cli.models import model_option

if TYPE_CHECKING:
    from detente.record.faults import Fault
    from detente.upkeep import CheckReport

_SHOWN = 20
"""Faults that are shown of one part."""


@click.command(epilog=examples("detente check", "detente check --repair --record talks.db"))
@click.option("--repair", is_flag=True, help="Make anew what can be derived again.")
@model_option
@json_option
@click.pass_context
def check(ctx: click.Context, repair: bool, as_json: bool) -> None:
    """Check every row of the record against what it was made from.

    Passages against their pages, ids against content, indexes against tables. With --repair, what
    can be derived is made anew; the record as it was is kept beside. Exits with 4 when something
    is wrong, or left to mend.
    """
    import detente

    if repair:
        with detente.open(named_record(ctx), create=False) as record:
            report = record.check(repair=True)
    else:
        with open_record(ctx) as store:
            report = detente.Record(store).check()
    if as_json:
        emit_json({"record": named_record(ctx), "whole": report.whole, **asdict(report)})
    else:
        _tell(report)
    ctx.exit(0 if report.whole else NOT_WHOLE)


@click.command(epilog=examples("detente backup talks-monday.db --record talks.db"))
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def backup(ctx: click.Context, file: Path) -> None:
    """Copy the record into FILE, also while others read and write it.

    The copy appears when it is whole and checked; an earlier backup of that name is replaced.
    """
    with open_record(ctx) as store:
        size = store.back_up(file)
    click.echo(f"{file} holds {named_record(ctx)} as it was just now, {size / 1e6:,.1f} MB.")


@click.command(
    epilog=examples(
        "detente copy talks.db postgresql://ana@news.example/talks",
        "detente copy postgresql://ana@news.example/talks talks.db",
    )
)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """Copy a record from one place into another: files and PostgreSQL databases, either way.

    TO is a new file, or a database that holds no tables yet. All of the record comes along:
    pages, links, what was judged, what was set aside. Others may read and write FROM meanwhile.
    """
    from detente.record import Store
    from detente.record.address import shown
    from detente.views.text import counted

    with Store.open(source, readonly=True) as store:
        counts = store.copy_to(target)
    told = f"{counted(counts['pages'], 'page')} and {counted(counts['statements'], 'statement')}"
    click.echo(f"{shown(target)} holds {shown(source)} as it was just now: {told}.")


def _tell(report: CheckReport) -> None:
    from detente.views.text import counted

    screen = console()
    _tell_faults(report.faults)
    if report.backup:
        screen.print(f"The record as it was is kept in {report.backup}.", soft_wrap=True)
    for sentence in report.done:
        screen.print(sentence, soft_wrap=True)
    rows = f"{counted(sum(report.rows.values()), 'row')} checked"
    if not report.faults:
        screen.print(f"The record is whole: {rows}.")
    elif report.whole:
        screen.print(f"The record is whole again: {rows}.")
    elif report.done:
        screen.print("This is left; take it from a backup or a fresh reading:")
        _tell_faults(report.left)
    else:
        screen.print("`detente check --repair` makes anew what can be derived.")


def _tell_faults(faults: list[Fault]) -> None:
    from detente.views.text import safe

    screen = console()
    shown: dict[str, int] = {}
    for fault in faults:
        shown[fault.part] = shown.get(fault.part, 0) + 1
        if shown[fault.part] <= _SHOWN:
            screen.print(f"{fault.part}: {safe(fault.where)}: {safe(fault.why)}", soft_wrap=True)
    for part, number in shown.items():
        if number > _SHOWN:
            screen.print(f"{part}: {number - _SHOWN:,} more; --json lists them.")
