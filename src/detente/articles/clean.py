"""A page to its articles: the seam of this room. Pure, no input or output."""

from __future__ import annotations

import msgspec

from detente.articles.cleaned import Cleaned
from detente.articles.elsewhere import Elsewhere
from detente.nouns import Page


def articles(page: Page, *, elsewhere: Elsewhere | None = None) -> Cleaned:
    """The articles of `page`, in order.

    Plain text and Markdown are cut by lines, and `Article.segments` maps every run of an article's
    text back to the page; of HTML the main text is taken out. What was given as clean is one
    article as it is. A page that holds no article (a list of headlines, say) gives none, and
    `dropped` says why.

    Args:
        page: the page.
        elsewhere: what other pages of the run show of this one's lines (`elsewhere.gathered`).

    """
    if page.given.get("clean"):
        from detente.articles.given import as_given

        return as_given(page)
    if page.media == "text/html":
        from detente.articles.html import from_html

        return from_html(page)
    from detente.articles.dump import from_dump
    from detente.articles.known import with_own_dates

    cleaned = from_dump(page, elsewhere)
    dated = tuple(with_own_dates(page, article) for article in cleaned.articles)
    return msgspec.structs.replace(cleaned, articles=dated)
