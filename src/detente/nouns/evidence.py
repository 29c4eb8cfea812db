"""Where something stands: spans of a text, and spans with their exact words."""

from __future__ import annotations

import msgspec

Span = tuple[int, int]
"""Start and end (exclusive) in code points of the text that the context names."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A located span with its words (W3C Web Annotation: TextPosition and TextQuote selectors).

    `of` is the id of the page or article whose text holds `exact` at `start:end`; `role` says what
    the span shows (source, cue, content, act, term, name …).
    """

    of: str
    start: int
    end: int
    exact: str
    role: str = "content"

    def holds(self, text: str) -> bool:
        """Whether `text` has the exact words at this place."""
        return text[self.start : self.end] == self.exact
