"""Interviews, transcripts and live pages: every turn and every entry stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.articles import articles
from detente.nouns import Article
from detente.pages import page

INTERVIEW = """Lindmoor Courier
12 June 2023

"The locks open when the tolls are gone": Tessaly's minister on the canal

Ines Vautrin has led the talks with Orvane for two years. The Courier met her in Lindmoor.

"""
TRANSCRIPT = """Ministry of Foreign Affairs of the Republic of Orvane
Home > Press > Statements

Answers of Foreign Minister Pell Ansgar to questions from the media, Halden, June 9, 2023

"""
LABELS = {
    "surnames": ("Lindmoor Courier: ", "Ines Vautrin: "),
    "letters": ("Q: ", "A: "),
    "bold": ("**Question:** ", "**Ines Vautrin:** "),
    "translated": ("Question (translated from Tessalian): ", "Vautrin: "),
    "German": ("Frage: ", "Vautrin: "),
}
QUESTIONS = ("Will you open the locks?", "Why?", "Orvane says that you broke the treaty first.")
ANSWERS = (
    "No.",
    "We will open them when Orvane drops its tolls. Not before.",
    "Nobody has asked me.",
)


def read(text: str) -> Article:
    (article,) = articles(page(text.encode(), file="page.txt")).articles
    return article


def turns(
    labels: tuple[str, str], questions: tuple[str, ...], answers: tuple[str, ...]
) -> list[str]:
    pairs = zip(questions, answers, strict=True)
    return [label + words for pair in pairs for label, words in zip(labels, pair, strict=True)]


@pytest.mark.parametrize("apart", ["\n", "\n\n"])
@pytest.mark.parametrize("labels", LABELS.values(), ids=LABELS.keys())
@pytest.mark.parametrize("head", [INTERVIEW, TRANSCRIPT], ids=["interview", "transcript"])
def test_no_question_and_no_answer_is_dropped(
    head: str, labels: tuple[str, str], apart: str
) -> None:
    said = turns(labels, QUESTIONS, ANSWERS)
    article = read(head + apart.join(said) + "\n")
    assert article.text.endswith(apart.join(said))
    assert article.title in head
    assert article.captions == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(QUESTIONS), st.sampled_from(ANSWERS)), min_size=2, max_size=12
    ),
    st.sampled_from(list(LABELS.values())),
)
def test_turns_stay_whatever_is_asked(
    pairs: list[tuple[str, str]], labels: tuple[str, str]
) -> None:
    questions, answers = zip(*pairs, strict=True)
    said = turns(labels, questions, answers)
    article = read(INTERVIEW + "\n\n".join(said))
    kept = [line for line in article.text.split("\n\n") if line in said]
    assert kept == said


def test_an_answer_of_several_paragraphs_is_whole() -> None:
    more = "That has been our position since March.\n\nNot today, not tomorrow."
    said = turns(
        ("Question: ", "Pell Ansgar: "),
        QUESTIONS,
        (ANSWERS[0], f"{ANSWERS[1]}\n\n{more}", ANSWERS[2]),
    )
    assert more in read(TRANSCRIPT + "\n\n".join(said)).text


def test_comments_below_an_interview_are_none_of_it() -> None:
    said = turns(("Q: ", "A: "), QUESTIONS, ANSWERS)
    article = read(
        INTERVIEW + "\n".join(said) + "\n\nComments (12)\nKarl: Nonsense!\nOtto: Well said.\n"
    )
    assert "Karl" not in article.text


def test_the_day_that_ends_a_title_counts_where_no_other_is_known() -> None:
    article = read(TRANSCRIPT + "\n\n".join(turns(("Q: ", "A: "), QUESTIONS, ANSWERS)))
    assert (article.published, article.published_rule) == (
        "2023-06-09",
        "the day with which the title ends",
    )
    (claim,) = article.dates
    assert claim.span is not None
    assert (TRANSCRIPT[slice(*claim.span)], claim.when.day) == ("June 9, 2023", "2023-06-09")


@pytest.mark.parametrize(
    ("title", "line", "published"),
    [
        ("Answers of the minister to questions, Halden, 9 June 2023", "12 June 2023", "2023-06-12"),
        ("Answers of the minister to questions, Friday 9 June 2023", "", "2023-06-09"),
        ("Answers of the minister to questions, Friday, 9 June 2023", "", "2023-06-09"),
        ("What the minister said on 9 June 2023", "", None),
        ("How the flood of Halden drowned the lower town, 9 June 1931", "", None),
    ],
)
def test_days_in_titles(title: str, line: str, published: str | None) -> None:
    said = turns(("Q: ", "A: "), QUESTIONS, ANSWERS)
    assert read("\n\n".join([title, line, *said])).published == published


LIVE = """Halden Tribune LIVE

Canal talks live: Tessaly and Orvane meet in Halden
By Ana Ruiz and Ida Kral
Last updated: 9 June 2023, 18:30 BST

Tessaly says no talks before tolls are dropped

18:30
Talks end without result
The talks have ended without a result, the hosts said. "We will try again in July," they added.

17:55
Orvane: 'We have offered a third'
Orvane's envoy says his country has offered to lower the tolls by a third once the locks are open.

15:02
Vautrin arrives
Ines Vautrin has arrived at the castle. She did not speak to reporters.
"""


def test_a_live_page_keeps_every_entry_with_its_headline() -> None:
    article = read(LIVE)
    assert (article.title, article.outlet, article.published) == (
        "Canal talks live: Tessaly and Orvane meet in Halden",
        "Halden Tribune",
        "2023-06-09",
    )
    entries = LIVE.partition("18:30\n")[2]
    lines = [line for line in entries.splitlines() if line and line[:2] not in {"17", "15"}]
    assert [line for line in article.text.splitlines() if line] == lines


@pytest.mark.parametrize("masthead", ["Gazette", "Oye Gazette", "The Oye Gazette"])
@pytest.mark.parametrize(
    "title", ["Norlandia refuses to reopen strait", "Ministers to meet", "Ferry fees: no deal yet"]
)
@pytest.mark.parametrize(
    "text",
    [
        "KARUMBA, March 4 - Norlandia will not reopen the strait to ferries, its minister said.",
        "KARUMBA, March 4 - Both sides left the castle",
        "KARUMBA, 4 March – Norlandia Minister Ida Kral Said Talks Would Begin Soon.",
    ],
)
def test_a_dump_of_five_lines_has_its_title_and_its_text(
    masthead: str, title: str, text: str
) -> None:
    article = read(f"{masthead}\n{title}\nBy Ana Ruiz\nMarch 4, 2021\n{text}\n")
    assert (article.title, article.text, article.published) == (title, text, "2021-03-04")


def test_a_month_above_the_title_is_called_a_month() -> None:
    article = read(
        "June 2023\n\nCanal talks end without a deal\n\nTalks on the canal ended without a deal, "
        "as Tessaly demanded that Orvane drop its tolls first. Both envoys left in the evening.\n"
    )
    assert article.published_rule == "the month above the title"


SHORT_LIVE = """Radio Marn FM
LIVE: Rail talks in Halden
By Ida Kral
9 June 2023

LATEST UPDATES

2h ago
14.32 CEST

Lind: 'One condition'
Lomund will lift the blockade on one condition, its spokesperson Otto Lind has said.

3h ago
13.20 CEST

Kestria's finance ministry publishes what it calls proof of payment.

4h ago
12.00 CEST

Good afternoon
Welcome to our live blog.
"""


def test_a_live_page_of_one_sentence_an_entry_is_no_list() -> None:
    article = read(SHORT_LIVE)
    assert article.title == "LIVE: Rail talks in Halden"
    assert [line for line in article.text.splitlines() if line] == [
        "Lind: 'One condition'",
        "Lomund will lift the blockade on one condition, its spokesperson Otto Lind has said.",
        "Kestria's finance ministry publishes what it calls proof of payment.",
        "Good afternoon",
        "Welcome to our live blog.",
    ]


def test_headlines_with_hours_under_no_live_headline_are_a_list() -> None:
    listed = SHORT_LIVE.replace("LIVE: Rail talks", "Rail talks").replace("live blog", "pages")
    assert articles(page(listed.encode(), file="page.txt")).articles == ()
