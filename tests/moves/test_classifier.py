"""The shipped weights are the card's, and the classifier says why it judges as it does."""

from __future__ import annotations

import hashlib
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.moves.classifier import load
from detente.moves.clause import cues, read
from detente.moves.features import features
from detente.moves.reading import decide

WEIGHTS = Path(str(resources.files("detente.moves") / "weights"))


def test_weights_are_those_of_the_card() -> None:
    for line in (WEIGHTS / "SHA256").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norlund imposed sanctions on two banks of Aldsund.", "SANCTION"),
        ("Three deputies were killed when a mine went off under their car.", "ASSAULT"),
        ("The ministers met in the old customs house for two hours.", "CONSULT"),
        ("The court in Varn sentenced the captain to nine years.", "SANCTION"),
    ],
)
def test_an_act_has_its_event_and_a_reason(text: str, event: str) -> None:
    reading = decide(text)
    assert reading.event == event
    assert reading.why
    assert 0 < reading.confidence <= 0.95


@pytest.mark.parametrize(
    "text",
    [
        "The minister declined to comment on the talks.",
        "The envoy expressed concern about the strikes.",
        "The ministry denied the accusations.",
    ],
)
def test_a_plain_statement_stays_without_an_event(text: str) -> None:
    assert decide(text).event is None


def test_what_is_said_as_an_act_of_speech_is_left_to_the_rules() -> None:
    words = "we are ready to sign the treaty"
    assert decide(words, "said") == read(words, "said")


def test_names_tell_nothing() -> None:
    def judged(country: str) -> float:
        text = f"On Monday {country} recalled its envoy from {country}."
        return load().judge(features(text, cues(text), read(text))).probability

    assert judged("Chile") == judged("Iraq")


@given(st.text(max_size=200))
def test_any_text_has_a_verdict_between_nought_and_one(text: str) -> None:
    verdict = load().judge(features(text, cues(text), read(text)))
    assert 0 < verdict.probability <= 1
