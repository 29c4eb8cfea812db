"""Listings of the record: actors, lineage, discrepancies, statements, and what a search found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from rich.console import RenderableType
from rich.text import Text

from detente.nouns import Actor, Attribution, Lineage, LineageRelation, Statement
from detente.record import Hit
from detente.views.differing import Difference, DifferenceSide
from detente.views.layout import SOURCE, Row, Rows, heading, note, paragraphs
from detente.views.listing import saying_rows
from detente.views.quotation import Quotation, inside_marks, passage_quotation
from detente.views.reading import Lookup
from detente.views.saying import Saying, Telling, lone_saying, saying, tellings
from detente.views.text import clip, counted, fullest, joined, listed, safe, when

_VALUE = 240


class ActorLine(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, and how many statements the record has of them."""

    id: str
    name: str
    kind: str
    country: str | None
    names: tuple[str, ...]
    roles: tuple[str, ...]
    statements: int


class Kinship(msgspec.Struct, frozen=True, kw_only=True):
    """An article and the one it was made from, each with its outlet and title."""

    id: str
    relation: LineageRelation
    source: Telling
    made: Telling
    titles: tuple[str | None, str | None]
    wire: str | None
    score: float
    why: str
    quotations: tuple[Quotation, ...]


def actor_lines(actors: Iterable[Actor], statements: Iterable[Statement]) -> tuple[ActorLine, ...]:
    """Return the actors, those with most statements first."""
    said: dict[str, int] = {}
    for statement in statements:
        if statement.speaker:
            said[statement.speaker] = said.get(statement.speaker, 0) + 1
    lines = (actor_line(actor, said.get(actor.id, 0)) for actor in actors)
    return tuple(sorted(lines, key=lambda a: (-a.statements, a.name.casefold(), a.id)))


def actor_line(actor: Actor, statements: int) -> ActorLine:
    """Return an actor who made so many statements."""
    return ActorLine(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        country=actor.country,
        names=actor.names,
        roles=tuple(dict.fromkeys(role.title for role in actor.roles)),
        statements=statements,
    )


def kinships(lineage: Iterable[Lineage], lookup: Lookup) -> tuple[Kinship, ...]:
    """Return the links between articles that are both in the record."""
    found = []
    for link in lineage:
        source, made = lookup.article(link.source), lookup.article(link.made)
        if source is None or made is None:
            continue
        located = [(e, a) for e in link.evidence if (a := lookup.article(e.of))]
        found.append(
            Kinship(
                id=link.id,
                relation=link.relation,
                source=tellings((source,), lookup)[0],
                made=tellings((made,), lookup)[0],
                titles=(source.title, made.title),
                wire=link.wire,
                score=link.score,
                why=link.why,
                quotations=tuple(passage_quotation(a, (e.start, e.end)) for e, a in located),
            )
        )
    return tuple(sorted(found, key=lambda k: (k.source.outlet, k.made.outlet, k.id)))


def statement_lines(statements: Iterable[Statement], lookup: Lookup) -> tuple[Saying, ...]:
    """Statements as lines, in the order given."""
    return tuple(saying(statement, lookup) for statement in statements)


def hit_lines(hits: Iterable[Hit], lookup: Lookup) -> tuple[Saying, ...]:
    """Return what a search found, in its order, in the words that were found."""
    return tuple(line for hit in hits if (line := _hit(hit, lookup)))


def _hit(hit: Hit, lookup: Lookup) -> Saying | None:
    article = lookup.article(hit.article)
    if article is None:
        return None
    attribution: Attribution | None = lookup.attribution(hit.id)
    direct = attribution is not None and attribution.kind == "direct"
    quoted = attribution and (direct or inside_marks(article.text, hit.start, hit.end))
    words = passage_quotation(
        article, (hit.start, hit.end), "quoted" if quoted else "reported", hit.id
    )
    if attribution is None:
        return Saying(id=hit.id, quotation=words, told_by=tellings((article,), lookup))
    return msgspec.structs.replace(lone_saying(attribution, lookup), quotation=words)


def render_actors(lines: Sequence[ActorLine], among: int = 0) -> RenderableType:
    """Name, roles and kind; how many statements; `among` how many actors the lines were chosen."""
    rows = [
        Row(
            Text(safe(line.name)),
            Text(_actor_words(line), style=SOURCE),
            line.id,
        )
        for line in lines
    ]
    return _listing("Actors", len(lines), "actor", rows, among=among)


def _actor_words(line: ActorLine) -> str:
    # A name with its title before it says no more than the name.
    others = [name for name in line.names if not name.casefold().endswith(line.name.casefold())]
    return safe(
        joined(
            (
                joined((line.kind, line.country), ", "),
                listed(fullest(line.roles), 2),
                counted(line.statements, "statement") if line.statements else None,
                f"also {listed(others, 3)}" if others else None,
            )
        )
    )


def render_kinships(lines: Sequence[Kinship]) -> RenderableType:
    """Which article was made from which, and why we think so."""
    rows = [
        Row(
            Text(f"{_told(line.source)} → {_told(line.made)}\n{_titles(line)}"),
            Text(
                safe(joined((f"{line.relation} {line.score:.2f}", line.wire, _reason(line)))),
                style=SOURCE,
            ),
            line.id,
        )
        for line in lines
    ]
    return _listing("Lineage", len(lines), "link", rows)


def _reason(line: Kinship) -> str:
    return line.why.removeprefix(f"{line.relation}: ")


def _told(telling: Telling) -> str:
    published = when(telling.published)
    return safe(telling.outlet) + (f" ({published})" if published else "")


def _titles(line: Kinship) -> str:
    return safe(joined(dict.fromkeys(clip(t, 80) for t in line.titles if t), " → "))


def render_differences(lines: Sequence[Difference]) -> RenderableType:
    """Return what reports differ about, each side with its outlets."""
    rows: list[Row] = []
    for line in lines:
        rows.append(Row(Text(safe(line.about)), identifier=line.id, label=line.kind))
        for side in line.sides:
            told = ", ".join(_told(t) for t in side.told_by)
            rows.append(Row(Text(_side_words(side)), Text(told, style=SOURCE)))
    return _listing("Where outlets differ", len(lines), "discrepancy", rows, "discrepancies", 12)


def _side_words(side: DifferenceSide) -> str:
    """Return the value, and the words that show it where they say more."""
    value = side.words(_VALUE)
    shown = side.quotations[0].exact if side.quotations else ""
    if safe(side.value) == safe(shown) or not shown:
        return value
    return f"{value}: {clip(side.quotations[0].display(), _VALUE)}"


def render_statements(lines: Sequence[Saying], among: int = 0) -> RenderableType:
    """Statements, one a row; `among` how many they were chosen."""
    return _listing("Statements", len(lines), "statement", saying_rows(lines), among=among)


def render_hits(words: str, lines: Sequence[Saying], limit: int = 0) -> RenderableType:
    """Return what a search found; with `limit` lines there may be more."""
    view = _listing(f"“{safe(words)}”", len(lines), "passage", saying_rows(lines))
    if not lines or len(lines) != limit:
        return view
    return paragraphs([view, note(f"There may be more: --limit {2 * limit}")])


def _listing(
    title: str,
    number: int,
    noun: str,
    rows: Sequence[Row],
    plural: str | None = None,
    label: int = 0,
    among: int = 0,
) -> RenderableType:
    if not rows:
        return note(f"No {noun} found.")
    shown = counted(number, noun, plural)
    if among > number:
        shown = f"{number:,} of {counted(among, noun, plural)}"
    return paragraphs([heading(title, shown), Rows(rows, label=label)])
