"""Phrases that name actors, with the country and sector that they tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.countries import affiliation

PHRASES = [
    ("the Danish finance minister", "DNK", "GOV"),
    ("a former Kenyan lawmaker", "KEN", "ELI"),
    ("Peruvian miners' union", "PER", "LAB"),
    ("Israeli army spokesman", "ISR", "MIL"),
    ("Bolivian police chief", "BOL", "COP"),
    ("the interior ministry troops of Latvia", "LVA", "MIL"),
    ("the US ambassador to Chile", "USA", "GOV"),
    ("Turkish-backed rebels", None, "REB"),
    ("Hamas fighters", "PSE", "REB"),
    ("the European Commission", "EUR", "GOV"),
    ("UNHCR", "UNO", "REF"),
    ("NATO", "IGO", None),
    ("Swedish Red Cross", "SWE", "MED"),
    ("Amnesty International", "NGO", "CVL"),
    ("Tokyo", "JPN", "GOV"),
    ("Zambia", "ZMB", None),
    ("Bavarian police", None, "COP"),
    ("police in Osaka", "JPN", "COP"),
    ("two gunmen", None, "UAF"),
    ("a group of farmers", None, "AGR"),
    ("head of the central bank", None, "GOV"),
    ("president of the Senate", None, "LEG"),
    ("the Knesset", "ISR", "LEG"),
    ("Gabon's opposition leader", "GAB", "OPP"),
    ("Uruguay's Supreme Court", "URY", "JUD"),
    ("Lithuanans", "LTU", None),
    ("", None, None),
    ("A", None, None),
    ("🙂🙂", None, None),
    ("\u200f\u202e", None, None),
]


@pytest.mark.parametrize(("phrase", "country", "sector"), PHRASES)
def test_country_and_sector(phrase: str, country: str | None, sector: str | None) -> None:
    told = affiliation(phrase)
    assert (told.country, told.sector) == (country, sector), told.why


def test_officeholder_by_day() -> None:
    """Before the office nothing is told of it; after the successor came it is a past one."""
    sectors = [affiliation("Angela Merkel", on=day).sector for day in ("2015-06-01", "2026-01-10")]
    assert sectors == ["GOV", "ELI"]
    assert affiliation("Matteo Renzi").country == "ITA"
    assert affiliation("Matteo Renzi", on="1999-01-01").sector is None


def test_context_tells_the_country_where_the_phrase_does_not() -> None:
    assert affiliation("the army", context="A coup in Gabon").country == "GAB"
    assert affiliation("the Malian army", context="A coup in Gabon").country == "MLI"


def test_long_phrase_is_quick() -> None:
    assert affiliation("the minister " * 2_000).sector == "GOV"


@given(st.text(max_size=60))
def test_any_text_is_taken(phrase: str) -> None:
    told = affiliation(phrase)
    assert (told.country is None and told.sector is None) == (told.why == "")
