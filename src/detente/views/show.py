"""One of anything in the record, opened: what it is, and the passages that it rests on."""

from __future__ import annotations

from typing import Any

import msgspec
from rich.console import RenderableType
from rich.text import Text

from detente.views import passage as passages
from detente.views.layout import Row, Rows, heading, note, paragraphs
from detente.views.passage import Passage
from detente.views.text import safe, short

_PASSAGES = 12
LABEL_WIDTH = 14


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A label and its value; `id` where the value can be opened itself."""

    label: str
    value: str
    id: str = ""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """A noun opened: facts about it, passages that show it, and the noun as it is stored."""

    id: str
    kind: str
    title: str
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...] = ()
    noun: Any = None


def render(card: Card) -> RenderableType:
    """Return the card: title, facts, then the passages."""
    parts: list[RenderableType] = [
        heading(safe(card.title), f"{card.kind} {short(card.id)}"),
    ]
    if card.facts:
        parts.append(Rows(_rows(card.facts), label=LABEL_WIDTH))
    parts.extend(passages.render(p) for p in card.passages[:_PASSAGES])
    left = len(card.passages) - _PASSAGES
    if left > 0:
        parts.append(note(f"and {left} more passages: `detente show {card.id} --json`"))
    return paragraphs(parts)


def _rows(facts: tuple[Fact, ...]) -> list[Row]:
    rows, last = [], ""
    for fact in facts:
        label = "" if fact.label == last else fact.label
        rows.append(Row(Text(safe(fact.value)), identifier=fact.id, label=label))
        last = fact.label
    return rows
