"""The command that serves language-model assistants: `mcp`."""

from __future__ import annotations

import sys

import click

from detente.cli.context import examples, named_record
from detente.cli.failures import complain


@click.command(
    epilog=examples(
        "detente mcp --record /home/ana/talks.db",
        "claude mcp add talks -- detente mcp --record /home/ana/talks.db",
    )
)
@click.pass_context
def mcp(ctx: click.Context) -> None:
    """Answer an assistant's questions about the record (Model Context Protocol, over stdio).

    The assistant's program starts this command itself; docs/how-to/ask-an-assistant.md has what to
    put into its settings. Five tools: search, statement, standing, timeline, sources. The record
    is only read. Needs pip install "detente[mcp]".
    """
    from detente.views.assistants.server import serve

    if sys.stdin.isatty():
        complain("waiting for an assistant's program on standard input; stop with Ctrl-C.")
    serve(named_record(ctx))
