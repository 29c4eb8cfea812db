"""Discrepancies: where reports of one thing differ. Both sides are shown, neither is judged.

`wordings` compares the reports of one statement, `reported` their figures, days and places (and
those of versions of one text, and of an outlet and who cites it), `denials` what one report denies
and another affirms, `facts` the days of one event, `voices` who is made to say a sentence,
`spellings` the names of people. The spelling of other words is never a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.linking.denials import denial_differences
from detente.linking.facts import date_differences, dateline_differences
from detente.linking.finding import Finding, Side
from detente.linking.naming import Naming
from detente.linking.reading import Reading
from detente.linking.reported import (
    cited_differences,
    reported_differences,
    version_differences,
)
from detente.linking.saying import Saying
from detente.linking.spellings import Named, name_differences
from detente.linking.statements import Context
from detente.linking.voices import voice_differences
from detente.linking.wordings import date_reported, quotation_differences, wording_differences
from detente.nouns import Discrepancy, DiscrepancyValue, Statement, content_id

SidePair = tuple[str, str, tuple[tuple[int, int], ...]]
"""Two articles that retell one text, and their aligned sentences by position."""


@dataclass(frozen=True, slots=True)
class Reports:
    """What is compared: all maps are by id.

    `aligned` are pairs of articles that retell one text; `named` are the names of people and
    `naming` folds them in sentences.
    """

    readings: Mapping[str, Reading]
    sayings: Mapping[str, Saying]
    statements: Sequence[Statement]
    aligned: Sequence[SidePair]
    context: Context
    named: Sequence[Named]
    naming: Naming


def discrepancies(reports: Reports) -> tuple[Discrepancy, ...]:
    """All differences found, sorted by id."""
    sayings, context = reports.sayings, reports.context
    found: list[Finding] = []
    for statement in reports.statements:
        said = [sayings[a] for a in statement.attributions]
        found.extend(date_reported(statement, said))
        if len(statement.wordings) > 1:
            worded = wording_differences(statement, said, context.line)
            found.extend(worded)
            found.extend(reported_differences(statement, said, worded))
    found.extend(quotation_differences(reports.statements, sayings, context.story, context.line))
    found.extend(denial_differences(reports.statements, sayings, context.story))
    # Copies say what their source says; other versions may have changed a day.
    changed = {article for first, second, _ in reports.aligned for article in (first, second)}
    heads = [r for r in reports.readings.values() if context.text[r.id] == r.id or r.id in changed]
    found.extend(date_differences(heads, context.story))
    pairs = [(first, second) for first, second, _ in reports.aligned]
    found.extend(dateline_differences(reports.readings, pairs))
    found.extend(version_differences(reports.readings, reports.aligned))
    found.extend(cited_differences(reports.readings, sayings.values(), reports.naming))
    found.extend(
        voice_differences(reports.readings, sayings.values(), reports.aligned, reports.naming)
    )
    found.extend(name_differences(reports.named))
    return tuple(sorted(_merged(found), key=lambda d: d.id))


def _merged(found: Iterable[Finding]) -> Iterable[Discrepancy]:
    seen = set()
    for finding in found:
        discrepancy = _discrepancy(finding)
        if discrepancy.id not in seen and len(discrepancy.values) > 1:
            seen.add(discrepancy.id)
            yield discrepancy


def _discrepancy(finding: Finding) -> Discrepancy:
    values: dict[str, list[Side]] = {}
    for side in finding.sides:
        values.setdefault(side.value, []).append(side)
    sides = [
        DiscrepancyValue(
            value=value,
            evidence=tuple(
                sorted({s.evidence for s in group}, key=lambda e: (e.of, e.start, e.end))
            ),
        )
        for value, group in sorted(values.items())
    ]
    places = sorted({(e.of, e.start, e.end) for side in sides for e in side.evidence})
    return Discrepancy(
        id=content_id("d", finding.kind, *places),
        kind=finding.kind,
        about=finding.about,
        values=tuple(sides),
        statement=finding.statement,
        score=finding.score,
        why=finding.why,
    )
