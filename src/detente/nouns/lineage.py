"""Lineage: which article was made from which."""

from __future__ import annotations

from typing import Literal

import msgspec

from detente.nouns.evidence import Evidence

LineageRelation = Literal["copy", "revision", "truncation", "excerpt", "rewrite"]


class Lineage(msgspec.Struct, frozen=True, kw_only=True, rename={"source": "from", "made": "to"}):
    """An article (`made`, "to") and the article it was made from (`source`, "from").

    `wire` names the agency text that both come from, where a credit says so, even if it is not in
    the record. `evidence` holds aligned sentences of both.
    """

    id: str
    source: str
    made: str
    relation: LineageRelation
    score: float
    why: str
    wire: str | None = None
    evidence: tuple[Evidence, ...] = ()
