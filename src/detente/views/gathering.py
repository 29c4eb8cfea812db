"""The lines behind a wait, an offer or a contact: statements, and acts that outlets report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from detente.nouns import Attribution, Evidence
from detente.views.quotation import passage_quotation, sentence
from detente.views.reading import Lookup
from detente.views.saying import Saying, lone_saying, overlaps, reports_of, saying, tellings


def sayings(
    statements: Sequence[str], evidence: Sequence[Evidence], lookup: Lookup
) -> tuple[Saying, ...]:
    """Return the lines for statements, each once, and for evidence that none of them holds."""
    found: dict[str, Saying] = {}
    used: set[Evidence] = set()
    by_article: dict[str, list[Evidence]] = defaultdict(list)
    for item in evidence:
        by_article[item.of].append(item)
    for identifier in statements:
        statement = lookup.statement(identifier)
        if statement:
            reports = reports_of(statement.attributions, lookup)
            told_in = dict.fromkeys(article.id for _, article in reports)
            near = [item for article in told_in for item in by_article.get(article, ())]
            found[identifier] = saying(statement, lookup, near)
            held = {attribution.id for attribution, _ in reports}
            used.update(item for item in near if _attribution_at(item, lookup, held))
    for item in evidence:
        if item not in used:
            line = _from_evidence(item, evidence, lookup)
            if line:
                found.setdefault(line.id, line)
    return tuple(sorted(merged_acts(found.values(), lookup), key=_weight))


def merged_acts(lines: Iterable[Saying], lookup: Lookup) -> Iterable[Saying]:
    """Merge acts in the same words (copies of one text) into one line with all the outlets."""
    acts: dict[str, list[Saying]] = {}
    for line in lines:
        if line.spoken() or line.quotation is None:
            yield line
        else:
            acts.setdefault(line.quotation.exact, []).append(line)
    for same in acts.values():
        identifiers = {a for line in same for t in line.told_by for a in t.articles}
        articles = [a for i in sorted(identifiers) if (a := lookup.article(i))]
        yield msgspec.structs.replace(
            min(same, key=lambda line: line.id), told_by=tellings(articles, lookup)
        )


def _weight(line: Saying) -> tuple[object, ...]:
    # What was said before what is only told; what most origins tell; quoted words; the earliest.
    quoted = bool(line.quotation and line.quotation.voice == "quoted")
    return (not line.spoken(), -line.origins, not quoted, line.day() or "9999", line.id)


def _from_evidence(item: Evidence, evidence: Sequence[Evidence], lookup: Lookup) -> Saying | None:
    attribution = _attribution_at(item, lookup)
    if attribution is None:
        return act_saying(item, lookup)
    statement = lookup.statement(attribution.statement)
    if statement:
        return saying(statement, lookup, evidence)
    return lone_saying(attribution, lookup, evidence)


def act_saying(evidence: Evidence, lookup: Lookup, identifier: str = "") -> Saying | None:
    """Return a reported act that nobody is quoted for: the outlet's own words.

    Its id is `identifier`, else that of a move at the same place, else the article's.
    """
    article = lookup.article(evidence.of)
    if article is None:
        return None
    return Saying(
        id=identifier or _move_at(evidence, lookup) or article.id,
        quotation=passage_quotation(
            article, sentence(article.text, (evidence.start, evidence.end))
        ),
        told_by=tellings((article,), lookup),
    )


def _move_at(evidence: Evidence, lookup: Lookup) -> str | None:
    for move in lookup.moves(evidence.of):
        if any(s < evidence.end and evidence.start < e for s, e in move.evidence):
            return move.id
    return None


def _attribution_at(
    item: Evidence, lookup: Lookup, among: set[str] | None = None
) -> Attribution | None:
    """Return the innermost attribution whose content holds the evidence."""
    holding = [
        a
        for a in lookup.within(item.of)
        if (among is None or a.id in among) and overlaps(a, item.start, item.end)
    ]
    return min(holding, key=lambda a: (sum(e - s for s, e in a.content), a.id), default=None)
