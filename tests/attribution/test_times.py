"""Times of an utterance resolve against the day of publication."""

from __future__ import annotations

import pytest

from detente.attribution.times import before, when

PUBLISHED = "2031-03-14"  # a Friday

CASES = [
    ("said on Wednesday", "2031-03-12", "2031-03-12"),
    ("said on Friday", "2031-03-14", "2031-03-14"),
    ("said last Friday", "2031-03-07", "2031-03-07"),
    ("said yesterday", "2031-03-13", "2031-03-13"),
    ("told Radio One on 18 December that", "2030-12-18", "2030-12-18"),
    ("wrote on March 3, 2029", "2029-03-03", "2029-03-03"),
    ("said last month", "2031-02-01", "2031-02-28"),
    ("said this week", "2031-03-10", "2031-03-14"),
    ("said in November 2030", "2030-11-01", "2030-11-30"),
]


@pytest.mark.parametrize(("words", "earliest", "latest"), CASES)
def test_resolved(words: str, earliest: str, latest: str) -> None:
    found = when(words, [(0, len(words))], PUBLISHED)
    assert found is not None
    assert (found.earliest, found.latest) == (earliest, latest)
    assert found.words in words


@pytest.mark.parametrize(
    ("words", "updated", "day"),
    [
        ("said on Saturday", "2031-03-16", "2031-03-15"),
        ("said on Thursday", "2031-03-16", "2031-03-13"),
        ("said on Saturday", "2031-04-16", "2031-03-08"),
        ("said on Saturday", None, "2031-03-08"),
        ("said yesterday", "2031-03-16", "2031-03-13"),
    ],
)
def test_a_weekday_may_lie_between_publication_and_the_last_change(
    words: str, updated: str | None, day: str
) -> None:
    found = when(words, [(0, len(words))], PUBLISHED, updated)
    assert found is not None
    assert found.day == day


def test_words_are_kept_where_no_day_is_known() -> None:
    found = when("said on Tuesday", [(0, 15)], None)
    assert found is not None
    assert (found.earliest, found.latest, found.words) == (None, None, "on Tuesday")


def test_no_time_is_none() -> None:
    assert when("said that she may go", [(0, 20)], PUBLISHED) is None


def test_a_time_to_come_is_no_time_of_saying() -> None:
    assert when("said of a meeting later this year", [(0, 33)], PUBLISHED) is None


def test_an_impossible_date_stays_open() -> None:
    found = when("said on 31 February", [(0, 19)], PUBLISHED)
    assert found is not None
    assert found.earliest is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Tonga closed the reef on Friday, a day after Fiji asked for talks", "2031-03-13"),
        ("Tonga closed the reef on Friday, three days after Fiji asked for talks", "2031-03-11"),
        ("Tonga closed the reef on Friday after Fiji asked for talks", "2031-03-14"),
        ("Tonga closed the reef on Friday, weeks after Fiji asked for talks", None),
    ],
)
def test_what_is_told_after_a_day_after_was_said_before(words: str, day: str | None) -> None:
    friday = when(words, [(0, words.index("after"))], PUBLISHED)
    found = before(words, words.index("Fiji"), friday)
    assert (found.earliest if found else None) == day
