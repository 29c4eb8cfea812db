"""The brief as one HTML file: whole in itself, and as safe as the pages."""

from __future__ import annotations

import re

import pytest
from web_records import IN_TEXT, parsed

from detente.record import Store
from detente.standing import parties, standing
from detente.views.brief import NOTHING, brief
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
