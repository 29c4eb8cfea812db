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


def test_relayers_of_relayers_stand_nearest_first() -> None:
    found, _ = attribute(
        "Reuters said the Montara Post had quoted Kari Moen as saying that the pier was shut."
    )
    assert ("Montara Post", "Reuters") in {a.via for a in found}


def test_the_day_of_the_relay_is_not_the_day_of_the_utterance() -> None:
    found, _ = attribute(
        "Montara News said on Friday that Kari Moen had told Channel Four the pier was shut.",
        published="2024-05-18",
    )
    outer = next(a for a in found if not a.parent)
    inner = next(a for a in found if a.parent)
    assert outer.said_on is not None
    assert outer.said_on.earliest == "2024-05-17"
    assert inner.said_on is None


def test_an_aide_is_not_the_one_he_works_for() -> None:
    found, _ = attribute("An adviser to Kari Moen said on Friday that the pier was shut.")
    assert found[0].speaker is not None
    assert found[0].speaker.anonymous


def test_no_outlet_relays_itself() -> None:
    found, _ = attribute(
        "Citing court papers, the Montara Post reported that Kari Moen had sold the pier."
    )
    assert all(a.speaker is None or a.speaker.name not in a.via for a in found)
