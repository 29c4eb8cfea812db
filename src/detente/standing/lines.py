"""Lines of a standing: rows that say the same put together, with all their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from detente.nouns import Evidence, Move, StandingLine, When
from detente.standing.telling import Telling

SAME_WORDS = 72
"""Token-set ratio from which two lines of one kind and party say the same."""
SAME_STATEMENT = 45
"""The same within one statement, where different reports put the same words differently."""


@dataclass(slots=True)
class Line:
    """A line as it grows: what it says, of whom, and every telling of it."""

    who: str | None
    what: str
    to_whom: str | None = None
    state: str | None = None
    tellings: list[Telling] = field(default_factory=list)
    evidence: dict[Evidence, None] = field(default_factory=dict)
    """A set in the order of its telling."""
    is_name: bool = False
    """Whether `what` is a name: another name is another line, however alike."""
    said: set[str] = field(init=False)
    """The statements that tell it: what a line of thousands of tellings is compared by."""

    def __post_init__(self) -> None:
        self.said = {telling.statement for telling in self.tellings if telling.statement}

    def says_same(self, other: Line) -> bool:
        """Whether another line is the same: one party, one state, and words alike."""
        if self.is_name:
            same = self.what.casefold() == other.what.casefold()
            return same and self.state == other.state
        if (self.who, self.state) != (other.who, other.state):
            return False
        least = SAME_WORDS if self.said.isdisjoint(other.said) else SAME_STATEMENT
        return fuzz.token_set_ratio(self.what.casefold(), other.what.casefold()) >= least

    def take(self, other: Line) -> None:
        """Add another line's tellings and evidence to this one."""
        self.tellings += other.tellings
        self.evidence |= other.evidence
        self.said |= other.said
        self.to_whom = self.to_whom or other.to_whom
        self.who = self.who if self.who == other.who else None

    def line(self) -> StandingLine:
        """Return the finished line."""
        return StandingLine(
            who=self.who,
            what=self.what,
            to_whom=self.to_whom,
            state=self.state,
            said_by=speakers(self.tellings),
            said_on=said_on(self.tellings),
            statements=statements(self.tellings),
            evidence=tuple(self.evidence),
            origins=origins(self.tellings),
        )


def line_of(
    telling: Telling, move: Move, who: str | None, to: str | None, state: str | None
) -> Line:
    """Return the line of one move in one telling."""
    return Line(
        who=who,
        what=telling.words(move.evidence),
        to_whom=to,
        state=state,
        tellings=[telling],
        evidence=dict.fromkeys(telling.evidence(move.evidence)),
    )


def merged(lines: Iterable[Line]) -> list[Line]:
    """Put lines that say the same together, in the order in which they first come."""
    found: list[Line] = []
    for line in lines:
        same = next((other for other in found if other.says_same(line)), None)
        if same is None:
            found.append(line)
        else:
            same.take(line)
    return found


def finished(lines: Iterable[Line]) -> tuple[StandingLine, ...]:
    """Return the merged lines, those told by most origins first."""
    done = [line.line() for line in merged(lines)]
    return tuple(sorted(done, key=lambda line: (-line.origins, -len(line.evidence))))


def speakers(tellings: Iterable[Telling]) -> tuple[str, ...]:
    """Return who said it, each once."""
    return tuple(dict.fromkeys(t.speaker for t in tellings if t.speaker))


def statements(tellings: Iterable[Telling]) -> tuple[str, ...]:
    """Return the statements in which it was said, each once."""
    return tuple(dict.fromkeys(t.statement for t in tellings if t.statement))


def origins(tellings: Iterable[Telling]) -> int:
    """Count the independent origins that tell it."""
    return max(1, len({name for telling in tellings for name in telling.origins}))


def said_on(tellings: Iterable[Telling]) -> When | None:
    """Return the first day on which it was said, as far as a report knows one."""
    known = [telling.said_on for telling in tellings if telling.said_on]
    return min(known, key=lambda when: when.earliest or when.latest or "9999") if known else None
