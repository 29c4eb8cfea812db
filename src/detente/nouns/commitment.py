"""A commitment: who will do what once who has done what."""

from __future__ import annotations

from typing import Literal

import msgspec

from detente.nouns.evidence import Span
from detente.nouns.when import When

CommitmentState = Literal["open", "detached", "discharged", "cancelled", "expired"]


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a condition: who must act, what the act is, and where the text says so.

    `who` is None when the text does not say; `act` is in the text's own words. `negated` says that
    it is the act's not happening that counts ("if it does not stop").
    """

    who: str | None
    act: str
    evidence: tuple[Span, ...]
    negated: bool = False


class Commitment(msgspec.Struct, frozen=True, kw_only=True):
    """A conditional commitment (Singh 1999): C(debtor, creditor, antecedent, consequent).

    `antecedent` None is an unconditional one. `polarity` is `will` or `will not` (a refusal that
    holds unless …) or `threat`; `terms` are conditions of manner ("on the basis of …"), as spans.
    """

    id: str
    attribution: str
    debtor: str | None
    creditor: str | None
    antecedent: Clause | None
    consequent: Clause | None
    polarity: str = "will"
    terms: tuple[Span, ...] = ()
    deadline: When | None = None
    state: CommitmentState = "open"
    confidence: float = 0.0
    why: str = ""
    article: str | None = None
