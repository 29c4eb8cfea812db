"""The timeline's columns: chosen by day, party and id as a look at every entry would choose."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.record.listings import Told
from detente.views.chronicle import OTHERS, chronicle

DAYS = st.sampled_from([None, "2031-01-05", "2031-01-06", "2031-02-01", "2032-07-09"])
NAMES = st.sampled_from([None, *(f"Party {n}" for n in range(12))])
SAID = st.lists(st.tuples(DAYS, NAMES), max_size=40)


class Listed:
    """What listings give, of rows that are made up."""

    def __init__(self, said, done=()):
        self._said, self._done = said, done

    def said(self):
        return (Told(f"s:{n:012x}", None, name, d, d) for n, (d, name) in enumerate(self._said))

    def done(self):
        return (
            Told(f"m:{n:012x}", None, "Norland", None, None, day, place)
            for n, (day, place) in enumerate(self._done)
        )


@given(SAID, DAYS, DAYS, NAMES)
def test_entries_are_chosen_as_by_a_look_at_each(said, since, until, party):
    told = chronicle(Listed(said), {})
    rows = sorted((day or "9999", f"s:{n:012x}", name) for n, (day, name) in enumerate(said))
    expected = [
        identifier
        for day, identifier, name in rows
        if ((not since and not until) or (since or "") <= day <= (until or "9998"))
        and party in (None, name)
    ]
    found = told.chosen(told.between(since, until), party, None)
    assert [told.ids[place] for place in found] == expected


@given(SAID)
def test_lanes_share_out_every_entry(said):
    told = chronicle(Listed(said), {})
    counts = told.by_lane(range(len(told.ids)))
    assert sum(counts.values()) == len(said)
    assert set(counts) <= {*told.lanes, OTHERS}
    for lane, count in counts.items():
        assert len(told.chosen(range(len(told.ids)), lane, None)) == count


def test_an_act_that_copies_tell_is_one_entry_on_its_first_day():
    done = [("2031-01-06", ("a:1", 3, 9)), ("2031-01-05", ("a:2", 3, 9)), (None, ("a:3", 3, 9))]
    told = chronicle(Listed([], done), {"a:2": "a:1"})
    assert told.ids == ("m:000000000000", "m:000000000002")
    assert told.days == ("2031-01-05", "9999")
    assert told.copies == {"m:000000000000": ("m:000000000000", "m:000000000001")}
    assert told.first_and_last() == ("2031-01-05", "2031-01-05")
