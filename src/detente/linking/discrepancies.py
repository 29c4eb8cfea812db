"""Discrepancies: where reports of one thing differ. Both sides are shown, neither is judged.

`wordings` compares the reports of one statement, `facts` dates and figures of one event, `voices`
who is made to say a sentence. Spelling is never a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.linking.facts import date_differences, figure_differences
from detente.linking.finding import Finding, Side
from detente.linking.naming import Naming
from detente.linking.reading import Reading
from detente.linking.saying import Saying
from detente.linking.voices import voice_differences
from detente.linking.wordings import wording_differences
from detente.nouns import Discrepancy, DiscrepancyValue, Statement, content_id

SidePair = tuple[str, str, tuple[tuple[int, int], ...]]
"""Two articles that retell one text, and their aligned sentences by position."""


def discrepancies(
    readings: Mapping[str, Reading],
    sayings: Mapping[str, Saying],
    statements: Sequence[Statement],
    aligned: Sequence[SidePair],
    text: Mapping[str, str],
    naming: Naming,
) -> tuple[Discrepancy, ...]:
    """All differences found, sorted by id.

    Args:
        readings: the articles, by id.
        sayings: the attributions, by id.
        statements: what the attributions report.
        aligned: pairs of articles that retell one text.
        text: for each article the one that stands for all its copies.
        naming: the names of the record.

    """
    found: list[Finding] = []
    for statement in statements:
        if len(statement.wordings) > 1:
            found.extend(
                wording_differences(statement, [sayings[a] for a in statement.attributions])
            )
    heads = [r for r in readings.values() if text[r.id] == r.id]
    found.extend(date_differences(heads))
    found.extend(figure_differences(readings, aligned))
    found.extend(voice_differences(readings, sayings.values(), aligned, naming))
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
