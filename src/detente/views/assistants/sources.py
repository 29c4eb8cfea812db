"""`sources`: the articles that the record rests on, and which was made from which."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import msgspec
from msgspec import Meta

from detente.nouns import Article, Lineage, LineageRelation
from detente.views.assistants.evidence import Passage, passage
from detente.views.assistants.parts import part
from detente.views.assistants.questions import Next, Text
from detente.views.quotation import sentence
from detente.views.reading import Lookup


class SourcesQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose articles."""

    outlet: Annotated[Text | None, Meta(description="A part of its name; all without it.")] = None
    next: Next = None


class Kin(msgspec.Struct, frozen=True, kw_only=True):
    """An article that this one was made from, and how sure that is (0 to 1)."""

    article: str
    relation: LineageRelation
    score: float
    why: str


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """An article with its first sentence; `agencies` are those that it credits."""

    article: str
    byline: str | None
    language: str | None
    agencies: tuple[str, ...]
    dated_by: str | None
    made_from: tuple[Kin, ...]
    evidence: Passage


class SourcesAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The articles, page by page."""

    pages: int
    articles: int
    sources: tuple[Source, ...]
    next: str | None


def sources(lookup: Lookup, asked: SourcesQuestion) -> SourcesAnswer:
    """List the articles of the record."""
    counts = lookup.store.counts()
    articles = lookup.store.articles()
    if asked.outlet is not None:
        wanted = asked.outlet.casefold()
        articles = (one for one in articles if wanted in lookup.outlet(one).casefold())
    found, following = part(articles, partial(_source, lookup=lookup), asked)
    return SourcesAnswer(
        pages=counts["pages"], articles=counts["articles"], sources=found, next=following
    )


def _source(article: Article, lookup: Lookup) -> Source:
    with lookup.store.listings() as listings:
        kin = listings.kin_of([article.id])
    return Source(
        article=article.id,
        byline=article.byline,
        language=article.language,
        agencies=article.agencies,
        dated_by=article.published_rule,
        made_from=tuple(_kin(link) for link in kin if link.made == article.id),
        evidence=passage(article, sentence(article.text, (0, 0)), lookup),
    )


def _kin(link: Lineage) -> Kin:
    return Kin(article=link.source, relation=link.relation, score=link.score, why=link.why)
