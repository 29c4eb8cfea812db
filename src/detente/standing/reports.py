"""What each side is told to have done, and what it said later, found by the words of an act."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from detente.nouns import Commitment, Move
from detente.standing.infinitive import base, empty_words, plain_act
from detente.standing.lines import Line, line_of
from detente.standing.telling import Telling
from detente.standing.wordings import words_for

SAME_ACT = 0.75
"""Share of an act's words that a report must have to tell of it."""
_WORD = re.compile(r"[^\W\d_]+")
_BESIDES = re.compile(
    r"[\s,]+(?:(?:that|which|who|whom)\b.*"
    r"|(?:it|he|she|they|we)\s+(?:has|have|had|is|are|was|were|will|would|\w+ed)\b.*"
    r"|(?:since|until|by|before|within|on|in|from|at)\s+(?:the\s+)?(?:(?:end|beginning|start)\s+of\s+(?:the\s+)?)?"
    r"(?:\d|(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:next|this|last)\b|(?:week|month|year)\b).*)\Z",
    re.DOTALL,
)
_WILL = ("readiness", "offer", "promise")


@dataclass(frozen=True)
class _Row:
    """A move with its words as stems."""

    telling: Telling
    move: Move
    side: str
    words: str

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(self.words)

    def line(self) -> Line:
        return line_of(self.telling, self.move, self.side, None, None)


class Acts:
    """What each side is told to have done, and what it said later, by the day.

    Many reports of one commitment ask the same; each answer is worked out once.

    Args:
        moves: with their sources.
        commitments: whose acts are looked for. What an attribution promises is not plainly
            promised where it sets a condition.

    """

    def __init__(
        self, moves: Iterable[tuple[Telling, Move]], commitments: Sequence[Commitment]
    ) -> None:
        conditional = {one.attribution for one in commitments if one.antecedent is not None}
        halves = (half for one in commitments for half in (one.antecedent, one.consequent))
        self._wanted = {stem for half in halves if half for stem in stems(core(half.act))}
        self._done: dict[tuple[str, str], list[_Row]] = defaultdict(list)
        self._said: dict[tuple[str, str], list[_Row]] = defaultdict(list)
        self._waived: dict[str, list[_Row]] = defaultdict(list)
        self._known: dict[object, Line | None] = {}
        for telling, move in sorted(moves, key=lambda one: one[0].day):
            words = telling.words(move.evidence)
            if _is_report(move, words):
                self._report(telling, move, words)
            if telling.side is None or move.polarity == "denied":
                continue
            row = _Row(telling, move, telling.side, words)
            if words_for("waived").search(words):
                self._waived[row.side].append(row)
            elif move.attribution not in conditional:
                if move.speech_act == "refusal":
                    self._said[row.side, "will not"].append(row)
                elif move.speech_act in _WILL:
                    self._said[row.side, "will"].append(row)

    def _report(self, telling: Telling, move: Move, words: str) -> None:
        verbs = _past(words) & self._wanted
        side = _acting(telling, move) if verbs else None
        if side is not None:
            row = _Row(telling, move, side, words)
            for verb in verbs:
                self._done[side, verb].append(row)

    def done(self, side: str | None, act: str, since: str, towards: str | None) -> Line | None:
        """Return the reports that a side did an act after a day, None where there is none.

        An act of a single word ("to talk") says little: its report must name the other side.
        """
        key = (side, act, since, towards)
        if key not in self._known:
            self._known[key] = self._reported(side, act, since, towards)
        return self._known[key]

    def _reported(self, side: str | None, act: str, since: str, towards: str | None) -> Line | None:
        wanted = stems(core(act))
        rows = {id(row): row for verb in wanted for row in self._done.get((side or "", verb), ())}
        found = _after(rows.values(), wanted, since)
        if len(wanted) == 1:
            found = [row for row in found if towards in row.telling.named(row.move.evidence)]
        return _line(found)

    def otherwise(self, side: str | None, act: str, polarity: str, since: str) -> Line | None:
        """Return what a side said after a day, without a condition, contrary to its will."""
        contrary = "will" if polarity == "will not" else "will not"
        key = (side, act, since, contrary, "said")
        if key not in self._known:
            rows = self._said.get((side or "", contrary), ())
            self._known[key] = _line(_after(rows, stems(core(act)), since))
        return self._known[key]

    def waived(self, side: str | None, acts: Sequence[str], since: str) -> Line | None:
        """Return what a side said after a day to let go of a condition on one of these acts."""
        rows = self._waived.get(side or "", ())
        return _line([row for act in acts for row in _after(rows, stems(core(act)), since)])


def _acting(telling: Telling, move: Move) -> str | None:
    """Who did what a move reports: its source, else the first land that its words name."""
    acting = [telling.sides.of_party(party) for party in move.source if party.code]
    named = telling.named(move.evidence)
    lands = [side for side in named if telling.is_land(side)]
    return next(iter((*acting, *lands, *named)), None)


def alike(one: str, other: str) -> bool:
    """Whether either act has most words of the other."""
    first, second = stems(one), stems(other)
    shared = len(first & second)
    return shared > 0 and shared >= SAME_ACT * max(len(first), len(second))


@lru_cache(maxsize=1 << 14)
def stems(words: str) -> frozenset[str]:
    """Return the words of an act that tell which it is, in their base forms."""
    return frozenset(_stem_words(words))


def core(act: str) -> str:
    """Return an act without what is told besides: relative clauses and times."""
    return _BESIDES.sub("", act) or act


def _stem_words(words: str) -> Iterator[str]:
    for word in _WORD.findall(words.lower()):
        if word not in empty_words():
            yield _root(word)


def _after(rows: Iterable[_Row], wanted: frozenset[str], since: str) -> list[_Row]:
    """The rows later than a day that have most of the words."""
    if not wanted:
        return []
    least = SAME_ACT * len(wanted)
    return [row for row in rows if row.telling.day > since and len(wanted & row.stems) >= least]


def _line(rows: Sequence[_Row]) -> Line | None:
    """All that tell it as one line, in the words of the earliest."""
    found: Line | None = None
    for row in sorted(rows, key=lambda row: row.telling.day):
        if found is None:
            found = row.line()
        else:
            found.take(row.line())
    return found


def _is_report(move: Move, words: str) -> bool:
    """Whether a move tells of what was done, be it in the outlet's voice or in somebody's."""
    plain = move.speech_act in (None, "report", "confirmation") and move.polarity == "asserted"
    return plain and move.realis in ("past", None) and not words_for("undone").search(words)


@lru_cache(maxsize=1 << 14)
def _past(words: str) -> frozenset[str]:
    """The verbs that stand in a past form, as far as spelling and the irregular ones tell."""
    found = (word for word in _WORD.findall(words.lower()) if word[-1:] not in ("s", "g"))
    return frozenset(_root(word) for word in found if base(word) != word)


def _root(word: str) -> str:
    """What the forms of a verb share, with or without the -e that spelling may not tell."""
    return plain_act(base(word)).removesuffix("e")
