"""Names become people with titles and countries."""

from __future__ import annotations

import pytest

from detente.attribution.lands import learn
from detente.attribution.names import names
from detente.attribution.people import People, introduce, people
from detente.attribution.person import Person


def cast(text: str) -> People:
    found = names(text)
    lands = learn(text, found)
    return people(text, lands.apply(found), lands)


def only(text: str) -> Person:
    (person,) = cast(text).all
    return person


TITLES = [
    ("Norway’s ambassador to Chile, Kari Moen, left.", "Norway’s ambassador to Chile", "NOR"),
    ("Kari Moen, the envoy of Norway, left.", "the envoy of Norway", "NOR"),
    ("Norwegian Foreign Minister Kari Moen left.", "Norwegian Foreign Minister", "NOR"),
    ("President Kari Moen of Norway left.", "President", "NOR"),
    ("Kari Moen, who was Norway’s consul for years, left.", "Norway’s consul for years", "NOR"),
    ("QUITO — Norway’s envoy, Kari Moen, left.", "Norway’s envoy", "NOR"),
    ("According to Norway’s envoy, Kari Moen, all is well.", "Norway’s envoy", "NOR"),
]


@pytest.mark.parametrize(("text", "title", "country"), TITLES)
def test_titles_and_countries(text: str, title: str, country: str) -> None:
    person = only(text)
    assert person.name == "Kari Moen"
    assert title in [words for words, _, _ in person.roles]
    assert person.country == country
    for words, start, end in person.roles:
        assert text[start:end] == words


def test_the_servant_of_a_president_is_of_his_country() -> None:
    found = cast(
        "Norwegian President Kari Moen left. Moen’s envoy for Chile, Tor Lind, stayed."
    ).all
    assert {p.name: p.country for p in found} == {"Kari Moen": "NOR", "Tor Lind": "NOR"}


def test_two_spellings_are_one_person_and_two_namesakes_are_two() -> None:
    assert len(cast("Minister Sergej Orlu spoke. Sergei Orlu left.").all) == 1
    assert len(cast("Minister Anna Orlu spoke. Her brother Viktor Orlu left.").all) == 2


def test_a_caption_introduces_who_the_text_names() -> None:
    text = "Kari Moen waited. Moen left."
    found = cast(text)
    lands = learn(text, [])
    introduce(found, "Norwegian President Kari Moen at the port.", lands)
    (moen,) = found.all
    assert moen.country == "NOR"
    assert "president" in moen.office_words()
    assert moen.roles == []
