"""Commitments between the parties as lines of a standing, each with what became of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from detente.nouns import Commitment, StandingCommitment
from detente.standing.lines import origins, said_on, speakers, statements
from detente.standing.reports import alike, stems
from detente.standing.sides import Side
from detente.standing.states import Stated, spans_of
from detente.standing.telling import Telling

Pair = tuple[Side, Side | None]

_LEAD = 60
"""Characters before the first half that may still be its own: "Until the duke", "if it"."""
_ANOTHER = re.compile(r"[.;:!?]|,\s|\band\b|\bbut\b")
"""What parts a condition from other words before it."""
_ORDER = ("open", "detached", "discharged", "cancelled", "expired")


@dataclass(slots=True)
class _Growing:
    """A line as it grows out of commitments of one party that say the same and fared the same."""

    who: Side
    to_whom: Side | None
    what: str
    rows: list[Stated] = field(default_factory=list)

    def same(self, row: Stated, what: str) -> bool:
        mine = self.rows[0]
        if _one_statement(mine.telling, row.telling):
            return _touch(mine.commitment, row.commitment)
        return alike(self.what, what) or _halves_alike(mine.commitment, row.commitment)


def commitments(rows: Iterable[Stated], parties: Sequence[Side]) -> tuple[StandingCommitment, ...]:
    """Return what the parties bound themselves to towards each other, what is open first.

    A demand alone binds nobody; it is here only where it was met or ran out.
    """
    found: list[_Growing] = []
    kindred: dict[object, list[_Growing]] = defaultdict(list)
    worded: dict[object, _Growing] = {}
    for row in rows:
        pair = _between(row, parties)
        if pair is None:
            continue
        what, key = _whole(row), (pair, _key(row))
        same = worded.get((key, what))
        if same is None:
            same = next((one for one in kindred[key] if one.same(row, what)), None)
        if same is None:
            same = _Growing(*pair, what)
            kindred[key].append(same)
            found.append(same)
        worded[key, what] = same
        same.rows.append(row)
    done = [_line(one) for one in found]
    return tuple(sorted(done, key=lambda c: (_ORDER.index(c.state), -c.origins, -len(c.evidence))))


def _between(row: Stated, parties: Sequence[Side]) -> Pair | None:
    """Who is bound, and towards which other party; None where it is no business of two of them."""
    telling, one = row.telling, row.commitment
    if one.consequent is None and (one.state == "open" or one.debtor is None):
        return None
    if not spans_of(one):
        return None
    debtor = telling.side_of(one.debtor) or telling.side
    person = telling.speaker if debtor == telling.side else one.debtor
    who = next((party for party in parties if party.holds(debtor, person)), None)
    if who is None or _foreign(telling, who):
        return None
    mover = one.antecedent.who if one.antecedent else None
    named = [telling.side_of(mover), telling.side_of(one.creditor), *telling.named(spans_of(one))]
    foreign = [side for side in named if side and not who.holds(side)]
    for side in (mover, *foreign):
        for other in parties:
            if other is not who and other.holds(side):
                return who, other
    return None if foreign else (who, None)


def _foreign(telling: Telling, who: Side) -> bool:
    """Whether somebody known to be of another side speaks: nobody binds that by their words."""
    speaker = telling.attribution.speaker if telling.attribution else None
    if speaker is None or telling.side is None or who.holds(telling.side, telling.speaker):
        return False
    actor = telling.sides.actors.get(speaker.actor or "")
    body = actor is not None and actor.kind in ("country", "organisation", "group")
    return body or telling.is_land(telling.side)


def _key(row: Stated) -> tuple[object, ...]:
    one = row.commitment
    due = one.deadline.latest if one.deadline else None
    return one.polarity, one.state, due, row.why, one.antecedent is None


def _one_statement(one: Telling, other: Telling) -> bool:
    return one.statement is not None and one.statement == other.statement


def _halves_alike(one: Commitment, other: Commitment) -> bool:
    halves = ((one.antecedent, other.antecedent), (one.consequent, other.consequent))
    return all(
        mine is theirs is None
        or (mine is not None and theirs is not None and alike(mine.act, theirs.act))
        for mine, theirs in halves
    )


def _touch(one: Commitment, other: Commitment) -> bool:
    """Whether two reports of one statement can tell of one commitment: a half shares a word."""
    halves = ((one.antecedent, other.antecedent), (one.consequent, other.consequent))
    return any(mine and theirs and stems(mine.act) & stems(theirs.act) for mine, theirs in halves)


def _whole(row: Stated) -> str:
    """The condition in the text's words: from its beginning to its end where nothing parts them."""
    spans = spans_of(row.commitment)
    content = row.telling.attribution.content if row.telling.attribution else ()
    first, last = spans[0][0], spans[-1][1]
    for start, end in content:
        if start <= first and last <= end:
            before = row.telling.article.text[start:first]
            lead = len(before) <= _LEAD and not _ANOTHER.search(before)
            return row.telling.words([(start if lead else first, last)])
    return row.telling.words(spans)


def _line(one: _Growing) -> StandingCommitment:
    first = one.rows[0]
    bound, telling = first.commitment, first.telling
    tellings = [row.telling for row in one.rows]
    evidence = [
        found for row in one.rows for found in row.telling.evidence(spans_of(row.commitment))
    ]
    ante, cons = bound.antecedent, bound.consequent
    return StandingCommitment(
        who=one.who.name,
        to_whom=one.to_whom.name if one.to_whom else None,
        what=one.what,
        state=bound.state,
        polarity=bound.polarity,
        first_who=telling.side_of(ante.who) if ante else None,
        first=telling.words(ante.evidence) if ante else None,
        then=telling.words(cons.evidence) if cons else None,
        deadline=bound.deadline,
        changed=first.changed.line() if first.changed else None,
        why=first.why,
        said_by=speakers(tellings),
        said_on=said_on(tellings),
        statements=statements(tellings),
        evidence=tuple(dict.fromkeys(evidence)),
        origins=origins(tellings),
        commitments=tuple(row.commitment.id for row in one.rows),
    )
