"""What became of commitments by a day: still open, met, withdrawn or run out.

Singh's life cycle: a commitment is *detached* once its antecedent is reported as done,
*discharged* once its consequent is, *cancelled* when the same party later says or does otherwise
(also where a later commitment supersedes it), and *expired* when its deadline passed without that,
or what a threat was to prevent can no longer fail to happen. Everything else is open. A report
counts when it is later than the commitment and has most of its words; what was only promised is
not done. What is said on one day stands side by side: nobody knows which came last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from detente.nouns import Commitment, Move, Span
from detente.nouns.commitment import CommitmentState
from detente.standing.lines import Line
from detente.standing.reports import Acts, alike
from detente.standing.telling import Telling

Told = tuple[Telling, Commitment]
Found = tuple[CommitmentState, Line, str] | None
"""A state, the line that tells of the change, and how it changes it."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A commitment with its state as of a day, and the line that changed it (None while open)."""

    telling: Telling
    commitment: Commitment
    changed: Line | None = None
    why: str = ""


def stated(
    commitments: Sequence[Told], moves: Iterable[tuple[Telling, Move]], day: str | None
) -> list[Stated]:
    """Return the commitments with their states as of a day.

    Args:
        commitments: with their sources.
        moves: everything told up to that day, with its sources.
        day: the ISO day; None where the record knows none, and no deadline can have passed.

    """
    acts = Acts(moves, [one for _, one in commitments])
    dated = [one for one in commitments if one[1].deadline]
    return [_stated(telling, one, acts, dated, day) for telling, one in commitments]


def spans_of(one: Commitment) -> tuple[Span, ...]:
    """Return where both halves of a commitment stand, in the order of the text."""
    halves = (one.antecedent, one.consequent)
    return tuple(sorted({span for half in halves if half for span in half.evidence}))


def _stated(
    telling: Telling, one: Commitment, acts: Acts, dated: Sequence[Told], day: str | None
) -> Stated:
    if one.state != "open" or not telling.day:
        return Stated(telling, one)
    found = (
        _carried_out(telling, one, acts)
        or _taken_back(telling, one, acts)
        or _put_off(telling, one, dated)
        or _met(telling, one, acts)
        or _run_out(telling, one, day)
    )
    if found is None:
        return Stated(telling, one)
    state, changed, why = found
    return Stated(telling, msgspec.structs.replace(one, state=state), changed, why)


def _carried_out(telling: Telling, one: Commitment, acts: Acts) -> Found:
    """The consequent is told as done: kept, or done although it was refused."""
    if one.consequent is None:
        return None
    debtor = _debtor(telling, one)
    done = acts.done(debtor, one.consequent.act, telling.day, _mover(telling, one))
    if done is None:
        return None
    if one.polarity == "will not" and not _first_done(telling, one, acts):
        return "cancelled", done, "what was refused is reported as done"
    return "discharged", done, "what was announced is reported as done"


def _taken_back(telling: Telling, one: Commitment, acts: Acts) -> Found:
    """The same party later says the contrary, or lets the condition go."""
    debtor, will, first = _debtor(telling, one), one.consequent, one.antecedent
    if will is None:
        return None
    said = acts.otherwise(debtor, will.act, one.polarity, telling.day)
    if said is not None:
        return "cancelled", said, "the same party later said otherwise"
    waived = acts.waived(debtor, [half.act for half in (will, first) if half], telling.day)
    if first is not None and waived is not None:
        return "cancelled", waived, "superseded: the same party later let the condition go"
    return None


def _put_off(telling: Telling, one: Commitment, dated: Sequence[Told]) -> Found:
    """The same party later sets another deadline for the same."""
    due = one.deadline.latest if one.deadline else None
    if due is None:
        return None
    for other, later in dated:
        new = later.deadline.latest if later.deadline else None
        if new in (None, due) or not telling.day < other.day <= due:
            continue
        if _debtor(other, later) == _debtor(telling, one) and _same(one, later):
            line = _line(other, later, spans_of(later))
            return "cancelled", line, "superseded: the same party later set another deadline"
    return None


def _met(telling: Telling, one: Commitment, acts: Acts) -> Found:
    """The antecedent is told as done: now it binds, or what it threatened falls away."""
    first = one.antecedent
    done = _first_done(telling, one, acts)
    if first is None or done is None:
        return None
    if not first.negated:
        return "detached", done, "the condition is reported as met"
    if one.polarity == "threat":
        return "expired", done, "what the threat was to bring about is reported as done"
    return None


def _run_out(telling: Telling, one: Commitment, day: str | None) -> Found:
    due = one.deadline
    if due is None or due.latest is None or day is None or day <= due.latest:
        return None
    spans = _words_at(telling, due.words) or spans_of(one)
    return "expired", _line(telling, one, spans), f"its deadline, {due.latest}, passed"


def _first_done(telling: Telling, one: Commitment, acts: Acts) -> Line | None:
    first = one.antecedent
    if first is None:
        return None
    mover = telling.side_of(first.who)
    return acts.done(mover, first.act, telling.day, _debtor(telling, one))


def _debtor(telling: Telling, one: Commitment) -> str | None:
    return telling.side_of(one.debtor) or telling.side


def _mover(telling: Telling, one: Commitment) -> str | None:
    first = one.antecedent
    return telling.side_of(first.who if first else one.creditor)


def _same(one: Commitment, other: Commitment) -> bool:
    """Whether two commitments of one party bind it to the same, on the same condition."""
    halves = ((one.antecedent, other.antecedent), (one.consequent, other.consequent))
    both = [(mine.act, theirs.act) for mine, theirs in halves if mine and theirs]
    return one.polarity == other.polarity and bool(both) and all(alike(*acts) for acts in both)


def _words_at(telling: Telling, words: str) -> tuple[Span, ...]:
    """Where the attribution's content has words, first."""
    content = telling.attribution.content if telling.attribution else ()
    for start, end in content:
        at = telling.article.text.find(words, start, end) if words else -1
        if at >= 0:
            return ((at, at + len(words)),)
    return ()


def _line(telling: Telling, one: Commitment, spans: Sequence[Span]) -> Line:
    return Line(
        who=_debtor(telling, one),
        what=telling.words(spans),
        tellings=[telling],
        evidence=dict.fromkeys(telling.evidence(spans)),
    )
