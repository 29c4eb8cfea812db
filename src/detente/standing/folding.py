"""Moves and commitments folded into where parties stand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from detente.nouns import Move, Standing, StandingLine, Wait
from detente.standing.lines import Line, finished
from detente.standing.sides import Side
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
_PLEDGED = re.compile(r"\b(?:end|stop|settle|resolve)\w*\b.*\b(?:war|conflict|fighting)\b", re.I)
_FIRST_PERSON = re.compile(r"\b(?:we|our|us|I|my)\b")


@cache
def _states() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = (resources.files(__package__ or "") / "contacts.toml").read_text(encoding="utf-8")
    return tuple(
        (state, re.compile(r"\b(?:" + "|".join(re.split(r",\s*", words)) + r")\b", re.IGNORECASE))
        for state, words in tomllib.loads(text).items()
    )


def fold(facts: Facts, parties: Sequence[Side], on: str | None = None) -> Standing:
    """Fold what is told into the standing of two or more parties.

    Args:
        facts: moves and commitments with their sources.
        parties: between whom.
        on: an ISO day; what was said later is left out. None takes all.

    Returns:
        the standing; what a party said nothing on is a sentence in `not_found`.

    """
    moves = [(t, m) for t, m in facts.moves if on is None or t.day <= on]
    commitments = [(t, c) for t, c in facts.commitments if on is None or t.day <= on]
    found = waits(commitments, parties)
    lists: dict[str, list[Line]] = {name: [] for name in _LISTS}
    contacts: list[Line] = []
    between: list[Line] = []
    venues: list[Line] = []
    mediators: list[Line] = []
    for telling, move in moves:
        for name, line in _spoken(telling, move, parties):
            lists[name].append(line)
        contacts.extend(_contact(telling, move, parties))
        mediators.extend(_mediators(telling, move, parties))
        venues.extend(_venues(telling, move, parties))
        between.extend(_acted(telling, move, parties))
    done = {name: finished(lines) for name, lines in lists.items()}
    lines = [
        *contacts,
        *mediators,
        *venues,
        *between,
        *(x for some in lists.values() for x in some),
    ]
    days = [t.day for line in lines for t in line.tellings]
    days += [t.day for t, c in commitments if wait_between(t, c, parties)]
    return Standing(
        parties=tuple(party.name for party in parties),
        as_of=on or max(filter(None, days), default=None),
        waits=found,
        mutual_wait=mutual(found),
        contacts=finished(contacts),
        mediators=finished(mediators),
        venues=finished(venues),
        last_moves=_last(between, parties),
        not_found=tuple(_not_found(moves, found, done["ready"], parties)),
        **done,
    )


def _party(telling: Telling, parties: Sequence[Side]) -> Side | None:
    return next((p for p in parties if p.holds(telling.side, telling.speaker)), None)


def _line(telling: Telling, move: Move, who: str | None, to: str | None, state: str | None) -> Line:
    return Line(
        who=who,
        what=telling.words(move.evidence),
        to_whom=to,
        state=state,
        tellings=[telling],
        evidence=list(telling.evidence(move.evidence)),
    )


def _spoken(telling: Telling, move: Move, parties: Sequence[Side]) -> Iterator[tuple[str, Line]]:
    """The lists that a statement of one of the parties belongs to."""
    party = _party(telling, parties)
    if party is None and move.attribution is None and move.source:
        side = telling.sides.of_party(move.source[0])
        party = next((p for p in parties if p.holds(side, move.source[0].name)), None)
    if party is None or move.speech_act is None or move.polarity == "negated":
        return
    others = [p for p in parties if p is not party]
    addressed = _addressed(telling, move, party, others)
    if addressed is None:
        return
    for name, acts in _LISTS.items():
        if move.speech_act in acts:
            yield name, _line(telling, move, party.name, addressed or None, None)
    if move.speech_act == "promise" and _PLEDGED.search(telling.words(move.evidence)):
        yield "ready", _line(telling, move, party.name, addressed or None, None)


def _addressed(telling: Telling, move: Move, party: Side, others: Sequence[Side]) -> str | None:
    """The other party that a move concerns; "" where it names none; None where it is not theirs."""
    sides = [telling.sides.of_party(target) for target in move.target]
    sides += [name for name in telling.named(move.evidence) if not party.holds(name)]
    foreign = [side for side in sides if side is not None and not party.holds(side)]
    for other in others:
        if any(other.holds(side) for side in foreign) or any(
            other.holds(target.name) for target in move.target
        ):
            return other.name
    if not foreign or _COMMON & set(move.issue):
        return ""
    return None


def _contact(telling: Telling, move: Move, parties: Sequence[Side]) -> Iterator[Line]:
    """Contacts between two of the parties, held, planned, preliminary or denied."""
    if "talks" not in move.issue or move.event not in ("CONSULT", "AGREE", "REJECT", None):
        return
    if move.event != "CONSULT" and move.polarity != "denied":
        return
    present = set(telling.named(move.evidence))
    if telling.side and move.speech_act in ("denial", "readiness", "promise"):
        present.add(telling.side)
    meeting = [party.name for party in parties if any(party.holds(side) for side in present)]
    if len(meeting) < 2:
        return
    state = _contact_state(telling.words(move.evidence), move)
    yield _line(telling, move, meeting[0], meeting[1], state)


def _contact_state(words: str, move: Move) -> str:
    if move.polarity in ("denied", "negated"):
        return "denied"
    for state, pattern in _states():
        if pattern.search(words):
            return state
    return {"future": "planned", "hypothetical": "possible"}.get(move.realis or "", "held")


def _mediators(telling: Telling, move: Move, parties: Sequence[Side]) -> Iterator[Line]:
    """Third parties that mediate or are asked to, where a party is named too."""
    if "mediation" not in move.issue and move.mode != "third-party":
        return
    named = telling.named(move.evidence)
    own = bool(telling.side) and bool(_FIRST_PERSON.search(telling.words(move.evidence)))
    sides = [*named, *([telling.side] if own and telling.side else [])]
    if not any(party.holds(side) for side in sides for party in parties):
        return
    for side in dict.fromkeys(sides):
        if not any(party.holds(side) for party in parties):
            line = _line(telling, move, side, None, _contact_state("", move))
            yield line
            return


def _venues(telling: Telling, move: Move, parties: Sequence[Side]) -> Iterator[Line]:
    """Places named as where the parties could meet: one line a place."""
    if "venue" not in move.issue:
        return
    named = telling.named(move.evidence)
    party = _party(telling, parties)
    if party is None and not any(p.holds(side) for side in named for p in parties):
        return
    for side in named:
        if not any(p.holds(side) for p in parties):
            line = _line(telling, move, party.name if party else None, None, "possible")
            line.what = side
            yield line


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
            yield _line(telling, move, who.name, to, move.event)


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
    ready: Sequence[StandingLine],
    parties: Sequence[Side],
) -> Iterator[str]:
    """What the record holds no statement of, as sentences."""
    for party in parties:
        if not any(party.holds(t.side, t.speaker) for t, _ in moves if t.attribution):
            yield f"No statement by {party.name} was found."
            continue
        asked = any(w.for_whom == party.name and about_first_step(w) for w in found)
        answers = any(w.who == party.name and about_first_step(w) for w in found)
        if asked and not answers:
            yield f"No statement by {party.name} on who should take the first step was found."
        if not any(line.who == party.name for line in ready):
            yield f"No statement by {party.name} on whether it is ready to talk was found."
