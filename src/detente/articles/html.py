"""HTML to an article: trafilatura takes the main text out, metadata say the rest.

Metadata are read in the order of their makers' care: JSON-LD (schema.org NewsArticle), Open Graph
and other meta elements, then the visible headline. A date that no element states is not guessed
from the text here: a wrong date is worse than none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from detente.articles.cleaned import Cleaned
from detente.articles.credits import byline as wrote
from detente.articles.dateline import dateline
from detente.articles.dates import has_date, iso_day
from detente.articles.furniture import folded
from detente.articles.known import (
    known_agencies,
    known_byline,
    known_dates,
    known_language,
    known_outlet,
    line_claims,
)
from detente.articles.lines import is_byline, lines
from detente.articles.metadata import Metadata, metadata
from detente.articles.outlet import site_name
from detente.articles.profiles import by_host, host_of
from detente.nouns import Article, DateClaim, Dropped, Page, When, content_id

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NO_ARTICLE = "no article on this page: no main text was found in its HTML"
UNREADABLE = "the HTML cannot be read: it is broken or nested too deep"
_LEAST_WORDS = 8
_LONGEST_HEAD_LINE = 14


def from_html(page: Page) -> Cleaned:
    """The article of an HTML page, or none with the reason; it has no offsets into the source."""
    import lxml.etree
    import trafilatura

    try:
        tree = trafilatura.load_html(page.text)
        if tree is None:
            return _none(page, UNREADABLE)
        said = metadata(tree)
        text, head = _main_text(tree, {folded(head) for head in (*said.heads, said.title or "")})
    except (RecursionError, lxml.etree.LxmlError, ValueError):
        return _none(page, UNREADABLE)
    if len(text.split()) < _LEAST_WORDS and len(text) < 4 * _LEAST_WORDS:
        return _none(page, NO_ARTICLE)
    return Cleaned(articles=(_article(page, text, said, head),))


def _none(page: Page, why: str) -> Cleaned:
    return Cleaned(dropped=(Dropped(start=0, end=len(page.text), why=why),))


def _main_text(tree: HtmlElement, heads: set[str]) -> tuple[str, list[str]]:
    """The main text as trafilatura finds it without its fallbacks, and the lines above it.

    The headline, the writer and the date stand above the text and are none of it.
    """
    import trafilatura

    text = trafilatura.extract(tree, include_comments=False, fast=True, with_metadata=False)
    paragraphs = [line for line in (text or "").split("\n") if line.strip()]
    first = 0
    while first < len(paragraphs) - 1 and _is_above(paragraphs[first], heads):
        first += 1
    return "\n\n".join(paragraphs[first:]), paragraphs[:first]


def _is_above(paragraph: str, heads: set[str]) -> bool:
    if folded(paragraph) in heads:
        return True
    tokens = paragraph.split()
    if len(tokens) > _LONGEST_HEAD_LINE or paragraph.endswith((".", "?", "!")):
        return False
    return has_date(paragraph) or is_byline(paragraph, tokens)


def _article(page: Page, text: str, said: Metadata, head: list[str]) -> Article:
    filed = dateline(text)
    claims = []
    for kind, value in (("metadata", said.published), ("updated", said.modified)):
        day = iso_day(value) if value else None
        if day is not None:
            claims.append(
                DateClaim(kind=kind, when=When(earliest=day, latest=day, words=value or ""))
            )
    above = lines("\n".join(head), frozenset())
    for claim in line_claims(page, above, None):  # offsets into HTML source are not known
        claims.append(msgspec.structs.replace(claim, span=None))
    # What their elements say that these lines are needs no telling from their words.
    by = [line._replace(byline=True) for line in lines("\n".join(said.bylines), frozenset())]
    shown = [line._replace(picture=True) for line in lines("\n".join(said.captions), frozenset())]
    around = [*by, *above, *shown]
    known = known_dates(page, claims)
    byline = known_byline(page, said.author or wrote(around))
    profile = by_host(host_of(page.url or said.address))
    outlet = profile.name if profile is not None else said.site and site_name(said.site)
    given = page.given.get("title")
    return Article(
        id=content_id("a", page.id, 0, text),
        page=page.id,
        title=said.title or (given if isinstance(given, str) and given else None),
        text=text,
        outlet=known_outlet(page, outlet or None),
        byline=byline,
        dateline=filed.place if filed is not None else None,
        agencies=known_agencies(page, around, text, filed, byline),
        published=known.published,
        published_rule=known.rule,
        dates=known.dates,
        language=known_language(page, text),
        captions=said.captions,
    )
