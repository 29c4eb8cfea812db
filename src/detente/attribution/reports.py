"""The seam: an article's text to its attribution tree and mentions."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from detente.attribution import documents, rules, subjects, turns
from detente.attribution.allegiance import settle
from detente.attribution.assembly import Draft, assemble
from detente.attribution.cataphora import name_later
from detente.attribution.circumstances import circumstances, of_the_saying, without
from detente.attribution.contents import mend
from detente.attribution.dateline import without_dateline
from detente.attribution.lands import learn
from detente.attribution.lexicons import words
from detente.attribution.marks import Quotation, kind_of, quotations
from detente.attribution.mentions import mentions
from detente.attribution.missed import missed
from detente.attribution.names import names
from detente.attribution.nesting import Nested, nest
from detente.attribution.people import introduce, people
from detente.attribution.scene import Scene
from detente.attribution.speakers import resolve
from detente.attribution.tagger import load
from detente.attribution.times import before, when
from detente.nouns import Attribution, Mention, Span, Speaker, content_id
from detente.prose import holding, sentences, trimmed

Finder = Callable[[str, list[Span], list[Quotation]], list[Draft]]
_SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of a character alone, which no tokenizer takes; one stands in for each."""
_LETTER = re.compile(r"[^\W\d_]")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the reports of one text share while they are read."""

    text: str
    key: str
    published: str | None
    updated: str | None
    quoted: list[Quotation]
    scene: Scene


def attribute(
    text: str,
    *,
    key: str | None = None,
    published: str | None = None,
    updated: str | None = None,
    title: str | None = None,
    captions: tuple[str, ...] = (),
) -> tuple[tuple[Attribution, ...], tuple[Mention, ...]]:
    """Find who said what in a text, and through whom it is told.

    Args:
        text: clean article text; all offsets refer to this very string.
        key: what the ids are made from beside the spans; the article's id, by default the text.
        published: ISO day of publication, to resolve weekdays with.
        updated: ISO day of its last change, if it was changed.
        title: the headline, if it is known apart.
        captions: captions of the article's pictures; they and the headline introduce people.

    Returns:
        Attributions in the order of the text, parents and children linked by id, and mentions.

    """
    context = (title or "", *captions)
    key = key or content_id("t", text)
    return read(text, drafts_of, key=key, day=published, updated=updated, context=context)


def drafts_of(text: str, places: list[Span], quoted: list[Quotation]) -> list[Draft]:
    """Attributions in the making, by the tagger or, where it has no weights, by rule alone."""
    if _LETTER.search(text) is None:
        return []  # 200,000 quotation marks report nothing, and the tagger would read each
    tagger = load()
    if tagger is None:
        _say_rules_only()
        return rules.drafts(text, places, quoted)
    spans = tagger.tag(_SURROGATES.sub("\ufffd", text))
    drafts = assemble(text, without_dateline(text, spans), places, quoted)
    return sorted([*drafts, *missed(text, drafts, places, quoted)], key=lambda d: d.content)


def read(
    text: str,
    find: Finder,
    *,
    key: str,
    day: str | None,
    updated: str | None = None,
    context: tuple[str, ...] = (),
) -> tuple[tuple[Attribution, ...], tuple[Mention, ...]]:
    """Resolve who speaks in the drafts that `find` gives; for the rest see `attribute`.

    Args:
        text: the text.
        find: finds drafts in a text with these sentences and quotations.
        key: what the ids are made from beside the spans.
        day: ISO day of publication.
        updated: ISO day of the last change, if there was one.
        context: texts beside this one that introduce its people.

    """
    if not text.strip():
        return (), ()
    places, quoted = sentences(text), quotations(text)
    talk = turns.turns(text)
    drafts = turns.apart(text, find(text, places, quoted), talk)
    seen = names(text, places)
    lands = learn(text, seen)
    found = lands.apply(seen)
    subjects.give(text, drafts, found, places)
    mend(text, drafts, places, quoted)
    cast = people(text, found, lands)
    name_later(text, cast, places)
    for beside in context:
        introduce(cast, beside, lands)
    contents = [span for draft in drafts for span in draft.content]
    scene = Scene(text, places, found, cast, lands, contents)
    nested = turns.join(text, nest(text, drafts, found), talk)
    reading = _Reading(text, key, day, updated, quoted, scene)
    speakers = _speakers(scene, nested)
    rows = [_row(reading, item, speaker) for item, speaker in zip(nested, speakers, strict=True)]
    settle(text, scene.people, rows, lands)
    return tuple(_weighed(_linked(text, rows, nested))), mentions(scene)


@cache
def _say_rules_only() -> None:
    _log.warning("no tagger weights: attributions are found by rule only, and many are missed")


def _speakers(scene: Scene, nested: list[Nested]) -> list[Speaker | None]:
    """Speakers in the order of the items, resolved in the order of the text."""
    found: dict[int, Speaker | None] = {}
    for n in sorted(range(len(nested)), key=lambda n: _place(nested[n].draft)):
        draft, parent = nested[n].draft, nested[n].parent
        if draft.method == turns.METHOD:
            found[n] = turns.speaker(scene, draft.source[0])
            continue
        draft.source = [scene.whole(span) for span in draft.source]
        inner = parent is not None and not nested[parent].relay
        source = _best_source(scene, draft)
        by = documents.issuer(scene.text, source) if source is not None else None
        found[n] = resolve(scene, by or source, inner=inner)
        if parent is not None and nested[parent].method == turns.METHOD:
            found[n] = None if found[n] == found[parent] else found[n]  # nobody is his own "he"
        if found[n] is None and not draft.source:
            found[n] = _continued(scene, draft)
    return [found[n] for n in range(len(nested))]


def _best_source(scene: Scene, draft: Draft) -> Span | None:
    """The fragment of a source that names a person, else the longest."""
    if not draft.source:
        return None
    named = [span for span in draft.source if scene.person_named(*span)]
    return named[0] if named else max(draft.source, key=lambda s: s[1] - s[0])


def _place(draft: Draft) -> int:
    spans = draft.source or draft.cue or draft.content
    return spans[0][0]


def _continued(scene: Scene, draft: Draft) -> Speaker | None:
    """A quotation without source or cue goes on with the speaker of the one before it."""
    if draft.cue or not scene.spoken:
        return None
    where, speaker, _ = scene.spoken[-1]
    between = scene.text[where : draft.content[0][0]]
    return speaker if between.count("\n\n") <= 1 and len(between) < 600 else None


def _row(reading: _Reading, item: Nested, speaker: Speaker | None) -> Attribution:
    draft, text = item.draft, reading.text
    source, cue, content = (
        _tidy(text, spans) for spans in (draft.source, draft.cue, draft.content)
    )
    around = (
        [item.scope] if item.scope else _around(reading.scene, [*source, *cue, *content], content)
    )
    around = of_the_saying(text, cue, without(around, [*content, *item.barred]))
    occasion = circumstances(text, cue[0] if cue else None, around)
    return Attribution(
        id=content_id("q", reading.key, source, cue, content),
        source=source,
        cue=cue,
        content=content,
        kind="direct"
        if draft.method == turns.METHOD
        else kind_of(text, list(content), reading.quoted),
        speaker=speaker,
        addressee=occasion.addressee,
        medium=documents.medium(text, source) or _apart(text, occasion.medium, source),
        place=occasion.place,
        said_on=before(
            text,
            min(start for start, _ in (*source, *cue, *content)),
            when(text, around, reading.published, reading.updated),
        ),
        confidence=round(min(1.0, draft.confidence), 3),
        method=item.method if load() is not None else "rule",
    )


def _apart(text: str, medium: str | None, source: tuple[Span, ...]) -> str | None:
    """A medium that is not the source itself: the Post is no medium of what the Post says."""
    own = medium is not None and any(medium in text[start:end] for start, end in source)
    return None if own else medium


def _tidy(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Sorted, trimmed, joined where only white space stands between."""
    found: list[Span] = []
    for span in sorted(spans):
        start, end = trimmed(text, *span)
        if start == end:
            continue
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _around(scene: Scene, spans: list[Span], content: tuple[Span, ...]) -> list[Span]:
    """The stretches of the report's own sentence that are not content, the cue's sentence first."""
    anchors = [s for s in spans if s not in content] or list(content)
    sentence = holding(scene.sentences, anchors[0][0]) if anchors else None
    if sentence is None:
        return []
    stretches, place = [], sentence[0]
    for start, end in sorted({*content, *scene.contents_in(*sentence)}):
        if start < sentence[1] and end > sentence[0]:
            if place < start:
                stretches.append((place, start))
            place = max(place, end)
    if place < sentence[1]:
        stretches.append((place, sentence[1]))
    return stretches


def _weighed(rows: list[Attribution]) -> list[Attribution]:
    """The rows with the chance that each is right in place of the tagger's score."""
    import msgspec

    tagger = load()
    if tagger is None or tagger.curve is None:
        return rows
    curve = tagger.curve
    return [msgspec.structs.replace(row, confidence=round(curve.chance(row), 3)) for row in rows]


def _withholds(text: str, row: Attribution) -> bool:
    """Whether somebody passes nothing on: "declined to comment on claims that …"."""
    cue = " ".join(text[start:end] for start, end in row.cue).lower().split()
    return not words("cues", "withholding").isdisjoint(cue)


def _linked(text: str, rows: list[Attribution], nested: list[Nested]) -> list[Attribution]:
    """Fill in parents and the relayers' names, nearest first; drop rows that say the same twice."""
    import msgspec

    linked = []
    for row, item in zip(rows, nested, strict=True):
        via, up = [], item.parent
        while up is not None:
            speaker = rows[up].speaker
            if speaker is not None and not _withholds(text, rows[up]):
                via.append(speaker.name)
            up = nested[up].parent
        parent = rows[item.parent].id if item.parent is not None else None
        linked.append(
            msgspec.structs.replace(row, parent=parent, via=tuple(via)) if parent else row
        )
    unique = {row.id: row for row in linked if row.content}
    return sorted(unique.values(), key=lambda r: (min(s for s, _ in r.content), r.content, r.id))
