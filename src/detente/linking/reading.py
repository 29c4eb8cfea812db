"""An article as linking reads it: its sentences, its runs, its dates and its credits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import compress
from operator import not_
from typing import cast

from detente.linking.alignment import Sentence, read_sentences
from detente.linking.shingles import Hashes, hashed_shingles
from detente.linking.vectors import Vector, Weights, vector, weigh
from detente.linking.words import folded, load, spelling, words
from detente.nouns import Article, When

_TERMINAL = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_LINE = 14
"""Words of the longest line that a page adds."""
_LEAD = 400
"""The first characters of a text: they say what it is about."""
_LEAD_WEIGHT = 4.0
_INITIAL = 0.3
"""What a capital at the start of a sentence counts for as a sign of a name."""
_TOO_LITTLE = 12
"""Words below which a text tells too little to be like another."""
_HEAD = 160
"""Where a dateline with its credit stands: the first characters of the text."""


@dataclass(frozen=True, eq=False)
class Reading:
    """What is read once from an article and compared often; each part when it is first wanted."""

    article: Article

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, with their words."""
        return read_sentences(self.article.text)

    @cached_property
    def furniture(self) -> frozenset[int]:
        """The positions of sentences that belong to the page rather than to the text."""
        title = _words(self.article.title or "")
        return frozenset(
            i for i, s in enumerate(self.sentences) if _is_furniture(s, self.article, title)
        )

    @cached_property
    def runs(self) -> Hashes:
        """The hashed runs of words of the text without its furniture."""
        text = [s.hashes for i, s in enumerate(self.sentences) if i not in self.furniture]
        return hashed_shingles(b"".join(text))

    @cached_property
    def wires(self) -> tuple[str, ...]:
        """The news agencies that the article credits, by their first names in data/wires.txt."""
        return _wires(self.article)

    @property
    def terms(self) -> Mapping[str, float]:
        """How often it talks of each concept; the headline and the lead count four times."""
        return self._counts[0]

    @cached_property
    def names(self) -> frozenset[str]:
        """The concepts that it writes with a capital inside sentences, and the numbers."""
        _, capitals, lowers = self._counts
        found = {key for key, count in capitals.items() if count > 3 * lowers.get(key, 0)}
        return frozenset(found | {key for key in lowers if key[:1].isdigit()})

    @cached_property
    def weights(self) -> Weights:
        """All terms with what each weighs in it."""
        return weigh(self.terms)

    @cached_property
    def vector(self) -> Vector:
        """All terms and the names alone; no names where the text is but a line."""
        line = sum(len(sentence.words) for sentence in self.sentences) < _TOO_LITTLE
        return vector(self.weights, frozenset() if line else self.names)

    @cached_property
    def _counts(self) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
        """Of each concept: how often it stands, how often with a capital, how often without."""
        lead = [folded(form)[1] for form in words(self.article.title or "")]
        rest: list[str | None] = []
        openers: list[str | None] = []
        within: list[str | None] = []
        lowers: list[str | None] = []
        for sentence in self.sentences:
            keys, capitals = sentence.keys, sentence.capitals
            (lead if sentence.start < _LEAD else rest).extend(keys)
            openers.extend(compress(keys[:1], capitals))
            within.extend(compress(keys[1:], capitals[1:]))
            lowers.extend(compress(keys, map(not_, capitals)))
        return _told(rest, lead, _LEAD_WEIGHT), _told(within, openers, _INITIAL), _told(lowers)


def _told(
    seen: Iterable[str | None], too: Iterable[str | None] = (), weight: float = 1
) -> dict[str, float]:
    """How often each concept was seen, and `too` at a weight; no words that say nothing."""
    found: dict[str | None, float] = {**Counter(seen)}
    for key, count in Counter(too).items():
        found[key] = found.get(key, 0) + weight * count
    found.pop(None, None)
    return cast("dict[str, float]", found)


def _is_furniture(sentence: Sentence, article: Article, title: tuple[str, ...]) -> bool:
    if title and sentence.words == title:
        return True
    if len(sentence.words) > _LINE:
        return False
    flat = " ".join(sentence.words)
    written = article.text[sentence.start : sentence.end]
    whole = len(sentence.words) > 3 and _TERMINAL.search(written) is not None
    return any(flat.startswith(line) for line in _furniture() if not whole or line.count(" ") >= 2)


def _words(text: str) -> tuple[str, ...]:
    return tuple(spelling(form) for form in words(text))


@cache
def _furniture() -> tuple[str, ...]:
    lines = [line for line in load("furniture.txt").splitlines() if not line.startswith("#")]
    return tuple(" ".join(_words(line)) for line in lines if line.strip())


@cache
def _wire_names() -> dict[tuple[str, ...], str]:
    names: dict[tuple[str, ...], str] = {}
    for line in load("wires.txt").splitlines():
        if line.strip() and not line.startswith("#"):
            forms = [form.strip() for form in line.split("|")]
            names.update({_words(form): forms[0] for form in forms})
    return names


def wire(name: str) -> str | None:
    """The agency that a name means ("AFP" gives its full name), None for anything else."""
    named, known = _words(name), _wire_names()
    return known.get(named) or known.get(named[1:] if named[:1] == ("the",) else ())


_APART = re.compile(r"[/,;]|\band\b")
_CREDIT = re.compile(r"\(([^()\n]{2,40})\)|^([A-Z][\w ]{1,30})\s*[-–—:]", re.MULTILINE)


def _wires(article: Article) -> tuple[str, ...]:
    said = [*article.agencies, article.outlet or ""]
    for match in _CREDIT.finditer(article.text[:_HEAD]):
        said.append(match.group(1) or match.group(2))
    said.extend(_APART.split(article.byline or ""))
    return tuple(sorted({found for name in said if (found := wire(name)) is not None}))


def plain_name(outlet: str) -> str:
    """An outlet's name without its article and the case of its letters."""
    return outlet.casefold().removeprefix("the ")


def is_credited(outlet: Article, other: Article) -> bool:
    """Whether one article's outlet is the agency to which another credits its text.

    The other names it in its agencies, its byline or the head of its text, and is not its own.
    """
    name, own = _words(outlet.outlet or ""), _words(other.outlet or "")
    if not name or name == own:
        return False
    credited = [*other.agencies, *_APART.split(other.byline or "")]
    credited += [m.group(1) or m.group(2) for m in _CREDIT.finditer(other.text[:_HEAD])]
    return any(name in (_words(credit), _words(credit)[1:]) for credit in credited)


def days(article: Article) -> tuple[str | None, str | None]:
    """The first and last moment (ISO 8601, as exact as known) an article can be from."""
    published = article.published
    if published is None:
        return None, None
    if isinstance(published, When):
        return published.earliest, published.latest
    return published, published


def is_before(first: Article, second: Article) -> bool | None:
    """Whether the first is from before the second; None when the dates do not tell."""
    (early, late), (other_early, other_late) = days(first), days(second)
    if _less(late, other_early):
        return True
    if _less(other_late, early):
        return False
    return None


def starts_after(article: Article, moment: str | None) -> bool:
    """Whether an article is surely from after a moment (ISO 8601)."""
    return _less(moment, days(article)[0])


def _less(first: str | None, second: str | None) -> bool:
    if not first or not second:
        return False
    length = min(len(first), len(second))
    return first[:length] < second[:length]


def date_key(articles: Sequence[Article]) -> dict[str, tuple[str, str]]:
    """A sorting key by article id: known dates first, ties by id, so that order never matters."""
    return {a.id: (days(a)[0] or days(a)[1] or "9999", a.id) for a in articles}
