"""What became of commitments by a day: still open, met, withdrawn or run out.

Singh's life cycle: a commitment is *detached* once its antecedent is reported as done,
*discharged* once its consequent is, *cancelled* when the same party later says otherwise, and
*expired* when its deadline passed without that. Everything else is open. A report counts when it
is later than the commitment and has most of its words; what was only promised is not done.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from detente.nouns import Commitment, Move
from detente.nouns.commitment import CommitmentState
from detente.standing.infinitive import base, empty_words
from detente.standing.telling import Telling

SAME_ACT = 0.75
"""Share of an act's words that a report must have to tell of it."""
_WORD = re.compile(r"[^\W\d_]+")
_NEGATED = re.compile(
    r"\b(?:not|never|no|nobody|\w+n[’']t|den(?:y|ies|ied)|yet to)\b", re.IGNORECASE
)
_WILL = ("readiness", "offer", "promise")

Told = tuple[Telling, Commitment]


def stated(
    commitments: Sequence[Told], moves: Iterable[tuple[Telling, Move]], day: str | None
) -> list[Told]:
    """Return the commitments with their states as of a day.

    Args:
        commitments: with their sources.
        moves: everything told up to that day, with its sources.
        day: the ISO day; None where the record knows none, and no deadline can have passed.

    """
    acts = _Acts(moves, commitments)
    return [
        (telling, msgspec.structs.replace(one, state=_state(telling, one, acts, day)))
        for telling, one in commitments
    ]


class _Acts:
    """What each side is told to have done, and what it said later, by the day."""

    def __init__(self, moves: Iterable[tuple[Telling, Move]], commitments: Iterable[Told]) -> None:
        self._done: dict[str, list[tuple[str, frozenset[str], frozenset[str]]]] = defaultdict(list)
        self._said: dict[tuple[str, str], list[tuple[str, frozenset[str]]]] = defaultdict(list)
        conditional = {one.attribution for _, one in commitments if one.antecedent is not None}
        for telling, move in moves:
            words = telling.words(move.evidence)
            row = (telling.day, _stems(words))
            if _is_report(move, words):
                acting = [telling.sides.of_party(party) for party in move.source if party.code]
                for side in acting[:1] or telling.named(move.evidence)[:1]:
                    self._done[side or ""].append((*row, _past(words)))
            elif telling.side and move.attribution not in conditional:
                will = "will not" if move.speech_act == "refusal" else "will"
                if move.speech_act in ("refusal", *_WILL):
                    self._said[telling.side, will].append(row)

    def done(self, side: str | None, act: str, since: str) -> bool:
        """Whether a side is told to have done an act after a day."""
        rows = self._done.get(side or "", ())
        wanted = _stems(act)
        return _told(((day, words) for day, words, past in rows if wanted & past), act, since)

    def otherwise(self, side: str | None, act: str, polarity: str, since: str) -> bool:
        """Whether a side said after a day, without a condition, the contrary of its will."""
        contrary = "will" if polarity == "will not" else "will not"
        return _told(self._said.get((side or "", contrary), ()), act, since)


def _state(telling: Telling, one: Commitment, acts: _Acts, day: str | None) -> CommitmentState:
    since = telling.day
    debtor = telling.side_of(one.debtor) or telling.side
    will = one.consequent
    if one.state != "open" or not since:
        return one.state
    if will and one.polarity != "will not" and acts.done(debtor, will.act, since):
        return "discharged"
    if will and acts.otherwise(debtor, will.act, one.polarity, since):
        return "cancelled"
    first = one.antecedent
    if first and not first.negated and acts.done(telling.side_of(first.who), first.act, since):
        return "detached"
    due = one.deadline.latest if one.deadline else None
    return "expired" if due and day and due < day else "open"


def _is_report(move: Move, words: str) -> bool:
    """Whether a move tells of what was done, be it in the outlet's voice or in somebody's."""
    plain = move.speech_act in (None, "report", "confirmation") and move.polarity == "asserted"
    return plain and move.realis in ("past", None) and not _NEGATED.search(words)


def _told(rows: Iterable[tuple[str, frozenset[str]]], act: str, since: str) -> bool:
    wanted = _stems(act)
    if not wanted:
        return False
    return any(day > since and len(wanted & words) >= SAME_ACT * len(wanted) for day, words in rows)


def _stems(words: str) -> frozenset[str]:
    return frozenset(_stem_words(words))


def _stem_words(words: str) -> Iterator[str]:
    for word in _WORD.findall(words.lower()):
        if word not in empty_words():
            yield base(word)


def _past(words: str) -> frozenset[str]:
    """The verbs that stand in a past form, as far as spelling and the irregular ones tell."""
    found = ((word, base(word)) for word in _WORD.findall(words.lower()))
    return frozenset(verb for word, verb in found if verb != word and word[-1:] not in ("s", "g"))
