"""Differences in particulars: between reports of one statement, versions, and who cites whom.

See `particulars` for what is compared in two passages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from detente.linking.alignment import Sentence, overlap
from detente.linking.finding import Finding, side
from detente.linking.groups import Groups
from detente.linking.naming import Naming
from detente.linking.particulars import Particular, differing
from detente.linking.reading import Reading, is_before, plain_name
from detente.linking.saying import Saying
from detente.linking.wordings import in_short
from detente.nouns import Article, Span, Statement

Aligned = Sequence[tuple[str, str, tuple[tuple[int, int], ...]]]
"""Pairs of articles that retell one text, with the positions of their aligned sentences."""

_FORMS = 8
"""Different wordings of one statement that are all compared."""
_CITED = 0.3
"""Overlap of what somebody has from an outlet with the sentence of the outlet that tells it."""
_WHY = {
    "number": "give different figures",
    "date": "give different days",
    "fact": "name different places",
}


def reported_differences(
    statement: Statement, said: Sequence[Saying], known: Iterable[Finding]
) -> Iterable[Finding]:
    """The particulars in which the reports of a statement differ, each with all its sides.

    `known` are the differences found inside quotation marks: their words are not shown twice.
    """
    worded: dict[str, list[Saying]] = defaultdict(list)
    for saying in said:
        worded[saying.text].append(saying)
    shown = [(s.evidence.of, s.evidence.start, s.evidence.end) for f in known for s in f.sides]
    groups = Groups()
    found: dict[str, tuple[str, Particular]] = {}
    for first, second in combinations(list(worded)[:_FORMS], 2):
        if {s.article.id for s in worded[first]} & {s.article.id for s in worded[second]}:
            continue  # one article that says it twice tells two things
        for pair in differing(first, second):
            one, other = zip((first, second), pair, strict=True)
            found[_key(*one)], found[_key(*other)] = one, other
            groups.join(_key(*one), _key(*other))
    for keys in groups.sets():
        places = [
            (saying.article, span)
            for text, particular in (found[key] for key in keys)
            for saying in worded[text]
            if (span := _in_article(saying, particular.span)) is not None
        ]
        if not all(_is_shown(article.id, span, shown) for article, span in places):
            particular = found[keys[0]][1]
            about = f"{particular.about}, in {in_short(said)}"
            yield _finding(
                particular, about, places, "reports of one statement", 0.75, statement.id
            )


def _is_shown(article: str, span: Span, shown: Iterable[tuple[str, int, int]]) -> bool:
    return any(of == article and start <= span[0] <= span[1] <= end for of, start, end in shown)


def version_differences(readings: Mapping[str, Reading], aligned: Aligned) -> Iterable[Finding]:
    """The figures and places in which aligned sentences of two versions of one text differ.

    Days are left to `facts`, which compares them over all texts of a story.
    """
    for first, second, pairs in aligned:
        versions = readings[first], readings[second]
        for positions in pairs:
            sentences = [v.sentences[p] for v, p in zip(versions, positions, strict=True)]
            texts = [
                v.article.text[s.start : s.end] for v, s in zip(versions, sentences, strict=True)
            ]
            for pair in differing(*texts):
                if pair[0].kind != "date":
                    sides = [
                        (v.article, (s.start + p.span[0], s.start + p.span[1]))
                        for v, s, p in zip(versions, sentences, pair, strict=True)
                    ]
                    score = 0.7 if pair[0].sort == pair[1].sort else 0.6
                    where = "aligned sentences of two versions"
                    yield _finding(pair[0], pair[0].about, sides, where, score)


def cited_differences(
    readings: Mapping[str, Reading], sayings: Iterable[Saying], naming: Naming
) -> Iterable[Finding]:
    """The particulars in which a report differs from the outlet that it has them from."""
    outlets: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings.values():
        if reading.article.outlet:
            outlets[plain_name(reading.article.outlet)].append(reading)
    for saying in sayings:
        speaker = saying.attribution.speaker
        named = (*saying.attribution.via, *([speaker.name] if speaker else []))
        cited = [r for name in named for r in outlets.get(plain_name(name), ())]
        passage = _told_by(saying, cited, naming)
        for one, other in differing(saying.text, passage[1]) if passage else ():
            span = _in_article(saying, one.span)
            if passage and span is not None:
                reading, _, start = passage
                place = start + other.span[0], start + other.span[1]
                about = f"{one.about}, in what {reading.article.outlet} reported"
                sides = (saying.article, span), (reading.article, place)
                yield _finding(one, about, sides, "an outlet and who cites it", 0.6)


def _told_by(
    saying: Saying, cited: Iterable[Reading], naming: Naming
) -> tuple[Reading, str, int] | None:
    """The sentence of the outlets cited that tells most of what is said, and where it starts."""
    told = [
        (alike, reading, sentence)
        for reading in cited
        if reading.id != saying.article.id
        and is_before(saying.article, reading.article) is not True
        for sentence in reading.sentences
        if (alike := overlap(saying.concepts, _concepts(reading, sentence, naming))) >= _CITED
    ]
    if not told:
        return None
    _, reading, best = max(told, key=lambda row: (row[0], row[1].id, -row[2].start))
    return reading, reading.article.text[best.start : best.end], best.start


def _concepts(reading: Reading, sentence: Sentence, naming: Naming) -> frozenset[str]:
    return naming.concepts(reading.article.text[sentence.start : sentence.end])


def _finding(
    particular: Particular,
    about: str,
    sides: Iterable[tuple[Article, Span]],
    where: str,
    score: float,
    statement: str | None = None,
) -> Finding:
    return Finding(
        particular.kind,
        about,
        tuple(side(article, *span) for article, span in sides),
        f"{where} {_WHY[particular.kind]}",
        statement,
        score,
    )


def _key(text: str, particular: Particular) -> str:
    return f"{particular.span[0]:06d} {text}"


def _in_article(saying: Saying, span: Span) -> Span | None:
    """Where a part of what is said stands; None where it runs over two parts of the content."""
    start, end = span
    for first, last in saying.attribution.content:
        if end <= last - first:
            return (first + start, first + end) if start >= 0 else None
        # The parts are joined by one space in the saying's text.
        start, end = start - (last - first) - 1, end - (last - first) - 1
    return None
