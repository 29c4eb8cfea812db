"""Sentences end where a reader ends them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.prose import holding, sentences

CASES = [
    ("Mr. Tamm left. She stayed.", ["Mr. Tamm left.", "She stayed."]),
    (
        "The U.S. envoy met Gen. Orlu on Jan. 5. Nothing came of it.",
        ["The U.S. envoy met Gen. Orlu on Jan. 5.", "Nothing came of it."],
    ),
    ("“We wait.” He sat down.", ["“We wait.”", "He sat down."]),
    ("He paused ... and went on.", ["He paused ... and went on."]),
    ("First line\nSecond line", ["First line", "Second line"]),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_sentences(text: str, wanted: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == wanted


@given(st.text(alphabet="aB. \n?“”", max_size=60))
def test_nothing_but_white_space_lies_between(text: str) -> None:
    spans = sentences(text)
    place = 0
    for start, end in spans:
        assert not text[place:start].strip()
        assert text[start:end].strip() == text[start:end] != ""
        assert holding(spans, start) == (start, end)
        place = end
    assert not text[place:].strip()
