"""What the parties said and did to one another: the lists of a standing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from detente.nouns import Commitment, Move, Span, StandingLine
from detente.nouns.commitment import CommitmentState
from detente.standing.lines import Line, line_of
from detente.standing.sides import Side
from detente.standing.states import spans_of
from detente.standing.telling import Telling
from detente.standing.wordings import reported, words_for

LISTS = {
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


def spoken(
    telling: Telling, move: Move, parties: Sequence[Side], bound: Bound
) -> Iterator[tuple[str, Line]]:
    """The lists that a statement of one of the parties belongs to."""
    if move.attribution is not None and move.polarity == "asserted":
        of_other = _reported(telling, move, parties)
        if of_other is not None:
            yield from of_other
            return
    party = _party(telling, parties)
    if party is None and move.attribution is None and move.source:
        side = telling.sides.of_party(move.source[0])
        party = next((p for p in parties if p.holds(side, move.source[0].name)), None)
    if party is None or move.speech_act is None or move.polarity == "negated":
        return
    words = telling.words(move.evidence)
    if _MUTE.match(words) or words.startswith("whether "):
        return
    others = [p for p in parties if p is not party]
    addressed = _addressed(telling, move, party, others)
    if addressed is None:
        return
    made = bound.by(move)
    act, state = _act(telling, move, made), _state(made)
    for name, acts in LISTS.items():
        if act in acts:
            yield name, line_of(telling, move, party.name, addressed or None, state)
    if act == "promise" and _PLEDGED.search(words):
        yield "ready", line_of(telling, move, party.name, addressed or None, state)


def _reported(
    telling: Telling, move: Move, parties: Sequence[Side]
) -> list[tuple[str, Line]] | None:
    """What somebody tells of what another side said: that side's own; None where it is not so."""
    head = telling.subject(move.evidence)
    if head is None or head[0] == telling.side:
        return None
    told = reported().match(head[1])
    if told is None or told.lastgroup is None:
        return None
    party = next((p for p in parties if p.holds(head[0])), None)
    if party is None:
        return []
    others = [p for p in parties if p is not party]
    addressed = _addressed(telling, move, party, others)
    if addressed is None:
        return []
    asking = _party(telling, others)
    to = addressed or (asking.name if asking else None)
    return [(told.lastgroup, line_of(telling, move, party.name, to, None))]


def _party(telling: Telling, parties: Sequence[Side]) -> Side | None:
    return next((p for p in parties if p.holds(telling.side, telling.speaker)), None)


def _addressed(telling: Telling, move: Move, party: Side, others: Sequence[Side]) -> str | None:
    """The other party that a move concerns; "" where it names none; None where it is not theirs."""
    sides = [telling.sides.of_party(target) for target in move.target]
    about = telling.meeting if move.event == "CONSULT" else telling.named
    named = about(move.evidence)
    for other in others:
        if any(other.holds(side) for side in (*sides, *named)) or any(
            other.holds(target.name) for target in move.target
        ):
            return other.name
    # "A survey led by Ostra" is no business of Ostra's.
    agents = set(named) - set(telling.concerned(move.evidence))
    foreign = {side for side in (*sides, *named) if side and not party.holds(side)} - agents
    return "" if not foreign or _COMMON & set(move.issue) else None


class Bound:
    """The commitments that moves make, found by their words."""

    def __init__(self, commitments: Iterable[Commitment]) -> None:
        self._told: dict[str, list[Commitment]] = defaultdict(list)
        for one in commitments:
            self._told[one.attribution].append(one)

    def by(self, move: Move) -> list[Commitment]:
        """Return the commitments whose words a move shares."""
        told = self._told.get(move.attribution or "", ())
        return [one for one in told if _overlap(move.evidence, spans_of(one))]


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _state(bound: Sequence[Commitment]) -> CommitmentState | None:
    """What became of commitments; None while one of them is open, or there is none."""
    states = [one.state for one in bound]
    return states[0] if states and "open" not in states else None


def _act(telling: Telling, move: Move, bound: Sequence[Commitment]) -> str | None:
    """What a move does; its commitment knows better that "no X as long as Y" refuses.

    A meeting that is told as agreed on is a contact, and nobody's offer.
    """
    if words_for("appointed").search(telling.words(move.evidence)):
        return None
    if move.speech_act in LISTS["offers"] and any(c.polarity == "will not" for c in bound):
        return "refusal"
    return move.speech_act


def acted(telling: Telling, move: Move, parties: Sequence[Side]) -> Iterator[Line]:
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


def last_moves(lines: Sequence[Line], parties: Sequence[Side]) -> tuple[StandingLine, ...]:
    """The latest move of each party."""
    found = []
    for party in parties:
        own = [line for line in lines if line.who == party.name]
        if own:
            found.append(max(own, key=lambda line: line.tellings[0].day).line())
    return tuple(found)
