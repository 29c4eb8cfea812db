"""A person's judgement on who is one actor, the question it answers, and a user's own actors."""

from __future__ import annotations

from typing import Literal

import msgspec

from detente.nouns.actor import ActorKind, Role
from detente.nouns.evidence import Evidence

Verdict = Literal["same", "different"]


class NameAt(msgspec.Struct, frozen=True, kw_only=True):
    """A name by which an actor is meant, so that a judgement outlives the ids of actors.

    `articles` are those in which the name is meant; empty where it means the same in all
    ("Ana Ruiz", unlike "Ruiz").
    """

    name: str
    kind: ActorKind
    articles: tuple[str, ...] = ()


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says of two names: one actor or two. It wins over linking."""

    id: str
    verdict: Verdict
    first: NameAt
    second: NameAt
    made: str | None = None
    note: str | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Whether two names are one actor, where the evidence is thin.

    `joined` says what linking did meanwhile, `actors` are the ids of both (the same when joined).
    `speaks_for` and `speaks_against` are in words; `evidence` shows both names where they stand.
    """

    id: str
    first: NameAt
    second: NameAt
    actors: tuple[str, str]
    joined: bool
    score: float
    rule: str
    speaks_for: tuple[str, ...] = ()
    speaks_against: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class KnownActor(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of a user's own list: `aliases` are further names, `source` says which list."""

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    roles: tuple[Role, ...] = ()
    source: str = ""
