"""Word lists, one TOML file each, and their loader."""

from __future__ import annotations

import functools
import tomllib
from collections import Counter
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


def shared_parts(phrases: Iterable[str], length: int = 4) -> tuple[str, ...]:
    """Some parts of `length` characters, of which each phrase holds one or is one.

    Where none stands, no phrase does: few plain searches before a slow pattern. Chosen greedily:
    next what most phrases share.
    """
    left, chosen = set(phrases), []
    while left:
        held = Counter(part for phrase in left for part in _parts(phrase, length))
        part = min(held, key=lambda each: (-held[each], each))
        chosen.append(part)
        left = {phrase for phrase in left if part not in phrase}
    return tuple(chosen)


def _parts(phrase: str, length: int) -> set[str]:
    last = max(0, len(phrase) - length)
    return {phrase[at : at + length] for at in range(last + 1)}
