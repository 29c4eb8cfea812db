"""A statement: one utterance by one actor on one occasion."""

from __future__ import annotations

import msgspec

from detente.nouns.when import When


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """One form of a statement's words and the attributions that have it."""

    text: str
    attributions: tuple[str, ...]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What the attributions of one utterance report, side by side.

    `speaker` is an actor's id, None when no report names one. `said_on` is the interval that all
    reports leave. `origins` counts independent ones: a wire and its copies count once;
    `origin_names` says what they are.
    """

    id: str
    speaker: str | None
    attributions: tuple[str, ...]
    wordings: tuple[Wording, ...]
    said_on: When | None = None
    origins: int = 1
    origin_names: tuple[str, ...] = ()
    score: float = 1.0
    why: str = ""
