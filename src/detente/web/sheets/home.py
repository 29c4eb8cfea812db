"""The first page: between whom something is open, the state of each, and what was said last."""

from __future__ import annotations

import msgspec

from detente.nouns import StandingLine, When
from detente.record.listings import Marks
from detente.views.saying import Saying, saying
from detente.views.state import in_a_sentence
from detente.web.address import Address, token
from detente.web.reader import Reader

PAIRS, _LATEST, _NEW = 12, 8, 6


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two parties, where they stand in one sentence, and the last move of each."""

    parties: tuple[str, ...]
    state: str
    as_of: str | None
    mutual_wait: bool
    waits: int
    last_moves: tuple[StandingLine, ...]


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
    """

    pairs: tuple[Pair, ...]
    left: int
    latest: tuple[Saying, ...]
    counts: dict[str, int]
    new: New | None
    mark: str


def home_sheet(reader: Reader, at: Address) -> Home:
    """Return the first page's model.

    Raises:
        InputError: `since` is no mark.

    """
    pairs = reader.pairs()
    with reader.store.listings() as listings:
        mark = listings.marks()
    return Home(
        pairs=reader.remembered("states", lambda: _states(reader, pairs[:PAIRS])),
        left=max(0, len(pairs) - PAIRS),
        latest=reader.remembered("latest", lambda: _latest(reader)),
        counts=reader.counts(),
        new=_new(reader, at.mark) if at.mark else None,
        mark=token(mark),
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


def _states(reader: Reader, pairs: list[tuple[str, str]]) -> tuple[Pair, ...]:
    found = []
    for pair in pairs:
        standing = reader.standing(pair)
        if standing.as_of is None and not standing.waits:
            continue  # both are spoken of, and nothing is said between them
        found.append(
            Pair(
                parties=standing.parties,
                state=in_a_sentence(standing),
                as_of=standing.as_of,
                mutual_wait=standing.mutual_wait,
                waits=len(standing.waits),
                last_moves=standing.last_moves,
            )
        )
    return tuple(found)


def _latest(reader: Reader) -> tuple[Saying, ...]:
    with reader.store.listings() as listings:
        last = listings.latest(_LATEST)
    reader.prime(statements=last)
    return tuple(saying(statement, reader) for statement in last)
