"""Moves and commitments folded into where parties stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from detente.nouns import Commitment, Move, Span, Standing, StandingLine, Wait
from detente.nouns.commitment import CommitmentState
from detente.standing.commitments import commitments
from detente.standing.lines import Line, finished, line_of
from detente.standing.meetings import Contacts, mediators, places
from detente.standing.sides import Side
from detente.standing.states import spans_of, stated
from detente.standing.telling import Facts, Telling
from detente.standing.waits import about_first_step, mutual, wait_between, waits

_LISTS = {
    "ready": ("readiness",),
    "offers": ("offer", "promise", "invitation"),
    "demands": ("demand", "appeal"),
    "threats": ("threat",),
    "refusals": ("refusal",),
}
_COMMON = {"talks", "ceasefire", "relations"}
"""Issues on which a side's readiness concerns the other although the words name somebody else."""
_MUTE = re.compile(r"(?:(?:even|all|only|just|this|that|it|them|these|those|so)\b\W*)+\Z", re.I)
"""Words that say nothing of what they point to."""
_PLEDGED = re.compile(r"\b(?:end|stop|settle|resolve)\w*\b.*\b(?:war|conflict|fighting)\b", re.I)


def fold(facts: Facts, parties: Sequence[Side], on: str | None = None) -> Standing:
    """Fold what is told into the standing of two or more parties.

    Args:
        facts: moves and commitments with their sources.
        parties: between whom.
        on: an ISO day; what was said later is left out, and what nobody knows the day of. None
            takes all.

    Returns:
        the standing; what a party said nothing on is a sentence in `not_found`.

    """
    moves = [(t, m) for t, m in facts.moves if t.by(on)]
    last = on or max((t.day for t, _ in moves), default=None)
    fates = stated([(t, c) for t, c in facts.commitments if t.by(on)], moves, last)
    bound = [(fate.telling, fate.commitment) for fate in fates]
    ended = _ended(bound)
    found = waits(bound, parties)
    lists: dict[str, list[Line]] = {name: [] for name in _LISTS}
    contacts: list[Line] = []
    between: list[Line] = []
    venues: list[Line] = []
    mediating: list[Line] = []
    meeting = Contacts(parties)
    for telling, move in moves:
        for name, line in _spoken(telling, move, parties):
            line.state = ended(move)
            lists[name].append(line)
        contacts.extend(meeting.of(telling, move))
        mediating.extend(mediators(telling, move, parties))
        venues.extend(places(telling, move, parties))
        between.extend(_acted(telling, move, parties))
    done = {name: finished(lines) for name, lines in lists.items()}
    lines = [
        *contacts,
        *mediating,
        *venues,
        *between,
        *(x for some in lists.values() for x in some),
    ]
    days = [t.day for line in lines for t in line.tellings]
    days += [t.day for t, c in bound if wait_between(t, c, parties)]
    return Standing(
        parties=tuple(party.name for party in parties),
        as_of=on or max(filter(None, days), default=None),
        waits=found,
        mutual_wait=mutual(found),
        contacts=finished(contacts),
        mediators=finished(mediating),
        venues=finished(venues),
        last_moves=_last(between, parties),
        not_found=(
            *_not_found(moves, found, done, parties),
            *(_undated(facts) if on else ()),
            *_unread(facts),
        ),
        commitments=commitments(fates, parties),
        **done,
    )


def _ended(
    bound: Sequence[tuple[Telling, Commitment]],
) -> Callable[[Move], CommitmentState | None]:
    """What became of the commitment that a move makes; None while it is open, or makes none."""
    told: dict[str, list[Commitment]] = defaultdict(list)
    for _, one in bound:
        told[one.attribution].append(one)

    def state(move: Move) -> CommitmentState | None:
        same = [
            one.state
            for one in told.get(move.attribution or "", ())
            if _overlap(move.evidence, spans_of(one))
        ]
        return same[0] if same and "open" not in same else None

    return state


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _party(telling: Telling, parties: Sequence[Side]) -> Side | None:
    return next((p for p in parties if p.holds(telling.side, telling.speaker)), None)


def _spoken(telling: Telling, move: Move, parties: Sequence[Side]) -> Iterator[tuple[str, Line]]:
    """The lists that a statement of one of the parties belongs to."""
    party = _party(telling, parties)
    if party is None and move.attribution is None and move.source:
        side = telling.sides.of_party(move.source[0])
        party = next((p for p in parties if p.holds(side, move.source[0].name)), None)
    if party is None or move.speech_act is None or move.polarity == "negated":
        return
    if _MUTE.match(telling.words(move.evidence)):
        return
    others = [p for p in parties if p is not party]
    addressed = _addressed(telling, move, party, others)
    if addressed is None:
        return
    for name, acts in _LISTS.items():
        if move.speech_act in acts:
            yield name, line_of(telling, move, party.name, addressed or None, None)
    if move.speech_act == "promise" and _PLEDGED.search(telling.words(move.evidence)):
        yield "ready", line_of(telling, move, party.name, addressed or None, None)


def _addressed(telling: Telling, move: Move, party: Side, others: Sequence[Side]) -> str | None:
    """The other party that a move concerns; "" where it names none; None where it is not theirs."""
    sides = [telling.sides.of_party(target) for target in move.target]
    named = telling.named(move.evidence)
    for other in others:
        if any(other.holds(side) for side in (*sides, *named)) or any(
            other.holds(target.name) for target in move.target
        ):
            return other.name
    # "A survey led by Ostra" is no business of Ostra's.
    agents = set(named) - set(telling.concerned(move.evidence))
    foreign = {side for side in (*sides, *named) if side and not party.holds(side)} - agents
    return "" if not foreign or _COMMON & set(move.issue) else None


def _acted(telling: Telling, move: Move, parties: Sequence[Side]) -> Iterator[Line]:
    """What one party did to or said of another, as a candidate for its last move."""
    if move.event is None or not telling.day or move.polarity != "asserted":
        return
    for source in move.source[:1]:
        side = telling.sides.of_party(source)
        who = next((p for p in parties if p.holds(side, source.name)), None)
        if who is None:
            continue
        others = [p for p in parties if p is not who]
        to = _addressed(telling, move, who, others)
        if to:
            yield line_of(telling, move, who.name, to, move.event)


def _last(lines: Sequence[Line], parties: Sequence[Side]) -> tuple[StandingLine, ...]:
    """The latest move of each party."""
    found = []
    for party in parties:
        own = [line for line in lines if line.who == party.name]
        if own:
            found.append(max(own, key=lambda line: line.tellings[0].day).line())
    return tuple(found)


def _not_found(
    moves: Sequence[tuple[Telling, Move]],
    found: Sequence[Wait],
    lists: Mapping[str, Sequence[StandingLine]],
    parties: Sequence[Side],
) -> Iterator[str]:
    """What the record holds no statement of, as sentences."""
    shown = {line.who for lines in lists.values() for line in lines if line.statements}
    shown |= {wait.who for wait in found if wait.statements}
    for party in parties:
        if party.name not in shown and not any(
            party.holds(t.side, t.speaker) for t, _ in moves if t.attribution
        ):
            yield f"No statement by {party.name} was found."
            continue
        asked = any(w.for_whom == party.name and about_first_step(w) for w in found)
        answers = any(w.who == party.name and about_first_step(w) for w in found)
        if asked and not answers:
            yield f"No statement by {party.name} on who should take the first step was found."
        if not any(line.who == party.name for line in lists["ready"]):
            yield f"No statement by {party.name} on whether it is ready to talk was found."


def _undated(facts: Facts) -> Iterator[str]:
    """How much is left out of a standing as of a day, because nobody knows when it was said."""
    count = len({t.attribution.id for t, _ in facts.moves if t.attribution and not t.day})
    if count:
        some = "statement whose day is" if count == 1 else "statements whose days are"
        yield f"Left out: {count} {some} not known."


def _unread(facts: Facts) -> Iterator[str]:
    """How much was not read, because there is more between the parties than one answer can hold."""
    if facts.unread:
        some = "article is" if facts.unread == 1 else "articles are"
        yield f"Left out: {facts.unread:,} older {some} not looked at; ask with an earlier day."
