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
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from detente.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from detente.record import Store

DEFAULT_RECORD = "detente.db"
SETTINGS_FILE = "detente.toml"
_RECORD = "detente.record"

Command = TypeVar("Command", bound=Callable[..., Any])


def record_option() -> Callable[[Command], Command]:
    """Make the option `--record`; its value goes to `named_record`, not to the command."""
    return click.option(
        "--record",
        metavar="FILE|URL",
        expose_value=False,
        callback=_note_record,
        help="The record, a file or postgresql://user@host/database; by default $DETENTE_RECORD, "
        f"`record` in {SETTINGS_FILE}, or {DEFAULT_RECORD}.",
    )


def _note_record(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.meta[_RECORD] = value  # shared by the group and the command


def named_record(ctx: click.Context) -> str:
    """Say which record the user means, as a path or as a URL without its password.

    The option wins over DETENTE_RECORD, that over `record` in detente.toml in the working folder,
    that over detente.db.
    """
    return without_password(
        ctx.meta.get(_RECORD)
        or os.environ.get("DETENTE_RECORD")
        or _from_settings_file()
        or DEFAULT_RECORD
    )


def without_password(url: str) -> str:
    """A record's path, or its URL without the password, which is put where libpq looks for it.

    So no command can print it, nor any log or error.
    """
    if "://" not in url:
        return url
    from detente.record.address import password_of, shown

    password = password_of(url)
    if password is not None:
        os.environ["PGPASSWORD"] = password
    return shown(url)


def settings() -> dict[str, Any]:
    """What detente.toml in the working folder says; nothing where there is none.

    Raises:
        InputError: it cannot be read.

    """
    import tomllib

    path = Path(SETTINGS_FILE)
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error}); mend it or remove it.") from error


def _from_settings_file() -> str | None:
    record = settings().get("record")
    if record is not None and not isinstance(record, str):
        raise InputError(f"{SETTINGS_FILE}: `record` must be a path in quotation marks.")
    return record


def open_record(ctx: click.Context) -> Store:
    """The record that the user means, for reading only; use it as a context manager.

    Raises:
        MissingRecordError: there is none yet.

    """
    from detente.record import Store

    return Store.open(named_record(ctx), readonly=True)


def console(*, stderr: bool = False) -> Console:
    """A Rich console on standard output (or error).

    Colour only on a terminal and never under NO_COLOR; nothing in the text is taken for markup or
    for an emoji name, since it is mostly other people's words.
    """
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def emit_json(value: object) -> None:
    """Print nouns (or anything that msgspec knows) as indented JSON in UTF-8 on standard output."""
    import msgspec

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


def examples(*commands: str) -> str:
    """Lay out examples as the epilog of a command's help, each on its own line."""
    return "\n  ".join(("\b\nExamples:", *commands))  # \b keeps click from joining the lines
