"""What the cards are made of: facts, passages, and words for an article or a speaker."""

from __future__ import annotations

from collections.abc import Iterable

from detente.nouns import (
    Article,
    Evidence,
)
from detente.views.passage import Mark, Passage, passage
from detente.views.reading import Lookup
from detente.views.show import Fact
from detente.views.text import joined, when

Opened = tuple[str, Iterable[Fact], Iterable[Passage]]


def fact(label: str, value: str | None, identifier: str = "") -> Fact:
    """Return a fact; one without a value is left out of the card."""
    return Fact(label=label, value=value or "", id=identifier)


def judged(score: float, why: str) -> str:
    """Return a score with its reason."""
    return joined((f"{score:.2f}", why), ", ")


def speaker_name(identifier: str | None, lookup: Lookup) -> str | None:
    """Return who is the speaker of an attribution; None where it is not in the record."""
    attribution = lookup.attribution(identifier)
    if attribution is None:
        return None
    return attribution.speaker.name if attribution.speaker else "speaker not known"


def article_words(article: Article | None, lookup: Lookup) -> str:
    """Outlet, day and title of an article."""
    if article is None:
        return "not in the record"
    return joined((lookup.outlet(article), when(article.published), article.title))


def evidence_passages(evidence: Iterable[Evidence], lookup: Lookup) -> list[Passage]:
    """Return one passage for each article that the evidence is of."""
    marks: dict[str, list[Mark]] = {}
    for item in evidence:
        marks.setdefault(item.of, []).append(Mark(start=item.start, end=item.end, role=item.role))
    return [
        passage(article, found, lookup)
        for identifier, found in marks.items()
        if (article := lookup.article(identifier))
    ]
