"""Words lead to passages that are there."""

from __future__ import annotations

import pytest
from ferry_builders import TEXT, make_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.record import Store


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    with Store.open(tmp_path_factory.mktemp("search") / "r.db", create=True) as store:
        store.add(make_document())
        store.add(make_document(TEXT.replace("Brevik", "Sundvåg"), file="other.txt"))
        yield store


@pytest.mark.parametrize(
    ("words", "said", "written"),
    [
        ("strait cleared", 2, 0),
        ("STRAIT", 2, 0),
        ('"is cleared"', 2, 0),
        ('"cleared is"', 0, 0),
        ("ferr*", 2, 0),
        ("ferr", 0, 0),
        ("officials", 0, 2),
        ("sundvag", 0, 1),
        ("Quill strait", 0, 2),
        ("nowhere", 0, 0),
        ("", 0, 0),
        ('"', 0, 0),
        ("AND OR NOT (", 0, 0),
        ("strait -", 2, 0),
    ],
)
def test_what_is_said_comes_before_what_is_written(filled, words, said, written):
    hits = filled.search(words)
    kinds = [hit.id[0] for hit in hits]
    assert kinds == ["q"] * said + ["a"] * written


def test_a_hit_is_the_sentence_that_holds_the_words(filled):
    (hit,) = filled.search("sundvag harbour")
    assert hit.exact == "Harbour officials in Sundvåg did not answer."


def test_no_more_hits_than_asked_for(filled):
    assert len(filled.search("strait", limit=1)) == 1


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(['strait*"', "a:b", "ferry^2", "{ferry}", "NEAR(a b)"]),
    )
)
def test_whatever_is_typed_gives_passages_that_stand_in_the_text(filled, words):
    texts = {article.id: article.text for article in filled.articles()}
    for hit in filled.search(words):
        assert texts[hit.article][hit.start : hit.end] == hit.exact != ""
