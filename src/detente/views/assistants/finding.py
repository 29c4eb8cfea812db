"""`search`: passages that hold words."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import msgspec
from msgspec import Meta

from detente.record import Hit
from detente.views.assistants.evidence import Passage, passage
from detente.views.assistants.parts import part
from detente.views.assistants.questions import Next
from detente.views.reading import Lookup

_MOST = 1000
"""Passages that a search looks at."""


class Search(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words to search for."""

    words: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=500,
            description="All of them must stand in the passage; a phrase in quotation marks, "
            "`negotiat*` for all that begins so.",
        ),
    ]
    next: Next = None


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A passage; `statement` is what it reports, where somebody is reported to have said it."""

    statement: str | None
    attribution: str | None
    speaker: str | None
    kind: str | None
    evidence: Passage


class SearchAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, what was said before what was only written, the best first."""

    found: tuple[Found, ...]
    next: str | None


def search(lookup: Lookup, asked: Search) -> SearchAnswer:
    """Find passages that hold words."""
    hits = lookup.store.search(asked.words, limit=_MOST)
    found, following = part(hits, partial(_found, lookup=lookup), asked)
    return SearchAnswer(found=found, next=following)


def _found(hit: Hit, lookup: Lookup) -> Found | None:
    article, said = lookup.article(hit.article), lookup.attribution(hit.id)
    if article is None:
        return None
    return Found(
        statement=said.statement if said else None,
        attribution=said.id if said else None,
        speaker=said.speaker.name if said and said.speaker else None,
        kind=said.kind if said else None,
        evidence=passage(article, (hit.start, hit.end), lookup),
    )
