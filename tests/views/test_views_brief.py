"""The brief: the first screen."""

from __future__ import annotations

import json

import msgspec
import pytest
from builders import dispute, evidence

from detente.nouns import Standing, StandingLine
from detente.views import brief_terminal
from detente.views.brief import NOTHING, brief
from detente.views.brief_markdown import markdown
from detente.views.layout import plain
from detente.views.reading import Lookup

WIDTHS = [40, 60, 80, 100, 132, 200]


@pytest.fixture
def case():
    return dispute()


@pytest.fixture
def view(case):
    return brief(case.standing, case.store.discrepancies(), Lookup(case.store))


def flat(text):
    return " ".join(text.split())


def test_it_counts_pages_and_each_text_once(view):
    assert (view.pages, view.articles, view.origins) == (3, 2, ("Coastal Wire",))


def test_every_line_has_exact_words_an_outlet_a_day_and_an_id(case, view):
    lookup = Lookup(case.store)
    sayings = [s for wait in view.waits for s in wait.sayings]
    sayings += [s for line in view.venues for s in line.sayings]
    assert len(sayings) == 3
    for saying in sayings:
        words = saying.quotation
        assert words.exact == lookup.article(words.article).text[words.start : words.end]
        assert saying.told_by[0].outlet == "The Harbour Post"
        assert saying.told_by[0].published == "2031-04-08"
        assert case.store.get(saying.id[:8]).id == saying.id


def test_reports_of_one_statement_are_one_line_with_its_outlets(view):
    (saying,) = view.waits[0].sayings
    assert [(t.outlet, len(t.articles)) for t in saying.told_by] == [
        ("The Harbour Post", 2),
        ("bell.example", 1),
    ]


def test_the_quoted_words_win_and_are_those_of_the_evidence(view):
    assert view.waits[0].sayings[0].quotation.display() == (
        "“It is Sudmark that must open the locks first”"
    )
    assert view.waits[1].sayings[0].quotation.display() == (
        "… his government would talk only if Norland withdrew its patrol boats"
    )


def test_a_demand_that_the_waits_show_is_not_shown_twice(view):
    assert view.demands == ()
    assert len(view.venues) == 1


def test_what_differs_in_these_articles_is_listed(case, view):
    assert [d.id for d in view.differs] == [case.difference.id]
    assert [[t.outlet for t in side.told_by] for side in view.differs[0].sides] == [
        ["The Harbour Post"],
        ["bell.example"],
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_screen_keeps_to_the_width_and_loses_nothing(view, width):
    text = plain(brief_terminal.render(view), width)
    assert max(len(line) for line in text.splitlines()) <= width
    for words in ("Norland waits for Sudmark", "s:", "Not found", "MUTUAL WAIT"):
        assert words in flat(text)
    # Down to a narrow screen the words stand together; two columns part them line by line.
    if width < 100:
        assert "It is Sudmark that must open the locks first" in flat(text).replace(
            f" {view.waits[0].sayings[0].id[:8]}", ""
        )


def test_plain_text_has_no_escapes_and_no_trailing_spaces(view):
    text = plain(brief_terminal.render(view), 120)
    assert "\x1b" not in text
    assert all(line == line.rstrip() for line in text.splitlines())


def test_the_header_says_what_the_brief_rests_on(view):
    assert brief_terminal.header(view) == (
        "as of 9 Apr 2031 · 3 pages · 2 articles after copies · origins: Coastal Wire"
    )


def test_a_line_that_nobody_said_is_shown_in_the_outlets_words(case):
    words = "Norland's No. 2 diplomat has put the ball in her neighbour's court."
    line = StandingLine(
        who="Norland", what="put the ball", evidence=(evidence(case.rewrite, words),)
    )
    standing = Standing(parties=("Norland", "Sudmark"), as_of=None, offers=(line,))
    view = brief(standing, (), Lookup(case.store))
    (saying,) = view.offers[0].sayings
    assert (saying.who, saying.id) == (None, case.rewrite.id)
    assert saying.quotation.exact == words


def test_nothing_found_is_said_in_words(case):
    view = brief(Standing(parties=("Norland", "Ostra"), as_of=None), (), Lookup(case.store))
    assert "No statement found between these parties." in plain(brief_terminal.render(view))
    assert "No statement of one party" in plain(brief_terminal.render(NOTHING))


def test_page_text_cannot_steer_the_terminal_or_rich(case):
    line = StandingLine(who="Norland\x1b[2J", what="[red]go[/red] \x07now")
    view = brief(Standing(parties=("A", "B"), as_of=None, offers=(line,)), (), Lookup(case.store))
    text = plain(brief_terminal.render(view))
    assert "\x1b" not in text
    assert "Norland, [red]go[/red] now" in text


def test_markdown_escapes_page_text_and_holds_every_id(view):
    text = markdown(view)
    assert text.startswith("# Norland ⇄ Sudmark\n")
    assert f"`{view.waits[0].sayings[0].id[:8]}`" in text
    assert f"`{view.differs[0].id[:8]}`" in text
    assert "- *and then:* return to the table" in text


def test_the_model_is_json(view):
    row = json.loads(msgspec.json.encode(view))
    assert row["waits"][0]["sayings"][0]["quotation"]["voice"] == "quoted"
    assert row["mutual_wait"] is True
