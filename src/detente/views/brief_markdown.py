"""The brief as Markdown: for a message, a wiki or a document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.views.brief import SECTIONS, Brief, BriefCommitment, BriefLine, BriefWait
from detente.views.brief_terminal import (
    COMMITMENTS,
    MUTUAL_WAIT,
    header,
    infinitive,
    lead,
    said_on,
    sides_line,
    title,
    wait_heading,
)
from detente.views.footnotes import Footnote, footnotes
from detente.views.listing import words_of
from detente.views.saying import Saying
from detente.views.text import joined, safe, short

Notes = dict[str, Footnote]

# What Markdown or HTML would take for markup at any place of a line.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown(brief: Brief) -> str:
    """Return the whole brief with footnotes; page text is escaped: it is read as it stands."""
    notes = footnotes(brief)
    parts = [f"# {_text(title(brief))}", _text(header(brief))]
    if brief.mutual_wait:
        parts.append(f"**{MUTUAL_WAIT}**")
    for wait in brief.waits:
        parts.append(f"## {_text(wait_heading(wait))}")
        parts.append("\n".join(_wait(wait, notes)))
    for name, label in SECTIONS.items():
        lines: tuple[BriefLine, ...] = getattr(brief, name)
        if lines:
            parts.append(f"## {label}")
            parts.append("\n".join(item for line in lines for item in _line(line, notes)))
    if brief.commitments:
        parts.append(f"## {COMMITMENTS}")
        parts.append(
            "\n".join(item for one in brief.commitments for item in _commitment(one, notes))
        )
    if brief.differs:
        parts.append(f"## Outlets differ ({len(brief.differs)})")
        parts.append(
            "\n".join(
                f"- {d.kind}, {_text(safe(d.about))}: {_text(sides_line(d))} `{short(d.id)}`"
                for d in brief.differs
            )
        )
    if brief.not_found:
        parts.append("## Not found")
        parts.append("\n".join(f"- {_text(safe(sentence))}" for sentence in brief.not_found))
    parts += [_note(note) for note in notes.values()]
    return "\n\n".join(parts) + "\n"


def _wait(wait: BriefWait, notes: Notes) -> Iterable[str]:
    yield f"{_text(infinitive(wait.to))} ({said_on(wait)})"
    yield ""
    yield from (_saying(s, notes) for s in wait.sayings)
    for label, words in (
        ("on terms", "; ".join(wait.terms)),
        ("and then", wait.then),
        ("otherwise", wait.otherwise),
    ):
        if words:
            yield f"- *{label}:* {_text(safe(words))}"


def _line(line: BriefLine, notes: Notes) -> Iterable[str]:
    if not line.sayings:
        yield f"- {_text(lead(line, '').removesuffix(': '))}"
    for index, saying in enumerate(line.sayings):
        yield _saying(saying, notes, "" if index else lead(line, words_of(saying)))


def _commitment(one: BriefCommitment, notes: Notes) -> Iterable[str]:
    yield from _line(one.line, notes)
    told = one.news()
    yield from (f"  {_saying(saying, notes, f'{safe(one.why)}: ')}" for saying in told)
    if not told:
        yield f"  - {_text(safe(one.why))}"


def _saying(saying: Saying, notes: Notes, before: str = "") -> str:
    source = joined((saying.speaker_line(), saying.outlets_line()))
    note = notes.get(saying.id)
    mark = f"[^{note.number}]" if note else ""
    return f"- {_text(before + words_of(saying))}{mark} ({_text(source)}) `{short(saying.id)}`"


def _note(note: Footnote) -> str:
    told = joined((note.source_line(), note.others_line()), "; ")
    return f"[^{note.number}]: {_text(told)}: {_text(note.words())}"


def _text(words: str) -> str:
    return _MARKUP.sub(r"\\\1", words)
