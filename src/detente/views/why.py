"""Why things were linked: reason by reason, with its score and the passages that show it."""

from __future__ import annotations

from typing import Any

import msgspec
from rich.console import RenderableType
from rich.text import Text

from detente.nouns import Why
from detente.views import passage as passages
from detente.views.cards.parts import evidence_passages
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
    """Gather the reasons of anything that linking judged; pages and articles have none."""
    return Explained(
        id=noun.id,
        title=title,
        reasons=tuple(
            Reason(why=why, passages=tuple(evidence_passages(why.evidence, lookup)))
            for why in _whys(noun, title)
        ),
    )


def _whys(noun: Any, title: str) -> tuple[Why, ...]:
    whys: tuple[Why, ...] = getattr(noun, "whys", ())
    if whys or not getattr(noun, "why", ""):
        return whys
    score = float(getattr(noun, "score", getattr(noun, "confidence", 1.0)))
    evidence = tuple(e for e in getattr(noun, "evidence", ()) if hasattr(e, "of"))
    return (Why(about=title, rule=noun.why, score=score, evidence=evidence),)


def render(view: Explained) -> RenderableType:
    """Return the reasons, each with its passages."""
    number = joined((counted(len(view.reasons), "reason"), short(view.id)))
    parts: list[RenderableType] = [heading(f"Why: {safe(view.title)}", number)]
    for reason in view.reasons:
        words = Text(f"{reason.why.rule} ({reason.why.score:.2f})")
        parts.append(Rows([Row(words, label=safe(reason.why.about))], label=_ABOUT_WIDTH))
        parts.extend(passages.render(p) for p in reason.passages)
    if not view.reasons:
        parts.append(Text("It is as the page has it; nothing was linked."))
    return paragraphs(parts)
