"""Linking articles that are at hand: blocks of neighbours, the actors of all, then what is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from detente.linking.actors import Cast, Places, cast
from detente.linking.block import Texts, speech, texts
from detente.linking.groups import Groups
from detente.linking.neighbours import MemoryIndex, neighbours, sketch
from detente.linking.opinions import Opinions
from detente.linking.reading import Reading
from detente.nouns import Annotated, Article, Links, Page, When


def link(
    articles: Sequence[Article],
    annotated: Mapping[str, Annotated],
    *,
    pages: Mapping[str, Page] | None = None,
    opinions: Opinions | None = None,
) -> Links:
    """Link actors, copies, stories, statements and discrepancies over articles.

    Args:
        articles: all articles; their order does not matter.
        annotated: by article id, what was found in each; an article without an entry has nothing.
        pages: by page id, where the pages are at hand: the day a page was retrieved bounds an
            article that has no date.
        opinions: what a person judged of actors, and their own lists; they win.

    Returns:
        Judgements with scores and reasons; the same for the same articles in any order.

    """
    at_hand = pages or {}
    unique = sorted({a.id: a for a in articles}.values(), key=lambda a: a.id)
    readings = {a.id: Reading(bounded(a, at_hand.get(a.page))) for a in unique}
    blocks = [{m: readings[m] for m in members} for members in _blocks(readings)]
    linked = [texts(block, annotated) for block in blocks]
    found = cast(unique, annotated, _places(linked), opinions)
    people = people_named(found)
    spoken = [
        speech(of_block, block, annotated, found.speakers, people, at_hand)
        for of_block, block in zip(linked, blocks, strict=True)
    ]
    return Links(
        actors=found.actors,
        lineage=tuple(sorted((x for b in linked for x in b.lineage), key=lambda x: x.id)),
        stories=tuple(sorted((x for b in linked for x in b.stories), key=lambda x: x.id)),
        statements=tuple(sorted((x for said, _ in spoken for x in said), key=lambda x: x.id)),
        discrepancies=tuple(sorted((x for _, odd in spoken for x in odd), key=lambda x: x.id)),
        speakers=found.speakers,
        mentioned=found.mentioned,
        questions=found.questions,
    )


def bounded(article: Article, page: Page | None) -> Article:
    """The article, with the day its page was retrieved as the last it can be from."""
    if article.published is not None or page is None or not page.retrieved:
        return article
    return msgspec.structs.replace(
        article, published=When(earliest=None, latest=page.retrieved[:10])
    )


def _blocks(readings: Mapping[str, Reading]) -> list[list[str]]:
    groups, index = Groups(readings), MemoryIndex()
    for reading in readings.values():
        new = sketch(reading)
        for other in neighbours(reading, new, index, readings.__getitem__):
            groups.join(reading.id, other)
        index.add(new)
    return groups.sets()


def _places(linked: Iterable[Texts]) -> Places:
    """Where each article belongs."""
    contexts = [of_block.context for of_block in linked]
    return Places(
        story={article: story for context in contexts for article, story in context.story.items()},
        text={article: text for context in contexts for article, text in context.text.items()},
    )


def people_named(found: Cast) -> dict[str, list[tuple[int, int, str]]]:
    """Where each article names people: start, end and the person's id, in order."""
    people = {actor.id for actor in found.actors if actor.kind == "person"}
    named: dict[str, list[tuple[int, int, str]]] = {}
    for (article, start, end), actor in found.mentioned.items():
        if actor in people:
            named.setdefault(article, []).append((start, end, actor))
    return named
