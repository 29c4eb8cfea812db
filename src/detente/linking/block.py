"""Links within one block of articles: texts and stories first, then, once actors are known, speech.

A block is all that is joined through `neighbours`; no link crosses blocks. What is found in a block
hangs on its articles alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.linking.discrepancies import Reports, SidePair, discrepancies
from detente.linking.groups import Groups
from detente.linking.lineage import Comparisons, lineage, rewrite_lineage
from detente.linking.naming import Naming
from detente.linking.origins import Origins
from detente.linking.reading import Reading, date_key
from detente.linking.rewrites import Retellings, Rewrite
from detente.linking.saying import saying
from detente.linking.spellings import Named
from detente.linking.statements import Context, statements
from detente.linking.stories import stories
from detente.nouns import Annotated, Discrepancy, Lineage, Page, Statement, Story

_STORY_PAIRS = 20
"""Texts of a story that each text is held against as a rewrite, nearest in time."""
_SAME_TEXT = ("copy", "revision", "truncation")
_MOSTLY = 0.5
"""Share of a rewrite that stands in its source word for word, from which on it is one text too."""


@dataclass(frozen=True, slots=True)
class Texts:
    """How the texts of a block are linked; `aligned` are the sentences of pairs that differ."""

    lineage: tuple[Lineage, ...]
    stories: tuple[Story, ...]
    aligned: tuple[SidePair, ...]
    context: Context


def texts(readings: Mapping[str, Reading], annotated: Mapping[str, Annotated]) -> Texts:
    """Link the texts of a block: which was made from which, and the stories that they tell."""
    ordered = [readings[article] for article in sorted(readings)]
    retellings = Retellings(_naming(readings, annotated))
    compared = Comparisons()
    links = lineage(ordered, compared)
    versions = [(x.source, x.made) for x in links if x.relation != "excerpt"]
    told = stories(ordered, versions, confirm=retellings.tell_one_story)
    reworded = tuple(retellings.rewrites(_unlinked(told, links, readings)))
    links = (*links, *rewrite_lineage(ordered, reworded, links))
    aligned = _aligned(links, reworded, readings, compared)
    return Texts(links, told, tuple(aligned), _context(readings, told, links, compared))


def speech(
    linked: Texts,
    readings: Mapping[str, Reading],
    annotated: Mapping[str, Annotated],
    speakers: Mapping[str, str],
    people: Mapping[str, Sequence[tuple[int, int, str]]],
    pages: Mapping[str, Page],
) -> tuple[tuple[Statement, ...], tuple[Discrepancy, ...]]:
    """Link what is said in a block, and find where its reports differ.

    Args:
        linked: the block's texts, linked.
        readings: its articles, by id.
        annotated: what was found in them, by article id.
        speakers: by attribution id, the actor who speaks.
        people: by article id, where it names people: start, end, the person's id.
        pages: by page id, where they are at hand: an origin without another name goes by its page.

    """
    naming = _naming(readings, annotated)
    sayings = {
        a.id: saying(readings[article].article, a, naming)
        for article in sorted(readings)
        for a in annotated.get(article, Annotated()).attributions
    }
    origins = Origins(list(readings.values()), linked.lineage, linked.context.story, pages)
    said = statements(list(sayings.values()), speakers, linked.context, origins)
    if len(readings) == 1:
        return said, ()
    reports = Reports(
        readings=readings,
        sayings=sayings,
        statements=said,
        aligned=linked.aligned,
        context=linked.context,
        named=[
            Named(person, readings[article].article, start, end)
            for article in sorted(readings)
            for start, end, person in sorted(people.get(article, ()))
        ],
        naming=naming,
    )
    return said, discrepancies(reports)


def _naming(readings: Mapping[str, Reading], annotated: Mapping[str, Annotated]) -> Naming:
    return Naming(annotated[article] for article in sorted(readings) if article in annotated)


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
    readings: Mapping[str, Reading],
    told: Iterable[Story],
    links: Iterable[Lineage],
    compared: Comparisons,
) -> Context:
    text, line = Groups(readings), Groups(readings)
    for known in links:
        if known.relation in _SAME_TEXT or (
            known.relation == "rewrite"
            and compared.kin(readings[known.made], readings[known.source]).verbatim >= _MOSTLY
        ):
            text.join(known.source, known.made)
        if known.relation != "excerpt":
            line.join(known.source, known.made)
    return Context(
        story={member: story.id for story in told for member in story.articles},
        text={article: text.top(article) for article in readings},
        line={article: line.top(article) for article in readings},
    )


def _aligned(
    links: Iterable[Lineage],
    reworded: Sequence[Rewrite],
    readings: Mapping[str, Reading],
    compared: Comparisons,
) -> list[SidePair]:
    """Changed sentences of versions, and the aligned ones of rewrites."""
    found: list[SidePair] = [(r.first, r.second, r.pairs) for r in reworded]
    known = {frozenset((r.first, r.second)) for r in reworded}
    for link in links:
        if frozenset((link.source, link.made)) in known or link.relation == "copy":
            continue
        kin = compared.kin(readings[link.made], readings[link.source])
        changed = tuple((p.first, p.second) for p in kin.pairs if not p.verbatim)
        found.append((link.made, link.source, changed))
    return found
