"""Words, sentences, runs and alignment."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.linking.alignment import align, in_order, read_sentences
from detente.linking.groups import Groups
from detente.linking.reading import wire
from detente.linking.shingles import candidates, shared, shingles
from detente.linking.words import concept, rarity, spelling, stem, tokens
from detente.prose import sentences


@settings(deadline=None)  # the first call reads the word lists
@given(st.text())
def test_sentences_are_spans_in_order_without_overlap(text: str) -> None:
    last = 0
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end


@settings(deadline=None)  # the first call reads the word lists
@given(st.text())
def test_tokens_stand_in_the_text(text: str) -> None:
    assert all(text[t.start : t.end] == t.form for t in tokens(text))


SENTENCES = [
    ("Gen. Rostami met Mr. Worku at 5 p.m. on Jan. 3. They ate.", 2),
    ("The U.S. envoy left. “Good,” he said.", 2),
    ("One line\nanother line", 2),
    ("He asked: “Why?” Nobody knew.", 2),
    ("Prices rose 3.5 percent. Then fell.", 2),
]


@pytest.mark.parametrize(("text", "count"), SENTENCES)
def test_short_forms_do_not_end_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("one", "other"),
    [("normalise", "normalized"[:-1]), ("labour", "labor"), ("centre", "center"), ("U.S.", "US")],
)
def test_spellings_fold(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("negotiations", "negotiation"),
        ("filling", "filled"),
        ("countries", "country"),
        ("stopped", "stopping"),
    ],
)
def test_inflections_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_near_synonyms_share_a_concept_and_others_do_not() -> None:
    assert concept("talks") == concept("negotiations")
    assert concept("talks") != concept("threats")


def test_rarity_falls_with_use() -> None:
    assert rarity(concept("minister")) < rarity(concept("reservoir")) < rarity("@mansur")
    assert 0 < rarity("=EGY") < rarity("@mansur")


words = st.lists(
    st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h", "dam", "nile", "talks", "water"]),
    max_size=60,
)


@settings(deadline=None)  # the first call reads the word lists
@given(words)
def test_a_text_shares_all_runs_with_itself(text: list[str]) -> None:
    runs = shingles(text)
    assert shared(runs, runs) == len(runs)
    assert np.array_equal(runs, np.unique(runs))


def test_only_texts_with_common_runs_are_candidates() -> None:
    first = [f"w{i}" for i in range(200)]
    second = [*first[50:150], *(f"x{i}" for i in range(100))]
    third = [f"y{i}" for i in range(200)]
    assert candidates([shingles(t) for t in (first, second, third)]) == [(0, 1)]


def test_ten_thousand_copies_stay_cheap_and_connected() -> None:
    text = shingles([f"w{i}" for i in range(120)])
    pairs = candidates([text] * 2000)
    groups = Groups(str(i) for i in range(2000))
    for left, right in pairs:
        groups.join(str(left), str(right))
    assert len(groups.sets()) == 1
    assert len(pairs) < 2000 * 10


def test_changed_sentences_find_their_partners_in_order() -> None:
    one = read_sentences(
        "The dam holds the Nile. Sudan offered to host talks. Rice is dear in Cairo."
    )
    other = read_sentences(
        "In Cairo rice became dear. Sudan has offered talks. Nothing else happened."
    )
    pairs = align(one, other)
    assert [(p.first, p.second) for p in pairs] == [(1, 1), (2, 0)]
    assert in_order(pairs) == 0.5


def test_agencies_go_by_all_their_names() -> None:
    assert wire("AFP") == wire("Agence France-Presse")
    assert wire("The Associated Press") == wire("AP")
    assert wire("The Delta Post") is None


@settings(deadline=None)  # the first call reads the word lists
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))), st.randoms())
def test_groups_do_not_depend_on_the_order_of_joining(pairs: list[tuple[str, str]], chance) -> None:  # type: ignore[no-untyped-def]
    one, other = Groups("abcdef"), Groups("abcdef")
    for pair in pairs:
        one.join(*pair)
    chance.shuffle(pairs)
    for pair in pairs:
        other.join(*reversed(pair))
    assert one.sets() == other.sets()
    assert all(one.top(m) == group[0] for group in one.sets() for m in group)
