"""A discrepancy: where reports differ; never adjudicated."""

from __future__ import annotations

from typing import Literal

import msgspec

from detente.nouns.evidence import Evidence

DiscrepancyKind = Literal["wording", "date", "number", "name", "attribution", "trim", "fact"]


class DiscrepancyValue(msgspec.Struct, frozen=True, kw_only=True):
    """One side: what is reported, and where."""

    value: str
    evidence: tuple[Evidence, ...]


class Discrepancy(msgspec.Struct, frozen=True, kw_only=True):
    """Two or more values reported of the same thing, each with its evidence."""

    id: str
    kind: DiscrepancyKind
    about: str
    values: tuple[DiscrepancyValue, ...]
    statement: str | None = None
    score: float = 1.0
    why: str = ""
