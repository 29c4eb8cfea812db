"""`standing`: where things stand between parties, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Annotated

import msgspec
from msgspec import Meta

from detente.nouns import Standing, StandingCommitment, StandingLine, Wait
from detente.standing import standing as stand
from detente.views.assistants.evidence import Passage, passages
from detente.views.assistants.parts import part
from detente.views.assistants.questions import Day, Next, Text, day
from detente.views.reading import Lookup
from detente.views.text import when

_SHOWN = 3
"""Passages and statements of a line; `statement` has all reports of each."""
_LISTS = (
    "ready", "contacts", "mediators", "venues", "offers", "demands", "threats", "refusals",
    "last_moves",
)  # fmt: skip


class StandingQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Between whom, and as of when."""

    parties: Annotated[
        list[Text],
        Meta(
            min_length=2,
            max_length=8,
            description="Two or more countries, organisations or people by name.",
        ),
    ]
    on: Day = None
    next: Next = None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the standing; `kind` is the list that it stands in, such as waits or offers.

    In `waits`, `who` waits for `to_whom` to do `what`, on `terms`; `then` and `otherwise` follow.
    `origins` counts independent ones.
    """

    kind: str
    who: str | None
    to_whom: str | None
    what: str
    state: str | None = None
    terms: tuple[str, ...] = ()
    then: str | None = None
    otherwise: str | None = None
    said_by: tuple[str, ...] = ()
    said_on: str | None = None
    origins: int = 1
    statements: tuple[str, ...] = ()
    evidence: tuple[Passage, ...] = ()


class StandingAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Where things stand; what a party never said is in `not_found`, never guessed."""

    parties: tuple[str, ...]
    as_of: str | None
    mutual_wait: bool
    not_found: tuple[str, ...]
    lines: tuple[Line, ...]
    next: str | None


def standing(lookup: Lookup, asked: StandingQuestion) -> StandingAnswer:
    """Tell where things stand between parties.

    Raises:
        InputError: the day is none.
        UnknownPartyError: nobody goes by a party's name.

    """
    found = stand(lookup.store, asked.parties, on=day(asked.on))
    lines, following = part(_rows(found), partial(_made, lookup=lookup), asked)
    return StandingAnswer(
        parties=found.parties,
        as_of=found.as_of,
        mutual_wait=found.mutual_wait,
        not_found=found.not_found,
        lines=lines,
        next=following,
    )


_Row = tuple[str, Wait | StandingCommitment | StandingLine]


def _rows(found: Standing) -> Iterator[_Row]:
    """All that the standing holds, each with the name of its list."""
    for name in ("waits", "commitments", *_LISTS):
        yield from ((name, one) for one in getattr(found, name))


def _made(row: _Row, lookup: Lookup) -> Line:
    match row:
        case _, Wait() as wait:
            return _wait(wait, lookup)
        case _, StandingCommitment() as bound:
            return _commitment(bound, lookup)
        case name, StandingLine() as one:
            return _line(name, one, lookup)


def _wait(wait: Wait, lookup: Lookup) -> Line:
    return Line(
        kind="waits",
        who=wait.who,
        to_whom=wait.for_whom,
        what=wait.to,
        terms=wait.terms,
        then=wait.then,
        otherwise=wait.otherwise,
        said_by=wait.said_by,
        said_on=when(wait.since),
        origins=wait.origins,
        statements=wait.statements[:_SHOWN],
        evidence=passages(wait.evidence, lookup, _SHOWN),
    )


def _commitment(bound: StandingCommitment, lookup: Lookup) -> Line:
    return Line(
        kind="commitments",
        who=bound.who,
        to_whom=bound.to_whom,
        what=bound.what,
        state=bound.state,
        then=bound.then,
        said_by=bound.said_by,
        said_on=when(bound.said_on),
        origins=bound.origins,
        statements=bound.statements[:_SHOWN],
        evidence=passages(bound.evidence, lookup, _SHOWN),
    )


def _line(name: str, one: StandingLine, lookup: Lookup) -> Line:
    return Line(
        kind=name,
        who=one.who,
        to_whom=one.to_whom,
        what=one.what,
        state=one.state,
        said_by=one.said_by,
        said_on=when(one.said_on),
        origins=one.origins,
        statements=one.statements[:_SHOWN],
        evidence=passages(one.evidence, lookup, _SHOWN),
    )
