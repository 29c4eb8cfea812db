"""The wait-for graph between parties and every line of their standing, without the quotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from detente.nouns import Standing, StandingCommitment, StandingLine, Wait
from detente.views.brief import SECTIONS
from detente.views.brief_terminal import COMMITMENTS, MUTUAL_WAIT, infinitive
from detente.views.layout import ALERT, SOURCE, TITLE, Row, Rows, heading, paragraphs
from detente.views.text import clip, counted, day, joined, listed, safe, short, when

LABEL_WIDTH = 14
_WORDS = 160
_LISTS = {**SECTIONS, "last_moves": "Last moves"}
_WILL = {"will": "will", "will not": "will not", "threat": "threatens to"}
_BETWEEN = ("waits", "commitments", *_LISTS)


def render(standing: Standing) -> RenderableType:
    """Return the graph, then the lists, then what was not found."""
    as_of = day(standing.as_of)
    parts: list[RenderableType] = [
        heading(safe(" ⇄ ".join(standing.parties)), f"as of {as_of}" if as_of else "")
    ]
    if standing.mutual_wait:
        parts.append(Text(f"{MUTUAL_WAIT}\n{cycle(standing.waits)}".rstrip(), style=ALERT))
    parts.extend(_wait(wait) for wait in standing.waits)
    rows = [
        row for name, label in _LISTS.items() for row in line_rows(getattr(standing, name), label)
    ]
    rows += list(commitment_rows(standing.commitments))
    rows += [
        Row(Text(safe(sentence)), label="" if index else "Not found")
        for index, sentence in enumerate(standing.not_found)
    ]
    if not any(getattr(standing, name) for name in _BETWEEN):
        parts.append(Text("No statement found between these parties."))
    if rows:
        parts.append(Rows(rows, label=LABEL_WIDTH))
    return paragraphs(parts)


def cycle(waits: Sequence[Wait]) -> str:
    """Return the shortest circle of waits as `A → B → A`; empty where there is none."""
    edges: dict[str, list[str]] = {}
    for wait in waits:
        edges.setdefault(wait.who, []).append(wait.for_whom)
    circles = sorted((_circle(start, edges) for start in edges), key=_by_length)
    return " → ".join(next((circle for circle in circles if circle), []))


def _by_length(path: list[str]) -> tuple[int, list[str]]:
    return len(path), path


def _circle(start: str, edges: dict[str, list[str]]) -> list[str]:
    paths, seen = [[start]], {start}
    while paths:
        path = paths.pop(0)
        for following in edges.get(path[-1], []):
            if following == start:
                return [*path, start]
            if following not in seen:
                seen.add(following)
                paths.append([*path, following])
    return []


def _wait(wait: Wait) -> RenderableType:
    edge = Text(f"{safe(wait.who)} ── waits for ──▶ {safe(wait.for_whom)}", style=TITLE)
    source = joined(
        (
            f"said by {safe(listed(wait.said_by, 3))}" if wait.said_by else None,
            when(wait.since),
            counted(wait.origins, "origin"),
        )
    )
    details = Text(_with_ids(source, wait.statements), style=SOURCE)
    clauses = [
        Row(Text(clip(words, _WORDS)), label=label)
        for label, words in (
            ("to", infinitive(wait.to).removeprefix("to ")),
            ("on terms", safe("; ".join(wait.terms))),
            ("and then", safe(wait.then or "")),
            ("otherwise", safe(wait.otherwise or "")),
        )
        if words
    ]
    return Group(
        Rows([Row(edge, details, _one(wait.statements))]),
        Rows(clauses, label=LABEL_WIDTH - 2, indent=2),
    )


def line_rows(lines: Sequence[StandingLine], label: str, of: str = "") -> Iterable[Row]:
    """Yield a row a line, the first one labelled; `of` names the list that they stand in."""
    for index, line in enumerate(lines):
        yield _row(line, _LISTS.get(of, "").lower(), "" if index else label)


def commitment_rows(lines: Sequence[StandingCommitment], label: str = COMMITMENTS) -> Iterable[Row]:
    """Yield a row a commitment, and under it a row for what changed its state."""
    for index, line in enumerate(lines):
        yield _row(line, "", "" if index else label)
        if line.changed is not None and line.changed.statements != line.statements:
            yield _row(line.changed, f"– {line.why}")
        elif line.why:
            yield Row(Text(f"– {safe(line.why)}"))


def _row(line: StandingLine | StandingCommitment, kind: str, label: str = "") -> Row:
    sides = joined((line.who, line.to_whom), " to ")
    will = _WILL[line.polarity] if isinstance(line, StandingCommitment) else None
    about = joined((joined((kind, sides), " by "), line.state, will), ", ")
    words = safe(joined((about, clip(line.what, _WORDS)), ": "))
    source = joined(
        (
            safe(listed(line.said_by, 3)),
            when(line.said_on),
            counted(line.origins, "origin"),
        )
    )
    return Row(
        Text(words),
        Text(_with_ids(source, line.statements), style=SOURCE),
        _one(line.statements),
        label,
    )


def _one(statements: Sequence[str]) -> str:
    return statements[0] if statements else ""


def _with_ids(source: str, statements: Sequence[str]) -> str:
    others = ", ".join(short(s) for s in statements[1:])
    return joined((source, f"also {others}" if others else None))
