"""Opening what was said: statements and attributions."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from detente.nouns import (
    Attribution,
    Span,
    Statement,
)
from detente.views.cards.coded import commitment_words, move_words
from detente.views.cards.parts import (
    Opened,
    fact,
    judged,
)
from detente.views.passage import Passage, report_passage
from detente.views.reading import Lookup
from detente.views.saying import saying
from detente.views.show import Fact
from detente.views.text import clip, joined, when

_WORDING = 300
"""Characters of a wording in the list; the passages under it have all of it."""


def statement_card(statement: Statement, lookup: Lookup) -> Opened:
    """Open a statement."""
    line = saying(statement, lookup)
    reports = [a for i in statement.attributions if (a := lookup.attribution(i))]
    facts = [
        fact("speaker", joined((line.who, line.role), ", "), statement.speaker or ""),
        fact("said", joined((when(line.said_on), line.medium, line.place))),
        fact("to", ", ".join(line.addressee)),
        fact("told by", line.outlets_line()),
        fact("origins", joined((str(statement.origins), ", ".join(statement.origin_names)), ": ")),
        *(
            fact("wordings", f"{clip(w.text, _WORDING)} ({outlets(w.attributions, lookup)})")
            for w in statement.wordings
        ),
        *_differences(statement, lookup),
        fact("linked", judged(statement.score, statement.why)),
    ]
    return line.who or "Speaker not known", facts, report_passages(reports, lookup)


def outlets(attributions: Sequence[str], lookup: Lookup) -> str:
    """Name the outlets of attributions, each once."""
    names = []
    for identifier in attributions:
        attribution = lookup.attribution(identifier)
        article = lookup.article(attribution.article) if attribution else None
        if article:
            names.append(lookup.outlet(article))
    return ", ".join(dict.fromkeys(names))


def _differences(statement: Statement, lookup: Lookup) -> list[Fact]:
    return [
        fact("differs", f"{found.kind}, {found.about}", found.id)
        for found in lookup.store.discrepancies()
        if found.statement == statement.id
    ]


def report_passages(reports: Sequence[Attribution], lookup: Lookup) -> list[Passage]:
    """Return one passage for each text: an article's copies are named under it."""
    found: dict[tuple[str, tuple[Span, ...]], Passage] = {}
    copies: dict[tuple[str, tuple[Span, ...]], list[str]] = {}
    for report in reports:
        opened = report_passage(report, lookup)
        if opened is None:
            continue
        key = (lookup.same_text.get(opened.article, opened.article), report.content)
        if key in found:
            name = joined(dict.fromkeys((opened.outlet, opened.file or opened.url)), ", ")
            copies.setdefault(key, []).append(f"{name} {report.id}")
        else:
            found[key] = opened
    return [_with_copies(opened, copies.get(key, ())) for key, opened in found.items()]


def _with_copies(opened: Passage, copies: Sequence[str]) -> Passage:
    return msgspec.structs.replace(opened, same_text=tuple(copies))


def attribution_card(attribution: Attribution, lookup: Lookup) -> Opened:
    """Open an attribution."""
    speaker = attribution.speaker
    shown = report_passage(attribution, lookup)
    parent = lookup.attribution(attribution.parent)
    parent_name = parent.speaker.name if parent and parent.speaker else "a report"
    facts = [
        fact("speaker", speaker.name if speaker else "not known", _actor_id(attribution)),
        fact("chain", " ← ".join(shown.chain) if shown else None),
        fact("kind", attribution.kind),
        fact("said", joined((when(attribution.said_on), attribution.medium, attribution.place))),
        fact("to", ", ".join(attribution.addressee)),
        fact("reported in", f"what {parent_name} said" if parent else None, _id(parent)),
        fact(
            "statement",
            "what this reports" if attribution.statement else None,
            attribution.statement or "",
        ),
        *(
            fact("does", move_words(m), m.id)
            for m in lookup.store.moves(attribution=attribution.id)
        ),
        *(
            fact("commits", commitment_words(c), c.id)
            for c in lookup.store.commitments(attribution=attribution.id)
        ),
        fact("found by", judged(attribution.confidence, attribution.method)),
    ]
    title = speaker.name if speaker else "Speaker not known"
    return title, facts, [shown] if shown else []


def _actor_id(attribution: Attribution) -> str:
    return (attribution.speaker and attribution.speaker.actor) or ""


def _id(noun: Attribution | None) -> str:
    return noun.id if noun else ""
