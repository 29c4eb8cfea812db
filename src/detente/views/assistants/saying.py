"""`statement`: one statement with every report of it, and `timeline`: what was said and done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from heapq import merge
from typing import Annotated

import msgspec
from msgspec import Meta

from detente.errors import UnknownIdError
from detente.nouns import (
    Actor,
    Attribution,
    Discrepancy,
    DiscrepancyKind,
    Move,
    QuoteKind,
    Statement,
)
from detente.record.listings import Told
from detente.views.assistants.evidence import Passage, passage, passages
from detente.views.assistants.parts import SIZE, fitting, part
from detente.views.assistants.questions import Day, Next, Text, day
from detente.views.chronicle import acts_once
from detente.views.passage import chain
from detente.views.reading import SAME_TEXT, Lookup, united
from detente.views.said import find_actors
from detente.views.saying import saying
from detente.views.text import when
from detente.views.timeline import within

_UNDATED = "9999"
_SHOWN = 3
"""Passages that a value of a discrepancy and a line of the timeline show."""
_WORDS = 6
"""Passages that a report shows: some contents are in many pieces."""


class StatementQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which statement."""

    id: Annotated[Text, Meta(description="s:… or the beginning of one.")]
    next: Next = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report of the statement; `chain` goes from the outlet to the speaker."""

    attribution: str
    kind: QuoteKind
    chain: tuple[str, ...]
    said_on: str | None
    medium: str | None
    place: str | None
    addressee: tuple[str, ...]
    confidence: float
    evidence: tuple[Passage, ...]


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A value that is reported, and where."""

    value: str
    evidence: tuple[Passage, ...]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Where the reports differ; which side is right nobody has judged."""

    id: str
    kind: DiscrepancyKind
    about: str
    sides: tuple[Side, ...]


class StatementAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A statement; `origins` counts independent ones: an agency text and its copies are one.

    `differences` stand in the first part alone.
    """

    id: str
    speaker: str | None
    actor: str | None
    role: str | None
    said_on: str | None
    origins: int
    origin_names: tuple[str, ...]
    wordings: int
    why: str
    differences: tuple[Difference, ...]
    more_differences: bool
    reports: tuple[Report, ...]
    next: str | None


def statement(lookup: Lookup, asked: StatementQuestion) -> StatementAnswer:
    """Open a statement.

    Raises:
        UnknownIdError: there is none with this id, or it is something else.

    """
    found = lookup.store.get(asked.id)
    if not isinstance(found, Statement):
        raise UnknownIdError(
            f"{asked.id!r} is a {type(found).__name__.lower()}, not a statement; `search` and "
            "`timeline` give ids of statements."
        )
    line = saying(found, lookup)
    reports, following = part(found.attributions, partial(_report, lookup=lookup), asked)
    differences, shown = fitting(
        _differing(found, lookup) if asked.next is None else (),
        partial(_difference, lookup=lookup),
        SIZE // 2,
    )
    return StatementAnswer(
        id=found.id,
        speaker=line.who,
        actor=found.speaker,
        role=line.role,
        said_on=when(found.said_on),
        origins=found.origins,
        origin_names=found.origin_names,
        wordings=len(found.wordings),
        why=found.why,
        differences=differences,
        more_differences=shown is not None,
        reports=reports,
        next=following,
    )


def _report(identifier: str, lookup: Lookup) -> Report | None:
    told = lookup.attribution(identifier)
    article = lookup.article(told.article) if told else None
    if told is None or article is None:
        return None
    return Report(
        attribution=told.id,
        kind=told.kind,
        chain=chain(told, article, lookup),
        said_on=when(told.said_on),
        medium=told.medium,
        place=told.place,
        addressee=told.addressee,
        confidence=told.confidence,
        evidence=_words(told, lookup, _WORDS),
    )


def _words(told: Attribution, lookup: Lookup, most: int) -> tuple[Passage, ...]:
    article = lookup.article(told.article)
    return tuple(passage(article, span, lookup) for span in told.content[:most]) if article else ()


def _differing(found: Statement, lookup: Lookup) -> tuple[Discrepancy, ...]:
    with lookup.store.listings() as listings:
        return listings.differences_of([found.id])


def _difference(found: Discrepancy, lookup: Lookup) -> Difference:
    return Difference(
        id=found.id,
        kind=found.kind,
        about=found.about,
        sides=tuple(
            Side(value=side.value, evidence=passages(side.evidence, lookup, _SHOWN))
            for side in found.values
        ),
    )


class TimelineQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose statements, and of which days."""

    actor: Annotated[
        Text | None,
        Meta(description="A person, organisation or country by name or id; all without it."),
    ] = None
    since: Day = None
    until: Day = None
    next: Next = None


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in the words of its first report; `reports` counts them all.

    Or an act that an outlet reports in its own voice: then `statement` is null, `move` is its id,
    `event` its PLOVER event, `speaker` who acts, and `said_on` the day on which it was first told.
    """

    statement: str | None
    said_on: str | None
    speaker: str | None
    actor: str | None
    role: str | None
    origins: int
    reports: int
    evidence: tuple[Passage, ...]
    move: str | None = None
    event: str | None = None


class TimelineAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Statements and reported acts by day, those without a day last."""

    said: tuple[Said, ...]
    next: str | None


def timeline(lookup: Lookup, asked: TimelineQuestion) -> TimelineAnswer:
    """List what was said and done, by day.

    Raises:
        InputError: a day is none.
        UnknownPartyError: nobody goes by the actor's name.

    """
    since, until, store = day(asked.since), day(asked.until), lookup.store
    actors = find_actors(asked.actor, store.actors()) if asked.actor is not None else None
    told: tuple[Iterable[Statement | Told], ...] = (
        _statements(lookup, actors, since, until),
        _acts(lookup, actors, since, until),
    )
    rows = merge(*told, key=_placed)
    said, following = part(rows, partial(_line, lookup=lookup), asked)
    return TimelineAnswer(said=said, next=following)


def _statements(
    lookup: Lookup, actors: Sequence[Actor] | None, since: str | None, until: str | None
) -> Iterable[Statement]:
    if actors is None:
        return lookup.store.statements(since=since, until=until)
    found = (
        one
        for actor in actors
        for one in lookup.store.statements(actor=actor.id, since=since, until=until)
    )
    return sorted(found, key=_placed)


def _acts(
    lookup: Lookup, actors: Sequence[Actor] | None, since: str | None, until: str | None
) -> list[Told]:
    """The acts that nobody is quoted for, of these actors and days, each once, by day."""
    with lookup.store.listings() as listings:
        acts, _ = acts_once(listings, united(listings.kinships(SAME_TEXT)))
    kept = (act for act in acts if within(act.told, since, until))
    if actors is not None:
        names = {name for actor in actors for name in (actor.name, *actor.names)}
        lands = {actor.country for actor in actors if actor.kind == "country"} - {None}
        kept = (act for act in kept if act.name in names or act.country in lands)
    return sorted(kept, key=_placed)


def _placed(found: Statement | Told) -> tuple[str, str]:
    """The day and the id by which an entry has its place."""
    if isinstance(found, Told):
        return found.told or _UNDATED, found.id
    said = found.said_on
    return (said and (said.earliest or said.latest)) or _UNDATED, found.id


def _line(found: Statement | Told, lookup: Lookup) -> Said | None:
    return _act(found, lookup) if isinstance(found, Told) else _said(found, lookup)


def _act(found: Told, lookup: Lookup) -> Said | None:
    move = lookup.store.get(found.id)
    article = lookup.article(found.place[0]) if found.place else None
    if not isinstance(move, Move) or article is None:
        return None
    return Said(
        statement=None,
        said_on=when(found.told),
        speaker=found.name,
        actor=None,
        role=None,
        origins=1,
        reports=1,
        evidence=tuple(passage(article, span, lookup) for span in move.evidence[:_SHOWN]),
        move=move.id,
        event=move.event,
    )


def _said(found: Statement, lookup: Lookup) -> Said:
    line = saying(found, lookup)
    first = lookup.attribution(found.attributions[0]) if found.attributions else None
    return Said(
        statement=found.id,
        said_on=when(found.said_on),
        speaker=line.who,
        actor=found.speaker,
        role=line.role,
        origins=found.origins,
        reports=len(found.attributions),
        evidence=_words(first, lookup, _SHOWN) if first else (),
    )
