"""Articles read again in the light of the whole record.

An article may call somebody "the foreign minister" and leave it to the reader to know of which
country. Where linking has placed a speaker since, or knows a name as a country's, the article's
moves are coded anew with that: "we" and "they" mean somebody then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from detente.moves import code
from detente.nouns import Article, Attribution, Commitment, Mention, Move, When
from detente.standing.sides import Sides

Row = TypeVar("Row", Move, Commitment)


def coded_again(
    article: Article, attributions: Sequence[Attribution], mentions: Sequence[Mention]
) -> tuple[tuple[Move, ...], tuple[Commitment, ...]]:
    """Return an article's moves and commitments by its mentions; the ids stay as they were."""
    published = article.published
    day = published.day if isinstance(published, When) else published
    moves, commitments = code(article.text, attributions, mentions, key=article.id, published=day)
    return _of(moves, article.id), _of(commitments, article.id)


def placed(mentions: Iterable[Mention], sides: Sides) -> tuple[Mention, ...]:
    """Return mentions with their countries, where only the record knows them."""
    return tuple(_placed(mention, sides) for mention in mentions)


def _placed(mention: Mention, sides: Sides) -> Mention:
    """The mention with its country, where the article does not tell it and the record does."""
    if mention.country or mention.kind in ("outlet", "anonymous"):
        return mention
    if mention.kind == "place":
        if not sides.is_country(mention.name):
            return mention
        return msgspec.structs.replace(mention, kind="country", country=mention.name)
    actor = sides.actors.get(mention.actor or "")
    if actor is None or not actor.country or mention.kind != "person":
        return mention
    return msgspec.structs.replace(mention, country=actor.country)


def _of(rows: Iterable[Row], article: str) -> tuple[Row, ...]:
    return tuple(msgspec.structs.replace(row, article=article) for row in rows)
