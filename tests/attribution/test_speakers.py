"""Sources resolve to the people of their own article, or to nobody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detente.attribution.reports import attribute

CASES = json.loads((Path(__file__).parent / "cases" / "speakers.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["claim"])
def test_speakers(case: dict[str, Any]) -> None:
    found, _ = attribute(case["text"], published="2031-03-14")
    assert [a.speaker.name if a.speaker else None for a in found] == case["speakers"]


def test_a_country_is_learnt_from_the_title() -> None:
    _, mentions = attribute("Norway’s ambassador to Chile, Kari Moen, said she would stay.")
    (moen,) = [m for m in mentions if m.kind == "person"]
    assert (moen.name, moen.country) == ("Kari Moen", "NOR")
    assert moen.role is not None
    assert "ambassador" in moen.role


def test_unnamed_sources_are_marked() -> None:
    found, _ = attribute(
        "Two officials with knowledge of the talks told Radio Nine that a meeting was near."
    )
    assert found[0].speaker is not None
    assert found[0].speaker.anonymous
    assert found[0].addressee == ("Radio Nine",)
