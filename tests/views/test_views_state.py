"""Where parties stand, in one sentence."""

from __future__ import annotations

import pytest

from detente.nouns import Standing, StandingLine, Wait
from detente.views.state import in_a_sentence

PAIR = ("Norland", "Sudmark")
LOCKS = Wait(who="Norland", for_whom="Sudmark", to="open the locks")
BOATS = Wait(who="Sudmark", for_whom="Norland", to="to withdraw its boats")
READY = StandingLine(who="Sudmark", what="ready to talk")
DEMAND = StandingLine(who="Norland", what="the locks must open")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"waits": (LOCKS, LOCKS, BOATS), "mutual_wait": True},
            "Each waits for the other to move: Norland waits for Sudmark to open the locks; "
            "Sudmark waits for Norland to withdraw its boats.",
        ),
        ({"waits": (BOATS,)}, "Sudmark waits for Norland to withdraw its boats."),
        ({"ready": (READY, READY)}, "Sudmark says that it is ready to talk."),
        ({"demands": (DEMAND,)}, "Norland demands: “the locks must open”."),
        ({"last_moves": (DEMAND,)}, "Last move: Norland: “the locks must open”."),
        ({}, "Nothing is said between them of who must do what."),
    ],
)
def test_the_strongest_of_what_is_known_is_told(fields, sentence):
    assert in_a_sentence(Standing(parties=PAIR, as_of=None, **fields)) == sentence


def test_a_long_act_is_cut_between_words():
    long = Wait(who="Norland", for_whom="Sudmark", to="open " + "the northern locks " * 20)
    found = in_a_sentence(Standing(parties=PAIR, as_of=None, waits=(long,)))
    assert len(found) < 200
    assert found.endswith(" …")
