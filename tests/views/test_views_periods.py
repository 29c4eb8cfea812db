"""Calendar periods: they hold their days, follow one another without a gap, and have names."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.views.periods import Period, around, following, holding, periods, preceding, unit_for

UNITS = ("year", "month", "week", "day")
DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1)).map(date.isoformat)


@given(DAYS, st.sampled_from(UNITS))
def test_a_period_holds_its_day_and_its_neighbours_touch_it(day, unit):
    period = around(day, unit)
    assert period.since <= day <= period.until
    after = following(period)
    assert date.fromisoformat(after.since) - date.fromisoformat(period.until) == timedelta(days=1)
    assert preceding(after) == period


@given(DAYS, st.integers(0, 4000))
def test_a_stretch_is_looked_at_by_periods_that_cover_it_and_are_few(since, length):
    until = (date.fromisoformat(since) + timedelta(days=length)).isoformat()
    found = periods(since, until)
    assert found[0].since <= since
    assert found[-1].until >= until
    assert all(following(one) == other for one, other in pairwise(found))
    assert len(found) <= 26
    assert {period.unit for period in found} == {unit_for(since, until)}


@pytest.mark.parametrize(
    ("since", "until", "units"),
    [
        ("2031-01-01", "2031-12-31", ["year"]),
        ("2031-04-01", "2031-04-30", ["year", "month"]),
        ("2031-04-07", "2031-04-13", ["year", "month", "week"]),
        ("2031-04-07", "2031-04-07", ["year", "month", "week", "day"]),
        ("2031-03-31", "2031-04-06", ["year", "week"]),
        ("2030-12-01", "2031-01-31", []),
    ],
)
def test_what_holds_a_stretch(since, until, units):
    assert [period.unit for period in holding(since, until)] == units


@pytest.mark.parametrize(
    ("unit", "day", "name", "short"),
    [
        ("year", "2031-04-05", "2031", "2031"),
        ("month", "2031-04-05", "Apr 2031", "Apr 2031"),
        ("week", "2031-04-09", "7–13 Apr 2031", "from 7 Apr"),
        ("week", "2031-04-02", "31 Mar – 6 Apr 2031", "from 31 Mar"),
        ("week", "2032-01-01", "29 Dec 2031 – 4 Jan 2032", "from 29 Dec"),
        ("day", "2031-04-05", "5 Apr 2031", "5 Apr 2031"),
    ],
)
def test_names(unit, day, name, short):
    period = around(day, unit)
    assert isinstance(period, Period)
    assert (period.name, period.short) == (name, short)
