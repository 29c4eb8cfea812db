"""An attribution as linking compares it: what was said, with countries and near-synonyms folded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from detente.linking.intervals import window
from detente.linking.memo import Memo
from detente.linking.naming import Naming
from detente.linking.words import Token, concept, in_full, rarity, tokens, words
from detente.nouns import Article, Attribution, Span

_OPEN = "“\"«„‘'"
_QUOTATION = re.compile(r"[“\"«„]([^”\"»“„]*)(?:[”\"»“]|$)")
_BRACKETED = re.compile(r"[(\[][^)\]]*[)\]]")


@dataclass(frozen=True, slots=True)
class Saying:
    """One attribution's content.

    `concepts` are its content words, with names under one key (see `naming`), and `weight` how much
    they tell; `words` are all its words folded in spelling, in order; `quoted` are the parts inside
    quotation marks, each as its span in the article; `start` is its place in the article.
    """

    attribution: Attribution
    article: Article
    text: str
    concepts: frozenset[str]
    weight: float
    words: tuple[str, ...]
    quoted: tuple[Span, ...]
    cue: frozenset[str]
    window: tuple[int | None, int | None]

    @property
    def id(self) -> str:
        """The attribution's id."""
        return self.attribution.id

    @property
    def start(self) -> int:
        """Where the content starts in the article."""
        return self.attribution.content[0][0] if self.attribution.content else 0

    def quotation(self, span: Span) -> str:
        """The words of a quoted part."""
        return self.article.text[span[0] : span[1]]


def saying(article: Article, attribution: Attribution, naming: Naming) -> Saying:
    """Read one attribution of an article."""
    text = " ".join(article.text[start:end] for start, end in attribution.content)
    concepts = naming.concepts(text)
    return Saying(
        attribution=attribution,
        article=article,
        text=text,
        concepts=concepts,
        weight=sum(map(rarity, concepts)),
        words=folded_words(text),
        quoted=tuple(_quoted(article.text, attribution)),
        cue=frozenset(
            concept(word) for s, e in attribution.cue for word in words(article.text[s:e])
        ),
        window=window(article, attribution),
    )


def folded_words(text: str) -> tuple[str, ...]:
    """The words that count as wording: spelling folded, bracketed insertions left out."""
    bare = _BRACKETED.sub(" ", text)
    return tuple(chain.from_iterable(map(_forms.__getitem__, bare.split())))


def _read(written: str) -> tuple[str, ...]:
    return tuple(form for word in words(written) for form in in_full(word))


# No word holds a space, so that texts can be read by what stands between spaces.
_forms = Memo(_read, 100_000)


def folded_tokens(text: str) -> list[Token]:
    """The same with their places; both words of "don't" or "cannot" have the place of the whole."""
    bare = _BRACKETED.sub(lambda found: " " * len(found.group()), text)
    return [
        Token(token.start, token.end, form)
        for token in tokens(bare)
        for form in in_full(token.form)
    ]


def _quoted(text: str, attribution: Attribution) -> list[Span]:
    """Parts inside double quotation marks; a direct quotation without its marks counts whole."""
    found: list[Span] = []
    for start, end in attribution.content:
        inside = [
            (start + m.start(1), start + m.start(1) + len(m.group(1).rstrip(" ,")))
            for m in _QUOTATION.finditer(text[start:end])
            if m.group(1).strip()
        ]
        if not inside and attribution.kind == "direct":
            inside = [(start, end)]
        found.extend(inside)
    return found


def likeness(first: Saying, second: Saying) -> tuple[float, float]:
    """Weighted overlap of two contents: the share of the smaller and of the larger one."""
    common = sum(map(rarity, first.concepts & second.concepts))
    if not common:
        return 0.0, 0.0
    one, other = first.weight, second.weight
    return common / min(one, other), common / max(one, other)


def longest_run(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    """Words in the longest run that both have."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(second):
        places.setdefault(word, []).append(place)
    best = 0
    previous: dict[int, int] = {}
    for word in first:
        # Only where the words agree: most cells of the whole table would be zero.
        previous = {place: previous.get(place - 1, 0) + 1 for place in places.get(word, ())}
        best = max(best, *previous.values(), 0)
    return best
