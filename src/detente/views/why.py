"""Why things were linked: reason by reason, with its score and the passages that show it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from rich.console import RenderableType
from rich.text import Text

from detente.nouns import Article, Evidence, Statement, Why
from detente.views import passage as passages
from detente.views.cards.parts import evidence_passages
from detente.views.cards.sources import kin_words
from detente.views.layout import Row, Rows, heading, paragraphs
from detente.views.passage import Passage
from detente.views.reading import Lookup
from detente.views.text import counted, joined, safe, short

_ABOUT_WIDTH = 28


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One reason and the passages that show it."""

    why: Why
    passages: tuple[Passage, ...] = ()


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement of linking with its reasons."""

    id: str
    title: str
    reasons: tuple[Reason, ...]


def explained(noun: Any, title: str, lookup: Lookup) -> Explained:
    """Gather the reasons of anything that linking judged; a page has none."""
    reasons = _of_article(noun, lookup) if isinstance(noun, Article) else _whys(noun, title, lookup)
    return Explained(
        id=noun.id,
        title=title,
        reasons=tuple(
            Reason(why=why, passages=tuple(evidence_passages(why.evidence, lookup)))
            for why in reasons
        ),
    )


def _whys(noun: Any, title: str, lookup: Lookup) -> tuple[Why, ...]:
    whys: tuple[Why, ...] = getattr(noun, "whys", ())
    if whys or not getattr(noun, "why", ""):
        return whys
    score = float(getattr(noun, "score", getattr(noun, "confidence", 1.0)))
    evidence = (
        tuple(_reports(noun, lookup))
        if isinstance(noun, Statement)
        else tuple(e for e in getattr(noun, "evidence", ()) if hasattr(e, "of"))
    )
    return (Why(about=title, rule=noun.why, score=score, evidence=evidence),)


def _of_article(article: Article, lookup: Lookup) -> Iterator[Why]:
    """Why an article is linked with others: those of its text, then those of its story."""
    for link in lookup.store.lineage():
        if article.id in (link.source, link.made):
            about = kin_words(link, article, lookup)
            yield Why(about=about, rule=link.why, score=link.score, evidence=link.evidence)
    for story in lookup.store.stories():
        if article.id in story.articles and len(story.articles) > 1:
            others = counted(len(story.articles) - 1, "other article")
            about = f"one story with {others} ({short(story.id)})"
            yield Why(about=about, rule=story.why, score=story.score)


def _reports(statement: Statement, lookup: Lookup) -> Iterator[Evidence]:
    """The words of each report of a statement, where they stand."""
    for identifier in statement.attributions:
        said = lookup.attribution(identifier)
        article = lookup.article(said.article) if said else None
        if said is not None and article is not None:
            for start, end in said.content:
                exact = article.text[start:end]
                yield Evidence(of=article.id, start=start, end=end, exact=exact)


def render(view: Explained) -> RenderableType:
    """Return the reasons, each with its passages."""
    number = joined((counted(len(view.reasons), "reason"), short(view.id)))
    parts: list[RenderableType] = [heading(f"Why: {safe(view.title)}", number)]
    for reason in view.reasons:
        words = Text(f"{reason.why.rule} ({reason.why.score:.2f})")
        parts.append(Rows([Row(words, label=safe(reason.why.about))], label=_ABOUT_WIDTH))
        parts.extend(passages.render(p) for p in reason.passages)
    if not view.reasons:
        parts.append(Text("It is as the page has it; nothing else is linked with it."))
    return paragraphs(parts)
