"""Word lists, one TOML file each, and their loader."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


@functools.cache
def lexicon(name: str) -> dict[str, Any]:
    """The tables of `lexicons/<name>.toml`."""
    text = files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def roots(phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases of which none holds another: where one of all stands, one of these does."""
    every = set(phrases)
    return tuple(p for p in sorted(every) if not any(q in p for q in every if q != p))
