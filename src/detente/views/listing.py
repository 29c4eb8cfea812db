"""Sayings in rows: the day before, the words, who said them and which outlets tell them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from detente.views.layout import SOURCE, Row, stacked
from detente.views.saying import Saying


def source_text(saying: Saying, *, named: bool = True) -> Text:
    """Who said it, under it which outlets tell it; without the name where a heading has it."""
    return stacked(
        Text(saying.speaker_line(named=named), style=SOURCE),
        Text(saying.outlets_line(), style=SOURCE),
    )


def words_of(saying: Saying) -> str:
    """Return the exact words, or a note that there are none."""
    return saying.quotation.display() if saying.quotation else "(no words given)"


def saying_row(saying: Saying, before: str = "", label: str = "", *, named: bool = True) -> Row:
    """One saying as a row."""
    return Row(Text(before + words_of(saying)), source_text(saying, named=named), saying.id, label)


def saying_rows(sayings: Iterable[Saying], *, named: bool = True) -> list[Row]:
    """Sayings as rows."""
    return [saying_row(saying, named=named) for saying in sayings]
