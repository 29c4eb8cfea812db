"""Opening what statements and acts do: moves and commitments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.nouns import (
    Commitment,
    Move,
    Party,
    Span,
)
from detente.views.cards.parts import (
    Opened,
    fact,
    judged,
    speaker_name,
)
from detente.views.passage import Mark, Passage, passage
from detente.views.reading import Lookup
from detente.views.text import joined, when


def move_card(move: Move, lookup: Lookup) -> Opened:
    """Open a move."""
    facts = [
        fact("does", move_words(move)),
        fact("context", ", ".join(move.context)),
        fact("polarity", joined((move.polarity, move.realis), ", ")),
        fact("issue", ", ".join(move.issue)),
        fact("said by", speaker_name(move.attribution, lookup), move.attribution or ""),
        fact("coded by", judged(move.confidence, move.why)),
    ]
    title = joined((move.speech_act, move.event), ", ") or "Move not coded"
    return title, facts, _spans(move.article, (("act", move.evidence),), lookup)


def move_words(move: Move) -> str:
    """`demand, REQUEST: Norland (GOV) to Sudmark`."""
    kind = joined((move.speech_act, joined((move.event, move.mode), "/")), ", ")
    return joined((kind, joined((parties(move.source), parties(move.target)), " to ")), ": ")


def parties(sides: Sequence[Party]) -> str:
    """Names with codes and sectors."""
    return ", ".join(
        f"{side.name} ({details})"
        if (details := joined((side.code, side.sector), " "))
        else side.name
        for side in sides
    )


def commitment_card(commitment: Commitment, lookup: Lookup) -> Opened:
    """Open a commitment."""
    spans = [("term", commitment.terms)]
    spans += [
        (role, clause.evidence)
        for role, clause in (
            ("antecedent", commitment.antecedent),
            ("consequent", commitment.consequent),
        )
        if clause
    ]
    facts = [
        fact("commits", commitment_words(commitment)),
        fact("state", commitment.state),
        fact("deadline", when(commitment.deadline)),
        fact("said by", speaker_name(commitment.attribution, lookup), commitment.attribution),
        fact("found by", judged(commitment.confidence, commitment.why)),
    ]
    return "Conditional commitment", facts, _spans(commitment.article, spans, lookup)


def commitment_words(commitment: Commitment) -> str:
    """`Sudmark to Norland: once Norland: “withdraws”, will Sudmark: “talk”`."""
    sides = joined((commitment.debtor, commitment.creditor), " to ") or "who is not said"
    first, then = commitment.antecedent, commitment.consequent
    return joined(
        (
            sides,
            joined(
                (
                    f"once {first.who or 'somebody'}: “{first.act}”" if first else None,
                    f"{commitment.polarity}: “{then.act}”" if then else None,
                ),
                ", ",
            ),
        ),
        ": ",
    )


def _spans(
    article: str | None, spans: Iterable[tuple[str, Sequence[Span]]], lookup: Lookup
) -> list[Passage]:
    found = lookup.article(article)
    marks = [Mark(start=s, end=e, role=role) for role, every in spans for s, e in every]
    return [passage(found, marks, lookup)] if found and marks else []
