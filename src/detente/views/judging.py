"""Questions on who is who, and the judgements on them, as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich.console import RenderableType
from rich.text import Text

from detente.nouns import Actor, Judgement, Question
from detente.views import passage as passages
from detente.views.cards.parts import evidence_passages
from detente.views.layout import ALERT, Row, Rows, heading, note, paragraphs
from detente.views.reading import Lookup
from detente.views.text import counted, day, joined, listed, safe

_LABEL = 10


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What a person is asked, what they said, and where that contradicts itself."""

    questions: tuple[Question, ...]
    judgements: tuple[Judgement, ...] = ()
    contradictions: tuple[str, ...] = ()


def render(review: Review, lookup: Lookup, limit: int) -> RenderableType:
    """Return the first questions with their passages, then the judgements."""
    shown = review.questions[:limit]
    parts: list[RenderableType] = [
        Text(sentence, style=ALERT) for sentence in review.contradictions
    ]
    parts.append(heading("Who is who", counted(len(review.questions), "open question")))
    parts.extend(question(asked, lookup) for asked in shown)
    if len(shown) < len(review.questions):
        left = len(review.questions) - len(shown)
        parts.append(note(f"and {left} more: `detente actors --review --json`"))
    if shown:
        parts.append(note("answer with `detente actors --same A B` or `--different A B`"))
    if review.judgements:
        parts.append(heading("Judgements", counted(len(review.judgements), "judgement")))
        parts.append(Rows([_row(judgement) for judgement in review.judgements]))
    return paragraphs(parts)


def question(asked: Question, lookup: Lookup) -> RenderableType:
    """One question: both names, what speaks for and against, and where they stand."""
    one, other = (lookup.actor(id_) for id_ in asked.actors)
    meanwhile = "taken for one meanwhile" if asked.joined else "kept apart meanwhile"
    rows = [
        Row(Text(f"{asked.rule} ({asked.score:.2f}); {meanwhile}"), label="why"),
        *_named("first", asked.first.name, one),
        *([] if asked.joined else _named("second", asked.second.name, other)),
        *(Row(Text(words), label="for") for words in asked.speaks_for),
        *(Row(Text(words), label="against") for words in asked.speaks_against),
    ]
    shown = evidence_passages(asked.evidence, lookup)
    return paragraphs(
        [
            Text(f"Are “{safe(asked.first.name)}” and “{safe(asked.second.name)}” one?", "bold"),
            Rows(rows, label=_LABEL),
            *(passages.render(p) for p in shown),
        ]
    )


def _named(label: str, name: str, actor: Actor | None) -> list[Row]:
    if actor is None:
        return [Row(Text(safe(name)), label=label)]
    roles = listed(dict.fromkeys(role.title for role in actor.roles))
    words = joined((listed(actor.names), roles, actor.country))
    return [Row(Text(safe(words)), identifier=actor.id, label=label)]


def _row(judgement: Judgement) -> Row:
    return Row(
        Text(safe(sentence(judgement))),
        Text(joined((day((judgement.made or "")[:10] or None), judgement.note))),
        judgement.id,
    )


def sentence(judgement: Judgement) -> str:
    """A judgement in words."""
    verdict = "are one" if judgement.verdict == "same" else "are two"
    return f"“{judgement.first.name}” and “{judgement.second.name}” {verdict}"


def told(judgements: Sequence[Judgement]) -> str:
    """What was judged, in one sentence."""
    return "; ".join(sentence(judgement) for judgement in judgements) + "."
