"""Who waits for whom to do what: the wait-for graph of conditional commitments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from detente.nouns import Commitment, Wait
from detente.standing.infinitive import infinitive, told_by_noun
from detente.standing.lines import origins, said_on, speakers, statements
from detente.standing.sides import Side
from detente.standing.telling import Telling
from detente.standing.wordings import words_for

_LASTING = re.compile(r"“(?:as long as|while)”")
"""Markers of a state that stands in the way as long as it lasts."""
FIRST_BEFORE = "demand that one act come before another"
"""Why of a demand whose consequent is what will not happen before, and no promise."""
_UNDATED = "9999"
_LONGEST = 110
_SAME = 70
"""Likeness, of 100, of two wordings of one act …"""
_SAME_SAID = 50
"""… and of two that are wordings of one statement."""


@dataclass(slots=True)
class _Growing:
    """A wait as it grows out of commitments that ask the same of the same party."""

    who: str
    for_whom: str
    tos: Counter[str]
    step: bool
    rows: list[tuple[Telling, Commitment]] = field(default_factory=list)

    def same(
        self, who: str, for_whom: str, to: str, said: str | None, single: Container[str]
    ) -> bool:
        """Whether a wait is this one; `said` is its statement, where that sets no other."""
        if (self.who, self.for_whom) != (who, for_whom):
            return False
        if to in self.tos:
            return True
        if self.step or is_step(to):
            # To take a first step and lift a ban is more than to lift the ban.
            return self.step and is_step(to)
        one_statement = any(
            said and said == telling.statement and _source(telling) in single
            for telling, _ in self.rows
        )
        least = _SAME_SAID if one_statement else _SAME
        return any(fuzz.token_set_ratio(to.casefold(), one.casefold()) >= least for one in self.tos)


def waits(
    commitments: Iterable[tuple[Telling, Commitment]], parties: Sequence[Side]
) -> tuple[Wait, ...]:
    """Fold conditional commitments between the parties into waits, the best attested first.

    A plain demand ("they must pay") is none: nothing hangs on it. A threat is one when it falls due
    because something does not happen ("unless they stop").
    """
    rows = list(commitments)
    pairs = [wait_between(telling, commitment, parties) for telling, commitment in rows]
    single = _said_once(rows, pairs)
    found: list[_Growing] = []
    for (telling, commitment), pair in zip(rows, pairs, strict=True):
        if pair is None or commitment.antecedent is None:
            continue
        to = _awaited(commitment)
        said = telling.statement if _source(telling) in single else None
        same = next((one for one in found if one.same(*pair, to, said, single)), None)
        if same is None:
            same = _Growing(*pair, Counter(), is_step(to))
            found.append(same)
        same.tos[to] += 1
        same.rows.append((telling, commitment))
    done = [_wait(one, rows, parties) for one in found]
    return tuple(sorted(done, key=lambda wait: (-wait.origins, -len(wait.evidence), wait.to)))


def _source(telling: Telling) -> str:
    return telling.attribution.id if telling.attribution else telling.article.id


def _said_once(
    rows: Iterable[tuple[Telling, Commitment]], pairs: Iterable[tuple[str, str] | None]
) -> frozenset[str]:
    """The reports that set one condition between two parties: another wording of it is the same."""
    told = Counter(
        (_source(telling), pair)
        for (telling, _), pair in zip(rows, pairs, strict=True)
        if pair is not None
    )
    several = {source for (source, _), count in told.items() if count > 1}
    return frozenset({source for source, _ in told} - several)


def mutual(found: Iterable[Wait]) -> bool:
    """Whether the waits close a circle: each of some parties waits for the next."""
    graph: dict[str, set[str]] = {}
    for wait in found:
        graph.setdefault(wait.who, set()).add(wait.for_whom)
    return any(_reaches(graph, start, start) for start in graph)


def is_step(words: str) -> bool:
    """Whether words for an act tell of the first step itself."""
    return words_for("step").search(words) is not None


def begins(words: str) -> bool:
    """Whether words for an act tell that somebody is to begin: with the first step, or talks."""
    return is_step(words) or words.endswith(" first") or bool(words_for("opening").search(words))


def _reaches(graph: dict[str, set[str]], start: str, goal: str) -> bool:
    seen: set[str] = set()
    todo = list(graph.get(start, ()))
    while todo:
        at = todo.pop()
        if at == goal:
            return True
        if at not in seen:
            seen.add(at)
            todo.extend(graph.get(at, ()))
    return False


def wait_between(
    telling: Telling, commitment: Commitment, parties: Sequence[Side]
) -> tuple[str, str] | None:
    """Who waits for whom, both of them parties; None where the commitment makes no wait."""
    antecedent = commitment.antecedent
    if antecedent is None or commitment.state != "open":
        return None
    if commitment.debtor is None and commitment.consequent is None:
        return None
    if commitment.polarity == "threat" and not antecedent.negated:
        return None
    if (
        commitment.polarity == "will not"
        and antecedent.negated
        and not _LASTING.search(commitment.why)
    ):
        return None
    debtor = telling.side_of(commitment.debtor) or telling.side
    mover = telling.side_of(antecedent.who)
    # A person is a party too: what they said for their side counts as theirs.
    person = telling.speaker if debtor == telling.side else commitment.debtor
    who = next((side for side in parties if side.holds(debtor, person)), None)
    for_whom = next((side for side in parties if side.holds(mover, antecedent.who)), None)
    if who is None or for_whom is None or who == for_whom:
        return None
    return who.name, for_whom.name


def _wait(
    one: _Growing, rows: Sequence[tuple[Telling, Commitment]], parties: Sequence[Side]
) -> Wait:
    tellings = sorted((telling for telling, _ in one.rows), key=_said)
    evidence = [
        found
        for telling, commitment in one.rows
        for half in (commitment.antecedent, commitment.consequent)
        if half is not None
        for found in telling.evidence(half.evidence)
    ]
    kin = [*one.rows, *_offers_on_terms(one, rows, parties)]
    return Wait(
        who=one.who,
        for_whom=one.for_whom,
        to=_best(one),
        terms=_terms(kin),
        then=_consequent(kin, "will"),
        otherwise=_consequent(one.rows, "threat"),
        said_by=speakers(tellings),
        since=said_on(tellings),
        statements=statements(tellings),
        evidence=tuple(dict.fromkeys(evidence)),
        origins=origins(tellings),
    )


def _said(telling: Telling) -> tuple[str, str]:
    """When it was said, as far as a report knows; else when it was first told."""
    on = telling.said_on
    return (on and (on.earliest or on.latest)) or _UNDATED, telling.day or _UNDATED


def _awaited(commitment: Commitment) -> str:
    """What is waited for: the act, or its end where its not happening counts."""
    antecedent = commitment.antecedent
    assert antecedent is not None  # noqa: S101  only such commitments make a wait
    to = infinitive(antecedent.act)
    if not antecedent.negated or commitment.polarity == "threat":
        return to
    return f"no longer {to}" if _LASTING.search(commitment.why) else f"not {to}"


def _best(one: _Growing) -> str:
    """The wording that most tellings have; among equals the most explicit one that is short."""
    plain = [to for to in one.tos if len(to) <= _LONGEST] or list(one.tos)
    steps = [to for to in plain if is_step(to)] if one.step else []
    named = [to for to in steps if not re.search(r"\bdecision\b", to)] or steps
    named = named or [to for to in plain if not told_by_noun(to)] or plain
    return max(named, key=lambda to: (one.tos[to], len(to), to))


def _offers_on_terms(
    one: _Growing, rows: Sequence[tuple[Telling, Commitment]], parties: Sequence[Side]
) -> Iterator[tuple[Telling, Commitment]]:
    """What the waiting side offers without a condition, but on terms: the footing of the wait."""
    if not one.step:
        return
    party = next(side for side in parties if side.name == one.who)
    for telling, commitment in rows:
        if commitment.antecedent is None and party.holds(telling.side, telling.speaker):
            yield telling, commitment


def _terms(rows: Iterable[tuple[Telling, Commitment]]) -> tuple[str, ...]:
    found: list[str] = []
    for telling, commitment in rows:
        for span in commitment.terms:
            words = telling.words([span])
            if words and not any(fuzz.ratio(words.casefold(), o.casefold()) > 85 for o in found):
                found.append(words)
    return tuple(found)


def _consequent(rows: Iterable[tuple[Telling, Commitment]], polarity: str) -> str | None:
    """The act that follows, in the words of its first telling."""
    for telling, commitment in rows:
        half = commitment.consequent
        granted = not commitment.why.startswith(FIRST_BEFORE)
        if half is not None and granted and commitment.polarity.startswith(polarity):
            words = telling.words(half.evidence)
            if commitment.polarity != "will not":
                return f"no longer {words}" if half.negated else words
    return None
