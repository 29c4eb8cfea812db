"""Everybody in the record, and the names of which a person must say whether they are one actor."""

from __future__ import annotations

from typing import get_args

import msgspec

from detente.nouns import ActorKind, Judgement, Question
from detente.views.tables import ActorLine, actor_line
from detente.web.address import Address
from detente.web.reader import Reader
from detente.web.sheets.parts import part

KINDS = get_args(ActorKind)


class ActorsSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the actors, of `among`; the open questions and the judgements made."""

    actors: tuple[ActorLine, ...]
    among: int
    kind: str | None
    kinds: tuple[str, ...]
    questions: tuple[Question, ...]
    judgements: tuple[Judgement, ...]
    next: str | None


def actors_sheet(reader: Reader, at: Address) -> ActorsSheet:
    """Return the part of the list that the address names.

    Raises:
        InputError: `kind` is none that there is.

    """
    store = reader.store
    kind = at.choice("kind", KINDS)
    chosen = reader.remembered(("actors", kind), lambda: _ordered(reader, kind))
    shown, following = part(chosen, at)
    with store.listings() as listings:
        nouns = listings.actors(identifier for identifier, _ in shown)
    return ActorsSheet(
        actors=tuple(actor_line(nouns[i], said) for i, said in shown),
        among=len(chosen),
        kind=kind,
        kinds=KINDS,
        questions=store.questions(),
        judgements=store.judgements(),
        next=following,
    )


def _ordered(reader: Reader, kind: str | None) -> list[tuple[str, int]]:
    """Return the ids of actors with how often they spoke, those who did so most first."""
    with reader.store.listings() as listings:
        said, named = listings.statement_counts(), listings.actor_names()
    found = [(-said.get(i, 0), name.casefold(), i) for i, name, k in named if kind in (None, k)]
    return [(identifier, -count) for count, _, identifier in sorted(found)]
