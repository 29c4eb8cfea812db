"""Sentences that one version gives to a speaker and another tells in its own voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from detente.linking.alignment import overlap
from detente.linking.finding import Finding, side
from detente.linking.naming import Naming
from detente.linking.reading import Reading
from detente.linking.saying import Saying
from detente.linking.words import speech_words
from detente.nouns import Span

_COVERED = 0.4
"""Share of a sentence that must be somebody's words for the sentence to be theirs."""
_SHARED = 4
"""Concepts that both sentences must share."""
_QUOTES = frozenset('“”"«»„')


def voice_differences(
    readings: Mapping[str, Reading],
    sayings: Iterable[Saying],
    aligned: Sequence[tuple[str, str, tuple[tuple[int, int], ...]]],
    naming: Naming,
) -> Iterable[Finding]:
    """Aligned sentences of which one is a named speaker's and the other nobody's."""
    by_article: dict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        by_article[saying.article.id].append(saying)
    for first, second, pairs in aligned:
        for left, right in pairs:
            yield from _compare(readings[first], left, readings[second], right, by_article, naming)
            yield from _compare(readings[second], right, readings[first], left, by_article, naming)


def _compare(
    given: Reading,
    position: int,
    told: Reading,
    other: int,
    by_article: Mapping[str, Sequence[Saying]],
    naming: Naming,
) -> Iterable[Finding]:
    sentence, own = given.sentences[position], told.sentences[other]
    words = told.article.text[own.start : own.end]
    if not _own_voice(words, (own.start, own.end), by_article.get(told.id, ())):
        return
    spoken = [
        s
        for s in by_article.get(given.id, ())
        if s.attribution.speaker
        and _share(s.attribution.content, (sentence.start, sentence.end)) >= _COVERED
    ]
    talk = naming.concepts(words)
    shared = [s for s in spoken if len(s.concepts & talk) >= _SHARED]
    if not shared or overlap(shared[0].concepts, talk, lambda _: 1.0) < 0.3:
        return
    speaker = shared[0].attribution.speaker
    name = speaker.name if speaker else ""
    yield Finding(
        "attribution",
        f"whether {name} said it: {' '.join(words.split()[:10])} …",
        (
            side(given.article, sentence.start, sentence.end, f"said by {name}"),
            side(told.article, own.start, own.end, "told in its own voice"),
        ),
        "aligned sentences of two versions: one gives it to a speaker, the other to nobody",
        None,
        0.6,
    )


def _own_voice(words: str, span: Span, said: Sequence[Saying]) -> bool:
    if _QUOTES & set(words) or speech_words() & {w.strip(".,").casefold() for w in words.split()}:
        return False
    return not any(_share(s.attribution.content, span) > 0 for s in said)


def _share(content: Sequence[Span], span: Span) -> float:
    """Share of the characters of `span` that lie in the content."""
    inside = sum(max(0, min(e, span[1]) - max(s, span[0])) for s, e in content)
    return inside / max(1, span[1] - span[0])
