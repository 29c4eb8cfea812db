"""Quotations: exact words, in the right voice, cut only where an ellipsis shows it."""

from __future__ import annotations

import pytest
from builders import REWRITE, WIRE, article, page, span
from hypothesis import given
from hypothesis import strategies as st

from detente.nouns import Attribution
from detente.views.quotation import around, inside_marks, passage_quotation, quotation

DISPLAYED = [
    # text, words shown, voice, how they are displayed
    ("He said: “We are ready.” Then he left.", "We are ready.", "quoted", "“We are ready.”"),
    ("He said: “We are ready.” Then.", "“We are ready.”", "quoted", "“We are ready.”"),
    ("“We are ready to talk,” he said.", "ready to talk,”", "quoted", "“… ready to talk”"),
    ("“We are ready to talk,” he said.", "“We are ready", "quoted", "“We are ready …”"),
    ("It was a “first move” he wanted.", "first move", "quoted", "“first move”"),
    ('He was "ready" to "talk".', '"ready" to "talk"', "quoted", '"ready" to "talk"'),
    ("He said that it was late.", "it was late", "reported", "… it was late"),
    ("It was late and dark.", "It was late", "reported", "It was late …"),
]

REPORTED = [
    # text, cue, parts of the content, what is shown
    ("Quill denied that anything was accepted.", "denied", ["that anything was accepted"],
     "… denied that anything was accepted"),
    ("Quill said on Monday that the locks would open soon.", "said",
     ["that the locks would open soon"], "… the locks would open soon"),
    ("According to Quill, the locks would open by noon.", "According to",
     ["the locks would open by noon"], "… the locks would open by noon"),
    ("Quill did not say that the locks would open.", "say", ["that the locks would open"],
     "… did not say that the locks would open"),
    ("Norland has offered to host talks.", "offered", ["to host talks"], "… offered to host talks"),
    ("Quill rejected it, her office said.", "said", ["it"], "Quill rejected it, her office said."),
    ("Norland offered to lift the levy, provided that the valve is opened by its owners.",
     "offered", ["to lift the levy", "the valve is opened by its owners"],
     "… offered to lift the levy, provided that the valve is opened by its owners"),
]  # fmt: skip

MARKS = [
    ("He said “we are ready” and left.", "we are ready", True),
    ("He said “we are ready” and left.", "and left", False),
    ('He said "we are ready" and left.', "we are ready", True),
    ('He said "yes" and left.', "and left", False),
    ("He left the mark open: “we are ready.", "we are ready", True),
    ("“One paragraph.”\nwe are ready", "we are ready", False),
    ("He was “ready” to talk", "He was “ready” to", False),
]


def _article(text):
    return article(page("x.txt", text), "T", text, "The Quay", "2031-04-08")


@pytest.mark.parametrize(("text", "words", "voice", "shown"), DISPLAYED)
def test_displayed_words_say_where_they_were_cut(text, words, voice, shown):
    assert passage_quotation(_article(text), span(text, words), voice).display() == shown


@pytest.mark.parametrize(("text", "words", "inside"), MARKS)
def test_words_in_quotation_marks_are_told_from_the_rest(text, words, inside):
    assert inside_marks(text, *span(text, words)) is inside


@pytest.mark.parametrize(("text", "cue", "parts", "shown"), REPORTED)
def test_reported_words_keep_what_they_cannot_be_understood_without(text, cue, parts, shown):
    report = Attribution(
        id="q:1",
        source=(),
        cue=(span(text, cue),),
        content=tuple(span(text, part) for part in parts),
        kind="indirect",
    )
    found = quotation(_article(text), report)
    assert found is not None
    assert found.display() == shown


def test_the_sentence_that_holds_the_focus_is_shown():
    content = "We have said it many times. It is Sudmark that must open the locks first,"
    found = around(WIRE, span(WIRE, content), span(WIRE, "open the locks"))
    assert WIRE[slice(*found)] == "It is Sudmark that must open the locks first,"


def test_a_title_does_not_end_a_sentence():
    text = "We told Mr. Lunt and Gen. Orra so. They laughed."
    found = around(text, (0, len(text)), span(text, "Orra"))
    assert text[slice(*found)] == "We told Mr. Lunt and Gen. Orra so."


def test_an_attribution_without_content_has_no_quotation():
    at = _article(REWRITE)
    empty = Attribution(id="q:1", source=(), cue=((0, 2),), content=(), kind="indirect")
    assert quotation(at, empty) is None


@given(st.text(alphabet='ab .,“”"\nÄ', min_size=1, max_size=300), st.data())
def test_a_stretch_lies_within_its_span_and_the_quotation_is_exact(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first = data.draw(st.integers(start, end - 1))
    last = data.draw(st.integers(first + 1, end))
    focus = data.draw(st.sampled_from([None, (first, last)]))
    limit = data.draw(st.integers(1, 80))
    begin, stop = around(text, (start, end), focus, limit)
    assert start <= begin <= stop <= end
    assert stop - begin <= max(limit, last - first if focus else 0) + 1
    whole = _article(text)
    assert passage_quotation(whole, (begin, stop)).exact == text[begin:stop]
