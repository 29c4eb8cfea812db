"""Exact words with all that is needed to find them again."""

from __future__ import annotations

import msgspec

from detente.nouns import Article, Evidence, Span
from detente.views.quotation import sentence
from detente.views.reading import Lookup, file_name
from detente.views.text import clip, safe, when

LONGEST = 800
"""Characters of a passage; of a longer one the first are given, and `cut` says so."""

_TITLE = 300
_SENTENCE = 400
"""Characters of a sentence, cut between its clauses."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a page as they stand there, and the sentence that they are a part of.

    `start` and `end` are code points of the article's text, end exclusive; `on_page` are those of
    the page's own text, empty for HTML. `published` is a day or an interval in words. `cut` says
    that the passage goes on behind `end`.
    """

    exact: str
    sentence: str | None
    article: str
    start: int
    end: int
    page: str
    on_page: tuple[Span, ...] = ()
    outlet: str
    published: str | None
    title: str | None
    address: str | None
    file: str | None
    cut: bool = False


def passage(article: Article, span: Span, lookup: Lookup) -> Passage:
    """The words of a span of an article, the first of them where there are many."""
    start, end = span
    last = min(end, start + LONGEST)
    page = lookup.page(article.page)
    around = sentence(article.text, (start, last), _SENTENCE)
    return Passage(
        exact=article.text[start:last],
        sentence=article.text[slice(*around)] if around != (start, last) else None,
        article=article.id,
        start=start,
        end=last,
        page=article.page,
        on_page=article.page_spans(((start, last),)),
        outlet=safe(lookup.outlet(article)),
        published=when(article.published),
        title=clip(safe(article.title), _TITLE) if article.title else None,
        address=page.url if page else None,
        file=file_name(page) if page else None,
        cut=last < end,
    )


def passages(evidence: tuple[Evidence, ...], lookup: Lookup, most: int) -> tuple[Passage, ...]:
    """The first passages of a row's evidence that stand in articles of the record."""
    found = ((one, lookup.article(one.of)) for one in evidence[:most])
    return tuple(passage(at, (one.start, one.end), lookup) for one, at in found if at)
