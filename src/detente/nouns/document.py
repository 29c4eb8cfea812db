"""What the pure stages make of one page, and what is set aside instead."""

from __future__ import annotations

import msgspec

from detente.nouns.annotated import Annotated
from detente.nouns.article import Article, Dropped
from detente.nouns.page import Page


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A page with its articles and, in the same order, what was found in each."""

    page: Page
    articles: tuple[Article, ...]
    annotated: tuple[Annotated, ...]
    dropped: tuple[Dropped, ...] = ()


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """An input that could not be read: where it is and one sentence that says why."""

    where: str
    why: str
