"""One pass over a small record: everything holds, in any order."""

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking_builder import copy, elsewhere, evidence, retold, together, wire

from detente.linking import link
from detente.nouns import Annotated, Links

PAGES = (wire(), copy(), retold(), elsewhere())
ARTICLES, ANNOTATED = together(*PAGES)


@pytest.fixture(scope="module")
def links() -> Links:
    return link(ARTICLES, ANNOTATED)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_links_do_not_depend_on_the_order_of_the_articles(seed: int) -> None:
    shuffled = list(ARTICLES)
    random.Random(seed).shuffle(shuffled)  # noqa: S311
    mapping = {a.id: ANNOTATED[a.id] for a in shuffled}
    assert msgspec.json.encode(link(shuffled, mapping).statements) == msgspec.json.encode(
        link(ARTICLES, ANNOTATED).statements
    )
    assert link(shuffled, mapping) == link(ARTICLES, ANNOTATED)


def test_reading_an_article_twice_changes_nothing(links: Links) -> None:
    assert link([*ARTICLES, ARTICLES[0]], ANNOTATED) == links


def test_all_evidence_stands_in_the_articles(links: Links) -> None:
    texts = {a.id: a.text for a in ARTICLES}
    pieces = evidence(links)
    assert len(pieces) > 10
    assert all(piece.holds(texts[piece.of]) for piece in pieces)


def test_every_attribution_is_in_one_statement(links: Links) -> None:
    of_statements = sorted(a for s in links.statements for a in s.attributions)
    assert of_statements == sorted(a.id for page in PAGES for a in page.attributions)
    assert sorted(a for s in links.statements for w in s.wordings for a in w.attributions) == (
        of_statements
    )


def test_every_article_is_in_one_story(links: Links) -> None:
    told = [set(s.articles) for s in links.stories]
    assert {"a:wire", "a:copy", "a:retold"} in told
    assert {"a:bank"} in told
    assert sum(map(len, told)) == len(ARTICLES)


def test_lineage_names_the_relation_the_direction_and_the_wire(links: Links) -> None:
    found = {(x.source, x.made): x for x in links.lineage}
    assert {k: v.relation for k, v in found.items()} == {
        ("a:wire", "a:copy"): "copy",
        ("a:wire", "a:retold"): "rewrite",
    }
    assert {v.wire for v in found.values()} == {"Reuters"}


def test_a_wire_and_what_is_made_from_it_are_one_origin(links: Links) -> None:
    patient = next(s for s in links.statements if any("patient" in w.text for w in s.wordings))
    assert len(patient.attributions) == 3
    assert (patient.origins, patient.origin_names) == (1, ("Reuters",))


def test_nothing_in_nothing_out() -> None:
    assert link([], {}) == Links()


def test_articles_without_annotations_are_still_linked() -> None:
    found = link(ARTICLES, {})
    assert found.lineage
    assert not found.statements
    assert link(ARTICLES, {a.id: Annotated() for a in ARTICLES}) == found
