"""The first page: between whom something is open, the state of each, and what was said last."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from detente.nouns import Standing, StandingLine, Wait, When
from detente.record.listings import Marks
from detente.standing.pairs import parties
from detente.views.saying import Saying, saying
from detente.views.state import in_a_sentence
from detente.web.address import Address, token
from detente.web.reader import Memory, Reader

if TYPE_CHECKING:
    from detente.record import Store

PAIRS, _LATEST, _NEW = 12, 8, 6


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """Who of a party first said what it waits for; `on` is None where no report tells the day."""

    party: str
    name: str
    on: When | None
    statement: str


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two parties, where they stand in one sentence, who said so first, the last move of each."""

    parties: tuple[str, ...]
    state: str
    as_of: str | None
    mutual_wait: bool
    waits: int
    voices: tuple[Voice, ...]
    last_moves: tuple[StandingLine, ...]


Stood = tuple[Pair, ...]
Piece = tuple[str, Callable[[], Any]]
"""The name by which something is remembered, and what makes it."""


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was filed lately."""

    id: str
    outlet: str
    title: str | None
    published: str | When | None


class New(msgspec.Struct, frozen=True, kw_only=True):
    """How much was filed since a mark, and the last of it."""

    articles: int
    statements: int
    filed: tuple[Filed, ...]
    said: tuple[Saying, ...]


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """The pairs that the record says most about, `left` more; what was said last; what there is.

    `new` is what was filed since the mark that was given; `mark` is the one to give next time.
    `unready` are pairs whose state is still being worked out, in place of the first ones; without
    `complete` there is more to come.
    """

    pairs: tuple[Pair, ...]
    left: int
    latest: tuple[Saying, ...]
    counts: dict[str, int]
    new: New | None
    mark: str
    unready: tuple[tuple[str, ...], ...] = ()
    complete: bool = True


def home_sheet(reader: Reader, at: Address) -> Home:
    """Return the first page's model; what a hurried reader does not find is left out for now.

    Raises:
        InputError: `since` is no mark.

    """
    counts, latest, pairs = (reader.soon(key, make) for key, make in _pieces(reader))
    states = [(pair, reader.soon(*_state(reader, pair))) for pair in (pairs or ())[:PAIRS]]
    ready = [state for _, state in states if state is not None]
    with reader.store.listings() as listings:
        mark = listings.marks()
    return Home(
        pairs=tuple(pair for state in ready for pair in state),
        left=max(0, len(pairs or ()) - PAIRS),
        latest=latest or (),
        counts=counts or {},
        new=_new(reader, at.mark) if at.mark else None,
        mark=token(mark),
        unready=tuple(pair for pair, state in states if state is None),
        complete=None not in (counts, latest, pairs) and len(ready) == len(states),
    )


def prepared(store: Store, memory: Memory) -> Iterator[None]:
    """Work out the pieces of the first page, one after the other."""
    for piece in range(len(_pieces(Reader(store, memory)))):
        reader = Reader(store, memory)
        reader.remembered(*_pieces(reader)[piece])
        yield
    for pair in Reader(store, memory).pairs()[:PAIRS]:
        reader = Reader(store, memory)
        reader.remembered(*_state(reader, pair))
        yield


def _pieces(reader: Reader) -> tuple[Piece, ...]:
    """What the first page is made of besides the states, what is quickest first."""
    return (
        ("counts", reader.store.counts),
        ("latest", lambda: _latest(reader)),
        ("pairs", lambda: parties(reader.store)),
    )


def _new(reader: Reader, since: Marks) -> New:
    with reader.store.listings() as listings:
        articles, filed = listings.filed_since(since[0], _NEW)
        statements, said = listings.said_since(since[1], _NEW)
    reader.prime(statements=said, articles=(article.id for article in filed))
    return New(
        articles=articles,
        statements=statements,
        filed=tuple(
            Filed(id=a.id, outlet=reader.outlet(a), title=a.title, published=a.published)
            for a in filed
        ),
        said=tuple(saying(statement, reader) for statement in said),
    )


def _state(reader: Reader, pair: tuple[str, str]) -> tuple[Hashable, Callable[[], Stood]]:
    """Where a pair stands; empty where both are spoken of and nothing is said between them."""

    def found() -> Stood:
        standing = reader.standing(pair)
        if standing.as_of is None and not standing.waits:
            return ()
        return (
            Pair(
                parties=standing.parties,
                state=in_a_sentence(standing),
                as_of=standing.as_of,
                mutual_wait=standing.mutual_wait,
                waits=len(standing.waits),
                voices=tuple(_voices(standing)),
                last_moves=standing.last_moves,
            ),
        )

    return ("state", *pair), found


def _voices(standing: Standing) -> Iterator[Voice]:
    """Who first said what each waits for, of the wait that its state tells."""
    leading: dict[str, Wait] = {}
    for wait in standing.waits:
        leading.setdefault(wait.who, wait)
    for party, wait in leading.items():
        if wait.said_by and wait.statements:
            yield Voice(
                party=party, name=wait.said_by[0], on=wait.since, statement=wait.statements[0]
            )


def _latest(reader: Reader) -> tuple[Saying, ...]:
    with reader.store.listings() as listings:
        last = listings.latest(_LATEST)
    reader.prime(statements=last)
    return tuple(saying(statement, reader) for statement in last)
