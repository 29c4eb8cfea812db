"""The sample's gold record agrees with its pages."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest

SAMPLE = resources.files("detente.sample")
GOLD: dict[str, Any] = json.loads(SAMPLE.joinpath("gold.json").read_text(encoding="utf-8"))
PAGES = {page.name: page.read_text(encoding="utf-8") for page in SAMPLE.joinpath("pages").iterdir()}
IDS = {row["id"] for row in GOLD["attributions"]}


@pytest.mark.parametrize("row", GOLD["attributions"], ids=lambda row: row["id"])
def test_each_span_of_an_attribution_holds_its_words(row: dict[str, Any]) -> None:
    text = PAGES[row["page"]]
    for part in ("source", "cue", "content"):
        assert [text[start:end] for start, end in row[part]] == row["words"][part]
        assert row[part] == sorted(row[part])


def test_each_article_begins_and_ends_where_it_says() -> None:
    for row in GOLD["articles"]:
        text = PAGES[row["page"]]
        assert text[slice(*row["first"])] == row["words"]["first"]
        assert text[slice(*row["last"])] == row["words"]["last"]
        assert row["first"][1] < row["last"][0]
        assert row["title"] in text


def test_what_is_no_part_of_an_article_is_on_its_page() -> None:
    for row in GOLD["articles"]:
        if row["title"].startswith("Orlen"):
            body = PAGES[row["page"]][row["first"][0] : row["last"][1]]
            assert all(words not in body for words in row["not_in"])


def test_ids_are_unique_and_every_reference_is_one() -> None:
    assert len(IDS) == len(GOLD["attributions"])
    named = [*GOLD["same_statement"], *GOLD["not_same"]]
    named += [row["attributions"] for row in GOLD["discrepancies"] if "attributions" in row]
    for wait in GOLD["standing"]["waits"]:
        named.append(wait["evidence"])
    for group in named:
        assert len(group) >= 2
        assert set(group) <= IDS


def test_no_attribution_is_in_two_statements() -> None:
    members = [name for group in GOLD["same_statement"] for name in group]
    assert len(members) == len(set(members))


def test_each_value_of_a_discrepancy_stands_on_its_pages() -> None:
    for row in GOLD["discrepancies"]:
        for value, pages in row.get("values", {}).items():
            assert all(value in PAGES[page] for page in pages), (row["about"], value)


def test_the_first_article_of_the_page_retrieved_twice_is_the_same_text() -> None:
    march, april = PAGES["harbour-ledger-march.txt"], PAGES["harbour-ledger-april.txt"]
    end = max(span[1] for row in GOLD["articles"][:1] for span in [row["last"]])
    assert march[:end] == april[:end]
    assert march[end:] != april[end:]
