"""A document that reports is its issuer's words."""

from __future__ import annotations

import pytest

from detente.attribution.documents import issuer, medium

CASES = [
    ("a statement by Ada Osei", "Ada Osei", "statement"),
    ("A statement on Monday from the port ministry", "the port ministry", "statement"),
    ("a letter from the growers’ union on Friday", "the growers’ union", "letter"),
    ("its latest report, issued by nobody", None, None),
    ("the report", None, None),
    ("the port ministry", None, None),
]


@pytest.mark.parametrize(("text", "who", "what"), CASES)
def test_the_issuer_speaks_and_the_document_is_the_medium(
    text: str, who: str | None, what: str | None
) -> None:
    span = issuer(text, (0, len(text)))
    assert (text[slice(*span)] if span else None) == who
    assert medium(text, [(0, len(text))]) == what
