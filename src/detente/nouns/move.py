"""A move: what a statement or a reported act does."""

from __future__ import annotations

from typing import Literal

import msgspec

from detente.nouns.evidence import Span

PloverEvent = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip

SpeechAct = Literal[
    "offer", "demand", "promise", "threat", "refusal", "accusation", "praise", "invitation",
    "denial", "confirmation", "readiness", "appeal", "report",
]  # fmt: skip


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A side of a move: its name, ISO 3166-1 alpha-3 or organisation code, PLOVER sector."""

    name: str
    code: str | None = None
    sector: str | None = None


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A PLOVER event and a speech act, with the actors on both sides.

    `attribution` is None for a reported act without a speaker. `event` and `speech_act` are None
    when unsure. `quad` is 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4
    material conflict. `polarity` is asserted, denied or negated; `realis` past, ongoing, future or
    hypothetical. `why` names the cue words and the rule.
    """

    id: str
    attribution: str | None
    evidence: tuple[Span, ...]
    event: PloverEvent | None = None
    mode: str | None = None
    context: tuple[str, ...] = ()
    speech_act: SpeechAct | None = None
    source: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    quad: int | None = None
    polarity: str = "asserted"
    realis: str | None = None
    issue: tuple[str, ...] = ()
    confidence: float = 0.0
    why: str = ""
    article: str | None = None
