"""Relays are trees: who told it stands between the speaker and the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detente.attribution.reports import attribute

CASES = json.loads((Path(__file__).parent / "cases" / "relays.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["claim"])
def test_relays(case: dict[str, Any]) -> None:
    found, _ = attribute(case["text"])
    child = next(a for a in found if a.parent)
    parent = next(a for a in found if a.id == child.parent)
    assert child.speaker is not None
    assert child.speaker.name == case["speaker"]
    assert list(child.via) == case["via"]
    assert list(child.addressee) == case["addressee"]
    assert parent.speaker is not None
    assert parent.speaker.name == case["via"][0]


def test_a_noun_is_no_reporting_verb() -> None:
    found, _ = attribute(
        "Kenyan officials denied any contact with Oslo about a phone call between the leaders."
    )
    assert all(a.parent is None for a in found)
