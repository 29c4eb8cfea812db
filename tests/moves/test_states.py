"""States that no list knows are parties where the article gives them a government."""

from __future__ import annotations

import pytest

from detente.moves import code
from detente.moves.states import naming, unlisted
from detente.nouns import Mention

TEXT = (
    "Velmark's foreign ministry closed the strait. The army of Sorland shelled two islands. "
    "The Velmari navy seized three Sorland boats near Port Anders."
)


def test_a_place_with_an_office_of_state_is_a_state() -> None:
    assert unlisted(TEXT, ()) == ("Velmark", "Sorland")


@pytest.mark.parametrize(
    "text",
    [
        "Peru's foreign ministry closed the strait.",
        "Osaka's parliament of students met.",
        "Harland's cousin met the president of the club.",
    ],
)
def test_known_places_and_other_names_are_none(text: str) -> None:
    assert unlisted(text, ()) == ()


def test_a_person_is_no_state() -> None:
    text = "Quill's government fell."
    assert unlisted(text, ()) == ("Quill",)
    person = Mention(start=0, end=5, name="Ada Quill", kind="person")
    assert unlisted(text, [person]) == ()


def test_an_adjective_names_its_state() -> None:
    found = [(TEXT[slice(*span)], state) for span, state in naming(TEXT, ["Velmark"])]
    assert found == [("Velmark", "Velmark"), ("Velmari", "Velmark")]


def test_an_unlisted_state_acts_without_a_code() -> None:
    moves, _ = code(TEXT, (), (), key="a:1")
    told = [([p.name for p in m.source], [p.name for p in m.target]) for m in moves]
    assert (["Velmark"], ["Sorland"]) in told
    assert all(party.code is None for move in moves for party in (*move.source, *move.target))
