"""Hopes, deterrents, announced harm, relayed offers and denied contacts in what people say."""

from __future__ import annotations

import pytest

from detente.moves import code
from detente.moves.clause import read
from detente.nouns import Attribution, Commitment, Mention, Move, Speaker

NAMES = [
    ("Rosa Vela", "person", "PER", "Peru's trade minister"),
    ("Red Front leader Pal Ostrem", "person", None, "Red Front leader"),
    ("Red Front", "organisation", None, None),
    ("Peru", "country", "PER", None),
    ("Chile", "country", "CHL", None),
    ("Chilean", "country", "CHL", None),
    ("Bolivia", "country", "BOL", None),
]


def coded(
    content: str, cue: str = "said", speaker: str = "Rosa Vela", day: str | None = None
) -> tuple[list[Move], list[Commitment]]:
    """What `speaker` says, coded with the parties of a dispute between Peru and Chile."""
    text = f"{speaker} {cue} {content}"
    mentions = []
    for words, kind, country, role in NAMES:
        at = text.find(words)
        if at >= 0:
            name = {"PER": "Peru", "CHL": "Chile", "BOL": "Bolivia"}.get(country or "", words)
            mention = Mention(
                start=at,
                end=at + len(words),
                name=words if kind != "country" else name,
                kind=kind,  # type: ignore[arg-type]
                role=role,
                country=country,
            )
            mentions.append(mention)
    start = len(speaker) + len(cue) + 2
    report = Attribution(
        id="q:1",
        source=((0, len(speaker)),),
        cue=((len(speaker) + 1, start - 1),),
        content=((start, len(text)),),
        kind="indirect",
        speaker=Speaker(name=speaker),
    )
    moves, found = code(text, [report], mentions, key="a:1", published=day)
    return list(moves), list(found)


HOPES = [
    ("hopes", "Chile will take the first step and lift its ban", "appeal", "Peru"),
    ("said", "Peru hopes Chile will take the first step and lift its ban", "appeal", "Peru"),
    ("expects", "Chile to make the first move", "demand", "Peru"),
    ("urged", "Chile to recall its patrol boats", "appeal", None),
    ("said", "Peru wants Chile to lift its ban", "appeal", None),
]


@pytest.mark.parametrize(("cue", "content", "act", "debtor"), HOPES)
def test_a_hope_is_an_appeal_or_demand_and_waits_for_whom_it_is_put_in(
    cue: str, content: str, act: str, debtor: str | None
) -> None:
    moves, found = coded(content, cue)
    assert [move.speech_act for move in moves] == [act]
    assert [(one.debtor, one.creditor) for one in found] == [(debtor, "Chile")]
    assert found[0].consequent is None


DETERRENTS = [
    ("if Chile insisted on its own way, Peru would take all necessary measures", "threat"),
    ("if Chile crosses the line, we will answer", "threat"),
    ("we will retaliate if Chile closes the strait", "threat"),
    ("if Chile refuses, we will keep talking", "will"),
    ("we will free the crew if Chile stops attacking our boats", "will"),
    ("we could withdraw from the pass if Chilean jets stopped bombing it", "will"),
]


@pytest.mark.parametrize(("content", "polarity"), DETERRENTS)
def test_what_is_to_deter_is_a_threat_and_what_is_wanted_no_threat(
    content: str, polarity: str
) -> None:
    moves, found = coded(content)
    assert [one.polarity for one in found] == [polarity]
    assert (moves[0].speech_act == "threat") is (polarity == "threat")
    assert found[0].antecedent is not None
    assert not found[0].antecedent.negated


def test_the_other_sides_step_done_is_the_condition_of_when() -> None:
    _, found = coded("we will sign when the Chilean boats have left our zone")
    assert [(one.creditor, one.polarity) for one in found] == [("Chile", "will")]


@pytest.mark.parametrize("content", ["we will sign when we meet", "we will know when it happens"])
def test_a_bare_when_is_no_condition(content: str) -> None:
    assert coded(content)[1] == []


def test_only_then_takes_up_the_duty_said_before() -> None:
    _, found = coded("the embargo must be lifted first. Only then can there be a conversation.")
    assert [(one.debtor, one.polarity) for one in found] == [("Peru", "will")]
    assert found[0].antecedent is not None
    assert found[0].antecedent.act == "the embargo must be lifted first"


def test_harm_announced_for_a_day_is_a_threat_with_a_deadline() -> None:
    moves, found = coded("then our navy will start to board vessels on 1 June", day="2031-05-02")
    assert [(move.event, move.speech_act) for move in moves] == [("THREATEN", "threat")]
    assert found[0].polarity == "threat"
    assert found[0].deadline is not None
    assert found[0].deadline.day == "2031-06-01"


@pytest.mark.parametrize(
    ("content", "source"),
    [
        ("Bolivia had offered a floor price of 30 crowns a car", "BOL"),
        ("Chile was prepared to lift its ban", "CHL"),
        ("if Chile lowers its catch, we are ready to share the banks", "PER"),
        ("Peru is ready to share the banks with Chile", "PER"),
    ],
)
def test_an_offer_is_of_whom_it_is_said_to_be(content: str, source: str) -> None:
    moves, _ = coded(content)
    assert [party.code for party in moves[0].source] == [source]
    assert source not in [party.code for party in moves[0].target]
    assert moves[0].mode is None


WARNINGS = [
    ("that a trade war would harm both sides", None),
    ("that the drought would last", None),
    ("that Peru would close its ports", "threat"),
    ("of consequences", "threat"),
]


@pytest.mark.parametrize(("content", "act"), WARNINGS)
def test_a_warning_is_a_threat_where_the_own_side_would_do_the_harm(
    content: str, act: str | None
) -> None:
    moves, _ = coded(content, "warned")
    assert [move.speech_act for move in moves] == [act]


def test_it_is_for_them_to_act_is_a_demand() -> None:
    moves, found = coded("it is for Chile to come forward with a plan")
    assert [(move.event, move.speech_act) for move in moves] == [("REQUEST", "demand")]
    assert [one.creditor for one in found] == ["Chile"]


def test_no_contacts_are_contacts_denied() -> None:
    moves, _ = coded("there have been no contacts at any level")
    assert [(m.event, m.polarity, m.speech_act) for m in moves] == [("CONSULT", "denied", "denial")]


def test_an_organisations_leader_binds_it() -> None:
    _, found = coded(
        "that the group could withdraw from the pass if Chilean jets stopped bombing it",
        "told reporters",
        "Red Front leader Pal Ostrem",
    )
    assert [(one.debtor, one.creditor, one.polarity) for one in found] == [
        ("Red Front", "Chile", "will")
    ]


def test_a_price_of_a_car_is_no_car_bomb() -> None:
    assert read("Peru offered 30 crowns a car").mode is None
