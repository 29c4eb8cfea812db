"""The standing of parties at a date: who waits for whom to do what."""

from __future__ import annotations

import msgspec

from detente.nouns.commitment import CommitmentState
from detente.nouns.evidence import Evidence
from detente.nouns.when import When


class StandingLine(msgspec.Struct, frozen=True, kw_only=True):
    """One offer, demand, threat, contact … of a party, in the words of the text, sourced.

    `who` and `to_whom` are party names; `state` qualifies it (held, planned, denied, preliminary
    … for contacts). `statements` are ids; `origins` counts independent ones.
    """

    who: str | None
    what: str
    to_whom: str | None = None
    state: str | None = None
    said_by: tuple[str, ...] = ()
    said_on: When | None = None
    statements: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    origins: int = 1


class Wait(msgspec.Struct, frozen=True, kw_only=True):
    """`who` waits `for_whom` `to` do something, on `terms`; `otherwise` is the threat."""

    who: str
    for_whom: str
    to: str
    terms: tuple[str, ...] = ()
    then: str | None = None
    otherwise: str | None = None
    said_by: tuple[str, ...] = ()
    since: When | None = None
    statements: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    origins: int = 1


class StandingCommitment(msgspec.Struct, frozen=True, kw_only=True):
    """What a party bound itself to on a condition, and what became of it (Singh 1999).

    `what` is the whole condition in the text's words: `who` will, will not or threatens to
    (`polarity`) do `then`, towards `to_whom`, when `first_who` has done `first`; None where the
    text does not say. `changed` is the report or statement that changed the state, as of whose
    words `why` says how; None while it is open. `commitments` are ids of the record's rows.
    """

    who: str
    what: str
    state: CommitmentState
    to_whom: str | None = None
    polarity: str = "will"
    first_who: str | None = None
    first: str | None = None
    then: str | None = None
    deadline: When | None = None
    changed: StandingLine | None = None
    why: str = ""
    said_by: tuple[str, ...] = ()
    said_on: When | None = None
    statements: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    origins: int = 1
    commitments: tuple[str, ...] = ()


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where things stand between parties as of a day; derived from the record, never stored.

    What a party never said is in `not_found` as a sentence, never guessed.
    """

    parties: tuple[str, ...]
    as_of: str | None
    waits: tuple[Wait, ...] = ()
    mutual_wait: bool = False
    ready: tuple[StandingLine, ...] = ()
    offers: tuple[StandingLine, ...] = ()
    demands: tuple[StandingLine, ...] = ()
    threats: tuple[StandingLine, ...] = ()
    refusals: tuple[StandingLine, ...] = ()
    contacts: tuple[StandingLine, ...] = ()
    mediators: tuple[StandingLine, ...] = ()
    venues: tuple[StandingLine, ...] = ()
    last_moves: tuple[StandingLine, ...] = ()
    not_found: tuple[str, ...] = ()
    commitments: tuple[StandingCommitment, ...] = ()
