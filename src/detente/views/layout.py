"""How views look on a terminal: few colours, no boxes, columns that fold when it is narrow."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.views.text import short

WIDE = 100
"""From this width on, words and their source stand side by side."""
NARROW = 60
"""Below this width labels and ids leave their columns."""
MEASURE = 132
"""Longer lines than this are hard to read, however wide the terminal is."""

LABEL, SOURCE, IDENTIFIER, TITLE, ALERT = "bold", "dim", "cyan", "bold", "bold yellow"
_ID_WIDTH = 8
_GAP = 2


@dataclass(frozen=True)
class Row:
    """One line of a listing: words, their source, and the id that `show` opens."""

    words: Text
    source: Text = field(default_factory=Text)
    identifier: str = ""
    label: str = ""


class Rows:
    """Rows in columns: label, words, source, id; the source goes under the words when narrow."""

    def __init__(self, rows: Iterable[Row], *, label: int = 0, indent: int = 0) -> None:
        self.rows = tuple(rows)
        self.sourced = any(row.source.plain for row in self.rows)
        self.label = label
        self.indent = indent

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Render in the columns that fit the width."""
        width = min(options.max_width, MEASURE)
        grid = self._grid(width)
        for row in self.rows:
            grid.add_row(*self._cells(row, width))
        yield Padding(grid, (0, 0, 0, self._indent(width)), expand=False)

    def _grid(self, width: int) -> Table:
        # Widths are given, not measured: measuring reads every cell of a long listing twice.
        label = self.label if width >= NARROW else 0
        identifier = _ID_WIDTH if width >= NARROW else 0
        room = width - self._indent(width) - sum(w + _GAP for w in (label, identifier) if w)
        words, source = room, 0
        if width >= WIDE and self.sourced:
            source = (room - _GAP) * 10 // 21
            words = room - _GAP - source
        grid = Table.grid(padding=(0, _GAP, 0, 0))
        for column in (label, words, source, identifier):
            if column:
                grid.add_column(width=column, overflow="fold")
        if label:
            grid.columns[0].style = LABEL
        return grid

    def _indent(self, width: int) -> int:
        return self.indent if width >= NARROW else min(self.indent, 2)

    def _cells(self, row: Row, width: int) -> Sequence[RenderableType]:
        identifier = Text(short(row.identifier) if row.identifier else "", style=IDENTIFIER)
        if width >= WIDE and self.sourced:
            cells = [row.words, row.source, identifier]
        elif width >= NARROW:
            cells = [stacked(row.words, row.source), identifier]
        else:
            label = Text(row.label, style=LABEL)
            return [stacked(label, row.words, row.source, identifier).append("\n")]
        return [Text(row.label), *cells] if self.label else cells


def stacked(*texts: Text) -> Text:
    """Texts one under the other, those without words left out."""
    return Text("\n").join(text for text in texts if text.plain)


def heading(title: str, details: str = "") -> RenderableType:
    """Return a title and, after it or under it, its details in small print."""
    return _Heading(Text(title, style=TITLE), Text(details, style=SOURCE))


class _Heading:
    def __init__(self, title: Text, details: Text) -> None:
        self.title = title
        self.details = details

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        fits = self.title.cell_len + 3 + self.details.cell_len <= min(options.max_width, MEASURE)
        gap = "   " if fits else "\n"
        yield Text.assemble(self.title, gap, self.details) if self.details.plain else self.title


def note(words: str) -> Text:
    """Return a sentence of ours, set apart from what pages say."""
    return Text(words, style=SOURCE)


def paragraphs(parts: Iterable[RenderableType]) -> Group:
    """Parts with an empty line between them."""
    spaced: list[RenderableType] = []
    for part in parts:
        if spaced:
            spaced.append(Text(""))
        spaced.append(part)
    return Group(*spaced)


def plain(view: RenderableType, width: int = WIDE) -> str:
    """Return a view as plain text: no colours, no spaces at the ends of lines."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=False,
        color_system=None,
    )
    console.print(view)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())
