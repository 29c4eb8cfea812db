"""What is written comes back as it was, once, in an order that does not hang on the reading."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.errors import InputError, UnknownIdError
from detente.nouns import SetAside
from detente.record import Store

FERRY = "the ferry would sail again “once the strait is cleared”"


def everything(store):
    """All that a record holds, as one value to compare."""
    articles = list(store.articles())
    return (
        list(store.pages()),
        articles,
        list(store.attributions()),
        [list(store.mentions(article.id)) for article in articles],
        list(store.moves()),
        list(store.commitments()),
        [store.evidence(row.id) for row in (*store.attributions(), *store.commitments())],
    )


def test_a_page_comes_back_as_it_was_written(store, document):
    written = document()
    assert store.add(written) is True
    (article,), (annotated,) = written.articles, written.annotated
    assert list(store.pages()) == [written.page]
    assert list(store.articles()) == [article]
    (said,) = store.attributions(article=article.id)
    assert said == msgspec.structs.replace(annotated.attributions[0], article=article.id)
    assert list(store.mentions(article.id)) == list(annotated.mentions)
    (move,) = store.moves(attribution=said.id)
    assert move == msgspec.structs.replace(annotated.moves[0], article=article.id)
    (commitment,) = store.commitments(article=article.id)
    assert commitment == msgspec.structs.replace(annotated.commitments[0], article=article.id)


def test_every_row_keeps_the_exact_words_it_rests_on(store, document):
    written = document()
    store.add(written)
    text = written.articles[0].text
    for owner, roles in (
        (written.annotated[0].attributions[0].id, ["source", "cue", "content"]),
        (written.annotated[0].moves[0].id, ["act"]),
        (written.annotated[0].commitments[0].id, ["antecedent", "consequent"]),
        (f"{written.articles[0].id}/0", ["name"]),
    ):
        kept = store.evidence(owner)
        assert [piece.role for piece in kept] == roles
        assert all(piece.of == written.articles[0].id and piece.holds(text) for piece in kept)


def test_the_same_page_again_changes_nothing_but_its_file_names(store, document):
    store.add(document(file="ferry.txt"))
    before = everything(store)
    assert store.add(document(file="copy/ferry.txt")) is False
    assert store.add(document(file="ferry.txt")) is False
    assert everything(store) == before
    (page,) = store.pages()
    assert page.file == "ferry.txt"
    assert store.files(page.id) == ("ferry.txt", "copy/ferry.txt")
    assert store.generation() == 1


def test_the_record_does_not_depend_on_the_order_of_reading(tmp_path, document):
    texts = [f"Pier {n} was closed on day {n}" for n in "123"]
    documents = [document(build(text), file=f"{text[-1]}.txt") for text in texts]
    records = []
    for name, order in (("a", documents), ("b", documents[::-1])):
        with Store.open(tmp_path / name, create=True) as store:
            for each in order:
                store.add(each)
            records.append(everything(store))
    assert records[0] == records[1]


def build(text):
    """Words around which the fixture's document finds what it looks for."""
    return f"Port minister Ada Quill said that {FERRY}. {text}."


@settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_kept_to_the_character(store, document, text):
    """Controls, marks and all: what a page holds is what comes back."""
    written = document(build(text))
    store.add(written)
    assert store.get(written.page.id).text == written.page.text
    assert store.get(written.articles[0].id).text == written.articles[0].text


def test_half_a_surrogate_pair_is_refused_in_words(store, document):
    with pytest.raises(InputError, match="half a surrogate pair"):
        store.add(document(build("\ud83d")))
    assert store.counts()["pages"] == 0


def test_rows_are_found_by_id_and_by_its_beginning(store, document):
    written = document()
    store.add(written)
    said = written.annotated[0].attributions[0]
    for prefix in (said.id, said.id[:6]):
        assert store.get(prefix).id == said.id
    assert store.get(written.page.id) == written.page
    assert store.get(said.id.removeprefix("q:")).id == said.id


@pytest.mark.parametrize("prefix", ["s:000000", "x:1", "", ":", "nobody", "%", "q:_"])
def test_an_id_that_nothing_has_is_told(store, document, prefix):
    store.add(document())
    with pytest.raises(UnknownIdError, match="Nothing in the record"):
        store.get(prefix)


def test_a_beginning_that_fits_several_is_told_with_them(store, document):
    for number in range(9):
        store.add(document(build(str(number))))
    digits = Counter(row.id[2] for rows in (store.pages(), store.moves()) for row in rows)
    shared, _ = digits.most_common(1)[0]  # 18 ids, 16 digits
    with pytest.raises(UnknownIdError, match="fits several ids"):
        store.get(shared)


def test_what_was_set_aside_keeps_its_newest_reason_until_it_is_read(store):
    store.set_aside(SetAside(where="a.txt", why="It is binary."))
    store.set_aside(SetAside(where="a.txt", why="It is empty."))
    assert list(store.set_asides()) == [SetAside(where="a.txt", why="It is empty.")]
    store.readmit(["a.txt", "b.txt"])
    assert list(store.set_asides()) == []


def test_an_iterator_sees_the_record_as_it_stood_when_it_was_begun(store, document):
    store.add(document(build("1")))
    begun = store.articles()
    first = next(begun)
    store.add(document(build("2")))
    assert [first, *begun] == [first]
    assert len(list(store.articles())) == 2
