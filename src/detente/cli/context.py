"""What all commands share: which record is meant, how it is opened, how results are printed.

A command takes `ctx` (`@click.pass_context`), opens the record with `open_record(ctx)` and prints
through `console()` or, under `--json`, through `emit_json`:

    @click.command()
    @json_option
    @click.pass_context
    def actors(ctx: click.Context, as_json: bool) -> None:
        with open_record(ctx) as store:
            found = list(store.actors())
        if as_json:
            emit_json(found)
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from detente.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from detente.record import Store

DEFAULT_RECORD = "detente.db"
SETTINGS_FILE = "detente.toml"

Command = TypeVar("Command", bound=Callable[..., Any])


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the group's options say: the record's path or URL, and whether to log."""

    record: str = DEFAULT_RECORD
    verbose: bool = False


def settings(ctx: click.Context) -> Settings:
    """The settings of this invocation; defaults where a command runs outside the group."""
    found = ctx.find_object(Settings)
    return found if found is not None else Settings(record=record_name(None))


def record_name(option: str | None) -> str:
    """Which record is meant: the option, else DETENTE_RECORD, else detente.toml, else detente.db."""
    return option or os.environ.get("DETENTE_RECORD") or _from_settings_file() or DEFAULT_RECORD


def _from_settings_file() -> str | None:
    path = Path(SETTINGS_FILE)
    try:
        with path.open("rb") as stream:
            record = tomllib.load(stream).get("record")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error}); mend it or remove it.") from error
    if record is not None and not isinstance(record, str):
        raise InputError(f"{path}: `record` must be a path in quotation marks.")
    return record


def open_record(ctx: click.Context) -> Store:
    """The record that the user means, for reading only; use it as a context manager.

    Raises:
        MissingRecordError: there is none yet.
    """
    from detente.record import Store

    return Store.open(settings(ctx).record, readonly=True)


def console(*, stderr: bool = False) -> Console:
    """A Rich console on standard output (or error).

    Colour only on a terminal and never under NO_COLOR; nothing in the text is taken for markup or
    for an emoji name, since it is mostly other people's words.
    """
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def emit_json(value: object) -> None:
    """Print nouns (or anything that msgspec knows) as indented JSON in UTF-8 on standard output."""
    encoded = msgspec.json.format(msgspec.json.encode(value), indent=2)
    emit(encoded + b"\n")


def emit(data: bytes) -> None:
    """Write bytes to standard output whatever encoding the terminal claims."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def json_option(command: Command) -> Command:
    """Give a command the flag `--json`, passed to it as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)
