"""What a poll brought: new pages, and what they add to where the parties stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from detente.nouns import Article, Evidence, SetAside, Standing

if TYPE_CHECKING:
    from detente.record import Store
    from detente.standing import Change
    from detente.views.changes import Changes

_PAIRS = 12
"""Pairs of parties that are looked at, those of which the record says most."""
_LISTS = ("waits", "ready", "offers", "demands", "threats", "refusals", "contacts", "venues")


class NewPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page that was not in the record before, and the address that led to it."""

    id: str
    url: str | None
    watched: str


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What one poll brought: `at` is its time (ISO 8601), `failed` what could not be had, and why.

    `standing` has, for each pair of parties, the lines that rest on the new pages alone (`new`) or
    on them too (`repeated`).
    """

    at: str
    asked: int = 0
    pages: tuple[NewPage, ...] = ()
    standing: tuple[Changes, ...] = ()
    failed: tuple[SetAside, ...] = ()


def standing_news(store: Store, pages: Iterable[str], since: str) -> Iterator[Changes]:
    """What pages add to where the parties of a record stand, the fullest pairs first.

    Args:
        store: the record, linked.
        pages: the ids of the new pages.
        since: the ISO day that is said to be the last before them.

    """
    from detente.standing import parties, standing
    from detente.views.changes import Changes

    new = _New(store, frozenset(pages))
    for pair in parties(store)[:_PAIRS]:
        found = tuple(_added(standing(store, pair), new))
        if found:
            yield Changes(parties=pair, since=since, until=None, changes=found)


class _New:
    """Whether a passage stands on one of the new pages."""

    def __init__(self, store: Store, pages: frozenset[str]) -> None:
        self._store = store
        self._pages = pages
        self._known: dict[str, bool] = {}

    def holds(self, piece: Evidence) -> bool:
        if piece.of not in self._known:
            noun = self._store.get(piece.of)
            page = noun.page if isinstance(noun, Article) else piece.of
            self._known[piece.of] = page in self._pages
        return self._known[piece.of]


def _added(standing: Standing, new: _New) -> Iterator[Change]:
    from detente.standing import Change

    for name in _LISTS:
        for line in getattr(standing, name):
            fresh = [new.holds(piece) for piece in line.evidence]
            if any(fresh):
                yield Change(list=name, kind="new" if all(fresh) else "repeated", line=line)
