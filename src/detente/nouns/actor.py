"""An actor: a person, government, organisation, office, group or anonymous source."""

from __future__ import annotations

from typing import Literal

import msgspec

from detente.nouns.evidence import Evidence
from detente.nouns.why import Why

ActorKind = Literal["person", "organisation", "country", "group", "anonymous"]


class Role(msgspec.Struct, frozen=True, kw_only=True, rename={"since": "from", "until": "to"}):
    """A title and the first and last day that the record saw it held (ISO 8601, None unknown)."""

    title: str
    since: str | None = None
    until: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """One actor over all articles (FollowTheMoney Person, Organization, Position, Occupancy).

    `country` is an ISO 3166-1 alpha-3 code, or the name of a country that has none. `names` holds
    every name seen. `why` explains in words what joined the names; `whys` does so name by name.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    names: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    score: float = 1.0
    why: str = ""
    whys: tuple[Why, ...] = ()
