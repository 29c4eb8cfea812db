"""Quotation marks are read by where they stand, and a broken one spoils its paragraph at most."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.attribution.marks import kind_of, quotations

CASES = [
    ("He said: “We will not sign.”", ["“We will not sign.”"]),
    ('"Not this year," she said. "Perhaps never."', ['"Not this year,"', '"Perhaps never."']),
    (
        "But they broke it off, so they go first,” said Mr Tamm.",
        ["But they broke it off, so they go first,”"],
    ),
    ("It was “a ‘grave’ error.“ Nobody laughed.", ["“a ‘grave’ error.“"]),
    (
        "“One paragraph goes on\n\n“and another,” he said.",
        ["“One paragraph goes on", "“and another,”"],
    ),
    ("Talks ‘on the brink’, says envoy", ["‘on the brink’"]),
    ("The farmers’ union said the islanders’ boats stayed.", []),
    ('He is 6" tall.', []),
    ("«Nous partons», a-t-il dit.", ["«Nous partons»"]),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_quoted_stretches(text: str, wanted: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == wanted


def test_a_missing_opening_mark_is_reported() -> None:
    (quoted,) = quotations("They go first,” said Mr Tamm.")
    assert not quoted.opened
    assert quoted.closed


@given(st.text(alphabet="ab “”\"'‘’.,\n", max_size=80))
def test_quotations_are_ordered_and_inside(text: str) -> None:
    place = 0
    for quoted in quotations(text):
        assert place <= quoted.start < quoted.end <= len(text)
        place = quoted.end


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("“We will not sign,” he said.", "“We will not sign,”", "direct"),
        ("He said the plan was “a farce” of sorts.", "the plan was “a farce” of sorts", "mixed"),
        ("He said the plan was a farce.", "the plan was a farce", "indirect"),
    ],
)
def test_kind(text: str, content: str, kind: str) -> None:
    start = text.index(content)
    assert kind_of(text, [(start, start + len(content))], quotations(text)) == kind
