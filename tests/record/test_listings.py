"""Parts of listings are what a look at the whole record would give."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from detente.record import Store

sys.path.insert(0, str(Path(__file__).parent.parent / "views"))
from builders import dispute, documents, links


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    case = dispute()
    with Store.open(tmp_path_factory.mktemp("listings") / "record.db", create=True) as store:
        for document in documents(case):
            store.add(document)
        store.replace_links(links(case))
        yield store


def test_rows_by_what_they_belong_to(filled):
    every = list(filled.articles())
    with filled.listings() as listings:
        for article in every:
            on_page = [a for a in every if a.page == article.page]
            assert list(listings.articles_of(article.page)) == on_page
            kin = [k for k in filled.lineage() if article.id in (k.source, k.made)]
            assert list(listings.kin_of([article.id])) == kin
            story = next((s.id for s in filled.stories() if article.id in s.articles), None)
            assert listings.story_of(article.id) == story
        counts = Counter(said.article for said in filled.attributions())
        assert listings.report_counts(a.id for a in every) == counts
        relations = {link.relation for link in filled.lineage()}
        pairs = sorted((link.source, link.made) for link in filled.lineage())
        assert sorted(listings.kinships(relations)) == pairs


def test_many_nouns_at_once_are_those_that_are_got_one_by_one(filled):
    with filled.listings() as listings:
        for many, every in (
            (listings.articles, filled.articles()),
            (listings.actors, filled.actors()),
            (listings.stories, filled.stories()),
            (listings.statements, filled.statements()),
        ):
            nouns = {noun.id: noun for noun in every}
            assert nouns
            assert many([*nouns, "x:0"]) == nouns
        pages = listings.pages(page.id for page in filled.pages())
        assert {p.id: (p.file, p.url) for p in pages.values()} == {
            p.id: (p.file, p.url) for p in filled.pages()
        }


def test_attributions_and_moves_by_what_names_them(filled):
    said = {a.id: a for a in filled.attributions()}
    moves = list(filled.moves())
    with filled.listings() as listings:
        assert listings.attributions(ids=said) == said
        assert listings.attributions(articles=(a.id for a in filled.articles())) == said
        for statement in filled.statements():
            found = listings.attributions(statements=[statement.id])
            assert set(found) == set(statement.attributions)
        assert list(listings.moves(ids=(m.id for m in moves))) == moves
        assert list(listings.moves(articles=(a.id for a in filled.articles()))) == moves
        spoken = [m for m in moves if m.attribution]
        assert list(listings.moves(attributions=said)) == spoken


def test_discrepancies_of_statements_and_of_passages(filled):
    every = list(filled.discrepancies())
    assert every
    with filled.listings() as listings:
        for one in every:
            shown = {piece.of for value in one.values for piece in value.evidence}
            assert one in listings.differences_of(articles=shown)
            if one.statement:
                assert one in listings.differences_of([one.statement])
        assert listings.differences_of(["s:0"], ["a:0"]) == ()
        assert listings.count_discrepancies(None) == len(every)
        kind = every[0].kind
        of_kind = [d for d in every if d.kind == kind]
        assert list(listings.discrepancies(kind, 0, 99)) == of_kind
        assert list(listings.discrepancies(kind, 1, 99)) == of_kind[1:]


def test_what_was_said_last_and_by_whom(filled):
    statements = list(filled.statements())
    with filled.listings() as listings:
        last = listings.latest(2)
        days = [s.said_on.earliest or s.said_on.latest for s in statements if s.said_on]
        assert [s.said_on.earliest or s.said_on.latest for s in last] == sorted(days)[::-1][:2]
        counts = Counter(s.speaker for s in statements if s.speaker)
        assert listings.statement_counts() == counts
        for actor, count in counts.items():
            own = [s for s in statements if s.speaker == actor]
            assert listings.count_said_by(actor) == count
            assert list(listings.said_by(actor, 0, 99)) == own


def test_what_is_told_by_day_has_every_statement_and_every_act_once(filled):
    with filled.listings() as listings:
        said, done = list(listings.said()), list(listings.done())
    assert sorted(t.id for t in said) == sorted(s.id for s in filled.statements())
    acts = [m for m in filled.moves() if m.attribution is None]
    assert sorted(t.id for t in done) == sorted(m.id for m in acts)
    actors = {actor.id: actor for actor in filled.actors()}
    speakers = {s.id: actors.get(s.speaker or "") for s in filled.statements()}
    for told in said:
        if actor := speakers[told.id]:
            assert (told.name, told.country) == (actor.name, actor.country)


def test_what_was_filed_since_a_mark(filled):
    articles, statements = list(filled.articles()), list(filled.statements())
    with filled.listings() as listings:
        article, said = listings.marks()
        assert listings.filed_since(article, 5) == (0, ())
        assert listings.said_since(said, 5) == (0, ())
        count, last = listings.filed_since(0, 1)
        assert (count, len(last)) == (len(articles), 1)
        count, last = listings.said_since(0, 99)
        assert (count, {s.id for s in last}) == (len(statements), {s.id for s in statements})
        count, _ = listings.said_since(said - 1, 5)
        assert count <= 1
