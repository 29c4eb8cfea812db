r"""Texts with U+0000, which PostgreSQL cannot hold, in its `text` columns.

Text is kept as delivered and offsets count code points, so NUL must come back at its place. It is
written as a character that the text has not, and which that is stands after the text with a mark:
`"a\0b"` becomes `"a¤b¤" + MARK`. A text that ends with the mark by itself is written so too, so
that every text comes back as it was. Equal texts are written alike, which is all that looking up
asks for; among texts with NUL alone the order is another.
"""

from __future__ import annotations

MARK = "\U0010ffff"
_STAND_INS = range(0xFDD0, 0x110000)  # noncharacters first, which texts hardly ever have


def without_nul(text: str) -> str:
    """A text as PostgreSQL can hold it."""
    if "\0" not in text and not text.endswith(MARK):
        return text
    taken = {*text, MARK}
    stand_in = next(chr(code) for code in _STAND_INS if chr(code) not in taken)
    return text.replace("\0", stand_in) + stand_in + MARK


def with_nul(held: str) -> str:
    """A text as it was before `without_nul`."""
    return held[:-2].replace(held[-2], "\0") if held.endswith(MARK) else held
