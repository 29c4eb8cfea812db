"""Text to windows of word pieces: what the tagger's encoder reads, in training and in use.

Paragraphs are packed greedily into windows of at most `WINDOW` pieces, a separator between them, so
that a quotation sees the paragraph that names its speaker. Each piece keeps its offsets into the
text and a small *shape*: the encoder's vocabulary is lower case, so letter case and the side of a
quotation mark it stands on are given back to it as a feature.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

WINDOW = 256
CASES = 5
SHAPES = 2 * CASES
"""Number of shape values: five letter-case classes, outside and inside quotation marks."""

_PARAGRAPH = re.compile(r"[^\n]+")
_OPEN, _CLOSE, _EITHER = "\u201c\u201e\u00ab\u201f", "\u201d\u00bb", '"\uff02'
_MARK = re.compile(f"[{_OPEN}{_CLOSE}{_EITHER}]")


@dataclass(slots=True)
class Window:
    """One stretch of a text as the encoder reads it; lists run parallel, one entry a piece."""

    ids: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def mark(self, piece: int, place: int) -> None:
        """Append a separator, which stands for no text."""
        self.ids.append(piece)
        self.shapes.append(0)
        self.starts.append(place)
        self.ends.append(place)

    def take(self, pieces: Window, first: int, last: int) -> None:
        """Append `pieces` from `first` on, without `last`."""
        self.ids += pieces.ids[first:last]
        self.shapes += pieces.shapes[first:last]
        self.starts += pieces.starts[first:last]
        self.ends += pieces.ends[first:last]

    def read(self) -> tuple[bytes, bytes, bytes]:
        """All that the tagger reads of a window, wherever in a text it stands.

        Ids, shapes, and which pieces are separators or follow on the one before without a space.
        """
        marks, last = bytearray(), -1
        for start, end in zip(self.starts, self.ends, strict=True):
            separator = start == end
            marks.append(0 if separator else 1 + (start == last))
            last = -1 if separator else end
        return array("i", self.ids).tobytes(), bytes(self.shapes), bytes(marks)


def inside_marks(paragraph: str) -> list[bool]:
    """Whether each character of a paragraph stands inside double quotation marks.

    Marks that turn the wrong way or never close are taken as they come; the state ends with the
    paragraph, so one broken mark spoils one paragraph at most.
    """
    inside: list[bool] = []
    state = False
    for mark in _MARK.finditer(paragraph):
        inside += [state] * (mark.start() - len(inside))
        state = mark.group() in _OPEN or (mark.group() in _EITHER and not state)
        inside.append(state)
    return inside + [state] * (len(paragraph) - len(inside))


@lru_cache(maxsize=1 << 14)
def _case(surface: str) -> int:
    if surface.isupper() and len(surface) > 1:
        return 2
    if surface[:1].isupper():
        return 1
    if surface[:1].isdigit():
        return 3
    return 0 if surface[:1].isalpha() else 4


def _pieces(text: str, base: int, encoding: Encoding) -> Window:
    """The pieces of one paragraph that begins at `base`, without separators."""
    starts, ends = ([base + offset[n] for offset in encoding.offsets] for n in (0, 1))
    paragraph = text[base : ends[-1]] if ends else ""
    inside = inside_marks(paragraph)
    shapes = [
        _case(text[a:b]) + CASES * inside[a - base] for a, b in zip(starts, ends, strict=True)
    ]
    return Window(encoding.ids, shapes, starts, ends)


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
    spans = [m.span() for m in _PARAGRAPH.finditer(text) if not m.group().isspace()]
    encodings = tokenizer.encode_batch([text[a:b] for a, b in spans], add_special_tokens=False)
    window = Window()
    window.mark(first, 0)
    for (base, stop), encoding in zip(spans, encodings, strict=True):
        pieces = _pieces(text, base, encoding)
        count, taken = len(pieces.ids), 0
        if len(window.ids) > 1 and len(window.ids) + count + 1 > size:
            yield window
            window = Window()
            window.mark(first, base)
        while len(window.ids) + count - taken > size - 1:
            last = taken + size - 1 - len(window.ids)
            window.take(pieces, taken, last)
            taken = last
            yield window
            window = Window()
            window.mark(first, pieces.starts[taken])
        window.take(pieces, taken, count)
        window.mark(gap, stop)
    if len(window.ids) > 1:
        yield window
