"""Windows cover the text once, in order, and never grow beyond their size."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.attribution import tagger
from detente.attribution.pieces import SHAPES, inside_marks, windows

TOKENIZER = tagger.load()._tokenizer  # type: ignore[union-attr]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aZ9 “”\n.é😀", max_size=300), st.integers(8, 40))
def test_windows(text: str, size: int) -> None:
    place = 0
    for window in windows(text, TOKENIZER, size):
        assert len(window.ids) <= size
        assert len(window.ids) == len(window.shapes) == len(window.starts) == len(window.ends)
        for start, end, shape in zip(window.starts, window.ends, window.shapes, strict=True):
            assert 0 <= shape < SHAPES
            if start < end:
                assert place <= end <= len(text)
                place = start


def test_marks() -> None:
    assert inside_marks("a “b” c") == [False, False, True, True, False, False, False]
