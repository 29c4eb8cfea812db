"""The rows of the index of parties: who has a part in an article, and who is told of with whom.

Names stand here as the article gives them, or as codes; whose they are is not the record's to say.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from detente.nouns import Annotated, Party

Row = dict[str, Any]

_UNMEANT = ("outlet", "anonymous")


def part_rows(article: str, day: str | None, annotated: Annotated) -> list[Row]:
    """The names that have a part in an article, each once, with the article's first day.

    A country goes by its code alone, where it has one.
    """
    names: set[str | None] = set()
    for mention in annotated.mentions:
        if mention.kind not in _UNMEANT:
            names.add(mention.country)
            if mention.kind != "country" or mention.country is None:
                names.add(mention.name)
    for move in annotated.moves:
        names.update(_key(party) for party in (*move.source, *move.target))
    for one in annotated.commitments:
        halves = (one.antecedent, one.consequent)
        names |= {one.debtor, one.creditor, *(half.who for half in halves if half)}
    known = sorted(name for name in names if name)
    return [{"name": name, "article": article, "day": (day or "")[:10]} for name in known]


def pair_rows(article: str, annotated: Annotated) -> list[Row]:
    """Who is told of with whom in an article, in how many moves and commitments.

    Of a move those are its source and target, of a commitment its debtor and who must act first.
    """
    moves: Counter[tuple[str, str]] = Counter()
    for move in annotated.moves:
        sources, targets = ({_key(p) for p in side} for side in (move.source, move.target))
        moves.update(_ordered(one, other) for one in sources for other in targets if one != other)
    bound: Counter[tuple[str, str]] = Counter()
    for commitment in annotated.commitments:
        first = commitment.antecedent
        one, other = commitment.debtor, first.who if first else commitment.creditor
        if one and other and one != other:
            bound[_ordered(one, other)] += 1
    return [
        {
            "one": one,
            "other": other,
            "article": article,
            "moves": moves[one, other],
            "commitments": bound[one, other],
        }
        for one, other in sorted({*moves, *bound})
    ]


def _key(party: Party) -> str:
    return party.code or party.name


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
