"""Opening where things stand: pages, articles, what articles were made from, stories."""

from __future__ import annotations

from detente.nouns import (
    Article,
    Attribution,
    Lineage,
    Page,
    Story,
)
from detente.views.cards.parts import (
    Opened,
    article_words,
    evidence_passages,
    fact,
    judged,
)
from detente.views.quotation import quotation
from detente.views.reading import Lookup, file_name
from detente.views.text import counted, day, joined, when


def page_card(page: Page, lookup: Lookup) -> Opened:
    """Open a page."""
    facts = [
        fact("file", page.file),
        fact("address", page.url),
        fact("retrieved", day(page.retrieved)),
        fact(
            "form", joined((page.media, page.encoding, counted(len(page.text), "character")), ", ")
        ),
        fact("sha256", page.sha256),
        *(
            fact("articles", article_words(a, lookup), a.id)
            for a in lookup.store.articles()
            if a.page == page.id
        ),
    ]
    return file_name(page) or page.url or "Page", facts, []


def article_card(article: Article, lookup: Lookup) -> Opened:
    """Open an article."""
    page = lookup.page(article.page)
    kin = [k for k in lookup.store.lineage() if article.id in (k.source, k.made)]
    facts = [
        fact("outlet", lookup.outlet(article)),
        fact("published", joined((when(article.published), article.published_rule), ", ")),
        fact("byline", article.byline),
        fact("dateline", article.dateline),
        fact("agencies", ", ".join(article.agencies)),
        fact("language", article.language),
        fact("on page", _page_place(article, page), article.page),
        *(
            fact("dates", f"{d.kind}: {joined((when(d.when), d.when.words))}")
            for d in article.dates
        ),
        *(fact("kin", kin_words(k, article, lookup), k.id) for k in kin),
        *(fact("reports", _report_words(a, article), a.id) for a in lookup.within(article.id)),
    ]
    return article.title or "Untitled article", facts, []


def _page_place(article: Article, page: Page | None) -> str:
    name = (file_name(page) or page.url) if page else None
    return joined((name, _extent(article)), ", ")


def _extent(article: Article) -> str | None:
    if article.start is None:
        return None
    return f"characters {article.start}–{article.end}"


def kin_words(link: Lineage, article: Article, lookup: Lookup) -> str:
    """How an article stands to the other one of a link, and which that is."""
    other = link.made if link.source == article.id else link.source
    relation = f"{link.relation} {'made from this' if other == link.made else 'of'}"
    return f"{relation}: {article_words(lookup.article(other), lookup)}"


def _report_words(attribution: Attribution, article: Article) -> str:
    words = quotation(article, attribution)
    name = attribution.speaker.name if attribution.speaker else "speaker not known"
    return joined((name, words.display() if words else None), ": ")


def lineage_card(lineage: Lineage, lookup: Lookup) -> Opened:
    """Open a lineage."""
    facts = [
        fact("from", article_words(lookup.article(lineage.source), lookup), lineage.source),
        fact("to", article_words(lookup.article(lineage.made), lookup), lineage.made),
        fact("wire", lineage.wire),
        fact("judged", judged(lineage.score, lineage.why)),
    ]
    return lineage.relation.capitalize(), facts, evidence_passages(lineage.evidence, lookup)


def story_card(story: Story, lookup: Lookup) -> Opened:
    """Open a story."""
    facts = [
        fact("days", joined(dict.fromkeys((day(story.first), day(story.last))), " to ")),
        *(fact("articles", article_words(lookup.article(a), lookup), a) for a in story.articles),
        fact("linked", judged(story.score, story.why)),
    ]
    return story.title or "Story", facts, []
