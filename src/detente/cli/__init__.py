"""The command line: `detente COMMAND`."""

from __future__ import annotations

import logging

import click

from detente.cli.context import record_option
from detente.cli.lazy import LazyGroup, Sections

SECTIONS: Sections = {
    "Reading": {
        "read": "detente.cli.reading:read",
        "relink": "detente.cli.judging:relink",
        "merge": "detente.cli.merging:merge",
        "watch": "detente.cli.watching:watch",
        "sample": "detente.cli.reading:sample",
    },
    "Looking": {
        name: f"detente.cli.looking:{name}"
        for name in (
            "brief", "standing", "said", "statements", "timeline", "discrepancies", "lineage",
            "search", "show",
        )
    } | {
        "actors": "detente.cli.judging:actors",
        "series": "detente.cli.series:series",
        "plot": "detente.cli.series:plot",
    },
    "Giving": {
        "serve": "detente.cli.serving:serve",
        "build": "detente.cli.serving:build",
        "export": "detente.cli.exporting:export",
        "mcp": "detente.cli.assisting:mcp",
    },
    "Keeping": {
        "check": "detente.cli.keeping:check",
        "backup": "detente.cli.keeping:backup",
    },
    "Moving (both records are named)": {
        "copy": "detente.cli.keeping:copy",
    },
    "Filters (JSON Lines in, JSON Lines out; no record)": {
        "clean": "detente.cli.filters:clean",
        "annotate": "detente.cli.filters:annotate",
    },
    "Shell": {
        "completion": "detente.cli.shell:completion",
    },
}  # fmt: skip

EPILOG = """\
\b
First steps:
  detente sample pages        pages about a dispute that never was
  detente read pages          into the record detente.db
  detente brief               where things stand

Exit codes: 0 all well, 1 nothing could be done, 2 usage, 3 some inputs were rejected,
4 the record is not whole, 130 interrupted.
"""


@click.group(
    cls=LazyGroup,
    sections=SECTIONS,
    about_record=("Reading", "Looking", "Giving", "Keeping"),
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="detente", prog_name="detente")
@record_option()
@click.option("-v", "--verbose", is_flag=True, help="Log to standard error what is being done.")
@click.pass_context
def detente(ctx: click.Context, verbose: bool) -> None:
    """Read the news coverage of a dispute and keep its sourced record.

    Who said what, through whom we know it, where outlets differ, and who waits for whom to do
    what; each line leads to the exact characters on the exact page.
    """
    _log_to_stderr(verbose)


def _log_to_stderr(verbose: bool) -> None:
    """Log to standard error; tracebacks only on demand, since every failure is told anyway."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("detente: %(message)s (%(name)s)"))
    handler.addFilter(lambda record: verbose or not record.exc_info)
    logger = logging.getLogger("detente")
    logger.handlers = [handler]
    logger.setLevel(logging.DEBUG if verbose else logging.WARNING)


def main() -> None:
    """Run the command line and exit with its code."""
    detente(prog_name="detente")
