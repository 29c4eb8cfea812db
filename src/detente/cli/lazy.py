"""A click group that imports a command's module only when the command is asked for."""

from __future__ import annotations

import importlib

import click


class LazyGroup(click.Group):
    """A group whose commands stand in a table: name → "module:attribute"."""

    def __init__(
        self, *args: object, table: dict[str, str] | None = None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.table = table or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the table's order, which is the order in which people need them."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command; None for a name that is not in the table."""
        target = self.table.get(cmd_name)
        if target is None:
            return None
        module, _, attribute = target.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{target} is no click command.")
        return command
