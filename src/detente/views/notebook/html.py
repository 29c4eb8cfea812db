"""Pieces of HTML for a notebook: escaped, without script, style sheet or address to load.

Colours are the notebook's own, light or dark: only lines and weights are ours. What comes from
pages is escaped by `Markup.format` and cleared of characters that reorder text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from markupsafe import Markup

from detente.nouns import Span
from detente.views.text import clip, safe

_CELL = 120
"""Characters of a cell."""
_HEAD = Markup("<p><b>{}</b> <small>{}</small></p>")
_BOX = Markup('<div style="max-width:48em">{}</div>')
_QUOTE = Markup(
    '<blockquote style="border-left:3px solid currentColor;margin:.4em 0;padding-left:.8em">'
    "{}<b>{}</b>{}{}</blockquote>"
)
_SOURCE = Markup("<br><small>{}</small>")
_ROLL = Markup(
    '<div style="max-height:24em;overflow:auto;border:1px solid currentColor;padding:0 .8em">'
    "{}</div>"
)
_GRID = Markup(
    '<div style="overflow:auto"><table><caption>{}</caption>'
    "<thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}</div>"
)


def words(text: str | None) -> str:
    """Text from a page for one line."""
    return safe(text or "")


def box(*parts: Markup) -> str:
    """The whole of what is shown."""
    return str(_BOX.format(joined(parts)))


def joined(parts: Iterable[Markup]) -> Markup:
    """Parts one after the other."""
    return Markup("").join(parts)


def head(title: str, details: str = "") -> Markup:
    """A title, and what is known of it in small."""
    return _HEAD.format(words(title), words(details))


def quote(text: str, source: str = "", mark: Span = (0, 0)) -> Markup:
    """Words of a page with a part of them in bold, and where they are from."""
    start, end = mark
    parts = (text[:start], text[start:end], text[end:])
    origin = _SOURCE.format(words(source)) if source else Markup("")
    return _QUOTE.format(*(safe(part, lines=True) for part in parts), origin)


def line(text: str, details: str = "") -> Markup:
    """One line of a list."""
    small = Markup(" <small>{}</small>").format(words(details)) if details else Markup("")
    return Markup("<li>{}{}</li>").format(words(text), small)


def note(text: str, details: str = "") -> Markup:
    """A closing line."""
    return Markup("<p>{}<br><small>{}</small></p>").format(words(text), words(details))


def listing(title: str, lines: Sequence[Markup]) -> Markup:
    """A heading with its lines; nothing where there are none."""
    if not lines:
        return Markup("")
    heading = Markup("<p><b>{}</b></p>").format(title) if title else Markup("")
    return heading + Markup("<ul>{}</ul>").format(joined(lines))


def plain(text: str) -> Markup:
    """Text in lines as they are."""
    return Markup("<pre>{}</pre>").format(safe(text, lines=True))


def body(text: str) -> Markup:
    """The paragraphs of an article, in a box that rolls."""
    paragraphs = (part for part in text.split("\n\n") if part.strip())
    return _ROLL.format(joined(Markup("<p>{}</p>").format(words(part)) for part in paragraphs))


def grid(title: str, names: Sequence[str], rows: Sequence[Sequence[Any]], below: str) -> str:
    """A table with a header."""
    header = joined(Markup("<th>{}</th>").format(name) for name in names)
    lines = (joined(Markup("<td>{}</td>").format(_cell(value)) for value in row) for row in rows)
    content = joined(Markup("<tr>{}</tr>").format(found) for found in lines)
    return str(_GRID.format(title, header, content, Markup("<p>{}</p>").format(below)))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return clip(words(text), _CELL)
