"""The command that gives the record away as files: `export`."""

from __future__ import annotations

from pathlib import Path

import click

from detente.cli.context import examples, open_record


@click.command(
    epilog=examples(
        "detente export out",
        "detente export out --as parquet --table statements --table actors",
        "detente export out --as icews --record talks.db",
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--as", "form", default="jsonl", show_default=True, metavar="FORM", help="The form to write."
)
@click.option("--table", "only", multiple=True, metavar="NAME", help="Write this table alone.")
@click.pass_context
def export(ctx: click.Context, folder: Path, form: str, only: tuple[str, ...]) -> None:
    """Write the record into FOLDER.

    Tables, one file for each kind of thing, with datapackage.json, which says what each column
    holds: jsonl, csv, parquet (needs detente[arrow]). Entities and notes that other programs
    read: annotations (W3C Web Annotations), ftm (FollowTheMoney). Events: plover (PLOVER JSON),
    icews and gdelt (tables in their columns). Files of the same names are replaced.
    """
    from detente.cli.failures import complain
    from detente.cli.looking import STALE
    from detente.views.export import FORMS, write

    with open_record(ctx) as store:
        if store.links_are_stale():
            complain(STALE)
        for name, rows in write(store, folder, form, only).items():
            click.echo(f"{rows:>9,}  {folder / name}.{FORMS[form].ending}")
