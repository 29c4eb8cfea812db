"""Names in a sentence that tell a country, and those that are people's."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.countries import affiliation, find, names

FOUND = [
    ("Zambian police met UNHCR staff in Lusaka", ["ZMB", "UNO", "ZMB"]),
    ("Margaret Thatcher met Konrad Vale in Osaka", ["GBR", "JPN"]),
    ("the war in Chechnya and in Aceh", ["RUS", "IDN"]),
    ("Soviet troops left Czechoslovakia", ["RUS", "CZE"]),
]


@pytest.mark.parametrize(("text", "codes"), FOUND)
def test_names_of_a_sentence(text: str, codes: list[str]) -> None:
    assert [name.code for name in names(text)] == codes


PEOPLE = [
    "President Omar Hassan Bello",
    "Georgia Vale resigned",
    "January Mollel spoke",
    "Kenya Moore sued",
    "India Brandt opened the talks",
    "Mr Georgia left",
    "Minister Chad Wolfe resigned",
    "the Unity Front (FARC)",
]


@pytest.mark.parametrize("text", PEOPLE)
def test_a_name_of_a_person_is_no_place(text: str) -> None:
    assert names(text) == []
    assert find(text) == []


def test_a_language_is_no_country() -> None:
    assert affiliation("the use of the Russian language").country is None


def test_a_past_head_of_state_has_left_office() -> None:
    days = ("1985-05-01", "2001-05-01")
    assert [affiliation("Margaret Thatcher", on=day).sector for day in days] == ["GOV", "ELI"]


@pytest.mark.parametrize("phrase", ["anti-Cuban group", "pro-Cuban group", "ethnic Cubans"])
def test_what_is_said_of_a_country_is_not_its_own(phrase: str) -> None:
    assert affiliation(phrase).country is None


@given(st.text(max_size=80))
def test_names_of_any_text_lie_apart_and_inside(text: str) -> None:
    found = names(text)
    assert all(0 <= name.start < name.end <= len(text) for name in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
