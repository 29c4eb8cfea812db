"""Where reports differ; spelling is no difference."""

import pytest
from linking_builder import Page, copy, retold, together, wire

from detente.linking import link
from detente.nouns import Discrepancy


def differences(*pages: Page) -> dict[str, list[Discrepancy]]:
    found: dict[str, list[Discrepancy]] = {}
    for discrepancy in link(*together(*pages)).discrepancies:
        found.setdefault(discrepancy.kind, []).append(discrepancy)
    return found


def test_a_copy_differs_in_nothing() -> None:
    assert differences(wire(), copy()) == {}


def test_a_rewrite_shows_what_it_changed() -> None:
    found = differences(wire(), copy(), retold())
    wording = next(d for d in found["wording"] if "table" in d.about)
    assert {v.value.split(" the ")[0] for v in wording.values} == {
        "ready to return to", "ready to come back to",
    }  # fmt: skip
    assert {e.of for v in wording.values for e in v.evidence} == {"a:wire", "a:copy", "a:retold"}
    assert {v.value for d in found["number"] for v in d.values} == {
        "4,000 hectares",
        "4,500 hectares",
    }
    days = [{v.value for v in d.values} for d in found["fact"]]
    assert {"March 9", "March 10"} in days


def test_an_end_cut_off_is_a_trim() -> None:
    whole = "“We will open the gates on Friday, but only if the convoy of engineers is let through”"
    cut = "“We will open the gates on Friday”"
    pages = []
    for key, words in (("whole", whole), ("cut", cut)):
        page = Page(
            key, f"Abebe Worku spoke at the dam.\n\nHe said: {words}.", published="2023-04-02"
        )
        page.said("Abebe Worku", words, kind="direct")
        pages.append(page)
    trims = differences(*pages)["trim"]
    assert len(trims) == 1
    assert "but only if" in trims[0].why


SPELLINGS = [
    (
        "“We must normalise our relations with the neighbour”",
        "“we must normalize our relations with the neighbor”",
    ),
    ("“ask A Worku and his team of engineers”", "“ask A. Worku and his team of engineers”"),
    ("“the centre of our programme is water”", "“The center of our program is water,”"),
    ("“we accept the [new] plan for the dam”", "“we accept the plan for the dam”"),
    ("“a long-term deal on the river is near”", "“a long term deal on the river is near”"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spelling_is_no_difference(one: str, other: str) -> None:
    pages = []
    for key, words in (("one", one), ("other", other)):
        page = Page(
            key, f"Abebe Worku spoke at the dam.\n\nHe said {words}.", published="2023-04-02"
        )
        page.said("Abebe Worku", words, kind="direct")
        pages.append(page)
    assert differences(*pages) == {}


def test_a_sentence_told_by_one_and_given_to_a_speaker_by_another() -> None:
    first, second = wire(), retold()
    told = "Sudan, lying between both, offered Port Sudan as host of another round of talks"
    second.said("Tarek Mansour", told)
    found = differences(first, second)["attribution"]
    assert [v.value for v in found[0].values] == ["said by Tarek Mansour", "told in its own voice"]


def test_a_name_in_other_letters_is_shown_but_no_initial() -> None:
    pages = []
    for key, name in (("one", "Sergo Dzhavari"), ("two", "Sergo Javari"), ("three", "S. Javari")):
        page = Page(key, f"{name} opened the sluice on Monday before farmers came to water fields.")
        page.named(name, name, "person")
        pages.append(page)
    (found,) = differences(*pages)["name"]
    assert [v.value for v in found.values] == ["Sergo Dzhavari", "Sergo Javari"]


def test_days_that_reports_give_one_quotation_are_shown() -> None:
    words = "“We will open the sluice when the last tent has left the dam,”"
    pages = []
    for key, day in (("one", "2023-03-06"), ("two", "2023-03-07")):
        page = Page(key, f"{words} Ada Benn said in Aswan.", published="2023-03-08")
        page.named("Ada Benn", "Ada Benn", "person")
        page.said("Ada Benn", words, source="Ada Benn", kind="direct", on=(day, day))
        pages.append(page)
    (found,) = differences(*pages)["date"]
    assert [v.value for v in found.values] == ["2023-03-06", "2023-03-07"]


def told(*wordings: str) -> dict[str, list[Discrepancy]]:
    """What differs between reports of one statement, each of another outlet."""
    pages = []
    for place, words in enumerate(wordings):
        page = Page(
            f"report{place}",
            f"Abebe Worku spoke at the dam.\n\nHe said {words}.",
            published="2023-04-02",
        )
        page.said("Abebe Worku", words, kind="direct" if "“" in words else "indirect")
        pages.append(page)
    return differences(*pages)


TURNED = [
    (
        "“Egypt must show good will before the gates are opened”",
        "“Egypt should show good will before the gates are opened”",
        "“must”, another “should”",
    ),
    (
        "“we will sign if the engineers have left the dam”",
        "“we will not sign if the engineers have left the dam”",
        "added or left out",
    ),
    (
        "“we don't need a mediator to share this river”",
        "“we need a mediator to share this river”",
        "added or left out",
    ),
]


@pytest.mark.parametrize(("one", "other", "why"), TURNED)
def test_a_small_word_inside_quotation_marks_turns_what_is_said(
    one: str, other: str, why: str
) -> None:
    (found,) = told(one, other)["wording"]
    assert why in found.why


def test_words_drawn_together_are_the_same_words() -> None:
    assert told(
        "“we don’t need a mediator and we'll not ask for one”",
        "“we do not need a mediator and we will not ask for one”",
    ) == {}  # fmt: skip


def test_reports_of_one_statement_with_other_figures_and_days() -> None:
    found = told(
        "Ethiopia would pay $1.2 million for the lost harvest on Friday",
        "that Ethiopia would pay 1.4 million dollars for the lost harvest on Monday",
        "that $1.2m would be paid by Ethiopia for the lost harvest",
    )
    (number,), (date,) = found["number"], found["date"]
    assert {v.value: len(v.evidence) for v in number.values} == {
        "$1.2 million": 1, "$1.2m": 1, "1.4 million dollars": 1,
    }  # fmt: skip
    assert number.about.startswith("how many dollars, in what Abebe Worku said: ")
    assert {v.value for v in date.values} == {"Friday", "Monday"}
    assert number.statement is not None
    assert number.statement == date.statement


def test_an_outlet_and_who_cites_it_with_another_figure() -> None:
    told = "Kenya has offered a 90-day truce on the lake to both fleets"
    own = Page(
        "own", f"Boats lay idle on the lake for a week.\n\n{told}.", title="Truce on the lake",
        published="2023-04-02", outlet="Lake Tribune",
    )  # fmt: skip
    said = told.replace("90-day", "60-day")
    text = f"Boats lie idle on the lake.\n\nAccording to the Lake Tribune, {said}."
    citing = Page("citing", text, title="Truce on the lake", published="2023-04-03", outlet="Blog")
    citing.said("Lake Tribune", said)
    (found,) = differences(own, citing)["number"]
    assert found.about == "how many days, in what Lake Tribune reported"
    assert {v.value: v.evidence[0].of for v in found.values} == {
        "60-day": "a:citing", "90-day": "a:own",
    }  # fmt: skip
    earlier = Page("citing", text, title="Truce", published="2023-04-01", outlet="Blog")
    earlier.said("Lake Tribune", said)
    assert not any(d.about == found.about for d in differences(own, earlier).get("number", []))
