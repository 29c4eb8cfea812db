"""Words read by what stands between spaces, and vectors compared one by one and all at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking_builder import Page

from detente.linking.alignment import read_sentences
from detente.linking.memo import Memo
from detente.linking.reading import Reading
from detente.linking.saying import folded_tokens, folded_words
from detente.linking.shingles import hashed_shingles, shingles
from detente.linking.vectors import nearby, similarities
from detente.linking.words import folded, words

prose = st.text(
    alphabet=st.sampled_from([*"abcNS09éßж中 \n\u00a0\u2009.,:'’“”-()[]!?"]), max_size=200
)
SPACED = [
    "The U.S. envoy didn’t pay 1,500.25 at 10:30",
    "non\u00a0breaking and\u2009thin\u3000wide spaces",
    "o'clock's U.N.'s x.y.z a.b 3.. ’tis",
]


@settings(deadline=None)  # the first call reads the word lists
@given(prose)
def test_what_stands_between_spaces_gives_the_words_of_the_whole(text: str) -> None:
    read = read_sentences(text)
    assert [form for s in read for form in s.forms] == words(text)
    for sentence in read:
        assert [*zip(sentence.words, sentence.keys, strict=True)] == [*map(folded, sentence.forms)]
        assert sentence.capitals == tuple(form[0].isupper() for form in sentence.forms)
        assert np.array_equal(hashed_shingles(sentence.hashes), shingles(sentence.words))


@pytest.mark.parametrize("text", SPACED)
def test_words_hold_no_space(text: str) -> None:
    assert words(text) == [word for part in text.split() for word in words(part)]


@settings(deadline=None)  # the first call reads the word lists
@given(prose)
def test_what_was_said_has_the_same_words_with_and_without_their_places(text: str) -> None:
    assert folded_words(text) == tuple(token.form for token in folded_tokens(text))


def test_a_memo_works_out_once_and_forgets_when_it_is_full() -> None:
    asked: list[int] = []

    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    memo = Memo(double, 2)
    assert [memo[1], memo[1], memo[2]] == [2, 2, 4]
    assert asked == [1, 2]
    assert memo[3] == 6
    assert len(memo) == 1
    assert memo[1] == 2
    assert asked == [1, 2, 3, 1]


def reports() -> list[Reading]:
    texts = (
        "Belan and Ostra met in Kirt on Monday. They spoke of the Amber canal and its locks.",
        "In Kirt, ministers of Belan and Ostra spoke of tolls on the Amber canal for three hours.",
        "Farmers in Tolva lost a third of the harvest, the ministry of Tolva said on Tuesday.",
        "Belan will open two locks of the Amber canal once Ostra pays, its minister said in Kirt.",
        "A line.",
    )
    return [Reading(Page(f"{n}", text).article) for n, text in enumerate(texts)]


def test_two_articles_are_as_similar_to_the_index_as_to_the_story() -> None:
    readings = reports()
    near = nearby(readings, least=0.0)
    for left, right, similar in zip(near.left, near.right, near.similarity, strict=True):
        assert left < right
        assert similarities(readings[left].vector, [readings[right].vector]) == [similar]
        assert similarities(readings[right].vector, [readings[left].vector]) == [similar]
    assert len(near.left) == len(readings) * (len(readings) - 1) // 2
    assert near.similarity.max() > 0.3
    assert similarities(readings[4].vector, [r.vector for r in readings]) == [0.0] * 5


def test_an_article_is_all_of_itself() -> None:
    (same,) = similarities(reports()[0].vector, [reports()[0].vector])
    assert same == pytest.approx(1.0, abs=1e-6)
