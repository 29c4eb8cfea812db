"""Statements and reported acts become moves with parties, events and evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.moves import code
from detente.moves.clause import quad, read
from detente.moves.issues import issues
from detente.nouns import Attribution, Mention, Speaker


def said(text: str, speaker: str, content: str, cue: str = "said") -> Attribution:
    """An attribution of `content` to `speaker`, at their first places in the text."""
    spans = [text.index(words) for words in (speaker, cue, content)]
    source, cue_at, at = spans
    return Attribution(
        id="q:1",
        source=((source, source + len(speaker)),),
        cue=((cue_at, cue_at + len(cue)),),
        content=((at, at + len(content)),),
        kind="indirect",
        speaker=Speaker(name=speaker),
    )


def name(text: str, words: str, country: str, kind: str = "person") -> Mention:
    at = text.index(words)
    return Mention(start=at, end=at + len(words), name=words, kind=kind, country=country)  # type: ignore[arg-type]


EVENTS = [
    ("Peru's navy shelled two islands on Monday.", "ASSAULT"),
    ("Ghana imposed sanctions on Togo.", "SANCTION"),
    ("The foreign ministers of Chile and Peru met in Lima.", "CONSULT"),
    ("Finland released forty prisoners.", "RETREAT"),
    ("Norway will release forty prisoners.", "AGREE"),
    ("Nepal refused to release the prisoners.", "REJECT"),
    ("Kenya demanded that Uganda reopen the bridge.", "REQUEST"),
    ("Oman praised the envoy's work.", "SUPPORT"),
    ("Spain condemned the raid.", "ACCUSE"),
    ("Fiji threatened to close its harbours to Tongan ships.", "THREATEN"),
    ("Japan sent medical supplies to Samoa.", "AID"),
    ("Thousands of protesters marched through Quito.", "PROTEST"),
    ("Cuba apologised for the delay.", "CONCEDE"),
    ("Malta deployed troops along the coast.", "MOBILIZE"),
    ("Police in Dakar arrested two editors.", "COERCE"),
    ("Laos and Vietnam held joint military exercises.", "COOPERATE"),
]


@pytest.mark.parametrize(("text", "event"), EVENTS)
def test_a_reported_act_has_its_event(text: str, event: str) -> None:
    moves, _ = code(text, (), (), key="a:1")
    assert [move.event for move in moves] == [event]
    assert moves[0].attribution is None
    assert moves[0].quad == quad(event)


PLAIN = [
    "The minister expressed condolences to the families.",
    "Iceland is considering sending a ship.",
    "The river is long and the valley is green.",
    "Bolivia rejected accusations that it had read the letters.",
    "Peru's president expressed optimism about the harvest.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_statement_has_no_event(text: str) -> None:
    assert read(text).event is None


ACTS = [
    ("demanded", "that the crews be freed", "demand", "REQUEST"),
    ("threatened", "to close the strait", "threat", "THREATEN"),
    ("praised", "the mediators", "praise", "SUPPORT"),
    ("accused", "the guards of theft", "accusation", "ACCUSE"),
    ("said", "we are ready to meet them next week", "readiness", "AGREE"),
    ("said", "we will not sign the treaty", "refusal", "REJECT"),
    ("urged", "both sides to be patient", "appeal", None),
    ("described", "the neighbours as corrupt and hostile", "accusation", "ACCUSE"),
    ("described", "the envoy as wise and pragmatic", "praise", "SUPPORT"),
    ("denied", "any contacts with the rebels", "denial", "CONSULT"),
    ("said", "the harvest was good", None, None),
]


@pytest.mark.parametrize(("cue", "content", "act", "event"), ACTS)
def test_modality_comes_before_the_class(
    cue: str, content: str, act: str | None, event: str | None
) -> None:
    reading = read(content, cue)
    assert (reading.speech_act, reading.event) == (act, event)


def test_a_denied_contact_is_a_consultation_denied() -> None:
    assert read("any contacts with the rebels", "denied").polarity == "denied"


def test_every_attribution_has_a_move_and_a_plain_one_no_event() -> None:
    text = "Ada Quill said the harvest was good."
    moves, commitments = code(
        text, [said(text, "Ada Quill", "the harvest was good")], (), key="a:1"
    )
    assert [(move.attribution, move.event) for move in moves] == [("q:1", None)]
    assert commitments == ()


def test_source_is_the_speaker_and_target_whom_they_speak_of() -> None:
    text = "Ada Quill said Norlund must release the crew."
    mentions = [name(text, "Ada Quill", "Sweden"), name(text, "Norlund", "Norlund", "country")]
    moves, _ = code(
        text, [said(text, "Ada Quill", "Norlund must release the crew")], mentions, key="a"
    )
    assert [party.name for party in moves[0].source] == ["Ada Quill"]
    assert [party.name for party in moves[0].target] == ["Norlund"]
    assert moves[0].mode == "yield"


def test_a_metonym_is_its_government() -> None:
    text = "Paris condemned the raid by Madrid."
    moves, _ = code(text, (), (), key="a:1")
    assert [party.code for party in moves[0].source] == ["FRA"]
    assert [party.code for party in moves[0].target] == ["ESP"]


def test_who_must_act_is_no_source_where_nobody_is_said_to_demand_it() -> None:
    moves, _ = code("Kenya must release the crew.", (), (), key="a:1")
    assert moves[0].source == ()
    assert [party.code for party in moves[0].target] == ["KEN"]


@pytest.mark.parametrize(("published", "found"), [("2031-05-02", 0), ("2014-05-02", 1), (None, 1)])
def test_an_act_of_years_ago_is_background(published: str | None, found: int) -> None:
    moves, _ = code("Ghana invaded Togo in 2013.", (), (), key="a:1", published=published)
    assert len(moves) == found


def test_boilerplate_is_no_move() -> None:
    assert code("required fields must be given here and now.", (), (), key="a:1") == ((), ())


def test_issues_come_in_the_order_of_the_words() -> None:
    assert issues("tariffs, a ceasefire and more tariffs") == ("trade", "ceasefire")


@given(st.text(alphabet=st.sampled_from('“”" ,.;if unless we will release Peru’\n…'), max_size=200))
def test_any_text_is_coded_with_evidence_inside_it_and_the_same_twice(text: str) -> None:
    whole = Attribution(
        id="q:1", source=(), cue=(), content=((0, len(text)),) if text else (), kind="direct"
    )
    first = code(text, [whole], (), key="a:1")
    assert first == code(text, [whole], (), key="a:1")
    for move in first[0]:
        assert all(0 <= start < end <= len(text) for start, end in move.evidence)
    for commitment in first[1]:
        for half in (commitment.antecedent, commitment.consequent):
            spans = half.evidence if half else ()
            assert all(0 <= start < end <= len(text) for start, end in spans)


NEGATIONS = [
    ("said", "the cabinet did not rule out talks with Norlund", None, None, "asserted"),
    ("said", "she would not refuse to meet the envoy", "readiness", "AGREE", "asserted"),
    ("said", "Fiji was not unwilling to free the crew", "readiness", "AGREE", "asserted"),
    ("said", "I do not refuse to meet the envoy", "readiness", "AGREE", "asserted"),
    ("said", "Fiji had never refused to pay", "refusal", "REJECT", "negated"),
    ("denied", "that it had never agreed to the truce", "denial", None, "denied"),
    ("said", "Fiji could not rule out a blockade", None, None, "asserted"),
]


@pytest.mark.parametrize(("cue", "content", "act", "event", "polarity"), NEGATIONS)
def test_negation_on_negation(
    cue: str, content: str, act: str | None, event: str | None, polarity: str
) -> None:
    reading = read(content, cue)
    assert (reading.speech_act, reading.event, reading.polarity) == (act, event, polarity)


@pytest.mark.parametrize(
    ("words", "polarity"),
    [
        ("Talks between Fiji and Norlund will stay frozen this year.", "negated"),
        ("Talks between Fiji and Norlund are now on hold.", "negated"),
        ("Talks between Fiji and Norlund will be held in the frozen north.", "asserted"),
    ],
)
def test_talks_that_are_on_hold_are_no_contact(words: str, polarity: str) -> None:
    reading = read(words)
    assert (reading.event, reading.polarity) == ("CONSULT", polarity)


def test_what_a_plan_would_have_parties_do_is_no_act_of_theirs() -> None:
    text = "Under the plan, Norlund would free the crew while Fiji would lift the ban."
    mentions = [Mention(start=text.index(n), end=text.index(n) + len(n), name=n, kind="country")
                for n in ("Norlund", "Fiji")]  # fmt: skip
    assert code(text, [], mentions, key="a:1") == ((), ())
    told, _ = code(text.replace("Under the plan, ", ""), [], mentions, key="a:1")
    assert len(told) == 1


def test_contradictory_statements_of_one_day_are_both_moves() -> None:
    text = "Ada Quill said Norlund will free the crew. Bo Reed said Norlund will not free the crew."
    first = said(text, "Ada Quill", "Norlund will free the crew")
    at = text.index("Bo Reed")
    second = Attribution(
        id="q:2",
        source=((at, at + 7),),
        cue=((at + 8, at + 12),),
        content=((at + 13, len(text) - 1),),
        kind="indirect",
        speaker=Speaker(name="Bo Reed"),
    )
    moves, _ = code(text, [first, second], (), key="a:1")
    assert [(move.attribution, move.event) for move in moves] == [
        ("q:1", "AGREE"),
        ("q:2", "REJECT"),
    ]


def test_a_verb_taken_for_a_report_is_an_act_of_its_subject() -> None:
    text = "Peru recalled its ambassador from Chile on Monday."
    moves, _ = code(
        text, [said(text, "Peru", "its ambassador from Chile", "recalled")], (), key="a"
    )
    assert [(move.attribution, move.event) for move in moves] == [("q:1", "SANCTION")]
    assert [party.code for party in moves[0].source] == ["PER"]
    assert [party.code for party in moves[0].target] == ["CHL"]


def test_who_is_said_to_speak_does_no_other_act() -> None:
    text = "The embattled government of Peru rejected the demand."
    moves, _ = code(
        text,
        [said(text, "The embattled government of Peru", "the demand", "rejected")],
        (),
        key="a",
    )
    assert [move.attribution for move in moves] == ["q:1"]
