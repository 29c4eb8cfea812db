"""A text that was given as clean: one article as it is."""

from __future__ import annotations

from detente.articles.cleaned import Cleaned
from detente.articles.known import (
    dateline_claims,
    known_agencies,
    known_byline,
    known_dateline,
    known_dates,
    known_language,
    known_outlet,
)
from detente.nouns import Article, Page, Segment, content_id


def as_given(page: Page) -> Cleaned:
    """The page's whole text as one article, with what was said about it."""
    text = page.text
    title = page.given.get("title")
    begins = len(text) - len(text.lstrip())
    filed = known_dateline(page, text[begins:])
    claims = dateline_claims(text[begins:], filed, ((begins, len(text)),))
    known = known_dates(page, claims)
    article = Article(
        id=content_id("a", page.id, 0, text),
        page=page.id,
        title=title if isinstance(title, str) and title else None,
        text=text,
        start=0,
        end=len(text),
        segments=(Segment(0, 0, len(text)),),
        outlet=known_outlet(page, None),
        byline=known_byline(page, None),
        dateline=filed.place if filed is not None else None,
        agencies=known_agencies(page, (), text, filed, None),
        published=known.published,
        published_rule=known.rule,
        dates=known.dates,
        language=known_language(page, text),
    )
    return Cleaned(articles=(article,))
