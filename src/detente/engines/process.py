"""The stages in their order: a page to a document, a text to its annotations."""

from __future__ import annotations

import logging
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from detente.attribution.memory import recalled
from detente.attribution.tagger import load
from detente.engines import keyed
from detente.nouns import (
    Annotated,
    Article,
    Attribution,
    Commitment,
    Document,
    Mention,
    Move,
    Page,
    When,
    content_id,
)

if TYPE_CHECKING:
    from detente.articles import Elsewhere

_log = logging.getLogger(__name__)


class _Given(NamedTuple):
    """All that decides what is found in a text, but for the ids."""

    text: str
    published: str | None
    updated: str | None
    title: str | None
    captions: tuple[str, ...]
    threshold: float


def process(page: Page, *, elsewhere: Elsewhere | None = None) -> Document:
    """Find the articles of a page and what is said in each. Pure: the same page, the same document.

    Args:
        page: the page.
        elsewhere: what other crawls of it show of its lines.

    Raises:
        InputError: the page cannot be read as what it is said to be.

    """
    from detente.articles import articles

    cleaned = articles(page, elsewhere=elsewhere)
    return Document(
        page=page,
        articles=tuple(cleaned.articles),
        annotated=tuple(_annotated(article) for article in cleaned.articles),
        dropped=tuple(cleaned.dropped),
    )


def annotate(
    text: str,
    *,
    published: str | None = None,
    updated: str | None = None,
    title: str | None = None,
    captions: tuple[str, ...] = (),
    language: str | None = None,
    key: str | None = None,
    threshold: float = 0.0,
) -> Annotated:
    """Find what is said in clean article text; all offsets refer to this very string.

    Text in a language that attribution does not read gives nothing, and a notice.

    Args:
        text: the article's text as it is.
        published: when it was published (ISO 8601), to resolve weekdays with; anything else is
            taken as not known.
        updated: when it was last changed (ISO 8601), if that is known.
        title: the headline, if it is known apart.
        captions: captions of its pictures; they and the headline introduce people, and are read
            for reports of their own.
        language: the text's language (ISO 639-1), if it is known; else it is told from the text.
        key: what ids are made from beside the spans; by default the text itself.
        threshold: the confidence, 0..1, below which an attribution is left out.

    """
    from detente.articles.language import language as language_of
    from detente.attribution import LANGUAGES

    told = language or language_of(text)
    if told is not None and told not in LANGUAGES:
        _say_unread(told)
        return Annotated()
    key = key or content_id("t", text)
    given = _Given(text, _day(published), _day(updated), title, captions, threshold)
    model = load()
    read = ("annotated", model and model.identity, given)
    # A copy has been read already, in an article of another id.
    found = recalled(Annotated, read, lambda: _read(given, key))
    return keyed.annotated(found, key, captions) or _read(given, key)


def _read(given: _Given, key: str) -> Annotated:
    from detente.attribution import at_least, attribute, caption, headline

    text, day, updated, title, captions, threshold = given
    attributions, mentions = attribute(
        text, key=key, published=day, updated=updated, title=title, captions=captions
    )
    attributions = at_least(attributions, threshold)
    moves, commitments = _coded(text, attributions, mentions, key=key, published=day)
    return Annotated(
        attributions=attributions,
        moves=moves,
        commitments=commitments,
        mentions=mentions,
        headline=at_least(
            headline(title or "", key=key, published=day, mentions=mentions), threshold
        ),
        captions=tuple(
            at_least(caption(words, key=key, published=day, mentions=mentions), threshold)
            for words in captions
        ),
    )


def _coded(
    text: str,
    attributions: tuple[Attribution, ...],
    mentions: tuple[Mention, ...],
    *,
    key: str,
    published: str | None,
) -> tuple[tuple[Move, ...], tuple[Commitment, ...]]:
    """Moves and commitments, once for all articles that differ in their headlines alone."""
    from detente.moves import code

    nobodys, _ = keyed.reports(attributions, "")
    moves, commitments = recalled(
        tuple[tuple[Move, ...], tuple[Commitment, ...]],
        ("code", text, nobodys, mentions, published),
        lambda: code(text, nobodys, mentions, key="", published=published),
    )
    _, ids = keyed.reports(nobodys, key)
    return keyed.moves(moves, key, ids), keyed.commitments(commitments, key, ids)


def _annotated(article: Article) -> Annotated:
    published = article.published
    if isinstance(published, When):
        published = published.day
    return annotate(
        article.text,
        published=published,
        updated=_updated(article),
        title=article.title,
        captions=article.captions,
        language=article.language,
        key=article.id,
    )


def _updated(article: Article) -> str | None:
    """The last day on which the article says that it was changed."""
    claims = (claim.when.day for claim in article.dates if claim.kind == "updated")
    return max(filter(None, claims), default=None)


@cache
def _say_unread(language: str) -> None:
    _log.warning(
        "text in “%s” is kept, but who said what is read in English only: nothing was looked for",
        language,
    )


def _day(published: str | None) -> str | None:
    try:
        return date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return None
