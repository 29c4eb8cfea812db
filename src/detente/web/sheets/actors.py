"""Everybody in the record, and the names of which a person must say whether they are one actor."""

from __future__ import annotations

from typing import get_args

import msgspec

from detente.nouns import ActorKind, Judgement, Question
from detente.views.tables import ActorLine, actor_lines
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
    every = reader.remembered("actors", lambda: actor_lines(store.actors(), store.statements()))
    chosen = [line for line in every if kind in (None, line.kind)]
    shown, following = part(chosen, at)
    return ActorsSheet(
        actors=shown,
        among=len(chosen),
        kind=kind,
        kinds=KINDS,
        questions=store.questions(),
        judgements=store.judgements(),
        next=following,
    )
