"""The words of contacts, venues and waivers, read once from `wordings.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def wordings() -> dict[str, Any]:
    """Return the tables of `wordings.toml`."""
    text = (resources.files(__package__ or "") / "wordings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words_for(name: str) -> re.Pattern[str]:
    """Return the pattern of a list of `[words]`."""
    return _any(wordings()["words"][name])


@cache
def states() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the states of contacts with their patterns, in the order in which they are tried."""
    return tuple((state, _any(words)) for state, words in wordings()["state"].items())


@cache
def put_off() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    """Return the states of a meeting that does not come about, each with its patterns."""
    data = wordings()["off"]
    meeting = _either(data["meeting"])
    return tuple(
        (
            state,
            tuple(
                re.compile(row.replace("MEETING", meeting).replace("OFF", _either(words)), re.I)
                for row in data["patterns"]
            ),
        )
        for state, words in data["state"].items()
    )


@cache
def reported() -> re.Pattern[str]:
    """Return the pattern of what follows the name of a party that is told to have said something.

    The group that matches is the list in which that belongs.
    """
    have = r"(?:(?:has|have|had)\s+)?(?:(?:also|already|since|then)\s+)?"
    lists = (f"(?P<{name}>{_any(row).pattern})" for name, row in wordings()["reported"].items())
    return re.compile(have + "(?:" + "|".join(lists) + ")", re.IGNORECASE)


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(words)})\b", re.IGNORECASE)


def _either(words: str) -> str:
    return "|".join(re.split(r",\s*", words))
