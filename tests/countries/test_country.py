"""Looking a country up by name or code."""

from __future__ import annotations

import pytest

from detente.countries import by_code, by_name
from detente.countries.country import data

NAMED = [
    ("France", "FRA"),
    ("france", "FRA"),
    ("the Netherlands", "NLD"),
    ("The Gambia", "GMB"),
    ("United\n States", "USA"),
    ("US", "USA"),
    ("U.S.", "USA"),
    ("U.K.", "GBR"),
    ("USA", "USA"),
    ("Ivory Coast", "CIV"),
    ("Côte d’Ivoire", "CIV"),
    ("Cote d'Ivoire", "CIV"),
    ("Türkiye", "TUR"),
    ("Democratic Republic of the Congo", "COD"),
    ("DRC", "COD"),
    ("North Korea", "PRK"),
    ("Republic of Korea", "KOR"),
    ("Brazilian", "BRA"),
    ("Danes", "DNK"),
    ("Kenya's", "KEN"),
    ("the Philippines’", "PHL"),
    ("Tokyo", "JPN"),
    ("Kyiv", "UKR"),
    ("Kiev", "UKR"),
    ("the White House", "USA"),
    ("Foggy Bottom", "USA"),
    ("Downing Street", "GBR"),
    ("Whitehall", "GBR"),
    ("the Élysée", "FRA"),
    ("the Elysee", "FRA"),
    ("Zhongnanhai", "CHN"),
    ("the Kremlin", "RUS"),
    ("EU", "EUR"),
    ("Brussels", "EUR"),
    ("the United Nations", "UNO"),
    ("Nato", "NATO"),
    ("Kosovo", "XKX"),
    ("Holy See", "VAT"),
    ("Hong Kong", "HKG"),
]

NO_COUNTRY = [
    "us",
    "un",
    "eu",
    "who",
    "roc",
    "",
    "the",
    "Atlantis",
    "the French Laundry",
    "Mercosur",
]


@pytest.mark.parametrize(("words", "code"), NAMED)
def test_words_name_a_country(words: str, code: str) -> None:
    country = by_name(words)
    assert country is not None
    assert country.code == code


@pytest.mark.parametrize("words", NO_COUNTRY)
def test_other_words_name_none(words: str) -> None:
    assert by_name(words) is None


@pytest.mark.parametrize(
    ("code", "name", "kind", "plover"),
    [
        ("NOR", "Norway", "country", "NOR"),
        ("nor", "Norway", "country", "NOR"),
        ("KOS", "Kosovo", "country", "XKX"),
        ("EUR", "European Union", "organisation", "EUR"),
        ("UNO", "United Nations", "organisation", "UNO"),
        ("NATO", "NATO", "organisation", "IGO"),
    ],
)
def test_codes(code: str, name: str, kind: str, plover: str) -> None:
    country = by_code(code)
    assert country is not None
    assert (country.name, country.kind, country.plover) == (name, kind, plover)


def test_an_unknown_code_is_none() -> None:
    assert by_code("ZZZ") is None


def test_every_country_is_found_by_its_code_and_its_name() -> None:
    for country in data().countries:
        assert by_code(country.code) == country
        assert by_name(country.name) == country


def test_no_word_means_two_countries() -> None:
    owners: dict[str, set[str]] = {}
    for country in data().countries:
        for word, _ in country.words():
            owners.setdefault(word, set()).add(country.code)
    assert {word: codes for word, codes in owners.items() if len(codes) > 1} == {}
