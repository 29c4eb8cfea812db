"""Reports of one utterance, and near-misses."""

import pytest
from linking_builder import Page, copy, retold, together, wire

from detente.linking import link
from detente.nouns import Links


def statement_of(links: Links) -> dict[str, str]:
    return {a: s.id for s in links.statements for a in s.attributions}


def content(page: Page, words: str) -> str:
    return next(
        a.id
        for a in page.attributions
        if words in " ".join(page.article.text[s:e] for s, e in a.content)
    )


@pytest.mark.parametrize(
    ("in_wire", "in_retold"),
    [
        ("return to the table", "come back to the table"),
        ("patient", "patient"),
        ("harms", "harmed"),
    ],
)
def test_a_wire_and_its_rewrite_report_one_utterance(in_wire: str, in_retold: str) -> None:
    first, second = wire(), retold()
    of = statement_of(link(*together(first, second)))
    same = of[content(first, in_wire)] == of[content(second, in_retold)]
    # "Ethiopian officials" and "The Ethiopians" are two descriptions: left open.
    assert same == (in_wire != "harms")


def test_two_sentences_of_one_article_stay_two_statements() -> None:
    first, second = wire(), copy()
    of = statement_of(link(*together(first, second)))
    assert len({of[a.id] for a in first.attributions}) == len(first.attributions)
    assert {of[a.id] for a in first.attributions} == {of[a.id] for a in second.attributions}


DEMAND = "Ethiopia must stop filling the reservoir behind the dam before talks can resume"


def repeated(key: str, day: str, lead: str) -> Page:
    text = f"{lead}\n\nIrrigation Minister Tarek Mansour said that {DEMAND}.\n"
    page = Page(key, text, published=day)
    page.named("Tarek Mansour", "Tarek Mansour")
    page.said("Tarek Mansour", DEMAND)
    return page


def test_the_same_words_two_months_apart_are_two_statements() -> None:
    march = repeated(
        "march", "2023-03-14", "A round of negotiations ended in Cairo without result."
    )
    may = repeated("may", "2023-05-16", "Egypt's cabinet debated the budget for canals on Tuesday.")
    of = statement_of(link(*together(march, may)))
    assert len(set(of.values())) == 2


def test_two_unnamed_diplomats_are_two_speakers() -> None:
    words = "the dam talks will fail without a timetable for the filling of the reservoir"
    pages = []
    leads = (
        (
            "one",
            "Cairo waited while the cabinet debated wheat, bread and the price of oil.",
        ),
        (
            "two",
            "Envoys of nine African states met in Khartoum to prepare the summit of the Union.",
        ),
    )
    for key, lead in leads:
        page = Page(key, f"{lead}\n\nA diplomat said {words}.\n", published="2023-03-14")
        page.said("a diplomat", words, anonymous=True)
        pages.append(page)
    found = link(*together(*pages))
    assert len(set(found.speakers.values())) == 2
    assert len(set(statement_of(found).values())) == 2


def test_an_unnamed_source_is_one_actor_in_copies_of_one_text() -> None:
    pages = [wire(), copy()]
    for page in pages:
        page.said("a person in the room", "will cut its share of the Nile", anonymous=True)
    found = link(*together(*pages))
    ids = [page.attributions[-1].id for page in pages]
    assert found.speakers[ids[0]] == found.speakers[ids[1]]


def test_said_on_is_what_all_reports_leave() -> None:
    first, second = wire(), copy()
    found = link(*together(first, second))
    lead = content(first, "Ethiopia must stop")
    statement = next(s for s in found.statements if lead in s.attributions)
    assert statement.said_on is not None
    assert statement.said_on.day == "2023-03-14"


def test_two_outlets_without_a_common_source_are_two_origins() -> None:
    words = "“we will open the gates of the dam on the first of June and not one day before”"
    leads = (
        "The chief negotiator met farmers in Bahir Dar and showed them maps of the reservoir.",
        "At a hearing of parliament in Addis Ababa, deputies asked when water would be released.",
    )
    pages = []
    for key, lead, outlet in zip("xy", leads, ("Blue Nile Daily", "Radio Lalibela"), strict=True):
        page = Page(
            key, f"{lead}\n\nAbebe Worku said {words}.\n", published="2023-04-02", outlet=outlet
        )
        page.named("Abebe Worku", "Abebe Worku")
        page.said("Abebe Worku", words, kind="direct")
        pages.append(page)
    statement = next(iter(link(*together(*pages)).statements))
    assert len(statement.attributions) == 2
    assert statement.origin_names == ("Blue Nile Daily", "Radio Lalibela")
    assert statement.origins == 2


@pytest.mark.parametrize(
    ("via", "origins"),
    [
        (("the Nile Gazette",), ("Nile Gazette",)),
        (("the Red Sea Post",), ("Delta Mirror", "Nile Gazette")),
        ((), ("Delta Mirror", "Nile Gazette")),
    ],
)
def test_what_a_report_has_through_another_outlet_is_that_outlet_s(
    via: tuple[str, ...], origins: tuple[str, ...]
) -> None:
    words = "“the gates of the dam will stay shut until the last engineer has been paid”"
    leads = (
        "The chief negotiator met farmers in Bahir Dar and showed them maps of the reservoir.",
        "At a hearing of parliament in Addis Ababa, deputies asked when water would be released.",
    )
    pages = []
    for lead, outlet, relayer in zip(
        leads, ("Nile Gazette", "Delta Mirror"), ((), via), strict=True
    ):
        text = f"{lead}\n\nAbebe Worku said {words}.\n"
        page = Page(outlet, text, published="2023-04-02", outlet=outlet)
        page.named("Abebe Worku", "Abebe Worku")
        page.said("Abebe Worku", words, kind="direct", via=relayer)
        pages.append(page)
    (statement,) = link(*together(*pages)).statements
    assert statement.origin_names == origins
