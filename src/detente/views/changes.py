"""What changed in a standing since a day: what was said and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from rich.console import RenderableType
from rich.text import Text

from detente.nouns import StandingCommitment, Wait
from detente.standing import Change
from detente.views.brief_terminal import infinitive
from detente.views.layout import SOURCE, Row, Rows, heading, note, paragraphs
from detente.views.standing import LABEL_WIDTH, commitment_rows, line_rows
from detente.views.text import clip, counted, day, joined, listed, safe, when

_WORDS = 160
_KINDS = {"new": "New", "changed": "Changed", "repeated": "Said again"}


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """The changes in where parties stand between two days; `until` None is the record's last."""

    parties: tuple[str, ...]
    since: str
    until: str | None
    changes: tuple[Change, ...]
    left_out: tuple[str, ...] = ()


def render(found: Changes) -> RenderableType:
    """Return what is new, then what changed its state, then what was said again."""
    until = f" until {day(found.until)}" if found.until else ""
    parts: list[RenderableType] = [
        heading(safe(" ⇄ ".join(found.parties)), f"changes since {day(found.since)}{until}")
    ]
    rows = [row for kind in _KINDS for row in _rows(found.changes, kind)]
    parts.append(Rows(rows, label=LABEL_WIDTH) if rows else Text("Nothing was said since."))
    parts += [note(sentence) for sentence in found.left_out]
    return paragraphs(parts)


def _rows(changes: Sequence[Change], kind: str) -> Iterable[Row]:
    label = _KINDS[kind]
    for change in (change for change in changes if change.kind == kind):
        if isinstance(change.line, Wait):
            yield _wait_row(change.line, label)
        elif isinstance(change.line, StandingCommitment):
            yield from commitment_rows([change.line], label)
        else:
            yield from line_rows([change.line], label, of=change.list)
        label = ""


def _wait_row(wait: Wait, label: str) -> Row:
    act = infinitive(wait.to).removeprefix("to ")
    words = f"{safe(wait.who)} waits for {safe(wait.for_whom)} to {clip(act, _WORDS)}"
    source = joined(
        (safe(listed(wait.said_by, 3)), when(wait.since), counted(wait.origins, "origin"))
    )
    first = wait.statements[0] if wait.statements else ""
    return Row(Text(words), Text(source, style=SOURCE), first, label)
