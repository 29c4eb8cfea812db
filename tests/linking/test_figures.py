"""Figures in digits and in words, and the days of datelines."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linking_builder import WIRE, Page, together

from detente.linking import link
from detente.linking.figures import figures
from detente.nouns import Discrepancy

READ = (
    ("About 240 ships wait.", [(240, "ship")]),
    ("A dozen guards and 12 drivers left.", [(12, "guard"), (12, "driver")]),
    ("They lost 3 million euros, or five thousand jobs.", [(3_000_000, "euro"), (5_000, "job")]),
    ("Twenty-two boats and 1,500 cars sank.", [(22, "ship"), (1_500, "car")]),
    ("It rained 2.5 metres.", [(Fraction(5, 2), "meter")]),
    ("OSTERA, March 11 (Reuters) - On May 4 the 2031 budget passed.", []),
    ("One of the two said so.", []),
)


@pytest.mark.parametrize(("text", "wanted"), READ)
def test_figures_with_what_they_count(text: str, wanted: list[tuple[int, str]]) -> None:
    assert [(f.value, f.unit) for f in figures(text)] == wanted


@given(st.text())
def test_figures_stand_where_they_say(text: str) -> None:
    for figure in figures(text):
        assert 0 <= figure.start < figure.end <= len(text)


def differing(*changes: tuple[str, str]) -> list[Discrepancy]:
    """What differs between the wire and a version of it with these words changed."""
    text = WIRE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    pages = (
        Page("wire", WIRE, title="Talks", published="2023-03-14"),
        Page("version", text, title="Talks on the dam", published="2023-03-15"),
    )
    return list(link(*together(*pages)).discrepancies)


def test_a_number_in_words_is_the_number_in_digits() -> None:
    assert differing(("60 million people", "sixty million people")) == []
    (found,) = differing(("60 million people", "sixteen million people"))
    assert (found.kind, {v.value for v in found.values}) == (
        "number", {"60 million people", "sixteen million people"},
    )  # fmt: skip


def test_a_number_told_with_another_word_for_what_it_counts() -> None:
    (found,) = differing(("bring power to 60 million people", "bring power to 50 million homes"))
    assert {v.value for v in found.values} == {"60 million people", "50 million homes"}


def test_datelines_that_name_different_days() -> None:
    (found,) = differing(("CAIRO, March 14", "CAIRO, March 15"))
    assert (found.kind, {v.value for v in found.values}) == ("date", {"March 14", "March 15"})
