"""The rows of the index of parties: who has a part in an article, and who is told of with whom.

A country stands here by its code where it has one, everybody else by the article's name for them;
whose they are is not the record's to say.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from detente.nouns import Annotated

Row = dict[str, Any]

_UNMEANT = ("outlet", "anonymous")


def part_rows(article: str, day: str | None, annotated: Annotated) -> list[Row]:
    """The names that have a part in an article, each once, with the article's first day."""
    codes = _codes(annotated)
    names: set[str | None] = set()
    for mention in annotated.mentions:
        if mention.kind not in _UNMEANT:
            names |= {mention.name, mention.country}
    for move in annotated.moves:
        names.update(party.code or party.name for party in (*move.source, *move.target))
    for one in annotated.commitments:
        halves = (one.antecedent, one.consequent)
        names |= {one.debtor, one.creditor, *(half.who for half in halves if half)}
    known = sorted({codes.get(name, name) for name in names if name})
    return [{"name": name, "article": article, "day": (day or "")[:10]} for name in known]


def pair_rows(article: str, annotated: Annotated) -> list[Row]:
    """Who is told of with whom in an article, in how many moves and commitments.

    Of a move those are its source and target, of a commitment its debtor and who must act first.
    """
    codes = _codes(annotated)
    moves: Counter[tuple[str, str]] = Counter()
    bound: Counter[tuple[str, str]] = Counter()
    for move in annotated.moves:
        sources, targets = (
            {codes.get(p.name, p.code or p.name) for p in side}
            for side in (move.source, move.target)
        )
        moves.update(_ordered(one, other) for one in sources for other in targets if one != other)
    for commitment in annotated.commitments:
        first = commitment.antecedent
        both = (commitment.debtor, first.who if first else commitment.creditor)
        one, other = (codes.get(name, name) if name else None for name in both)
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


def _codes(annotated: Annotated) -> dict[str, str]:
    """The codes of countries by the names that the article has for them."""
    countries = (m for m in annotated.mentions if m.kind == "country" and m.country)
    return {mention.name: mention.country or "" for mention in countries}


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
