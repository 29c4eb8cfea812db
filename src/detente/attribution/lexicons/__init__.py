"""Word lists that attribution reads, as data; each file says what it is about."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The word list `name`.json, parsed once."""
    text = (resources.files(__package__) / f"{name}.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The words under `key` of the list `name`."""
    return frozenset(lexicon(name)[key])
