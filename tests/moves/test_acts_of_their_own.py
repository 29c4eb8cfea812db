"""Leftovers, questions, topics and unsaid words are no acts; names of actors are noun phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.moves import code
from detente.moves.naming import noun_phrase
from detente.moves.told import tells_act
from detente.moves.unsaid import asks, is_silent, is_topic, leaves_unsaid
from detente.nouns import Attribution

SENTENCE = (
    "LIMA (ANP) - Peru, which had sent envoys, told reporters that the pact was dead, Deputy "
    "Minister Rosa Vela, in a statement posted online, hours after Chile closed its ports, and "
    "expelled two diplomats."
)
STRETCHES = [
    (", Deputy Minister Rosa Vela,", False),
    ("LIMA (ANP) - Peru", False),
    ("in a statement posted online, hours after Chile closed its ports", False),
    ("hours after Chile closed its ports", False),
    ("told reporters", False),
    ("and expelled two diplomats", True),
    ("which had sent envoys", True),
]


@pytest.mark.parametrize(("words", "tells"), STRETCHES)
def test_what_is_left_of_a_sentence_tells_an_act_only_by_a_verb_of_its_own(
    words: str, tells: bool
) -> None:
    start = SENTENCE.index(words)
    told = tells_act(SENTENCE, start, start + len(words), (0, len(SENTENCE)))
    assert told is tells


QUESTIONS = [
    ("Daily Echo: Will Chile sign the treaty this month?", True),
    ("Question: Peru closed the port yesterday.", True),
    ("“Has there been any contact?”", True),
    ("Chile will sign the treaty this month.", False),
    ("Questions of trade were discussed by Peru and Chile.", False),
]


@pytest.mark.parametrize(("words", "question"), QUESTIONS)
def test_a_question_is_no_act(words: str, question: bool) -> None:
    assert asks(words) is question
    if question:
        assert code(words, (), (), key="a:1") == ((), ())


UNSAID = [
    ("Peru did not say whether it would meet the envoys.", True),
    ("The ministry declined to say when the ships would sail.", True),
    ("It was not clear whether Chile had agreed to the truce.", True),
    ("Peru said it would not meet the envoys.", False),
    ("Peru declined to meet the envoys.", False),
]


@pytest.mark.parametrize(("words", "unsaid"), UNSAID)
def test_what_was_not_said_is_no_act(words: str, unsaid: bool) -> None:
    assert leaves_unsaid(words) is unsaid
    if unsaid:
        assert code(words, (), (), key="a:1") == ((), ())


def test_an_attribution_of_nothing_said_has_no_speech_act() -> None:
    text = "Peru did not say whether it would meet the envoys."
    report = Attribution(
        id="q:1", source=((0, 4),), cue=((5, 16),), content=((17, 49),), kind="indirect"
    )
    assert is_silent(text, report)
    moves, found = code(text, [report], (), key="a:1")
    assert [(move.speech_act, move.event) for move in moves] == [(None, None)]
    assert found == ()


TOPICS = [
    ("Peru's minister spoke to the Echo about the herring dispute with Chile.", "dispute", True),
    ("The envoy was interviewed in Lima about the talks.", "talks", True),
    ("Peru told Chile about the raid, and expelled its envoy.", "expelled", False),
]


@pytest.mark.parametrize(("words", "cue", "topic"), TOPICS)
def test_what_an_utterance_is_about_is_no_act(words: str, cue: str, topic: bool) -> None:
    start = words.index(cue)
    assert is_topic(words, (start, start + len(cue))) is topic


NAMES = [
    ("that the group", "the group"),
    ("a militia that", "a militia"),
    ("its delegation had nevertheless left for Lima", "its delegation"),
    ("the rebels' refusal", "the rebels"),
    ("Peru's foreign ministry", "Peru's foreign ministry"),
    ("the police chief on Monday", "the police chief"),
    ("two soldiers", "two soldiers"),
    ("We take note of the rebels", None),
    ("in Lima after a", None),
]


@pytest.mark.parametrize(("phrase", "name"), NAMES)
def test_an_actors_name_is_a_noun_phrase(phrase: str, name: str | None) -> None:
    assert noun_phrase(phrase) == name


@given(st.text(alphabet=st.sampled_from("the group had said, in a’s and Peru "), max_size=60))
def test_a_name_is_part_of_its_phrase_and_stays_the_same(phrase: str) -> None:
    name = noun_phrase(phrase)
    assert name is None or (name in phrase and name.strip() == name)
