"""What an actor said: each statement once, by day, with the outlets that tell it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from rich.console import RenderableType

from detente.errors import UnknownPartyError
from detente.nouns import Actor, Statement
from detente.views.layout import Rows, heading, note, paragraphs
from detente.views.listing import saying_rows
from detente.views.reading import Lookup
from detente.views.saying import Saying, saying
from detente.views.text import counted, fullest, joined, listed, safe

_LIKE = 82
"""Score of rapidfuzz's WRatio (0–100) from which a name is offered as a likely meaning."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """The statements of the actors that a name means, by day."""

    name: str
    actors: tuple[Actor, ...]
    statements: tuple[Saying, ...]


def said(
    name: str, actors: Sequence[Actor], statements: Iterable[Statement], lookup: Lookup
) -> Said:
    """Return the statements as lines, the earliest first, those without a day last."""
    lines = sorted((saying(s, lookup) for s in statements), key=lambda s: (s.day() or "9999", s.id))
    return Said(name=name, actors=tuple(actors), statements=tuple(lines))


def find_actors(name: str, actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the actors that a name, an id, or a country means.

    An exact name wins over a part of a name; a country also means those who speak for it.

    Raises:
        UnknownPartyError: nobody goes by this name; the message offers names that are alike.

    """
    every = list(actors)
    wanted = name.casefold().strip()
    exact = [a for a in every if a.id == name or wanted in (n.casefold() for n in _names(a))]
    codes = {a.country for a in exact if a.kind == "country" and a.country} | {name}
    speaking = [a for a in every if a.country in codes and a not in exact]
    found = [*exact, *speaking] or [a for a in every if _holds(a, wanted)]
    if not found:
        raise UnknownPartyError(_unknown(name, every))
    return tuple(sorted(found, key=lambda a: (a not in exact, a.name, a.id)))


def _names(actor: Actor) -> Iterable[str]:
    return (actor.name, *actor.names)


def _holds(actor: Actor, wanted: str) -> bool:
    words = wanted.split()
    return bool(words) and any(set(words) <= set(n.casefold().split()) for n in _names(actor))


def _unknown(name: str, actors: Sequence[Actor]) -> str:
    from rapidfuzz import fuzz, process, utils

    names = {n for a in actors for n in _names(a)}
    alike = process.extract(
        name, sorted(names), scorer=fuzz.WRatio, processor=utils.default_process, limit=3
    )
    offered = [found for found, score, _ in alike if score >= _LIKE]
    hint = f"did you mean {' or '.join(offered)}?" if offered else "`detente actors` lists them."
    return f"Nobody in the record goes by the name {name!r}; {hint}"


def render(view: Said) -> RenderableType:
    """Return the statements under the actors' names."""
    title = listed((safe(a.name) for a in view.actors), 3)
    roles = listed(fullest(r.title for a in view.actors[:1] for r in a.roles), 3)
    details = joined((safe(roles), counted(len(view.statements), "statement")))
    if not view.statements:
        return paragraphs([heading(title, details), note("No statement found.")])
    named = len({s.who for s in view.statements}) > 1
    return paragraphs([heading(title, details), Rows(saying_rows(view.statements, named=named))])
