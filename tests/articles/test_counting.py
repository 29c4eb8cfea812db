"""Counts of all lines at once are those of each line by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.articles.counting import BARRED, LOWERED, QUOTED, SHOUTED, counted
from detente.articles.lines import lines

STOPS = frozenset({"the", "of", "не", "の"})


def whole(text):
    return counted(text, [(0, len(text), 0)], STOPS)


CASES = [
    # text, words, stops, capitals, breaks, digits
    ("The ferry left. Nobody waved.", 5, 1, 2, 2, 0),
    ("“The ferry left.” Nobody of the crew waved.", 8, 2, 2, 2, 0),
    ("He said “no.”", 3, 0, 2, 0, 0),
    ("He never said “no.”", 4, 0, 2, 1, 0),
    ("Gate 12 opens at 9.30 on Friday", 7, 0, 4, 0, 5),
    ("Ворота не открыты. Приём позже!", 5, 1, 2, 2, 0),
    ("港の門は閉じたままだ。船は出ない。", 7, 1, 1, 2, 0),
]


@pytest.mark.parametrize(("text", "words", "stops", "capitals", "breaks", "digits"), CASES)
def test_a_line_is_counted(text, words, stops, capitals, breaks, digits):
    found = whole(text)
    assert found[:5] == ([words], [stops], [capitals], [breaks], [digits])


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("FERRY STAYS IN PORT", SHOUTED),
        ("and so it went", LOWERED),
        ("“Never,” she said", QUOTED),
        ("Home | World | Ports", BARRED),
        ("Ferry stays in port", 0),
        ("12 345", 0),
    ],
)
def test_the_form_of_a_line_is_told(text, form):
    assert whole(text).form == [form]


@given(st.lists(st.text(st.characters(exclude_categories=["Cc"]), min_size=1), max_size=8))
def test_lines_are_counted_together_as_they_are_alone(given_lines):
    for line in lines("\n".join(given_lines), STOPS):
        together = (line.words, line.stops, line.capitals, line.breaks, line.digits, line.form)
        assert tuple(zip(*whole(line.text), strict=True)) == (together,)
