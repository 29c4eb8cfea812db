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
from detente.views.listing import words_of
from detente.views.saying import Saying
from detente.views.text import joined, safe, short

# What Markdown or HTML would take for markup at any place of a line.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown(brief: Brief) -> str:
    """Return the whole brief; page text is escaped, so that it is read as it stands."""
    parts = [f"# {_text(title(brief))}", _text(header(brief))]
    if brief.mutual_wait:
        parts.append(f"**{MUTUAL_WAIT}**")
    for wait in brief.waits:
        parts.append(f"## {_text(wait_heading(wait))}")
        parts.append("\n".join(_wait(wait)))
    for name, label in SECTIONS.items():
        lines: tuple[BriefLine, ...] = getattr(brief, name)
        if lines:
            parts.append(f"## {label}")
            parts.append("\n".join(item for line in lines for item in _line(line)))
    if brief.commitments:
        parts.append(f"## {COMMITMENTS}")
        parts.append("\n".join(item for one in brief.commitments for item in _commitment(one)))
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
    return "\n\n".join(parts) + "\n"


def _wait(wait: BriefWait) -> Iterable[str]:
    yield f"{_text(infinitive(wait.to))} ({said_on(wait)})"
    yield ""
    yield from (_saying(s) for s in wait.sayings)
    for label, words in (
        ("on terms", "; ".join(wait.terms)),
        ("and then", wait.then),
        ("otherwise", wait.otherwise),
    ):
        if words:
            yield f"- *{label}:* {_text(safe(words))}"


def _line(line: BriefLine) -> Iterable[str]:
    if not line.sayings:
        yield f"- {_text(lead(line, '').removesuffix(': '))}"
    for index, saying in enumerate(line.sayings):
        yield _saying(saying, "" if index else lead(line, words_of(saying)))


def _commitment(one: BriefCommitment) -> Iterable[str]:
    yield from _line(one.line)
    own = {saying.id for saying in one.line.sayings}
    told = [s for s in one.changed.sayings if s.id not in own] if one.changed else []
    yield from (f"  {_saying(saying, f'{safe(one.why)}: ')}" for saying in told)
    if not told:
        yield f"  - {_text(safe(one.why))}"


def _saying(saying: Saying, before: str = "") -> str:
    source = joined((saying.speaker_line(), saying.outlets_line()))
    return f"- {_text(before + words_of(saying))} ({_text(source)}) `{short(saying.id)}`"


def _text(words: str) -> str:
    return _MARKUP.sub(r"\\\1", words)
