"""An article as linking reads it: its sentences, its runs, its dates and its credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from detente.linking.alignment import Sentence, read_sentences
from detente.linking.shingles import Hashes, shingles
from detente.linking.words import load, spelling, tokens
from detente.nouns import Article, When

_TERMINAL = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_HEAD = 160
"""Where a dateline with its credit stands: the first characters of the text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read once from an article and compared often.

    `furniture` holds the positions of sentences that belong to the page rather than to the text.
    `wires` are the news agencies that the article credits, by their first names in data/wires.txt.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    runs: Hashes
    furniture: frozenset[int]
    wires: tuple[str, ...]

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id


def read(article: Article) -> Reading:
    """Read an article; pure, and the only costly step that looks at one article alone."""
    found = read_sentences(article.text)
    words = [word for sentence in found for word in sentence.words]
    return Reading(
        article=article,
        sentences=found,
        runs=shingles(words),
        furniture=frozenset(i for i, s in enumerate(found) if _is_furniture(s, article)),
        wires=_wires(article),
    )


def _is_furniture(sentence: Sentence, article: Article) -> bool:
    words = article.text[sentence.start : sentence.end]
    flat = " ".join(sentence.words)
    if article.title and sentence.words == _words(article.title):
        return True
    if len(sentence.words) > 14 or _TERMINAL.search(words) and len(sentence.words) > 6:
        return False
    return any(flat.startswith(line) or f" {line}" in flat for line in _furniture())


def _words(text: str) -> tuple[str, ...]:
    return tuple(spelling(token.form) for token in tokens(text))


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
    words = _words(name)
    return _wire_names().get(words) or _wire_names().get(words[1:] if words[:1] == ("the",) else ())


_CREDIT = re.compile(r"\(([^()\n]{2,40})\)|^([A-Z][\w ]{1,30})\s*[-–—:]", re.MULTILINE)


def _wires(article: Article) -> tuple[str, ...]:
    said = [*article.agencies, article.outlet or ""]
    for match in _CREDIT.finditer(article.text[:_HEAD]):
        said.append(match.group(1) or match.group(2))
    said.extend(re.split(r"[/,;]|\band\b", article.byline or ""))
    return tuple(sorted({found for name in said if (found := wire(name)) is not None}))


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


def _less(first: str | None, second: str | None) -> bool:
    if not first or not second:
        return False
    length = min(len(first), len(second))
    return first[:length] < second[:length]


def date_key(articles: Sequence[Article]) -> dict[str, tuple[str, str]]:
    """A sorting key by article id: known dates first, ties by id, so that order never matters."""
    return {a.id: (days(a)[0] or days(a)[1] or "9999", a.id) for a in articles}
