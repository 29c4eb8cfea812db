"""How each noun is opened: the facts and passages of its card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from detente.nouns import (
    Actor,
    Article,
    Attribution,
    Commitment,
    Discrepancy,
    Evidence,
    Lineage,
    Move,
    Page,
    Party,
    Span,
    Statement,
    Story,
)
from detente.views.passage import Mark, Passage, passage, report_passage
from detente.views.quotation import quotation
from detente.views.reading import Lookup, file_name
from detente.views.saying import saying
from detente.views.show import Card, Fact
from detente.views.text import clip, counted, day, joined, when

_WORDS = 300


def card(noun: Any, lookup: Lookup) -> Card:
    """Return the card of any noun that the record keeps under an id."""
    kind = type(noun)
    title, facts, shown = _BUILDERS[kind](noun, lookup)
    return Card(
        id=noun.id,
        kind=kind.__name__.lower(),
        title=title,
        facts=tuple(fact for fact in facts if fact.value),
        passages=tuple(shown),
        noun=noun,
    )


Opened = tuple[str, Iterable[Fact], Iterable[Passage]]


def _fact(label: str, value: str | None, identifier: str = "") -> Fact:
    return Fact(label=label, value=value or "", id=identifier)


def _statement(statement: Statement, lookup: Lookup) -> Opened:
    line = saying(statement, lookup)
    reports = [a for i in statement.attributions if (a := lookup.attribution(i))]
    facts = [
        _fact("speaker", joined((line.who, line.role), ", "), statement.speaker or ""),
        _fact("said", joined((when(line.said_on), line.medium, line.place))),
        _fact("to", ", ".join(line.addressee)),
        _fact("told by", line.outlets_line()),
        _fact("origins", joined((str(statement.origins), ", ".join(statement.origin_names)), ": ")),
        *(
            _fact("wordings", f"{clip(w.text, _WORDS)} ({_outlets(w.attributions, lookup)})")
            for w in statement.wordings
        ),
        *_differences(statement, lookup),
        _fact("linked", _judged(statement.score, statement.why)),
    ]
    return line.who or "Speaker not known", facts, _report_passages(reports, lookup)


def _outlets(attributions: Sequence[str], lookup: Lookup) -> str:
    names = []
    for identifier in attributions:
        attribution = lookup.attribution(identifier)
        article = lookup.article(attribution.article) if attribution else None
        if article:
            names.append(lookup.outlet(article))
    return ", ".join(dict.fromkeys(names))


def _differences(statement: Statement, lookup: Lookup) -> list[Fact]:
    return [
        _fact("differs", f"{found.kind}, {found.about}", found.id)
        for found in lookup.store.discrepancies()
        if found.statement == statement.id
    ]


def _report_passages(reports: Sequence[Attribution], lookup: Lookup) -> list[Passage]:
    """One passage for each text: an article's copies are named under it."""
    found: dict[tuple[str, tuple[Span, ...]], Passage] = {}
    copies: dict[tuple[str, tuple[Span, ...]], list[str]] = {}
    for report in reports:
        opened = report_passage(report, lookup)
        if opened is None:
            continue
        key = (lookup.same_text.get(opened.article, opened.article), report.content)
        if key in found:
            name = joined((opened.outlet, opened.file or opened.url), ", ")
            copies.setdefault(key, []).append(f"{name} {report.id}")
        else:
            found[key] = opened
    return [_with_copies(opened, copies.get(key, ())) for key, opened in found.items()]


def _with_copies(opened: Passage, copies: Sequence[str]) -> Passage:
    import msgspec

    return msgspec.structs.replace(opened, same_text=tuple(copies))


def _attribution(attribution: Attribution, lookup: Lookup) -> Opened:
    speaker = attribution.speaker
    shown = report_passage(attribution, lookup)
    parent = lookup.attribution(attribution.parent)
    parent_name = parent.speaker.name if parent and parent.speaker else "a report"
    facts = [
        _fact("speaker", speaker.name if speaker else "not known", _actor_id(attribution)),
        _fact("chain", " ← ".join(shown.chain) if shown else None),
        _fact("kind", attribution.kind),
        _fact("said", joined((when(attribution.said_on), attribution.medium, attribution.place))),
        _fact("to", ", ".join(attribution.addressee)),
        _fact("reported in", f"what {parent_name} said" if parent else None, _id(parent)),
        _fact(
            "statement",
            "what this reports" if attribution.statement else None,
            attribution.statement or "",
        ),
        *(
            _fact("does", move_words(m), m.id)
            for m in lookup.store.moves(attribution=attribution.id)
        ),
        *(
            _fact("commits", commitment_words(c), c.id)
            for c in lookup.store.commitments(attribution=attribution.id)
        ),
        _fact("found by", _judged(attribution.confidence, attribution.method)),
    ]
    title = speaker.name if speaker else "Speaker not known"
    return title, facts, [shown] if shown else []


def _actor_id(attribution: Attribution) -> str:
    return (attribution.speaker and attribution.speaker.actor) or ""


def _id(noun: Attribution | None) -> str:
    return noun.id if noun else ""


def _judged(score: float, why: str) -> str:
    return joined((f"{score:.2f}", why), ", ")


def _move(move: Move, lookup: Lookup) -> Opened:
    facts = [
        _fact("does", move_words(move)),
        _fact("context", ", ".join(move.context)),
        _fact("polarity", joined((move.polarity, move.realis), ", ")),
        _fact("issue", ", ".join(move.issue)),
        _fact("said by", _speaker(move.attribution, lookup), move.attribution or ""),
        _fact("coded by", _judged(move.confidence, move.why)),
    ]
    title = joined((move.speech_act, move.event), ", ") or "Move not coded"
    return title, facts, _spans(move.article, (("act", move.evidence),), lookup)


def _speaker(identifier: str | None, lookup: Lookup) -> str | None:
    attribution = lookup.attribution(identifier)
    if attribution is None:
        return None
    return attribution.speaker.name if attribution.speaker else "speaker not known"


def move_words(move: Move) -> str:
    """`demand, REQUEST: Norland (GOV) to Sudmark`."""
    kind = joined((move.speech_act, joined((move.event, move.mode), "/")), ", ")
    return joined((kind, joined((parties(move.source), parties(move.target)), " to ")), ": ")


def parties(sides: Sequence[Party]) -> str:
    """Names with codes and sectors."""
    return ", ".join(
        f"{side.name} ({details})"
        if (details := joined((side.code, side.sector), " "))
        else side.name
        for side in sides
    )


def _commitment(commitment: Commitment, lookup: Lookup) -> Opened:
    spans = [("term", commitment.terms)]
    spans += [
        (role, clause.evidence)
        for role, clause in (
            ("antecedent", commitment.antecedent),
            ("consequent", commitment.consequent),
        )
        if clause
    ]
    facts = [
        _fact("commits", commitment_words(commitment)),
        _fact("state", commitment.state),
        _fact("deadline", when(commitment.deadline)),
        _fact("said by", _speaker(commitment.attribution, lookup), commitment.attribution),
        _fact("found by", _judged(commitment.confidence, commitment.why)),
    ]
    return "Conditional commitment", facts, _spans(commitment.article, spans, lookup)


def commitment_words(commitment: Commitment) -> str:
    """`Sudmark to Norland: once Norland: “withdraws”, will Sudmark: “talk”`."""
    sides = joined((commitment.debtor, commitment.creditor), " to ") or "who is not said"
    first, then = commitment.antecedent, commitment.consequent
    return joined(
        (
            sides,
            joined(
                (
                    f"once {first.who or 'somebody'}: “{first.act}”" if first else None,
                    f"{commitment.polarity}: “{then.act}”" if then else None,
                ),
                ", ",
            ),
        ),
        ": ",
    )


def _spans(
    article: str | None, spans: Iterable[tuple[str, Sequence[Span]]], lookup: Lookup
) -> list[Passage]:
    found = lookup.article(article)
    marks = [Mark(start=s, end=e, role=role) for role, every in spans for s, e in every]
    return [passage(found, marks, lookup)] if found and marks else []


def _evidence_passages(evidence: Iterable[Evidence], lookup: Lookup) -> list[Passage]:
    marks: dict[str, list[Mark]] = {}
    for item in evidence:
        marks.setdefault(item.of, []).append(Mark(start=item.start, end=item.end, role=item.role))
    return [
        passage(article, found, lookup)
        for identifier, found in marks.items()
        if (article := lookup.article(identifier))
    ]


def _discrepancy(discrepancy: Discrepancy, lookup: Lookup) -> Opened:
    facts = [
        *(_fact("reported", f"“{v.value}”") for v in discrepancy.values),
        _fact(
            "statement",
            "the one concerned" if discrepancy.statement else None,
            discrepancy.statement or "",
        ),
        _fact("found by", _judged(discrepancy.score, discrepancy.why)),
    ]
    evidence = [e for value in discrepancy.values for e in value.evidence]
    title = f"Outlets differ ({discrepancy.kind}): {discrepancy.about}"
    return title, facts, _evidence_passages(evidence, lookup)


def _lineage(lineage: Lineage, lookup: Lookup) -> Opened:
    facts = [
        _fact("from", article_words(lookup.article(lineage.source), lookup), lineage.source),
        _fact("to", article_words(lookup.article(lineage.made), lookup), lineage.made),
        _fact("wire", lineage.wire),
        _fact("judged", _judged(lineage.score, lineage.why)),
    ]
    return lineage.relation.capitalize(), facts, _evidence_passages(lineage.evidence, lookup)


def article_words(article: Article | None, lookup: Lookup) -> str:
    """Outlet, day and title of an article."""
    if article is None:
        return "not in the record"
    return joined((lookup.outlet(article), when(article.published), article.title))


def _article(article: Article, lookup: Lookup) -> Opened:
    page = lookup.page(article.page)
    kin = [k for k in lookup.store.lineage() if article.id in (k.source, k.made)]
    facts = [
        _fact("outlet", lookup.outlet(article)),
        _fact("published", joined((when(article.published), article.published_rule), ", ")),
        _fact("byline", article.byline),
        _fact("dateline", article.dateline),
        _fact("agencies", ", ".join(article.agencies)),
        _fact("language", article.language),
        _fact("on page", _page_place(article, page), article.page),
        *(
            _fact("dates", f"{d.kind}: {joined((when(d.when), d.when.words))}")
            for d in article.dates
        ),
        *(_fact("kin", _kin(k, article, lookup), k.id) for k in kin),
        *(_fact("reports", _report_words(a, article), a.id) for a in lookup.within(article.id)),
    ]
    return article.title or "Untitled article", facts, []


def _page_place(article: Article, page: Page | None) -> str:
    name = (file_name(page) or page.url) if page else None
    return joined((name, _extent(article)), ", ")


def _extent(article: Article) -> str | None:
    if article.start is None:
        return None
    return f"characters {article.start}–{article.end}"


def _kin(link: Lineage, article: Article, lookup: Lookup) -> str:
    other = link.made if link.source == article.id else link.source
    relation = f"{link.relation} {'made from this' if other == link.made else 'of'}"
    return f"{relation}: {article_words(lookup.article(other), lookup)}"


def _report_words(attribution: Attribution, article: Article) -> str:
    words = quotation(article, attribution)
    name = attribution.speaker.name if attribution.speaker else "speaker not known"
    return joined((name, words.display() if words else None), ": ")


def _page(page: Page, lookup: Lookup) -> Opened:
    facts = [
        _fact("file", page.file),
        _fact("address", page.url),
        _fact("retrieved", day(page.retrieved)),
        _fact(
            "form", joined((page.media, page.encoding, counted(len(page.text), "character")), ", ")
        ),
        _fact("sha256", page.sha256),
        *(
            _fact("articles", article_words(a, lookup), a.id)
            for a in lookup.store.articles()
            if a.page == page.id
        ),
    ]
    return file_name(page) or page.url or "Page", facts, []


def _actor(actor: Actor, lookup: Lookup) -> Opened:
    said = sum(1 for _ in lookup.store.statements(actor=actor.id))
    evidence = [e for role in actor.roles for e in role.evidence]
    facts = [
        _fact("kind", joined((actor.kind, actor.country), ", ")),
        _fact("names", "; ".join(actor.names)),
        *(_fact("roles", joined((r.title, _held(r.since, r.until)), ", ")) for r in actor.roles),
        _fact("statements", f'{counted(said, "statement")}: detente said "{actor.name}"'),
        _fact("linked", _judged(actor.score, actor.why)),
    ]
    return actor.name, facts, _evidence_passages(evidence, lookup)


def _held(since: str | None, until: str | None) -> str | None:
    if since == until:
        return f"seen {day(since)}" if since else None
    return f"seen {joined((day(since), day(until)), ' to ')}"


def _story(story: Story, lookup: Lookup) -> Opened:
    facts = [
        _fact("days", joined(dict.fromkeys((day(story.first), day(story.last))), " to ")),
        *(_fact("articles", article_words(lookup.article(a), lookup), a) for a in story.articles),
        _fact("linked", _judged(story.score, story.why)),
    ]
    return story.title or "Story", facts, []


_BUILDERS: dict[type[Any], Callable[[Any, Lookup], Opened]] = {
    Actor: _actor,
    Article: _article,
    Attribution: _attribution,
    Commitment: _commitment,
    Discrepancy: _discrepancy,
    Lineage: _lineage,
    Move: _move,
    Page: _page,
    Statement: _statement,
    Story: _story,
}
