"""Actors over articles."""

from linking_builder import Page, copy, retold, together, wire

from detente.linking import link
from detente.nouns import Actor


def actors(*pages: Page) -> dict[str, Actor]:
    return {a.name: a for a in link(*together(*pages)).actors}


def test_one_minister_over_articles_with_his_roles_and_names() -> None:
    found = actors(wire(), copy(), retold())
    minister = found["Tarek Mansour"]
    assert (minister.kind, minister.country) == ("person", "EGY")
    assert "Mr Mansour" in minister.names
    role = minister.roles[0]
    assert (role.title.casefold(), role.since, role.until) == (
        "irrigation minister", "2023-03-14", "2023-03-15",
    )  # fmt: skip
    assert {e.exact for e in role.evidence} >= {"Irrigation Minister Tarek Mansour"}


def test_speakers_and_mentions_lead_to_the_same_actor() -> None:
    page = wire()
    found = link(*together(page))
    start, end = page.place("Tarek Mansour")
    assert found.speakers[page.attributions[0].id] == found.mentioned["a:wire", start, end]


def test_a_capital_and_a_metonym_are_the_country() -> None:
    page = Page(
        "one", "The Kremlin said no. Moscow said so twice. Russia waits.", published="2023-01-02"
    )
    page.said("Kremlin", "no", source="The Kremlin")
    page.said("Moscow", "so twice", source="Moscow")
    page.named("Russia", "Russia", "country", country="RUS")
    found = actors(page)
    assert [(a.kind, a.country) for a in found.values()] == [("country", "RUS")]


def test_officials_of_one_country_are_one_group_under_all_its_names() -> None:
    pages = []
    for key, who in (
        ("one", "US officials"),
        ("two", "American officials"),
        ("three", "Kenyan officials"),
    ):
        page = Page(key, f"{who} said that the river rises {key}.")
        page.said(who, f"that the river rises {key}", source=who)
        pages.append(page)
    found = [a for a in link(*together(*pages)).actors if a.kind == "group"]
    assert sorted((a.country or "", len(a.names)) for a in found) == [("KEN", 1), ("USA", 2)]


def test_an_abbreviation_that_a_text_explains_is_the_organisation() -> None:
    full = Page("full", "The Nile Water Forum (NWF) said levels fall. Boats wait.")
    full.named("Nile Water Forum", "Nile Water Forum", "organisation")
    short = Page("short", "Fishermen in Aswan met on Monday. NWF said nets are empty.")
    short.named("NWF", "NWF", "organisation")
    found = link(*together(full, short))
    assert len(found.actors) == 1
    assert set(found.actors[0].names) == {"NWF", "Nile Water Forum"}


def test_the_foreign_ministry_of_another_story_is_another() -> None:
    one = Page("one", "Egypt counted its canals on Monday. The Foreign Ministry said nothing.")
    one.named("Foreign Ministry", "Foreign Ministry", "organisation")
    other = Page(
        "other", "Kenya raised its interest rate for banks. The Foreign Ministry was silent."
    )
    other.named("Foreign Ministry", "Foreign Ministry", "organisation")
    assert len(link(*together(one, other)).actors) == 2


def test_names_are_no_pronouns_and_no_half_sentences() -> None:
    page = Page("one", "Even so envoy Ada Benn left. Mr Tal stayed. He said no. A. Benn said yes.")
    page.named("Ada Benn", "Ada Benn", "person")
    page.named("Tal", "Tal", "person")
    page.said("Ada Benn", "left", source="Even so envoy Ada Benn")
    page.said("Tal", "no", source="He")
    found = actors(page)
    assert {name for actor in found.values() for name in actor.names} == {
        "A. Benn", "Ada Benn", "Mr Tal", "Tal",
    }  # fmt: skip


def test_everyday_words_with_capitals_are_no_person() -> None:
    page = Page("one", "Human Rights said that human rights matter.")
    page.named("Human Rights", "Human Rights", "person")
    assert [a.kind for a in link(*together(page)).actors] == ["organisation"]
