"""HTML to an article: trafilatura takes the main text out, metadata and the lines around say more.

Metadata are read in the order of their makers' care: JSON-LD (schema.org NewsArticle), Open Graph
and other meta elements, time elements; then the lines between headline and text, as in a dump. A
date that none of them states is not guessed from the text: a wrong date is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from detente.articles.claims import kind_said
from detente.articles.cleaned import Cleaned
from detente.articles.credits import byline as wrote
from detente.articles.dates import has_date, stated
from detente.articles.furniture import folded
from detente.articles.known import (
    date_order,
    dateline_claims,
    known_agencies,
    known_byline,
    known_dateline,
    known_dates,
    known_language,
    known_outlet,
    line_claims,
)
from detente.articles.layout import Layout, layout
from detente.articles.lines import Line, is_byline, lines
from detente.articles.metadata import Metadata, metadata
from detente.articles.outlet import site_name
from detente.articles.profiles import by_host, host_of
from detente.articles.shown import Shown
from detente.nouns import Article, DateClaim, Dropped, Page, Span, content_id

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NO_ARTICLE = "no article on this page: no main text was found in its HTML"
UNREADABLE = "the HTML cannot be read: it is broken or nested too deep"
_LEAST_WORDS = 8
_LONGEST_HEAD_LINE = 14
_LONGEST_MARKUP = 400  # characters


def from_html(page: Page) -> Cleaned:
    """The article of an HTML page, or none with the reason.

    Its text has no offsets into the source; dates and what was dropped have.
    """
    import lxml.etree
    import trafilatura

    try:
        tree = trafilatura.load_html(page.text)
        if tree is None:
            return _none(page, UNREADABLE)
        said = metadata(tree)
        text, above = _main_text(tree, {folded(head) for head in (*said.heads, said.title or "")})
    except (RecursionError, lxml.etree.LxmlError, ValueError):
        return _none(page, UNREADABLE)
    if len(text.split()) < _LEAST_WORDS and len(text) < 4 * _LEAST_WORDS:
        return _none(page, NO_ARTICLE)
    laid = layout(page.text, text, said.title, said.captions)
    article = _article(page, text, said, above, laid)
    return Cleaned(articles=(article,), dropped=laid.dropped)


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
    if len(tokens) > _LONGEST_HEAD_LINE:
        return False
    if paragraph.endswith((".", "?", "!")):
        return kind_said(paragraph) is not None and has_date(paragraph)
    return has_date(paragraph) or is_byline(paragraph)


def _article(page: Page, text: str, said: Metadata, above: Sequence[str], laid: Layout) -> Article:
    filed = known_dateline(page, text)
    code = known_language(page, text) or _declared(said.language)
    head, foot = _looked_at(laid.head), _looked_at(laid.foot)
    # What their elements say that these lines are needs no telling from their words.
    by = [line._replace(byline=True) for line in _told(said.bylines)]
    shown = [line._replace(picture=True) for line in _told(said.captions)]
    around = [*by, *_told(above), *shown]
    claims = _claims(page, said, head, foot, code) + dateline_claims(text, filed, ())
    known = known_dates(page, claims, title=laid.title, address=said.address)
    byline = known_byline(page, said.author or wrote(around) or wrote(head), head)
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
        agencies=known_agencies(page, [*around, *head, *foot], text, filed, byline),
        published=known.published,
        published_rule=known.rule,
        dates=known.dates,
        language=code,
        captions=said.captions,
    )


def _claims(
    page: Page, said: Metadata, head: Sequence[Line], foot: Sequence[Line], code: str | None
) -> list[DateClaim]:
    """What metadata and the lines around the text claim; the foot is asked where no head tells."""
    order = date_order(page) or (None if code in {None, "en"} else "dmy")
    claims = []
    for kind, values in (("metadata", said.published), ("updated", said.modified)):
        for value in values:
            when = stated(value, order)
            if when is not None:
                claims.append(DateClaim(kind=kind, when=when))
    told = line_claims(page, head, code)
    if not told:
        told = [claim for claim in line_claims(page, foot, code) if _says_kind(claim, foot)]
    return claims + [msgspec.structs.replace(c, span=_placed(page.text, c)) for c in told]


def _says_kind(claim: DateClaim, foot: Sequence[Line]) -> bool:
    """Whether a line below the text says that its date is the article's: "Published …"."""
    start = claim.span[0] if claim.span is not None else 0
    line = next((line for line in foot if line.start <= start <= line.end), None)
    return line is not None and kind_said(line.text[: start - line.start]) is not None


def _placed(source: str, claim: DateClaim) -> Span | None:
    """Where a claim's words stand in the source: markup and runs of space may come between."""
    if claim.span is None:
        return None
    start = source.find(claim.when.words, claim.span[0], claim.span[1] + _LONGEST_MARKUP)
    return (start, start + len(claim.when.words)) if start >= 0 else None


def _looked_at(shown: Sequence[Shown]) -> list[Line]:
    """Lines as those of a dump are, with offsets into the source."""
    told = _told([one.text for one in shown])
    return [
        line._replace(start=one.start, end=one.end) for one, line in zip(shown, told, strict=True)
    ]


def _told(words: Sequence[str]) -> list[Line]:
    """The lines of several texts, described at once; each is a line apart."""
    return lines("\n\n".join(words), frozenset())


def _declared(tag: str | None) -> str | None:
    """The language that a page declares (BCP 47), as ISO 639-1; None for no such code."""
    code = (tag or "").strip().lower().replace("_", "-").partition("-")[0]
    return code if len(code) == 2 and code.isalpha() else None
