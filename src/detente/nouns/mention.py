"""A mention: a name in an article's text."""

from __future__ import annotations

from typing import Literal

import msgspec

MentionKind = Literal["person", "organisation", "country", "group", "anonymous", "place", "outlet"]


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A span that names or describes somebody or something.

    `name` is the fullest form within the article ("Ana Ruiz" for "Ruiz" and, where it is clear
    who is meant, for "the minister"). `role` is the title or office in the words that stand with
    the name ("Deputy Foreign Minister"). `country` is an ISO 3166-1 alpha-3 code, or the country's
    name where it has no code; None when nothing says it. `actor` is the id given by linking.
    """

    start: int
    end: int
    name: str
    kind: MentionKind
    role: str | None = None
    country: str | None = None
    actor: str | None = None
