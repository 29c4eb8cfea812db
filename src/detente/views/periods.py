"""Years, months, weeks and days, to look at a timeline from afar and from near."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec

Unit = Literal["year", "month", "week", "day"]

_WITHIN: tuple[tuple[int, Unit], ...] = ((14, "day"), (92, "week"), (731, "month"))
"""How many days are looked at by which unit; more are looked at by year."""
_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


class Period(msgspec.Struct, frozen=True, rename={"since": "from", "until": "to"}):
    """A calendar year, month, ISO week (from Monday) or day; both ISO days are included."""

    unit: Unit
    since: str
    until: str

    @property
    def short(self) -> str:
        """The name of where the period begins, as short as a label must be."""
        return self.name if self.unit != "week" else f"from {around(self.since, 'day').name[:-5]}"

    @property
    def name(self) -> str:
        """The period in words: `2031`, `Mar 2031`, `3–9 Mar 2031`, `3 Mar 2031`."""
        first, last = date.fromisoformat(self.since), date.fromisoformat(self.until)
        match self.unit:
            case "year":
                return str(first.year)
            case "month":
                return _month(first)
            case "day":
                return f"{first.day} {_month(first)}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{last.day} {_month(last)}"
        if first.year == last.year:
            return f"{first.day} {_MONTHS[first.month - 1]} – {last.day} {_month(last)}"
        return f"{first.day} {_month(first)} – {last.day} {_month(last)}"


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"


def unit_for(since: str, until: str) -> Unit:
    """Return the unit by which a stretch of days is looked at: a month by weeks, and so on."""
    days = (date.fromisoformat(until) - date.fromisoformat(since)).days + 1
    return next((unit for most, unit in _WITHIN if days <= most), "year")


def around(day: str, unit: Unit) -> Period:
    """Return the period of a kind that a day lies in."""
    at = date.fromisoformat(day)
    match unit:
        case "year":
            first, last = date(at.year, 1, 1), date(at.year, 12, 31)
        case "month":
            first = at.replace(day=1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        case "week":
            first = at - timedelta(days=at.weekday())
            last = first + timedelta(days=6)
        case "day":
            first = last = at
    return Period(unit, first.isoformat(), last.isoformat())


def following(period: Period) -> Period:
    """Return the period of the same kind that comes next."""
    return around(_shifted(period.until, 1), period.unit)


def preceding(period: Period) -> Period:
    """Return the period of the same kind that came before."""
    return around(_shifted(period.since, -1), period.unit)


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def periods(since: str, until: str) -> tuple[Period, ...]:
    """Return the periods that a stretch of days is looked at by, the earliest first."""
    found = [around(since, unit_for(since, until))]
    while found[-1].until < until:
        found.append(following(found[-1]))
    return tuple(found)


def holding(since: str, until: str) -> tuple[Period, ...]:
    """Return the calendar periods that hold a stretch of days, the widest first, itself last."""
    found = [around(since, unit) for unit in ("year", "month", "week", "day")]
    return tuple(p for p in found if p.until >= until)
