"""Whose minister somebody is, from what he says and where; one plain sign is not enough."""

from __future__ import annotations

import pytest

from detente.attribution import attribute

CASES = [
    ("Foreign Minister Kari Moen said Norway was ready to talk.", "NOR"),
    ("Foreign Minister Kari Moen said Norway had noted the letter.", None),
    ("Foreign Minister Kari Moen told reporters in Oslo that Norway had noted the letter.", "NOR"),
    ("The pollster Kari Moen said Norway was ready to vote.", None),
]


@pytest.mark.parametrize(("text", "country"), CASES)
def test_countries(text: str, country: str | None) -> None:
    _, mentions = attribute(text)
    (moen,) = [m for m in mentions if m.kind == "person"]
    assert moen.country == country
