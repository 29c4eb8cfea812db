"""A user's own list of actors, read from CSV or from FollowTheMoney entities (JSON Lines).

Pure: bytes in, actors out. A row that cannot be used is set aside with its number; one that says
otherwise than the built-in countries is kept and told of.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from detente.countries import by_code, by_name, two_letters
from detente.errors import InputError
from detente.nouns import ActorKind, KnownActor, Role, SetAside, content_id

COLUMNS = ("id", "name", "aliases", "country", "kind", "role", "from", "to")
"""Columns of a CSV list; only `name` must be there. Aliases are parted by `|` or `;`."""

_SCHEMATA: Mapping[str, ActorKind] = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "organisation",
    "LegalEntity": "organisation",
}
"""FollowTheMoney schemata that are actors; others (Position, Occupancy …) are passed over."""

_PARTS = re.compile(r"\s*[|;]\s*")
_LONGEST = 200
"""Characters of the longest name that is taken; no actor's name is longer."""


@dataclass(frozen=True, slots=True)
class ActorList:
    """A list as read: its actors, the rows set aside, and what it says otherwise than we do."""

    actors: tuple[KnownActor, ...]
    set_aside: tuple[SetAside, ...] = ()
    conflicts: tuple[str, ...] = ()


class _BadRowError(InputError):
    """A row that is set aside."""


def actor_list(data: bytes, source: str) -> ActorList:
    """Read a list; FollowTheMoney when its first character is a brace, CSV otherwise.

    Rows with one id (or, without ids, one name and kind) are one actor with several roles.

    Args:
        data: the file, UTF-8.
        source: its name, for messages and as the actors' `source`.

    Raises:
        InputError: it is not UTF-8, or a CSV without a column `name`.

    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{source} is not UTF-8; save the list as UTF-8.") from error
    rows = _entities(text) if text.lstrip().startswith("{") else _csv_rows(text, source)
    actors: dict[str, KnownActor] = {}
    aside: list[SetAside] = []
    conflicts: list[str] = []
    for number, row in rows:
        where = f"{source} row {number}"
        try:
            actor = _actor(row() if callable(row) else row, source)
        except _BadRowError as error:
            aside.append(SetAside(where=where, why=f"{where} {error}"))
            continue
        if actor is None:
            continue
        conflicts.extend(_conflicts(actor, where))
        actors[actor.id] = _together(actors.get(actor.id), actor)
    return ActorList(tuple(actors.values()), tuple(aside), tuple(dict.fromkeys(conflicts)))


def _csv_rows(text: str, source: str) -> Iterator[tuple[int, Any]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), skipinitialspace=True)
    head = [(name or "").strip().casefold() for name in reader.fieldnames or ()]
    if "name" not in head:
        raise InputError(
            f"{source} has no column “name”; begin it with a line such as {','.join(COLUMNS)}."
        )
    reader.fieldnames = head
    for number, row in enumerate(reader, start=2):
        cells = {k: v.strip() for k, v in row.items() if k and isinstance(v, str)}
        if any(cells.values()):
            yield number, cells


def _entities(text: str) -> Iterator[tuple[int, Any]]:
    """FollowTheMoney entities as rows; each is read when it is asked for, so that it may fail."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, lambda line=line: _entity(line)


def _entity(line: str) -> dict[str, Any]:
    try:
        entity = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _BadRowError("is no JSON; give one entity a line.") from error
    properties = entity.get("properties") if isinstance(entity, dict) else None
    if not isinstance(properties, dict):
        raise _BadRowError("is no FollowTheMoney entity; it has no “properties”.")
    kind = _SCHEMATA.get(str(entity.get("schema")))
    if kind is None:
        return {}

    def values(*names: str) -> list[str]:
        found = (properties.get(name) for name in names)
        return [
            str(v) for value in found for v in (value if isinstance(value, list) else [value]) if v
        ]

    names = values("name")
    return {
        "id": str(entity.get("id") or ""),
        "name": names[0] if names else str(entity.get("caption") or ""),
        "aliases": "|".join([*names[1:], *values("alias", "weakAlias", "previousName")]),
        "country": next(iter(values("country", "nationality", "jurisdiction")), ""),
        "kind": kind,
        "role": next(iter(values("position")), ""),
    }


def _actor(row: Mapping[str, str], source: str) -> KnownActor | None:
    if not row:
        return None
    name = _name(row.get("name", ""))
    kind = (row.get("kind") or "person").casefold().replace("organization", "organisation")
    known = [k for k in get_args(ActorKind) if k != "anonymous"]
    if kind not in known:
        raise _BadRowError(f"has the kind {kind!r}; write one of {', '.join(known)}.")
    given = row.get("id", "").strip()
    since, until = _day(row.get("from", "")), _day(row.get("to", ""))
    if since and until and until < since:
        raise _BadRowError(f"ends ({until}) before it begins ({since}); mend the days.")
    title = row.get("role", "").strip()
    return KnownActor(
        id=f"n:{given.removeprefix('n:')}" if given else content_id("n", "listed", kind, name),
        name=name,
        kind=kind,  # type: ignore[arg-type]  # checked against the literal's values above
        aliases=tuple(_name(alias) for alias in _PARTS.split(row.get("aliases", "")) if alias),
        country=_country(row.get("country", "")),
        roles=(Role(title=title, since=since, until=until),) if title else (),
        source=source,
    )


def _name(words: str) -> str:
    name = " ".join(words.split())
    if not any(char.isalpha() for char in name):
        raise _BadRowError("has no name with letters; write one or leave the row out.")
    if len(name) > _LONGEST:
        raise _BadRowError(f"has a name of {len(name)} characters; shorten it.")
    return name


def _country(words: str) -> str | None:
    if not words:
        return None
    code = two_letters().get(words.upper(), words)
    known = by_code(code) or by_name(words)
    return known.code if known else words


def _day(words: str) -> str | None:
    if not words:
        return None
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError as error:
        raise _BadRowError(f"has the day {words!r}; write it as 2025-02-06.") from error


def _together(before: KnownActor | None, new: KnownActor) -> KnownActor:
    if before is None:
        return new
    names = dict.fromkeys((*before.aliases, new.name, *new.aliases))
    return KnownActor(
        id=before.id,
        name=before.name,
        kind=before.kind,
        aliases=tuple(name for name in names if name != before.name),
        country=before.country or new.country,
        roles=(*before.roles, *new.roles),
        source=before.source,
    )


def _conflicts(actor: KnownActor, where: str) -> Iterable[str]:
    """What an actor's names mean in the built-in list, where that is something else."""
    for name in (actor.name, *actor.aliases):
        meant = by_name(name)
        if meant is not None and actor.kind == "person":
            yield f"{where}: “{name}” is a word for {meant.name}; your list makes it a person."
        elif meant is not None and actor.country and actor.country != meant.code:
            yield (
                f"{where}: “{name}” is a word for {meant.name} ({meant.code}); your list says "
                f"{actor.country}, and is followed."
            )
