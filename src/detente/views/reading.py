"""What the views read: nouns by id, each remembered while a view is made."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from detente.errors import UnknownIdError
from detente.nouns import (
    Actor,
    Article,
    Attribution,
    Move,
    Page,
    Statement,
    When,
)
from detente.views.text import first_day

if TYPE_CHECKING:
    from detente.record import Store

Noun = TypeVar("Noun")

SAME_TEXT = frozenset({"copy", "revision", "truncation"})
"""Lineage relations whose two ends are one article told once."""


class Lookup:
    """Nouns by id, each read from the store once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._nouns: dict[str, Any] = {}
        self._heads: dict[str, Page] = {}
        self._within: dict[str, tuple[Attribution, ...]] = {}
        self._moves: dict[str, tuple[Move, ...]] = {}

    def prime(
        self,
        *,
        statements: Iterable[Statement] = (),
        attributions: Iterable[str] = (),
        articles: Iterable[str] = (),
    ) -> None:
        """Read at once all that lines on these rest on: their reports, articles and actors."""
        named = list(statements)
        wanted = {*attributions, *(a for s in named for a in s.attributions)}
        self._nouns.update((statement.id, statement) for statement in named)
        with self.store.listings() as listings:
            said = listings.attributions(ids=self._lacking(wanted))
            self._nouns.update(said)
            held = (self.attribution(identifier) for identifier in wanted)
            homes = {a.article for a in held if a and a.article}
            texts = listings.articles(self._lacking({*articles, *homes}))
            self._nouns.update(texts)
            unnamed = {text.page for text in texts.values() if not text.outlet}
            self._heads.update(listings.pages(unnamed - self._heads.keys()))
            speakers = {a.speaker.actor for a in said.values() if a.speaker and a.speaker.actor}
            speakers |= {s.speaker for s in named if s.speaker}
            self._nouns.update(listings.actors(self._lacking(speakers)))

    def prime_within(self, articles: Iterable[str]) -> None:
        """Read at once all that is attributed in articles, and what is done in them."""
        said: dict[str, list[Attribution]] = {
            article: [] for article in articles if article not in self._within
        }
        done: dict[str, list[Move]] = {article: [] for article in said}
        with self.store.listings() as listings:
            for attribution in listings.attributions(articles=said).values():
                said[attribution.article or ""].append(attribution)
                self._nouns[attribution.id] = attribution
            for move in listings.moves(articles=done):
                done[move.article or ""].append(move)
        self._within.update((article, tuple(found)) for article, found in said.items())
        self._moves.update((article, tuple(found)) for article, found in done.items())

    def head(self, identifier: str | None) -> Page | None:
        """Return the page of this id, without its text where nobody needed that."""
        return self._heads.get(identifier or "") or self.page(identifier)

    def _lacking(self, identifiers: Iterable[str]) -> list[str]:
        return sorted(i for i in identifiers if i not in self._nouns)

    def noun(self, identifier: str) -> Any:
        """Return the noun of this id, or None when the record has none."""
        if identifier not in self._nouns:
            try:
                self._nouns[identifier] = self.store.get(identifier)
            except UnknownIdError:
                self._nouns[identifier] = None
        return self._nouns[identifier]

    def article(self, identifier: str | None) -> Article | None:
        """Return the article of this id."""
        return self._of(identifier, Article)

    def page(self, identifier: str | None) -> Page | None:
        """Return the page of this id."""
        return self._of(identifier, Page)

    def actor(self, identifier: str | None) -> Actor | None:
        """Return the actor of this id."""
        return self._of(identifier, Actor)

    def statement(self, identifier: str | None) -> Statement | None:
        """Return the statement of this id."""
        return self._of(identifier, Statement)

    def attribution(self, identifier: str | None) -> Attribution | None:
        """Return the attribution of this id."""
        return self._of(identifier, Attribution)

    def _of(self, identifier: str | None, kind: type[Noun]) -> Noun | None:
        noun = self.noun(identifier) if identifier else None
        return noun if isinstance(noun, kind) else None

    def within(self, article: str) -> tuple[Attribution, ...]:
        """Return the attributions of an article."""
        if article not in self._within:
            self._within[article] = tuple(self.store.attributions(article=article))
        return self._within[article]

    def moves(self, article: str) -> tuple[Move, ...]:
        """Return the moves of an article."""
        if article not in self._moves:
            self._moves[article] = tuple(self.store.moves(article=article))
        return self._moves[article]

    def outlet(self, article: Article) -> str:
        """Whose article it is: the outlet, else the page's host, else the page's file."""
        if article.outlet:
            return article.outlet
        page = self.head(article.page)
        host = urlsplit(page.url).hostname if page and page.url else None
        if host:
            return host.removeprefix("www.")
        return (file_name(page) if page else None) or "outlet unknown"

    @cached_property
    def same_text(self) -> dict[str, str]:
        """Article id to the id that stands for all articles of the same text."""
        links = self.store.lineage()
        return united((k.source, k.made) for k in links if k.relation in SAME_TEXT)

    def distinct(self, articles: Iterable[str]) -> int:
        """How many of these articles are left when those of the same text count once."""
        return len({self.same_text.get(article, article) for article in articles})


def united(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each member of a pair the least of all that pairs join it with (union-find)."""
    above: dict[str, str] = {}

    def top(identifier: str) -> str:
        while (parent := above.get(identifier, identifier)) != identifier:
            above[identifier] = identifier = above.get(parent, parent)
        return identifier

    for one, other in pairs:
        first, second = sorted((top(one), top(other)))
        above[second] = first
    return {identifier: top(identifier) for identifier in list(above)}


def file_name(page: Page) -> str | None:
    """Return the last part of the page's file path, whichever way its slashes lean."""
    return PurePath(page.file.replace("\\", "/")).name if page.file else None


def role(actor: Actor, article: str | None, time: str | When | None) -> str | None:
    """Return the title this article gives the actor, else the one held then, else the latest."""
    here = next((r for r in actor.roles if any(e.of == article for e in r.evidence)), None)
    if here:
        return here.title
    at = first_day(time)
    held = (r for r in actor.roles if at and (r.since or "") <= at <= (r.until or "9999"))
    latest = max(actor.roles, key=lambda r: (r.until or "", r.since or "", r.title), default=None)
    found = next(held, latest)
    return found.title if found else None
