"""What one report denies and another affirms: two statements, and a difference between outlets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from detente.linking.finding import Finding, Side, side
from detente.linking.intervals import compatible
from detente.linking.polarity import denied, is_contradicting, is_denying, opposed
from detente.linking.saying import Saying, likeness
from detente.linking.wordings import in_short
from detente.nouns import Statement

_SAME = 0.7
"""Share of the shorter report's content in both, from which on a cue alone turns what is said."""
_SHARED = 3
"""Concepts that both must share for that."""
_REACH = 400
"""Characters over which a cue and what it tells are shown as one passage."""


def contradict(first: Saying, second: Saying) -> bool:
    """Whether one report denies what the other affirms, by its words or by its cue.

    "Denied that it had paid" contradicts "confirmed that it had paid", and says what "said it had
    not paid" says.
    """
    turned = is_contradicting(first.cue) != is_contradicting(second.cue)
    if is_denying(first.cue) or is_denying(second.cue):
        return turned and _same(first, second) and not opposed(first.text, second.text)
    return opposed(first.text, second.text)


def may_deny(saying: Saying) -> bool:
    """Whether a report denies anything: two that do not are never opposed."""
    return is_denying(saying.cue) or bool(denied(saying.text))


def _same(first: Saying, second: Saying) -> bool:
    if first.words == second.words:
        return len(first.concepts) > 1  # more than "denied the charge"
    smaller, _ = likeness(first, second)
    return smaller >= _SAME and len(first.concepts & second.concepts) >= _SHARED


def denial_differences(
    statements: Iterable[Statement], sayings: Mapping[str, Saying], story: Mapping[str, str]
) -> Iterable[Finding]:
    """Reports of one story that make one speaker deny and affirm the same, at one time."""
    spoken: dict[tuple[str, str], dict[_Form, list[_Report]]] = {}
    for statement in statements:
        for said in (sayings[a] for a in statement.attributions):
            if statement.speaker:
                forms = spoken.setdefault((statement.speaker, story[said.article.id]), {})
                forms.setdefault((said.text, said.cue), []).append(_Report(statement, said))
    for forms in spoken.values():
        # Copies say what the first of them does.
        firsts = [reports[0] for reports in forms.values()]
        for denial in (first for first in firsts if may_deny(first.said)):
            against = [report for report in firsts if _differ(denial, report)]
            if against:
                copies = [r.said for first in (denial, *against) for r in forms[first.form]]
                yield _finding(denial.statement, copies)


_Form = tuple[str, frozenset[str]]
"""What is told, and the cue under which."""


class _Report(NamedTuple):
    statement: Statement
    said: Saying

    @property
    def form(self) -> _Form:
        return self.said.text, self.said.cue


def _differ(denial: _Report, report: _Report) -> bool:
    first, second = denial.said, report.said
    return (
        denial.statement.id != report.statement.id
        and first.article.id != second.article.id
        and not (first.quoted and second.quoted)  # `wordings` compares quotations
        and _same(first, second)
        and compatible(first.window, second.window)
        and contradict(first, second)
    )


def _finding(statement: Statement, said: Sequence[Saying]) -> Finding:
    why = "one report has the speaker deny what the other has the speaker affirm"
    return Finding("wording", in_short(said), tuple(map(_passage, said)), why, statement.id, 0.7)


def _passage(said: Saying) -> Side:
    """What is told with its cue, where they stand near one another."""
    spans = [*said.attribution.cue, *said.attribution.content]
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    if end - start > _REACH:
        start, end = said.attribution.content[0][0], said.attribution.content[-1][1]
    return side(said.article, start, end)
