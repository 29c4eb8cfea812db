"""The brief as one HTML file: whole in itself, and as safe as the pages."""

from __future__ import annotations

import re

import pytest
from web_records import IN_TEXT, parsed

from detente.record import Store
from detente.standing import parties, standing
from detente.views.brief import NOTHING, brief
from detente.views.brief_markdown import markdown
from detente.views.footnotes import footnotes
from detente.views.reading import Lookup
from detente.web import brief_page


def page_of(record) -> str:
    with Store.open(record, readonly=True) as store:
        found = standing(store, parties(store)[0])
        return brief_page(brief(found, store.discrepancies(), Lookup(store)))


def test_the_file_needs_nothing_else(record):
    page = page_of(record)
    assert "Norland waits for Sudmark" in page
    assert not re.search(r'(?:href|src)="(?!#)', page)
    assert "<form" not in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize("change", ["record", "hostile_record"])
def test_only_our_own_style_stands_in_it(request, change):
    page = page_of(request.getfixturevalue(change))
    found = parsed(page)
    assert [fault for fault in found.faults if fault != "<style>"] == []
    assert page.count("<style>") == 1


def test_payloads_are_words(hostile_record):
    assert IN_TEXT in "".join(parsed(page_of(hostile_record)).words)


def test_a_record_without_parties_has_a_page_too():
    assert "No statement of one party on another" in brief_page(NOTHING)


def test_every_line_is_footnoted_with_its_passage(record):
    with Store.open(record, readonly=True) as store:
        found = brief(standing(store, parties(store)[0]), store.discrepancies(), Lookup(store))
        articles = {article.id: article.text for article in store.articles()}
    page = brief_page(found)
    numbers = re.findall(r'id="note-(\d+)"', page)
    assert numbers == [str(n) for n in range(1, len(footnotes(found)) + 1)]
    for number in numbers:
        assert f'href="#note-{number}"' in page
        assert page.count(f'id="ref-{number}"') == 1
        assert f'href="#ref-{number}"' in page
    for note in footnotes(found).values():
        quoted = note.quotation
        assert articles[quoted.article][quoted.start : quoted.end] == quoted.exact
        assert note.source_line() in "".join(parsed(page).words)


def test_nothing_is_folded_away_in_the_file(record):
    assert "<details>" not in page_of(record)


def test_the_markdown_has_the_same_notes(record):
    with Store.open(record, readonly=True) as store:
        found = brief(standing(store, parties(store)[0]), store.discrepancies(), Lookup(store))
    lines = markdown(found).splitlines()
    for note in footnotes(found).values():
        mark = f"[^{note.number}]"
        assert any(mark in line and not line.startswith(mark) for line in lines)
        assert sum(line.startswith(f"{mark}: ") for line in lines) == 1
