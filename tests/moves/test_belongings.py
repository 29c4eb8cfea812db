"""Whose boats, whose capital: by the article's own words, and open where they are not sure."""

from __future__ import annotations

import re

import pytest

from detente.moves import code
from detente.moves.parties import Scene
from detente.nouns import Attribution, Commitment, Mention, Speaker

FORMS = {"Norlund": "Norlund", "Norlander": "Norlund", "Sudmark": "Sudmark", "Sudmarker": "Sudmark"}


def mentions(text: str) -> list[Mention]:
    lands = [
        Mention(start=m.start(), end=m.end(), name=FORMS[m.group()], kind="country",
                country=FORMS[m.group()])
        for m in re.finditer(r"\b(?:Norlund|Norlander|Sudmark|Sudmarker)\b", text)
    ]  # fmt: skip
    cities = [
        Mention(start=m.start(), end=m.end(), name=m.group(), kind="place")
        for m in re.finditer(r"\b(?:Aldport|Varnholm)\b", text)
    ]
    people = [
        Mention(start=m.start(), end=m.end(), name="Ilse Varn", kind="person", country="Norlund")
        for m in re.finditer(r"\bIlse Varn\b", text)
    ]
    return [*lands, *cities, *people]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Six Norlander patrol boats lie off the cape. The last boat leaves.", "Norlund"),
        ("Norlund sent six patrol boats to the cape. The last boat leaves.", "Norlund"),
        ("Norlund’s vessels lie off the cape. The last boat leaves.", "Norlund"),
        ("Norlander boats and Sudmarker boats lie there. The last boat leaves.", None),
        ("Norlund closed the strait to boats. The last boat leaves.", None),
        ("Norlander soldiers lie off the cape. The last boat leaves.", None),
    ],
)
def test_whose_boats(text: str, owner: str | None) -> None:
    start = text.rindex("The last boat")
    party = Scene(text, mentions(text)).who(start, start + len("The last boat"), None)
    assert (party.name if party else None) == owner


def conditions(before: str, said: str) -> tuple[Commitment, ...]:
    text = f"{before} Ilse Varn said {said}."
    source = text.rindex("Ilse Varn")
    content = source + len("Ilse Varn said ")
    attribution = Attribution(
        id="q:1",
        source=((source, source + 9),),
        cue=((source + 10, source + 14),),
        content=((content, len(text) - 1),),
        kind="indirect",
        speaker=Speaker(name="Ilse Varn"),
    )
    return code(text, [attribution], mentions(text), key="a:1")[1]


def test_a_city_stands_for_the_government_that_sits_there() -> None:
    (found,) = conditions(
        "The Norlander cabinet met in Aldport. Officials of the Sudmark government in Varnholm"
        " had gone home.",
        "it is up to Varnholm to act",
    )
    assert found.antecedent is not None
    assert found.antecedent.who == "Sudmark"


def test_beside_the_own_capital_it_is_the_other_party() -> None:
    (found,) = conditions(
        "Sudmark closed the bridge. Ilse Varn spoke after a cabinet meeting in Aldport.",
        "Varnholm must act before Aldport does",
    )
    assert found.antecedent is not None
    assert (found.antecedent.who, found.debtor) == ("Sudmark", "Norlund")


def test_a_city_without_a_word_on_its_government_stays_a_name() -> None:
    (found,) = conditions("Sudmark closed the bridge.", "it is up to Varnholm to act")
    assert found.antecedent is not None
    assert found.antecedent.who == "Varnholm"


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("it is for Sudmark to end the closure", "end the closure"),
        ("the opening move belongs to Sudmark", "the opening move"),
        ("Sudmark had to leave the bank first", "leave the bank first"),
        ("we will open the gate on the day Sudmark leaves the bank", "leaves the bank"),
        ("the crews that Sudmark sent must go home before we talk", "go home"),
    ],
)
def test_who_must_move_first_in_other_words(said: str, act: str) -> None:
    (found,) = conditions("Sudmark closed the bridge.", said)
    assert found.antecedent is not None
    assert (found.antecedent.who, found.antecedent.act) == ("Sudmark", act)


def test_a_condition_does_not_run_over_a_reporting_clause() -> None:
    text = "Norlund will not talk unless Sudmark lifts the ban, Ilse Varn said, hardening the row."
    cut, tail = text.index(", Ilse"), text.index("hardening")
    attribution = Attribution(
        id="q:1",
        source=((cut + 2, cut + 11),),
        cue=((cut + 12, cut + 16),),
        content=((0, cut), (tail, len(text) - 1)),
        kind="indirect",
        speaker=Speaker(name="Ilse Varn"),
    )
    (found,) = code(text, [attribution], mentions(text), key="a:1")[1]
    assert found.antecedent is not None
    assert found.antecedent.act == "lifts the ban"
