"""How each noun is opened: the facts and passages of its card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from detente.nouns import (
    Actor,
    Article,
    Attribution,
    Commitment,
    Discrepancy,
    Lineage,
    Move,
    Page,
    Statement,
    Story,
)
from detente.views.cards.coded import commitment_card, move_card
from detente.views.cards.judged import actor_card, discrepancy_card
from detente.views.cards.parts import Opened
from detente.views.cards.said import attribution_card, statement_card
from detente.views.cards.sources import article_card, lineage_card, page_card, story_card
from detente.views.reading import Lookup
from detente.views.show import Card


def card(noun: Any, lookup: Lookup) -> Card:
    """Return the card of any noun that the record keeps under an id."""
    kind = type(noun)
    title, facts, shown = _BUILDERS[kind](noun, lookup)
    return Card(
        id=noun.id,
        kind=kind.__name__.lower(),
        title=title,
        facts=tuple(fact for fact in facts if fact.value),
        passages=tuple(shown),
        noun=noun,
    )


_BUILDERS: dict[type[Any], Callable[[Any, Lookup], Opened]] = {
    Actor: actor_card,
    Article: article_card,
    Attribution: attribution_card,
    Commitment: commitment_card,
    Discrepancy: discrepancy_card,
    Lineage: lineage_card,
    Move: move_card,
    Page: page_card,
    Statement: statement_card,
    Story: story_card,
}
