"""Commands that count: `series` and `plot`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from detente.cli.context import examples, json_option
from detente.cli.looking import look, show_view
from detente.errors import InputError

if TYPE_CHECKING:
    from detente.record import Store
    from detente.views.series import Series

_step = click.option(
    "--weekly/--monthly", "weekly", default=True, help="Count by week (as it is) or by month."
)


@click.command(
    epilog=examples(
        "detente series Norland Sudmark", "detente series Norland Sudmark --monthly --csv"
    )
)
@click.argument("party")
@click.argument("other")
@_step
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for spreadsheets.")
@json_option
@click.pass_context
def series(
    ctx: click.Context, party: str, other: str, weekly: bool, as_csv: bool, as_json: bool
) -> None:
    """Moves of two parties towards each other by week, weighed by PLOVER's scores."""
    from detente.views import series as view

    with look(ctx) as (store, _):
        found = _series(store, party, other, weekly)
        if as_csv and not as_json:
            click.echo(view.as_csv(found), nl=False)
        else:
            show_view(store, found, view.render, as_json=as_json)


@click.command(epilog=examples("detente plot Norland Sudmark --out series.svg"))
@click.argument("party")
@click.argument("other")
@_step
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write into a file (SVG)."
)
@click.pass_context
def plot(ctx: click.Context, party: str, other: str, weekly: bool, out: Path | None) -> None:
    """Draw the series of two parties as an SVG picture."""
    from detente.views.plot import svg

    with look(ctx) as (store, _):
        picture = svg(_series(store, party, other, weekly))
    if out is None:
        click.echo(picture, nl=False)
        return
    try:
        out.write_text(picture, encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{out} cannot be written ({error.strerror}); name another file."
        ) from error


def _series(store: Store, party: str, other: str, weekly: bool) -> Series:
    """The series of two parties.

    Raises:
        UnknownPartyError: nobody goes by a party's name.
        InputError: both names mean one party.

    """
    from detente.standing import told
    from detente.views.series import series

    meant, facts = told(store, (party, other), most=None)
    if len(meant) < len((party, other)):
        raise InputError(f"{party!r} and {other!r} are one party; name two.")
    step: Literal["week", "month"] = "week" if weekly else "month"
    return series(facts, (meant[0], meant[1]), store.lineage(), step)
