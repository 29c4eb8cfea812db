"""Officials whom only the next sentence names."""

from __future__ import annotations

import pytest

from detente.attribution.cataphora import name_later
from detente.attribution.lands import learn
from detente.attribution.names import names
from detente.attribution.people import people
from detente.prose import sentences

CASES = [
    (
        "Fiji will not sign, the Foreign Ministry spokesman said.\n\n"
        "Speaking at his weekly briefing on Monday, Ravi Kono said that the reef is closed.",
        ["Foreign Ministry spokesman"],
    ),
    (
        "The deputy minister warned that the reef is closed. In her speech Ana Kono said no more.",
        ["deputy minister"],
    ),
    # Nobody says that the two are one.
    ("The minister said nothing. Speaking in Suva, Ravi Kono said the reef is closed.", []),
    (
        "The minister said nothing. It rained. At his house, Ravi Kono said the reef is shut.",
        [],
    ),
    (
        "The minister said much to Ana Reyes. At his house, Ravi Kono said the reef is shut.",
        [],
    ),
    (
        "The minister said little and the spokesman said yes. At his desk, Ravi Kono said nothing.",
        [],
    ),
]


@pytest.mark.parametrize(("text", "titles"), CASES)
def test_an_office_is_that_of_whom_the_next_sentence_names(text: str, titles: list[str]) -> None:
    places = sentences(text)
    seen = names(text, places)
    lands = learn(text, seen)
    cast = people(text, lands.apply(seen), lands)
    name_later(text, cast, places)
    kono = next(person for person in cast.all if person.surname == "kono")
    assert [words for words, _, _ in kono.roles] == titles
    assert all(text[start:end] == words for words, start, end in kono.roles)
