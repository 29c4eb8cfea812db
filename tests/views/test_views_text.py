"""Words for people: days, clipping, ids, and text made safe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.nouns import When
from detente.views.text import clip, counted, day, first_day, listed, safe, short, when

DAYS = [
    ("2031-04-08", "8 Apr 2031"),
    ("2031-04-08T09:30:00Z", "8 Apr 2031"),
    ("2031-04", "Apr 2031"),
    ("2031", "2031"),
    ("", None),
    (None, None),
    ("in spring", "in spring"),
]

TIMES = [
    (("2031-04-08", "2031-04-08"), "8 Apr 2031"),
    (("2031-04-08", "2031-04-09"), "8–9 Apr 2031"),
    (("2031-03-28", "2031-04-09"), "between 28 Mar and 9 Apr 2031"),
    (("2030-12-28", "2031-01-09"), "between 28 Dec 2030 and 9 Jan 2031"),
    (("2031-04-01", "2031-04-30"), "Apr 2031"),
    (("2031-01-01", "2031-12-31"), "2031"),
    ((None, "2031-04-09"), "by 9 Apr 2031"),
    (("2031-04-09", None), "from 9 Apr 2031"),
    ((None, None), None),
]

UNSAFE = [
    ("\x1b[31mred\x1b[0m", "red"),
    ("bell\x07 and \x1b]0;title\x07 kept", "bell and ]0;title kept"),
    ("two\tcolumns\r\nand lines", "two columns and lines"),
    ("mis-decoded â\x80\x9cwordsâ\x80\x9d", "mis-decoded âwordsâ"),
    ("\u202egnorw\u202c way", "gnorw way"),
    ("[bold]not markup[/bold]", "[bold]not markup[/bold]"),
]


@pytest.mark.parametrize(("iso", "words"), DAYS)
def test_a_day_reads_as_people_write_it(iso, words):
    assert day(iso) == words


@pytest.mark.parametrize(("ends", "words"), TIMES)
def test_an_interval_says_no_more_than_is_known(ends, words):
    assert when(When(earliest=ends[0], latest=ends[1])) == words


@pytest.mark.parametrize(("raw", "shown"), UNSAFE)
def test_what_steers_a_terminal_is_not_printed(raw, shown):
    assert safe(raw) == shown


@given(st.text())
def test_safe_text_is_left_alone_and_holds_no_control(words):
    once = safe(words)
    assert safe(once) == once
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in once)


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_a_clipped_text_begins_as_the_whole_does(words, limit):
    cut = clip(words, limit)
    assert len(cut) <= max(limit + 2, 2)
    assert words.startswith(cut.removesuffix(" …")) or cut == words


def test_words_are_cut_between_words():
    assert clip("open the locks first, then talk", 22) == "open the locks first …"


def test_ids_are_cut_to_what_show_takes():
    assert short("s:7f3102aa91cd") == "s:7f3102"


def test_times_sort_by_what_is_known_of_them():
    assert first_day("2031-04-08T10:00") == "2031-04-08"
    assert first_day(When(earliest=None, latest="2031-04-09")) == "2031-04-09"
    assert first_day(None) is None


def test_counts_and_lists_read_as_english():
    assert counted(1, "page") == "1 page"
    assert counted(1200, "person", "people") == "1,200 people"
    assert listed(["A", "B", "C", "D", "E"], 3) == "A, B, C and 2 more"
