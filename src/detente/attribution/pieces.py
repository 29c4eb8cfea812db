"""Text to windows of word pieces: what the tagger's encoder reads, in training and in use.

Paragraphs are packed greedily into windows of at most `WINDOW` pieces, a separator between them, so
that a quotation sees the paragraph that names its speaker. Each piece keeps its offsets into the
text and a small *shape*: the encoder's vocabulary is lower case, so letter case and the side of a
quotation mark it stands on are given back to it as a feature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WINDOW = 256
SHAPES = 10
"""Number of shape values: five letter-case classes, outside and inside quotation marks."""

_PARAGRAPH = re.compile(r"[^\n]+")
_OPEN, _CLOSE, _EITHER = "\u201c\u201e\u00ab\u201f", "\u201d\u00bb", '"\uff02'


@dataclass(slots=True)
class Window:
    """One stretch of a text as the encoder reads it; lists run parallel, one entry a piece."""

    ids: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def add(self, piece: int, shape: int, start: int, end: int) -> None:
        """Append one piece; `start` = `end` for the separators, which stand for no text."""
        self.ids.append(piece)
        self.shapes.append(shape)
        self.starts.append(start)
        self.ends.append(end)


def inside_marks(paragraph: str) -> list[bool]:
    """Whether each character of a paragraph stands inside double quotation marks.

    Marks that turn the wrong way or never close are taken as they come; the state ends with the
    paragraph, so one broken mark spoils one paragraph at most.
    """
    inside, state = [], False
    for mark in paragraph:
        if mark in _OPEN:
            state = True
        elif mark in _CLOSE:
            state = False
        elif mark in _EITHER:
            state = not state
        inside.append(state)
    return inside


def _case(surface: str) -> int:
    if surface.isupper() and len(surface) > 1:
        return 2
    if surface[:1].isupper():
        return 1
    if surface[:1].isdigit():
        return 3
    return 0 if surface[:1].isalpha() else 4


def windows(text: str, tokenizer: Tokenizer, size: int = WINDOW) -> Iterator[Window]:
    """Cut `text` into windows of at most `size` pieces.

    Args:
        text: any string; offsets in the windows refer to it (code points, end exclusive).
        tokenizer: a WordPiece tokenizer with `[CLS]` and `[SEP]`.
        size: the greatest number of pieces in a window, separators included.

    Yields:
        Windows in the order of the text; together they cover every piece of it once.

    """
    first, gap = tokenizer.token_to_id("[CLS]") or 0, tokenizer.token_to_id("[SEP]") or 0
    window = Window()
    window.add(first, 0, 0, 0)
    spans = [m.span() for m in _PARAGRAPH.finditer(text) if not m.group().isspace()]
    encodings = tokenizer.encode_batch([text[a:b] for a, b in spans], add_special_tokens=False)
    for (base, stop), encoding in zip(spans, encodings, strict=True):
        inside = inside_marks(text[base:stop])
        count = len(encoding.ids)
        if len(window.ids) > 1 and len(window.ids) + count + 1 > size:
            yield window
            window = Window()
            window.add(first, 0, base, base)
        for piece, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
            if len(window.ids) >= size - 1:
                yield window
                window = Window()
                window.add(first, 0, base + start, base + start)
            shape = _case(text[base + start : base + end]) + 5 * inside[start]
            window.add(piece, shape, base + start, base + end)
        window.add(gap, 0, stop, stop)
    if len(window.ids) > 1:
        yield window
