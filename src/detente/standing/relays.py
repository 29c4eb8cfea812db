"""Reports within reports: what somebody relays is said by whom they quote, and counts once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from detente.nouns import Attribution, Commitment, Move, Span
from detente.standing.states import spans_of

Coded = tuple[list[Move], list[Commitment]]


def innermost(
    attributions: Iterable[Attribution], moves: Iterable[Move], commitments: Iterable[Commitment]
) -> Coded:
    """Return the moves and commitments of one article without those of mere relays.

    What a chancellery says that a premier said is the premier's, and was said once; what it denies
    that he said is nobody's.
    """
    moves, commitments = list(moves), list(commitments)
    nested = _nested(attributions)
    if not nested:
        return moves, commitments
    denied = {key for move in moves for key in _denied(move, nested)}
    acts = _spans((m.attribution, m.evidence) for m in moves if m.speech_act or m.event)
    bonds = _spans((c.attribution, spans_of(c)) for c in commitments)
    return (
        [
            move
            for move in moves
            if move.attribution not in denied
            and (move.polarity == "denied" or not _relays(move, move.evidence, nested, acts))
        ],
        [
            one
            for one in commitments
            if one.attribution not in denied and not _relays(one, spans_of(one), nested, bonds)
        ],
    )


def _nested(attributions: Iterable[Attribution]) -> dict[str, list[Attribution]]:
    """What each attribution relays of speakers who are known."""
    found: dict[str, list[Attribution]] = defaultdict(list)
    for one in attributions:
        if one.parent is not None and one.speaker is not None:
            found[one.parent].append(one)
    return found


def _spans(rows: Iterable[tuple[str | None, Sequence[Span]]]) -> dict[str, list[Span]]:
    """Where each attribution's rows have their evidence."""
    found: dict[str, list[Span]] = defaultdict(list)
    for key, spans in rows:
        found[key or ""] += spans
    return found


def _denied(move: Move, nested: dict[str, list[Attribution]]) -> Iterator[str]:
    """The attributions of which a move denies that they were made, and all within them."""
    if move.polarity != "denied":
        return
    todo = [one for one in nested.get(move.attribution or "", ()) if _held(one, move.evidence)]
    while todo:
        one = todo.pop()
        yield one.id
        todo += nested.get(one.id, ())


def _relays(
    row: Move | Commitment,
    spans: Sequence[Span],
    nested: dict[str, list[Attribution]],
    rows: dict[str, list[Span]],
) -> bool:
    """Whether somebody who is quoted within has a row of their own for most of the same words."""
    return any(
        2 * _shared(one.content, spans) > sum(end - start for start, end in spans)
        and _shared(rows.get(one.id, ()), spans)
        for one in nested.get(row.attribution or "", ())
    )


def _held(one: Attribution, spans: Sequence[Span]) -> bool:
    return 2 * _shared(one.content, spans) > sum(end - start for start, end in one.content)


def _shared(these: Sequence[Span], those: Sequence[Span]) -> int:
    """How many characters two lists of spans have in common."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in these for c, d in those)
