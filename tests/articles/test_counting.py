"""Counts of all lines at once are those of each line by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.articles.counting import (
    BARRED,
    BULLET,
    ENDED,
    LOWERED,
    QUOTED,
    SHOUTED,
    characters,
    counted,
    line_spans,
)
from detente.articles.lines import lines

STOPS = frozenset({"the", "of", "не", "の"})


def whole(text):
    return counted(text, characters(text), np.array([[0, len(text), 0]]), STOPS)


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
    assert found[2:7] == ([words], [stops], [capitals], [breaks], [digits])


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("FERRY STAYS IN PORT", SHOUTED),
        ("and so it went", LOWERED),
        ("“Never,” she said", QUOTED),
        ("Home | World | Ports", BARRED),
        ("Ferry stays in port", 0),
        ("The ferry stays (for now.)", ENDED),
        ("The ferry stays (for now)", 0),
        ("• The ferry stays", BULLET),
        ("- The ferry stays.", BULLET | ENDED),
        ("-12 degrees", 0),
        ("12 345", 0),
    ],
)
def test_the_form_of_a_line_is_told(text, form):
    assert whole(text).form == [form]


@given(st.lists(st.text(st.characters(exclude_categories=["Cc"]), min_size=1), max_size=8))
def test_lines_are_counted_together_as_they_are_alone(given_lines):
    for line in lines("\n".join(given_lines), STOPS):
        together = (line.words, line.stops, line.capitals, line.breaks, line.digits, line.form)
        assert tuple(zip(*whole(line.text)[2:], strict=True)) == (together,)


@given(st.text("ab \t\n\r\x0b\x1e\x85\u2028.", max_size=40))
def test_lines_stand_where_python_splits_them(text):
    wanted, gap, position = [], -1, 0
    for raw in text.splitlines(keepends=True):
        bare = raw.strip()
        if bare:
            start = position + raw.find(bare)
            wanted.append([start, start + len(bare), max(0, gap)])
            gap = 0
        elif wanted:
            gap += 1
        position += len(raw)
    assert line_spans(characters(text)).tolist() == wanted


def test_lines_are_folded_with_one_blank_between_words():
    assert whole("The \u00a0FERRY\tleft Straße").folded == ["the ferry left strasse"]


def test_a_turkish_capital_is_folded_to_the_small_letter() -> None:
    assert whole("İLGİLİ HABERLER").folded == ["ilgili haberler"]
