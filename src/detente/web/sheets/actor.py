"""One actor: names and why they are one, roles over time, what they said, whom they wait for."""

from __future__ import annotations

import msgspec

from detente.nouns import Actor, Judgement, Question, Wait
from detente.standing.sides import country_name
from detente.views.saying import Saying, saying
from detente.web.address import Address
from detente.web.reader import Reader
from detente.web.sheets.home import PAIRS
from detente.web.sheets.parts import LINES, following, noun

_PAIRS = 3
"""Pairs in whose standing an actor's waits are looked for, among those of the first page."""


class ActorSheet(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, a part of their `among` statements, and what is open or judged of their names."""

    actor: Actor
    side: str
    statements: tuple[Saying, ...]
    among: int
    waits: tuple[Wait, ...]
    opposite: tuple[str, ...]
    questions: tuple[Question, ...]
    judgements: tuple[Judgement, ...]
    next: str | None


def actor_sheet(reader: Reader, at: Address) -> ActorSheet:
    """Return the actor of an id, or of the beginning of one.

    Raises:
        UnknownIdError: none or several fit.

    """
    actor = noun(reader, at.id, Actor)
    store = reader.store
    with store.listings() as listings:
        among = listings.count_said_by(actor.id)
        shown = listings.said_by(actor.id, at.skipped, LINES)
    reader.prime(statements=shown)
    side = country_name(actor.country) if actor.country else actor.name
    pairs = [pair for pair in reader.pairs()[:PAIRS] if side in pair][:_PAIRS]
    names = {actor.name, *actor.names}
    return ActorSheet(
        actor=actor,
        side=side,
        statements=tuple(saying(statement, reader) for statement in shown),
        among=among,
        waits=tuple(w for pair in pairs for w in _waits(reader, pair, actor, side)),
        opposite=tuple(next(p for p in pair if p != side) for pair in pairs),
        questions=tuple(q for q in store.questions() if actor.id in q.actors),
        judgements=tuple(j for j in store.judgements() if names & {j.first.name, j.second.name}),
        next=following(at, among),
    )


def _waits(reader: Reader, pair: tuple[str, str], actor: Actor, side: str) -> list[Wait]:
    """Return what a country waits for, or what a person said that their side waits for."""
    own = [wait for wait in reader.standing(pair).waits if wait.who == side]
    if actor.kind == "country":
        return own
    names = {actor.name, *actor.names}
    return [wait for wait in own if names & set(wait.said_by)]
