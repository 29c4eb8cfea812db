"""The wordings of conditions, read from `lexicons/conditions.toml` and compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.moves.lexicon import table


@dataclass(frozen=True, slots=True)
class FirstMove:
    """A wording that says who must act first; groups `who` and, often, `act`.

    `needs` finds words without which it cannot fit.
    """

    name: str
    needs: re.Pattern[str]
    pattern: re.Pattern[str]
    weak: bool


@dataclass(frozen=True, slots=True)
class Marker:
    """Words that open a condition; `kind` is if, unless, until or before, `form` what follows.

    `after` says what alone they open it after: a "refusal", or "would".
    """

    name: str
    kind: str
    form: str
    pattern: re.Pattern[str]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Will:
    """Words of will in a main clause and the polarity that they give to the commitment."""

    name: str
    polarity: str
    pattern: re.Pattern[str]
    weak: bool


@dataclass(frozen=True, slots=True)
class Wordings:
    """All of them."""

    first: tuple[FirstMove, ...]
    markers: tuple[Marker, ...]
    wills: tuple[Will, ...]
    not_before: re.Pattern[str]
    not_main: re.Pattern[str]
    question: re.Pattern[str]
    fate: re.Pattern[str]
    hopes: re.Pattern[str]
    wish: FirstMove
    precedence: FirstMove
    exchange: FirstMove
    harm: re.Pattern[str]
    unwanted: re.Pattern[str]
    lasting: re.Pattern[str]
    announced: re.Pattern[str]
    relief: re.Pattern[str]
    matters: re.Pattern[str]
    terms: re.Pattern[str]
    deadline: re.Pattern[str]


@cache
def wordings() -> Wordings:
    """The compiled wordings of `lexicons/conditions.toml`."""
    data = table("conditions")

    def compiled(row: dict[str, Any], key: str = "pattern") -> re.Pattern[str]:
        pattern = row[key]
        for _ in range(2):
            pattern = re.sub(
                r"%(\w+)%", lambda m: data["macros"].get(m.group(1), m.group()), pattern
            )
        return re.compile(pattern, re.IGNORECASE | re.DOTALL)

    return Wordings(
        first=tuple(
            FirstMove(row["name"], compiled(row, "needs"), compiled(row), row.get("weak", False))
            for row in data["first"]
        ),
        markers=tuple(
            Marker(row["name"], row["kind"], row["form"], compiled(row), row.get("after"))
            for row in data["marker"]
        ),
        wills=tuple(
            Will(row["name"], row["polarity"], compiled(row), row.get("weak", False))
            for row in data["will"]
        ),
        not_before=compiled(data["not"], "before"),
        not_main=compiled(data["not"], "main"),
        question=compiled(data["question"]),
        fate=compiled(data["fate"]),
        hopes=compiled(data["macros"], "hopes"),
        **{
            name: FirstMove(name, compiled(data[name], "needs"), compiled(data[name]), True)
            for name in ("wish", "precedence", "exchange")
        },
        harm=compiled(data["harm"]),
        unwanted=compiled(data["unwanted"]),
        lasting=compiled(data["lasting"]),
        announced=compiled(data["announced"], "day"),
        relief=compiled(data["relief"]),
        matters=compiled(data["matters"]),
        terms=compiled(data["terms"]),
        deadline=compiled(data["deadline"]),
    )
