"""A click group that imports a command's module only when the command is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

import click

from detente.cli import failures
from detente.cli.context import record_option

Sections = dict[str, dict[str, str]]
"""Heading → name of a command → "module:attribute"."""

_SHORT = 100  # characters of a command's help in the list of commands


class LazyGroup(click.Group):
    """A group whose commands stand in a table, in the order in which people need them.

    Every command whose section is in `about_record` takes `--record` too, so that the option may
    stand on either side of the command's name.
    """

    def __init__(
        self, *args: Any, sections: Sections, about_record: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._sections = sections
        self._about_record = about_record

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, section by section."""
        return [name for table in self._sections.values() for name in table]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command; None for a name that is not in the table."""
        for heading, table in self._sections.items():
            if cmd_name in table:
                command = _load(table[cmd_name])
                if heading in self._about_record and "record" not in _names(command):
                    command = record_option()(command)
                return command
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under the headings of their sections."""
        width = max(map(len, self.list_commands(ctx)))
        for heading, table in self._sections.items():
            with formatter.section(heading):
                commands = ((name, _load(table[name])) for name in table)
                rows = [(n.ljust(width), c.get_short_help_str(_SHORT)) for n, c in commands]
                formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what goes wrong is told in one sentence and by the exit code."""
        with failures.told():
            return super().invoke(ctx)


def _names(command: click.Command) -> Iterator[str | None]:
    return (parameter.name for parameter in command.params)


def _load(target: str) -> click.Command:
    module, _, attribute = target.partition(":")
    command = getattr(importlib.import_module(module), attribute)
    if not isinstance(command, click.Command):
        raise TypeError(f"{target} is no click command.")
    return command
