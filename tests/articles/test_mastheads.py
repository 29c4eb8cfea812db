"""Whose page it is, by its first lines: mastheads, page titles, authorities, and what is none."""

from __future__ import annotations

import pytest

from detente.articles import articles
from detente.articles.names import is_outlet_name, is_section
from detente.nouns import Article
from detente.pages import page

TITLE = "Canal talks end without a deal"
BODY = (
    "Talks on the Grand Canal ended on Monday without a deal, as Tessaly demanded that Orvane drop "
    "its tolls first and Orvane demanded that the locks be opened.\n\n"
    "Both envoys left the castle of Halden in the evening. They said that they would meet again in "
    "the autumn, if the other side had moved by then.\n"
)


def read(head: str, file: str = "page.txt") -> Article:
    (article,) = articles(page(f"{head}\n\n{BODY}".encode(), file=file)).articles
    return article


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        # beside the section, under or over a menu
        (f"Halden Tribune | Africa\nHOME NEWS SPORT OPINION\n\n{TITLE}", "Halden Tribune"),
        (f"Home | Halden Tribune\n\n{TITLE}", "Halden Tribune"),
        (f"Halden Tribune - World News\n\n{TITLE}", "Halden Tribune"),
        (f"Halden Tribune | Iceland\n\n{TITLE}", "Halden Tribune"),
        # a page's own title: outlet, section and headline joined
        (f"The Daily Mercury - Business - {TITLE}\nADVERTISEMENT\n{TITLE}", "The Daily Mercury"),
        (f"{TITLE} | Halden Tribune\n\n{TITLE}\nBy Ana Ruiz", "Halden Tribune"),
        (f"Halden Tribune » World » {TITLE}\n\n{TITLE}\nBy Ana Ruiz", "Halden Tribune"),
        # with the date under the headline
        (f"# {TITLE}\n\n*Elbkurier International, 12 June 2023*", "Elbkurier International"),
        (f"# {TITLE}\n\n**Radio FM Halden** — Monday 12 June 2023", "Radio FM Halden"),
        (f"{TITLE}\n\nHalden Tribune · Business · 9 June 2023 · 3 min read", "Halden Tribune"),
        # a live page; a ministry's own page
        (f"Halden Tribune LIVE\n\n{TITLE}\n", "Halden Tribune"),
        (
            f"Ministry of Foreign Affairs of Orvane\n\n{TITLE}",
            "Ministry of Foreign Affairs of Orvane",
        ),
        (f"Embassy of Orvane in Tessaly\nHome / News\n\n{TITLE}", "Embassy of Orvane in Tessaly"),
    ],
)
def test_the_first_lines_name_the_outlet(head: str, outlet: str) -> None:
    article = read(head, "page.md" if head.startswith("#") else "page.txt")
    assert (article.outlet, article.title) == (outlet, TITLE)


@pytest.mark.parametrize(
    "head",
    [
        f"HOME NEWS SPORT OPINION\n\n{TITLE}",
        f"World News Today\n\n{TITLE}",
        f"Contact Halden Post\n\n{TITLE}",
        f"Breaking News Emails\n\n{TITLE}",
        f"{TITLE}\nThe Associated Press\n12 June 2023",
        f"Ministry of Defence\n\n{TITLE}",  # may be what the article is about
        f"{TITLE}\nBerlin, 12 June 2023",
        f"Halden Tribune | Orvane Gazette\n\n{TITLE}",
    ],
)
def test_menus_credits_topics_and_two_names_are_no_outlet(head: str) -> None:
    assert read(head).outlet is None


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("The Daily Ledger", True),
        ("Marn Nachrichten", True),
        ("Business Standard", True),
        ("Daily Press", False),
        ("Guest Post", False),
        ("NEWS SPORT TRAVEL GAZETTE", False),
    ],
)
def test_a_name_needs_a_word_of_its_own(name: str, *, is_one: bool) -> None:
    assert is_outlet_name(name) is is_one


def test_sections_are_told_from_names() -> None:
    assert is_section("World News")
    assert is_section("HOME NEWS SPORT")
    assert not is_section("Halden Tribune")


@pytest.mark.parametrize(
    "signs", ["Ministry of Foreign Affairs of the Republic of Orvane", "Orvane"]
)
def test_who_signs_a_text_below_is_not_taken_for_the_outlet(signs: str) -> None:
    article = read(f"{TITLE}\n12 June 2023\n\n{BODY}\n{signs}")
    assert article.outlet is None
