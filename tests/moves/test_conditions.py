"""Conditions become commitments with both halves, and what is no condition becomes none."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from detente.moves import code
from detente.moves.passage import Passage, clauses
from detente.nouns import Attribution, Commitment, Mention, Speaker
from detente.prose import sentences


def _benchmark() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "moves.py"
    spec = importlib.util.spec_from_file_location("benchmark_of_moves", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BENCHMARK = _benchmark()
PASSAGES = list(BENCHMARK.passages())


@pytest.mark.parametrize(("text", "attribution", "mentions", "wanted"), PASSAGES)
def test_a_passage_has_the_conditions_it_sets_and_no_other(
    text: str,
    attribution: Attribution,
    mentions: list[Mention],
    wanted: list[dict[str, str | None]],
) -> None:
    _, found = code(text, [attribution], mentions, key="a:1")
    assert len(found) == len(wanted)
    assert all(any(BENCHMARK.agrees(one, row) for one in found) for row in wanted)


def coded(said: str, before: str = "", country: str = "Norlund") -> tuple[str, Commitment]:
    """The text and the first commitment of what a spokesman of `country` says of Sudmark."""
    text = f"{before}Ilse Varn said {said}."
    at = text.index("Ilse Varn")
    names = [("Ilse Varn", "person", country)] + [
        (word, "country", word) for word in ("Norlund", "Sudmark") if word in text
    ]
    mentions = [
        Mention(start=text.index(w), end=text.index(w) + len(w), name=w, kind=k, country=c)  # type: ignore[arg-type]
        for w, k, c in names
    ]
    content = at + len("Ilse Varn said ")
    attribution = Attribution(
        id="q:1",
        source=((at, at + 9),),
        cue=((at + 10, at + 14),),
        content=((content, len(text) - 1),),
        kind="indirect",
        speaker=Speaker(name="Ilse Varn"),
    )
    _, found = code(text, [attribution], mentions, key="a:1")
    return text, found[0]


def test_the_halves_are_located_in_the_text() -> None:
    text, found = coded("we will open the gates if Sudmark recalls its boats")
    assert found.antecedent is not None
    assert found.consequent is not None
    (start, end), *_ = found.antecedent.evidence
    assert text[start:end] == "recalls its boats"
    (start, end), *_ = found.consequent.evidence
    assert text[start:end] == "open the gates"


def test_a_threat_that_falls_due_by_omission_says_so() -> None:
    _, found = coded("we will impose sanctions if Sudmark does not open the gates")
    assert found.polarity == "threat"
    assert found.antecedent is not None
    assert (found.antecedent.act, found.antecedent.negated) == ("open the gates", True)


def test_terms_are_kept_as_spans() -> None:
    text, found = coded("we are open to talks on the basis of equal rights")
    assert [text[start:end] for start, end in found.terms] == ["equal rights"]
    assert found.antecedent is None


def test_a_deadline_keeps_its_words() -> None:
    _, found = coded("we will open the gates if Sudmark recalls its boats by Friday")
    assert found.deadline is not None
    assert found.deadline.words == "by Friday"


def test_they_is_the_other_party_last_named() -> None:
    _, found = coded("they should make the first move", before="Sudmark left the room. ")
    assert found.antecedent is not None
    assert found.antecedent.who == "Sudmark"


def test_who_must_act_stays_open_where_the_text_does_not_say() -> None:
    _, found = coded("we will talk once the shelling stops")
    assert found.antecedent is not None
    assert found.antecedent.who is None


def test_an_own_first_step_is_no_demand() -> None:
    with pytest.raises(IndexError):
        coded("it is up to Norlund to make the first move")


def test_sentences_do_not_end_at_abbreviations() -> None:
    text = "Mr. Vale met the U.S. envoy. He left."
    assert [text[slice(*span)] for span in sentences(text)] == [
        "Mr. Vale met the U.S. envoy.",
        "He left.",
    ]


def test_clauses_part_where_the_speaker_turns() -> None:
    text = "We are ready, but they must go first"
    assert [text[slice(*span)] for span in clauses(text, 0, len(text))] == [
        "We are ready",
        "but they must go first",
    ]


def test_a_passage_maps_back_over_a_gap() -> None:
    text = "We, she said, will go"
    passage = Passage.of(text, ((0, 2), (14, 21)))
    assert passage.text == "We will go"
    assert passage.spans(0, 10) == ((0, 2), (14, 21))
    assert passage.place(3) == 14


@pytest.mark.parametrize(
    ("said", "negated"),
    [
        ("we will not talk as long as Sudmark holds the bridge", True),
        ("we will not talk while Sudmark holds the bridge", True),
        ("we will not talk if Sudmark does not leave the bridge", False),
        ("we will not talk until Sudmark leaves the bridge", False),
    ],
)
def test_what_stands_in_the_way_of_a_refused_act(said: str, negated: bool) -> None:
    _, found = coded(said)
    assert found.polarity == "will not"
    assert found.antecedent is not None
    assert (found.antecedent.who, found.antecedent.negated) == ("Sudmark", negated)


def test_a_condition_that_nobody_is_named_for_stays_open() -> None:
    _, found = coded("the ports will reopen once the raids stop")
    assert (found.debtor, found.creditor) == ("Norlund", None)
    assert found.antecedent is not None
    assert (found.antecedent.who, found.antecedent.act) == (None, "the raids stop")
    assert found.state == "open"


def test_what_is_granted_binds_who_grants_it() -> None:
    _, found = coded("its trawlers would not be allowed back until Sudmark paid the fine")
    assert (found.debtor, found.creditor, found.polarity) == ("Norlund", "Sudmark", "will not")
