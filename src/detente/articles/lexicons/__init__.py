"""Word lists, one TOML file each, and their loader."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import Any


@functools.cache
def lexicon(name: str) -> dict[str, Any]:
    """The tables of `lexicons/<name>.toml`."""
    text = files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
