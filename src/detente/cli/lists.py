"""A user's own lists of actors, as `read` and `relink` take them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.context import SETTINGS_FILE, settings
from detente.cli.failures import complain
from detente.errors import InputError, MissingInputError, UnreadableInputError

if TYPE_CHECKING:
    from detente.record import Store

lists_option = click.option(
    "--actors",
    "lists",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Actors that you know: CSV or FollowTheMoney JSON Lines; by default `files` under "
    f"[actors] in {SETTINGS_FILE}.",
)


def keep_lists(store: Store, given: Sequence[Path]) -> None:
    """Keep the lists that were named, or those of detente.toml; say what was set aside.

    Raises:
        InputError, MissingInputError, UnreadableInputError: a list cannot be read.

    """
    from detente.linking.lists import actor_list

    for path in given or _settled():
        read = actor_list(_bytes(path), path.name)
        for sentence in (*(item.why for item in read.set_aside), *read.conflicts):
            complain(sentence)
        store.keep_list(path.name, read.actors)


def _settled() -> list[Path]:
    table = settings().get("actors", {})
    files = table.get("files", []) if isinstance(table, dict) else None
    if not isinstance(files, list) or not all(isinstance(file, str) for file in files):
        raise InputError(f'{SETTINGS_FILE}: write [actors] with `files = ["ministers.csv"]`.')
    return [Path(file) for file in files]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingInputError(f"There is no list at {path}; name another file.") from error
    except OSError as error:
        raise UnreadableInputError(f"{path} cannot be read ({error.strerror}).") from error
