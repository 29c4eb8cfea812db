"""What was said and done in a record, by day: where each entry stands, whose it is, nothing more.

Made once while the record is the same, from columns alone; the words of the entries that a page
shows are read when it shows them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from detente import countries
from detente.errors import UnknownPartyError
from detente.record.listings import Listings, Told
from detente.standing.sides import country_name
from detente.views.periods import Period, periods

OTHERS = "others"
"""The lane of those who speak and act least, and of what nobody is named for."""
_LANES = 8
_UNDATED = "9999"


@dataclass(frozen=True)
class Chronicle:
    """Entries by day, those of no known day last; all columns are in the same order.

    `ids` are of statements and of acts; `whose` says by number in `sides` who spoke or acted, the
    sides of most entries first. An act that several copies of one text tell is one entry; `copies`
    has the ids of all.
    """

    ids: tuple[str, ...]
    days: tuple[str, ...]
    whose: array[int]
    sides: tuple[str, ...]
    copies: dict[str, tuple[str, ...]]

    @property
    def lanes(self) -> tuple[str, ...]:
        """The sides that have a lane of their own."""
        return tuple(side for side in self.sides[:_LANES] if side != OTHERS)

    def named(self, words: str) -> str:
        """Return the side that goes by a name, or is the country of a name or code.

        Raises:
            UnknownPartyError: nothing is told of any such.

        """
        country = countries.by_name(words) or countries.by_code(words)
        wanted = {words.casefold(), country.name.casefold() if country else words.casefold()}
        found = next((side for side in self.sides if side.casefold() in wanted), None)
        if found is None:
            known = ", ".join(self.lanes)
            raise UnknownPartyError(
                f"Nothing is told of {words!r} by day; most is told of {known or 'nobody'}."
            )
        return found

    def between(self, since: str | None, until: str | None) -> range:
        """Return the places of the entries between two ISO days; all, where none is given."""
        if not since and not until:
            return range(len(self.ids))
        first = bisect_left(self.days, since or "")
        return range(first, max(first, bisect_right(self.days, until or "9998")))

    def chosen(self, within: range, party: str | None, only: set[str] | None) -> Sequence[int]:
        """Return those of the places that are of a party and among some ids."""
        places: Sequence[int] = within
        if party == OTHERS:
            lanes = len(self.lanes)
            places = [place for place in places if self.whose[place] >= lanes]
        elif party is not None:
            number = self.sides.index(party) if party in self.sides else None
            places = [place for place in places if self.whose[place] == number]
        if only is not None:
            places = [place for place in places if self.ids[place] in only]
        return places

    def first_and_last(self) -> tuple[str, str] | None:
        """Return the days of the first and the last entry whose day is known."""
        dated = bisect_left(self.days, _UNDATED)
        return (self.days[0], self.days[dated - 1]) if dated else None

    def side(self, place: int) -> str:
        """Return whose an entry is."""
        return self.sides[self.whose[place]]

    def by_lane(self, places: Iterable[int]) -> dict[str, int]:
        """Count entries by the lane that they are in."""
        lanes = self.lanes
        found: Counter[str] = Counter()
        for number, count in Counter(map(self.whose.__getitem__, places)).items():
            found[lanes[number] if number < len(lanes) else OTHERS] += count
        return dict(found)


def chronicle(listings: Listings, same_text: dict[str, str]) -> Chronicle:
    """Return what is said and done in a record, by day.

    Args:
        listings: the record.
        same_text: by article the one that stands for all of the same text.

    """
    acts, copies = acts_once(listings, same_text)
    rows = sorted(_rows([*acts, *listings.said()]))
    counts = Counter(side for _, _, side in rows)
    # Nobody's entries are no side's: they stand behind all others, however many they are.
    sides = sorted(counts, key=lambda side: (side == OTHERS, -counts[side], side))
    numbers = {side: number for number, side in enumerate(sides)}
    return Chronicle(
        ids=tuple(identifier for _, identifier, _ in rows),
        days=tuple(day for day, _, _ in rows),
        whose=array("I", (numbers[side] for _, _, side in rows)),
        sides=tuple(sides),
        copies=copies,
    )


def acts_once(
    listings: Listings, same_text: dict[str, str]
) -> tuple[list[Told], dict[str, tuple[str, ...]]]:
    """Return each act once, on the first day on which it was told, and the ids of its copies."""
    alike: dict[tuple[str, int, int], list[Told]] = {}
    for act in listings.done():
        if act.place:
            article, start, end = act.place
            alike.setdefault((same_text.get(article, article), start, end), []).append(act)
    acts, copies = [], {}
    for same in alike.values():
        ids = sorted(act.id for act in same)
        first = min(same, key=lambda act: act.id)
        acts.append(first._replace(told=min((act.told for act in same if act.told), default=None)))
        if len(ids) > 1:
            copies[first.id] = tuple(ids)
    return acts, copies


def _rows(told: Iterable[Told]) -> Iterable[tuple[str, str, str]]:
    sides: dict[tuple[str | None, str | None], str] = {}
    for one in told:
        key = (one.country, one.name)
        if key not in sides:
            sides[key] = country_name(one.country) if one.country else one.name or OTHERS
        day = one.said_from or one.said_to or one.told or _UNDATED
        yield day[:10], one.id, sides[key]


# From afar --------------------------------------------------------------------------------------


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A period, and how many entries lie in it, altogether and by party."""

    period: Period
    name: str
    entries: int
    by_party: dict[str, int]


def stretches(
    told: Chronicle, places: Sequence[int], since: str | None, until: str | None
) -> tuple[Stretch, ...]:
    """Count entries of a chronicle by the periods that a stretch of days is looked at by.

    Args:
        told: the chronicle.
        places: those of its entries that are counted, in order.
        since: an ISO day; the first of all where none is given.
        until: an ISO day; the last of all where none is given.

    """
    ends = told.first_and_last()
    if ends is None:
        return ()
    first, last = max(since or ends[0], ends[0]), min(until or ends[1], ends[1])
    if first > last:
        return ()
    whole = periods(since or first, until or last)
    found = []
    for period in whole:
        if period.until < first or period.since > last:
            continue
        days = told.between(max(period.since, first), min(period.until, last))
        inside = places[bisect_left(places, days.start) : bisect_left(places, days.stop)]
        found.append(
            Stretch(
                period=period,
                name=period.name,
                entries=len(inside),
                by_party=told.by_lane(inside),
            )
        )
    return tuple(found)
