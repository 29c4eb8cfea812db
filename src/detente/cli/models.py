"""Which model finds the attributions: `--model`, DETENTE_MODEL, or `model` in detente.toml."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from detente.cli.context import SETTINGS_FILE, settings
from detente.errors import InputError

# As `detente.attribution.tagger` has them, which is not imported before it is needed.
VARIABLE = "DETENTE_MODEL"
MODELS = ("accurate", "fast")

Command = TypeVar("Command", bound=Callable[..., Any])


def model_option(command: Command) -> Command:
    """Give a command the option `--model`; its value goes to the environment, for all workers."""
    return click.option(
        "--model",
        metavar=f"{'|'.join(MODELS)}|FOLDER",
        expose_value=False,
        callback=_note_model,
        help="Which model finds who said what: one that ships, or the folder of another; by "
        f"default ${VARIABLE}, `model` in {SETTINGS_FILE}, or {MODELS[0]}.",
    )(command)


def _note_model(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    chosen = value or os.environ.get(VARIABLE) or settings().get("model")
    if chosen is None:
        return
    if not isinstance(chosen, str):
        raise InputError(f"{SETTINGS_FILE}: `model` must be a name or a path in quotation marks.")
    if chosen not in MODELS and not os.path.isdir(chosen):  # noqa: PTH112 (no import for one test)
        raise InputError(
            f"There is no model {chosen!r}; name {' or '.join(MODELS)}, or a folder of weights."
        )
    os.environ[VARIABLE] = chosen
