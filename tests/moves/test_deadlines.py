"""Deadlines become days that lie ahead of the day on which they were set."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.moves.deadlines import deadline

SET = "2031-04-02"  # a Wednesday


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("by Friday", "2031-04-04", "2031-04-04"),
        ("by Wednesday", "2031-04-09", "2031-04-09"),
        ("by 30 April", "2031-04-30", "2031-04-30"),
        ("by April 30", "2031-04-30", "2031-04-30"),
        ("by March 1", "2032-03-01", "2032-03-01"),
        ("by June", "2031-06-01", "2031-06-30"),
        ("by the end of June", "2031-06-30", "2031-06-30"),
        ("by 1 May 2033", "2033-05-01", "2033-05-01"),
        ("by the end of the month", "2031-04-30", "2031-04-30"),
        ("by the end of the week", "2031-04-06", "2031-04-06"),
        ("by next month", "2031-05-01", "2031-05-31"),
        ("by tomorrow", "2031-04-03", "2031-04-03"),
        ("within two weeks", "2031-04-16", "2031-04-16"),
        ("within 48 hours", "2031-04-04", "2031-04-04"),
        ("within a month", "2031-05-02", "2031-05-02"),
        ("by next summer", None, None),
        ("by 31 June", None, None),
    ],
)
def test_a_deadline_is_a_day(words: str, earliest: str | None, latest: str | None) -> None:
    found = deadline(words, SET)
    assert (found.earliest, found.latest, found.words) == (earliest, latest, words)


def test_without_a_day_only_full_dates_resolve() -> None:
    assert deadline("by Friday", None).latest is None
    assert deadline("by 30 April", None).latest is None
    assert deadline("by 30 April 2031", None).latest == "2031-04-30"


@given(st.dates(), st.sampled_from(["by Friday", "by 29 February", "within ten years", "by May"]))
def test_a_deadline_never_lies_behind(day: date, words: str) -> None:
    found = deadline(words, day.isoformat())
    assert found.latest is None or found.latest >= day.isoformat()
