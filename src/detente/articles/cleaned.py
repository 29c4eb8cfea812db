"""What cleaning makes of one page."""

from __future__ import annotations

import msgspec

from detente.nouns import Article, Dropped


class Cleaned(msgspec.Struct, frozen=True, kw_only=True):
    """The articles of one page and, labelled, every stretch of it that belongs to none."""

    articles: tuple[Article, ...] = ()
    dropped: tuple[Dropped, ...] = ()
