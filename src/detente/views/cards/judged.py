"""Opening what linking judged over all articles: actors and discrepancies."""

from __future__ import annotations

from detente.nouns import (
    Actor,
    Discrepancy,
)
from detente.views.cards.parts import (
    Opened,
    evidence_passages,
    fact,
    judged,
)
from detente.views.reading import Lookup
from detente.views.text import counted, day, joined


def actor_card(actor: Actor, lookup: Lookup) -> Opened:
    """Open an actor."""
    said = sum(1 for _ in lookup.store.statements(actor=actor.id))
    evidence = [e for role in actor.roles for e in role.evidence]
    facts = [
        fact("kind", joined((actor.kind, actor.country), ", ")),
        fact("names", "; ".join(actor.names)),
        *(fact("roles", joined((r.title, _held(r.since, r.until)), ", ")) for r in actor.roles),
        fact("statements", f'{counted(said, "statement")}: detente said "{actor.name}"'),
        fact("linked", judged(actor.score, actor.why)),
    ]
    return actor.name, facts, evidence_passages(evidence, lookup)


def _held(since: str | None, until: str | None) -> str | None:
    if since == until:
        return f"seen {day(since)}" if since else None
    return f"seen {joined((day(since), day(until)), ' to ')}"


def discrepancy_card(discrepancy: Discrepancy, lookup: Lookup) -> Opened:
    """Open a discrepancy."""
    facts = [
        *(fact("reported", f"“{v.value}”") for v in discrepancy.values),
        fact(
            "statement",
            "the one concerned" if discrepancy.statement else None,
            discrepancy.statement or "",
        ),
        fact("found by", judged(discrepancy.score, discrepancy.why)),
    ]
    evidence = [e for value in discrepancy.values for e in value.evidence]
    title = f"Outlets differ ({discrepancy.kind}): {discrepancy.about}"
    return title, facts, evidence_passages(evidence, lookup)
