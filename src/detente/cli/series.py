"""Commands that count and draw: `series` and `plot`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from detente.cli.context import Command, emit, examples, json_option, record_option
from detente.cli.looking import (
    Day,
    look,
    parties_meant,
    show_view,
    since_option,
    until_option,
)
from detente.errors import InputError

if TYPE_CHECKING:
    from detente.record import Store
    from detente.views.drawing import Picture
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


class Kinds(click.Group):
    """The kinds of plots; another word is answered with all of them."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the kind that is named first."""
        if self.get_command(ctx, args[0]) is None:
            kinds = ", ".join(self.commands)
            ctx.fail(f"{args[0]!r} is no kind of plot; name one of {kinds} first.")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Kinds,
    epilog=examples(
        "detente plot waits Norland Sudmark --out waits.svg",
        "detente plot moves Norland Sudmark --monthly --out moves.png",
        "detente plot timeline --since 2031-04-01 --out april.svg",
        "detente plot lineage y:7f3102 --out lineage.svg",
    ),
)
def plot() -> None:
    """Draw who waits for whom, moves by week, the timeline, or lineage: SVG or PNG.

    PNG needs pip install "detente[plot]".
    """


def _drawn(command: Command) -> Command:
    """Give a kind of plot the options that all have."""
    for option in (
        record_option(),
        click.option(
            "--as",
            "form",
            type=click.Choice(["svg", "png"]),
            help="The form to write; by default what the file's ending says, else SVG.",
        ),
        click.option(
            "--out",
            type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
            default="-",
            help="Write into a file; - is standard output, as it is without this.",
        ),
    ):
        command = option(command)
    return command


@plot.command(epilog=examples("detente plot waits", "detente plot waits Norland Sudmark Ostra"))
@click.argument("parties", nargs=-1)
@click.option("--on", type=Day(), help="Where things stood on this day.")
@_drawn
@click.pass_context
def waits(
    ctx: click.Context, parties: tuple[str, ...], on: str | None, out: Path, form: str | None
) -> None:
    """Who waits for whom to do what, between two or more PARTIES.

    Without PARTIES: the pair that the record says most about.
    """
    from detente.nouns import Standing
    from detente.standing import standing
    from detente.views.plots import waits_picture

    with look(ctx) as (store, _):
        meant = parties_meant(store, parties)
        found = standing(store, meant, on=on) if meant else Standing(parties=(), as_of=None)
    _write(waits_picture(found), out, form)


@plot.command(epilog=examples("detente plot moves Norland Sudmark --monthly --out moves.png"))
@click.argument("party")
@click.argument("other")
@_step
@_drawn
@click.pass_context
def moves(
    ctx: click.Context, party: str, other: str, weekly: bool, out: Path, form: str | None
) -> None:
    """Moves of two parties towards each other by week or month, as `series` counts them."""
    from detente.views.plots import moves_picture

    with look(ctx) as (store, _):
        found = _series(store, party, other, weekly)
    _write(moves_picture(found), out, form)


@plot.command(epilog=examples("detente plot timeline Norland --until 2031-04-30 --out said.svg"))
@click.argument("party", required=False)
@since_option
@until_option
@_drawn
@click.pass_context
def timeline(
    ctx: click.Context,
    party: str | None,
    since: str | None,
    until: str | None,
    out: Path,
    form: str | None,
) -> None:
    """What was said and done by day, a lane for each party, or of one PARTY alone."""
    from detente.views.chronicle import stretches
    from detente.views.moments import DOTS, dots, moments
    from detente.views.plots import WHOLE, timeline_picture
    from detente.views.text import day, joined
    from detente.views.timeline import written

    with look(ctx) as (store, lookup):
        told = written(store)
        side = told.named(party) if party else None
        places = told.chosen(told.between(since, until), side, None)
        few = moments(lookup, told, places) if len(places) <= DOTS else {}
        days = joined((since and f"from {day(since)}", until and f"to {day(until)}"), " ")
        picture = timeline_picture(
            dots(few.values()),
            stretches(told, places, since, until),
            told.lanes if side is None else (side,),
            among=len(places),
            about=joined((side, days), ", ") or WHOLE,
        )
    _write(picture, out, form)


@plot.command(epilog=examples("detente plot lineage", "detente plot lineage a:02c8 --out it.svg"))
@click.argument("identifier", metavar="[ID]", required=False)
@_drawn
@click.pass_context
def lineage(ctx: click.Context, identifier: str | None, out: Path, form: str | None) -> None:
    """Which article of a story was made from which; ID is of the story or of an article of it.

    Without ID: the largest story in which one was made from another.
    """
    from detente.views.family import family, story_meant
    from detente.views.plots import lineage_picture

    with look(ctx) as (store, lookup):
        story = story_meant(store, identifier)
        picture = lineage_picture(story, family(story, lookup))
    _write(picture, out, form)


def _write(picture: Picture, out: Path, form: str | None) -> None:
    """Write a picture as asked, else as the file's ending says, else as SVG.

    Raises:
        InputError: the ending is another one, or the file cannot be written.

    """
    from detente.views.drawing import png, svg

    aloud = str(out) == "-"
    form = form or ("svg" if aloud else out.suffix.lower().removeprefix("."))
    if form not in ("svg", "png"):
        raise InputError(f"{out} ends neither in .svg nor in .png; say which with --as.")
    if aloud and form == "png" and sys.stdout.isatty():
        raise InputError("PNG is not for a terminal; name a file with --out.")
    data = png(picture) if form == "png" else svg(picture).encode()
    if aloud:
        emit(data)
        return
    try:
        out.write_bytes(data)
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
    from detente.views.series import links_of, series

    meant, facts = told(store, (party, other), most=None)
    if len(meant) < len((party, other)):
        raise InputError(f"{party!r} and {other!r} are one party; name two.")
    step: Literal["week", "month"] = "week" if weekly else "month"
    return series(facts, (meant[0], meant[1]), links_of(facts, store), step)
