"""One pass of linking over a whole record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from detente.linking.actors import Cast, Places, cast
from detente.linking.discrepancies import Reports, SidePair, discrepancies
from detente.linking.groups import Groups
from detente.linking.kinship import Weight, kinship
from detente.linking.lineage import lineage, rewrite_lineage
from detente.linking.naming import Naming
from detente.linking.origins import Origins
from detente.linking.reading import Reading, date_key, read
from detente.linking.rewrites import Retellings, Rewrite
from detente.linking.saying import saying
from detente.linking.spellings import Named
from detente.linking.statements import Context, statements
from detente.linking.stories import stories
from detente.linking.words import Rarity
from detente.nouns import Annotated, Article, Lineage, Links, Page, Story, When

if TYPE_CHECKING:
    from detente.record import Store

_STORY_PAIRS = 20
"""Texts of a story that each text is held against as a rewrite, nearest in time."""
_SAME_TEXT = ("copy", "revision", "truncation")


def link(
    articles: Sequence[Article],
    annotated: Mapping[str, Annotated],
    *,
    pages: Mapping[str, Page] | None = None,
) -> Links:
    """Link actors, copies, stories, statements and discrepancies over articles.

    Args:
        articles: all articles of the record; their order does not matter.
        annotated: by article id, what was found in each; an article without an entry has nothing.
        pages: by page id, where the pages are at hand: the day a page was retrieved bounds an
            article that has no date.

    Returns:
        Judgements with scores and reasons; the same for the same articles in any order.

    """
    unique = sorted({a.id: a for a in articles}.values(), key=lambda a: a.id)
    readings = {a.id: read(_bounded(a, pages or {})) for a in unique}
    ordered = list(readings.values())
    weight = Rarity.of(r.terms for r in ordered)
    links = lineage(ordered, weight)
    naming = Naming(annotated[a.id] for a in unique if a.id in annotated)
    telling = Rarity.of(naming.concepts(a.text) for a in unique)
    retellings = Retellings(telling, naming)
    versions = [(x.source, x.made) for x in links if x.relation != "excerpt"]
    told = stories(ordered, weight, versions, confirm=retellings.one_story)
    reworded = retellings.rewrites(_unlinked(told, links, readings))
    links = tuple(
        sorted((*links, *rewrite_lineage(ordered, reworded, links)), key=lambda found: found.id)
    )
    context = _context(ordered, told, links)
    found = cast(unique, annotated, Places(context.story, context.text))
    sayings = {
        a.id: saying(readings[article.id].article, a, naming)
        for article in unique
        for a in annotated.get(article.id, Annotated()).attributions
    }
    rarity = Rarity.of([s.concepts for s in sayings.values()])
    said = statements(
        list(sayings.values()),
        found.speakers,
        rarity,
        context,
        Origins(ordered, links, context.story, pages or {}),
    )
    return Links(
        actors=found.actors,
        lineage=links,
        stories=told,
        statements=said,
        discrepancies=discrepancies(
            Reports(
                readings=readings,
                sayings=sayings,
                statements=said,
                aligned=_aligned(links, reworded, readings, weight),
                context=context,
                named=_people(found, readings),
                naming=naming,
            )
        ),
        speakers=found.speakers,
        mentioned=found.mentioned,
    )


def relink(store: Store) -> Links:
    """Read the whole record, link it, and write the links back in one transaction."""
    articles = list(store.articles())
    annotated = {
        article.id: Annotated(
            attributions=tuple(store.attributions(article=article.id)),
            mentions=tuple(store.mentions(article.id)),
        )
        for article in articles
    }
    links = link(articles, annotated, pages={page.id: page for page in store.pages()})
    store.replace_links(links)
    return links


def _people(found: Cast, readings: Mapping[str, Reading]) -> list[Named]:
    """Where the articles name people."""
    people = {actor.id for actor in found.actors if actor.kind == "person"}
    return [
        Named(actor, readings[article].article, start, end)
        for (article, start, end), actor in sorted(found.mentioned.items())
        if actor in people
    ]


def _bounded(article: Article, pages: Mapping[str, Page]) -> Article:
    """The article, with the day its page was retrieved as the last it can be from."""
    page = pages.get(article.page)
    if article.published is not None or page is None or not page.retrieved:
        return article
    return msgspec.structs.replace(
        article, published=When(earliest=None, latest=page.retrieved[:10])
    )


def _unlinked(
    told: Iterable[Story], links: Iterable[Lineage], readings: Mapping[str, Reading]
) -> Iterable[tuple[Reading, Reading]]:
    """Pairs of one story that are not known to come from one text; the first version of each."""
    same = Groups(readings)
    made = set()
    for known in links:
        same.join(known.source, known.made)
        made.add(known.made)
    keys = date_key([r.article for r in readings.values()])
    for story in told:
        firsts: dict[str, str] = {}
        for member in sorted(story.articles, key=lambda a: (a in made, keys[a])):
            firsts.setdefault(same.top(member), member)
        heads = sorted(firsts.values(), key=lambda h: keys[h])
        for place, first in enumerate(heads):
            for second in heads[place + 1 : place + 1 + _STORY_PAIRS]:
                yield readings[first], readings[second]


def _context(
    readings: Sequence[Reading], told: Iterable[Story], links: Iterable[Lineage]
) -> Context:
    text, line = Groups(r.id for r in readings), Groups(r.id for r in readings)
    for known in links:
        if known.relation in _SAME_TEXT:
            text.join(known.source, known.made)
        if known.relation != "excerpt":
            line.join(known.source, known.made)
    return Context(
        story={member: story.id for story in told for member in story.articles},
        text={r.id: text.top(r.id) for r in readings},
        line={r.id: line.top(r.id) for r in readings},
    )


def _aligned(
    links: Iterable[Lineage],
    reworded: Iterable[Rewrite],
    readings: Mapping[str, Reading],
    weight: Weight,
) -> list[SidePair]:
    """Changed sentences of versions, and the aligned ones of rewrites."""
    found: list[SidePair] = [(r.first, r.second, r.pairs) for r in reworded]
    known = {frozenset((r.first, r.second)) for r in reworded}
    for link_ in links:
        if frozenset((link_.source, link_.made)) in known or link_.relation == "copy":
            continue
        kin = kinship(readings[link_.made], readings[link_.source], weight, link_.score)
        changed = tuple((p.first, p.second) for p in kin.pairs if not p.verbatim)
        found.append((link_.made, link_.source, changed))
    return found
