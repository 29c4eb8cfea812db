"""The stages in their order: a page to a document, a text to its annotations."""

from __future__ import annotations

from datetime import date

from detente.nouns import Annotated, Article, Document, Page, When, content_id


def process(page: Page) -> Document:
    """Find the articles of a page and what is said in each. Pure: the same page, the same document.

    Raises:
        InputError: the page cannot be read as what it is said to be.

    """
    from detente.articles import articles

    cleaned = articles(page)
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
    title: str | None = None,
    captions: tuple[str, ...] = (),
    key: str | None = None,
) -> Annotated:
    """Find what is said in clean article text; all offsets refer to this very string.

    Args:
        text: the article's text as it is.
        published: when it was published (ISO 8601), to resolve weekdays with; anything else is
            taken as not known.
        title: the headline, if it is known apart.
        captions: captions of its pictures; they and the headline introduce people.
        key: what ids are made from beside the spans; by default the text itself.

    """
    from detente.attribution import attribute
    from detente.moves import code

    key = key or content_id("t", text)
    day = _day(published)
    attributions, mentions = attribute(text, key=key, published=day, title=title, captions=captions)
    moves, commitments = code(text, attributions, mentions, key=key, published=day)
    return Annotated(
        attributions=attributions, moves=moves, commitments=commitments, mentions=mentions
    )


def _annotated(article: Article) -> Annotated:
    published = article.published
    if isinstance(published, When):
        published = published.day
    return annotate(
        article.text,
        published=published,
        title=article.title,
        captions=article.captions,
        key=article.id,
    )


def _day(published: str | None) -> str | None:
    try:
        return date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return None
