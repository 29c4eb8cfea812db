"""The brief on a terminal: the first screen, quiet and aligned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec
from rich.console import Group, RenderableType
from rich.text import Text

from detente.views.brief import SECTIONS, Brief, BriefCommitment, BriefLine, BriefWait
from detente.views.differing import Difference
from detente.views.layout import ALERT, SOURCE, TITLE, Row, Rows, heading, paragraphs
from detente.views.listing import saying_row, words_of
from detente.views.saying import Saying
from detente.views.text import clip, counted, day, joined, listed, safe, short

Item = TypeVar("Item")

LABEL_WIDTH = 14
COMMITMENTS = "Commitments"
MUTUAL_WAIT = "MUTUAL WAIT: each waits for the other to move"
_SAYINGS_OF_A_WAIT, _SAYINGS_OF_A_LINE, _LINES_OF_A_SECTION = 4, 1, 4
_CLAUSE, _NAME = 160, 60


def render(brief: Brief) -> RenderableType:
    """Return the whole brief."""
    parts: list[RenderableType] = []
    if brief.parties:
        parts.append(heading(title(brief), header(brief)))
    if brief.mutual_wait:
        parts.append(Text(MUTUAL_WAIT, style=ALERT))
    parts.extend(_wait(wait) for wait in brief.waits)
    rows = [row for name, label in SECTIONS.items() for row in _section(brief, name, label)]
    rows += list(_commitments(brief))
    rows += list(_differs(brief.differs))
    rows += [
        Row(Text(safe(sentence)), label="Not found" if first else "")
        for first, sentence in _first(brief.not_found)
    ]
    if brief.parties and brief.empty():
        parts.append(Text("No statement found between these parties."))
    if rows:
        parts.append(Rows(rows, label=LABEL_WIDTH))
    return paragraphs(parts)


def title(brief: Brief) -> str:
    """Return the parties."""
    return safe(" ⇄ ".join(brief.parties))


def header(brief: Brief) -> str:
    """Return the day, and what the brief rests on."""
    as_of = day(brief.as_of)
    return joined(
        (
            f"as of {as_of}" if as_of else None,
            counted(brief.pages, "page"),
            f"{counted(brief.articles, 'article')} after copies",
            f"origins: {listed(clip(safe(o), _NAME) for o in brief.origins)}"
            if brief.origins
            else None,
        )
    )


def wait_heading(wait: BriefWait) -> str:
    """Who waits for whom."""
    return safe(f"{wait.who} waits for {wait.for_whom}")


def infinitive(words: str) -> str:
    """Return what is waited for, after a `to`."""
    words = safe(words)
    return words if words.lower().startswith("to ") else f"to {words}"


def said_on(wait: BriefWait) -> str:
    """On how many occasions and by how many people it was said, by whom first; how many origins."""
    if not wait.sayings:
        return ""
    origins = counted(wait.origins, "origin")
    if wait.occasions == 1:
        return origins
    by = f", by {counted(wait.people, 'person', 'people')}" if wait.people > 1 else ""
    return f"said on {wait.occasions} occasions{by}{_first_by(wait)}; {origins}"


def _first_by(wait: BriefWait) -> str:
    """Who said it first and when, where the day of a saying is known."""
    dated = [(s.said_on.day, s.who) for s in wait.sayings if s.said_on and s.said_on.day and s.who]
    if not dated:
        return ""
    at, who = min(dated)
    return f", first by {safe(who)} on {day(at)}"


def _wait(wait: BriefWait) -> RenderableType:
    act = Row(Text(clip(infinitive(wait.to), _CLAUSE)), Text(said_on(wait), style=SOURCE))
    quoted = [saying_row(s) for s in wait.sayings[:_SAYINGS_OF_A_WAIT]]
    quoted += _others(wait.sayings[_SAYINGS_OF_A_WAIT:])
    conditions = [
        Row(Text(clip(safe(words), 2 * _CLAUSE)), label=label)
        for label, words in (
            ("on terms", "; ".join(wait.terms)),
            ("and then", wait.then),
            ("otherwise", wait.otherwise),
        )
        if words
    ]
    parts: list[RenderableType] = [
        Text(wait_heading(wait), style=TITLE),
        Rows([act], indent=2),
    ]
    if quoted:
        parts.append(Rows(quoted, indent=4))
    if conditions:
        parts.append(Rows(conditions, label=LABEL_WIDTH - 2, indent=2))
    return Group(*parts)


def _others(rest: tuple[Saying, ...]) -> list[Row]:
    if not rest:
        return []
    ids = ", ".join(short(s.id) for s in rest)
    return [Row(Text(f"and {counted(len(rest), 'more', 'more')}: {ids}", style=SOURCE))]


def _section(brief: Brief, name: str, label: str) -> Iterable[Row]:
    lines: tuple[BriefLine, ...] = getattr(brief, name)
    if name == "venues":
        lines = together(lines)
    for first, line in _first(each_side_first(lines)[:_LINES_OF_A_SECTION]):
        yield from _line(line, label if first else "")
    yield from _left(brief, len(lines) - _LINES_OF_A_SECTION)


def _commitments(brief: Brief) -> Iterable[Row]:
    for first, one in _first(brief.commitments[:_LINES_OF_A_SECTION]):
        yield from _line(one.line, COMMITMENTS if first else "")
        yield from _changed(one)
    yield from _left(brief, len(brief.commitments) - _LINES_OF_A_SECTION)


def _changed(one: BriefCommitment) -> Iterable[Row]:
    """What changed a commitment's state."""
    told = one.news()
    if not told:
        yield Row(Text(f"– {safe(one.why)}"))
    for saying in told[:_SAYINGS_OF_A_LINE]:
        yield saying_row(saying, f"– {safe(one.why)}: ")
    yield from _others(told[_SAYINGS_OF_A_LINE:])


def _left(brief: Brief, count: int) -> Iterable[Row]:
    if count > 0:
        parties = " ".join(f'"{p}"' if " " in p else p for p in brief.parties)
        yield Row(Text(f"and {count} more: detente standing {safe(parties)}", style=SOURCE))


def each_side_first(lines: Sequence[BriefLine]) -> list[BriefLine]:
    """Order lines so that every party has its first before any has its second."""
    counts: dict[str | None, int] = {}
    turns = []
    for line in lines:
        counts[line.who] = counts.get(line.who, 0) + 1
        turns.append(counts[line.who])
    return [line for _, line in sorted(zip(turns, lines, strict=True), key=lambda pair: pair[0])]


def together(lines: Sequence[BriefLine]) -> tuple[BriefLine, ...]:
    """Put places that the same statements name into one line: "Oslo, Bergen (possible)"."""
    found: dict[tuple[str | None, tuple[str, ...]], list[BriefLine]] = {}
    for line in lines:
        found.setdefault((line.state, tuple(s.id for s in line.sayings)), []).append(line)
    return tuple(
        msgspec.structs.replace(
            some[0],
            who=None,
            state=None,
            what=", ".join(line.what for line in some) + (f" ({state})" if state else ""),
        )
        for (state, _), some in found.items()
    )


def lead(line: BriefLine, words: str) -> str:
    """Return what goes before the words: state, who to whom, and what if they do not say it."""
    sides = joined((line.who, line.to_whom), " to ")
    what = safe(line.what)
    # An act is told by the words that follow; a name may not be.
    act = not what[:1].isupper() or len(what) > _NAME
    told = what.casefold() in words.casefold() or (words and act)
    parts = joined((line.state, sides, None if told else clip(what, _CLAUSE)), ", ")
    return f"{safe(parts)}: " if parts else ""


def _line(line: BriefLine, label: str) -> Iterable[Row]:
    if not line.sayings:
        yield Row(Text(lead(line, "").removesuffix(": ")), label=label)
    for first, saying in _first(line.sayings[:_SAYINGS_OF_A_LINE]):
        before = lead(line, words_of(saying)) if first else ""
        yield saying_row(saying, before, label if first else "")
    yield from _others(line.sayings[_SAYINGS_OF_A_LINE:])


def _differs(differs: tuple[Difference, ...]) -> Iterable[Row]:
    for first, difference in _first(differs[:_LINES_OF_A_SECTION]):
        words = f"{len(differs)}: " if first else ""
        yield Row(
            Text(f"{words}{difference.kind}, {safe(difference.about)}"),
            Text(sides_line(difference), style=SOURCE),
            difference.id,
            "Outlets differ" if first else "",
        )
    left = len(differs) - _LINES_OF_A_SECTION
    if left > 0:
        yield Row(Text(f"and {left} more: detente discrepancies", style=SOURCE))


def sides_line(difference: Difference, limit: int = 70) -> str:
    """Each value with its outlets: `20 January (Outlet A) / 21 January (Outlet B)`."""
    return " / ".join(
        f"{side.words(limit)} ({listed((safe(t.outlet) for t in side.told_by), 3)})"
        for side in difference.sides
    )


def _first(items: Iterable[Item]) -> Iterable[tuple[bool, Item]]:
    return ((index == 0, item) for index, item in enumerate(items))
