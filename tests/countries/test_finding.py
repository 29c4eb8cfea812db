"""Mentions of countries in running text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.countries import Country, by_code, find
from detente.countries.country import data

FOUND = [
    ("Norway and Sweden met.", [("Norway", "NOR", "name"), ("Sweden", "SWE", "name")]),
    ("the US told us to wait", [("US", "USA", "name")]),
    ("A U.S.-led patrol; the U.S. agreed.", [("U.S.", "USA", "name"), ("U.S.", "USA", "name")]),
    ("Peru’s and Chile's envoys", [("Peru", "PER", "name"), ("Chile", "CHL", "name")]),
    (
        "LISBON: Portuguese officials",
        [("LISBON", "PRT", "capital"), ("Portuguese", "PRT", "demonym")],
    ),
    ("Iranians in Tehran", [("Iranians", "IRN", "demonym"), ("Tehran", "IRN", "capital")]),
    (
        "the White House and the Élysée",
        [("White House", "USA", "metonym"), ("Élysée", "FRA", "metonym")],
    ),
    ("the United\nArab Emirates", [("United\nArab Emirates", "ARE", "name")]),
    (
        "Papua New Guinea, not Guinea",
        [("Papua New Guinea", "PNG", "name"), ("Guinea", "GIN", "name")],
    ),
    ("South Koreans", [("South Koreans", "KOR", "demonym")]),
    ("in Côte d’Ivoire", [("Côte d’Ivoire", "CIV", "name")]),
    ("Nato and the EU", [("Nato", "NATO", "name"), ("EU", "EUR", "name")]),
    ("UN Security Council", [("UN Security Council", "UNO", "metonym")]),
    ("Jordan's king spoke in Amman", [("Jordan", "JOR", "name"), ("Amman", "JOR", "capital")]),
    ("Jordan Foreign Minister", [("Jordan", "JOR", "name")]),
    ("Talks in Georgia, said Tbilisi", [("Georgia", "GEO", "name"), ("Tbilisi", "GEO", "capital")]),
    ("an Italian-made part", [("Italian", "ITA", "demonym")]),
    ("in Italian waters", [("Italian", "ITA", "demonym")]),
]

NOT_FOUND = [
    "come with us",
    "turkey and china on the table",
    "the Gulf of Mexico",
    "the Washington Post and the Jerusalem Post",
    "New Mexico and New Jersey",
    "the coach, Dana Jordan, left early. Jordan was tired.",
    "the singer Paris Vance",
    "a court in Atlanta, Georgia, ruled",
    "she answered in French.",
    "Usage and Francesca",
    "the Paris Agreement",
    "",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_mentions_are_found(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(text[m.start : m.end], m.code, m.via) for m in find(text)] == expected


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_is_no_country_is_left(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("country", data().countries, ids=lambda country: country.code)
def test_each_name_is_found_in_a_sentence(country: Country) -> None:
    """Every country's own name is found, with its code, between ordinary words."""
    text = f"officials from {country.name} agreed to wait"
    assert [m.code for m in find(text)] == [country.code]


# The first look-up reads the country data, which a busy machine may take its time over.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ["Norway", "us ", "U.S.", "Jordan", "é", "\n", " ", "’s", "New Mexico", "."]
        )
    )
)
def test_spans_are_in_order_and_hold_a_word_of_the_country(parts: list[str]) -> None:
    text = "".join(parts)
    end = 0
    for mention in find(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        country = by_code(mention.code)
        assert country is not None
        assert text[mention.start : mention.end] in {word for word, _ in country.words()}
