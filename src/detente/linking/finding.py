"""A difference as the comparisons find it, before it has an id."""

from __future__ import annotations

from dataclasses import dataclass

from detente.nouns import Article, DiscrepancyKind, Evidence


@dataclass(frozen=True, slots=True)
class Side:
    """One report: what it has, and where."""

    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Finding:
    """Reports that differ in one thing."""

    kind: DiscrepancyKind
    about: str
    sides: tuple[Side, ...]
    why: str
    statement: str | None = None
    score: float = 0.8


def side(article: Article, start: int, end: int, value: str | None = None) -> Side:
    """A side whose value is the words themselves, unless another is given."""
    exact = article.text[start:end]
    return Side(
        value if value is not None else " ".join(exact.split()),
        Evidence(of=article.id, start=start, end=end, exact=exact),
    )
