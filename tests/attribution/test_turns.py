"""Interviews and transcripts: labels and colons tell who speaks; questions are nobody's word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.attribution.reports import attribute
from detente.attribution.turns import turns

INTERVIEW = """Norway’s fisheries minister, Kari Moen, spoke to the Quill Herald in Oslo.

Quill Herald: Will you sign this month?

Kari Moen: We will sign when the boats have left our zone. Not before.

QH: He says that Norway broke the deal.

Moen: That is not true. If Velmora lowers its catch, we are ready to share.

We have said so for years.

QH: And if it does not?

Moen: Then our coast guard will board vessels. He told me that himself.
"""

CASES = [
    (
        "a side that asks is left out",
        INTERVIEW,
        [
            ("Kari Moen", "We will sign when the boats have left our zone. Not before."),
            ("Kari Moen", "That is not true."),
            ("Kari Moen", "If Velmora lowers its catch, we are ready to share."),
            ("Kari Moen", "We have said so for years."),
            ("Kari Moen", "Then our coast guard will board vessels."),
            ("Kari Moen", "He told me that himself."),
        ],
    ),
    (
        "generic labels go to the one person named",
        "Kari Moen, the envoy, met the press.\n\nQ: Is it over?\n\nA: The talks go on.\n\n"
        "Q: When do they end?\n\nA: Nobody knows that yet.",
        [("Kari Moen", "The talks go on."), ("Kari Moen", "Nobody knows that yet.")],
    ),
    (
        "labels in capitals are people too",
        "Kari Moen, the spokeswoman, met the press.\n\nQUESTION: Is it over now?\n\n"
        "MS MOEN: The talks go on.\n\nQUESTION: When do they end?\n\nMS MOEN: I do not know that.",
        [("Kari Moen", "The talks go on."), ("Kari Moen", "I do not know that.")],
    ),
    (
        "a dialogue of two belongs to both",
        "Moen: The toll is fair to all.\n\nReyes: It is a tax on bread.\n\n"
        "Moen: It is no such thing.",
        [
            ("Moen", "The toll is fair to all."),
            ("Reyes", "It is a tax on bread."),
            ("Moen", "It is no such thing."),
        ],
    ),
]


@pytest.mark.parametrize(("claim", "text", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_answers_are_told(claim: str, text: str, wanted: list[tuple[str, str]]) -> None:
    found = [a for a in attribute(text)[0] if a.method == "rule:turn"]
    assert all(a.kind == "direct" for a in found), claim
    told = [(a.speaker.name if a.speaker else None, text[slice(*a.content[0])]) for a in found]
    assert told == wanted


def test_a_report_within_an_answer_is_its_child_and_never_the_speaker() -> None:
    text = INTERVIEW.replace("He told me that himself.", "He said that they would come back.")
    found = attribute(text)[0]
    (child,) = [a for a in found if a.parent and "come back" in text[slice(*a.content[-1])]]
    (parent,) = [a for a in found if a.id == child.parent]
    assert parent.method == "rule:turn"
    assert child.speaker is None
    assert child.via == ("Kari Moen",)


LISTS = [
    "Date: 4 May\n\nVenue: Oslo\n\nHost: Norway",
    "Key point: the toll\n\nKey point: the boats\n\nKey point: the fish",
    "Moen: The toll is fair.\n\nReyes: It is not.",
    "What we know so far: little\n\nwhat we do not: much\n\nWhat we know so far: more",
]


@pytest.mark.parametrize("text", LISTS)
def test_lists_are_no_talk(text: str) -> None:
    assert turns(text) == []


@given(st.text(alphabet="AbQ:?. \n\u201c*", max_size=200))
def test_turns_lie_in_the_text_in_order(text: str) -> None:
    edges = [
        place
        for turn in turns(text)
        for span in (turn.label, turn.colon, *turn.said)
        for place in span
    ]
    assert edges == sorted(edges)
    assert all(0 <= place <= len(text) for place in edges)
