"""Listings: what an actor said, the timeline, tables, and the standing."""

from __future__ import annotations

import msgspec
import pytest
from builders import Hit, dispute, documents, links, span

from detente.errors import UnknownPartyError
from detente.nouns import Move, Party, Standing, Wait
from detente.record import Store
from detente.views import said, standing, tables, timeline
from detente.views.assistants.tools import answer
from detente.views.differing import difference
from detente.views.layout import plain
from detente.views.reading import Lookup, role


@pytest.fixture
def case():
    return dispute()


@pytest.fixture
def lookup(case):
    return Lookup(case.store)


NAMES = [
    ("Ilse Maren", ["Ilse Maren"]),
    ("maren", ["Ilse Maren"]),
    ("pavo", ["Pavo Lunt"]),
    ("Sudmark", ["Pavo Lunt"]),
]


@pytest.mark.parametrize(("name", "found"), NAMES)
def test_an_actor_is_found_by_name_part_of_it_or_country(case, name, found):
    assert [a.name for a in said.find_actors(name, case.store.actors())] == found


def test_a_name_that_nobody_has_is_answered_with_one_that_is_alike(case):
    with pytest.raises(UnknownPartyError, match="did you mean Ilse Maren"):
        said.find_actors("Ilsa Marren", case.store.actors())
    with pytest.raises(UnknownPartyError, match="detente actors"):
        said.find_actors("Zyx", case.store.actors())


def test_what_an_actor_said_is_listed_with_its_outlets(case, lookup):
    actors = said.find_actors("Lunt", case.store.actors())
    view = said.said("Lunt", actors, case.store.statements(actor=actors[0].id), lookup)
    text = plain(said.render(view), 100)
    assert "Pavo Lunt   1 statement" in text
    assert case.boats.id[:8] in text
    assert "bell.example (9 Apr 2031)" in text


def test_an_actor_without_statements_gets_a_sentence(case, lookup):
    view = said.said("Lunt", [case.counterpart], [], lookup)
    assert "No statement found." in plain(said.render(view))


def test_a_role_is_the_one_that_the_article_gives(case):
    assert role(case.minister, case.wire.id, None) == "deputy foreign minister"
    assert role(case.counterpart, case.wire.id, None) is None


@pytest.fixture
def store(case, tmp_path):
    """The record of the dispute, with an act that an outlet reports of itself."""
    act = Move(
        id="m:0123456789ac",
        attribution=None,
        evidence=(span(case.rewrite.text, "Norland's No. 2 diplomat has put the ball"),),
        event="REJECT",
        source=(Party(name="Norland", code="NOR"),),
        article=case.rewrite.id,
    )
    with Store.open(tmp_path / "strait.db", create=True) as found:
        for document in documents(case):
            held = tuple(
                msgspec.structs.replace(a, moves=(*a.moves, act)) if of.id == act.article else a
                for of, a in zip(document.articles, document.annotated, strict=True)
            )
            found.add(msgspec.structs.replace(document, annotated=held))
        found.replace_links(links(case))
        yield found


@pytest.mark.parametrize("portion", [1, 2, 200])
def test_the_timeline_puts_acts_between_statements(store, monkeypatch, portion):
    monkeypatch.setattr(timeline, "PORTION", portion)
    told = timeline.written(store)
    found = list(timeline.portions(store, told, told.between(None, None)))
    entries = [entry for part in found for entry in part]
    assert [e.day for e in entries] == ["2031-04-08"] * 3 + ["2031-04-09"]
    assert entries[-1].saying.id == "m:0123456789ac"
    assert (entries[-1].kind, entries[-1].dated_by) == ("REJECT", "told")
    text = "".join(plain(part, 100) for part in timeline.rendered(found, len(entries)))
    assert text.count("8 Apr 2031  ") == 1
    assert "4 entries" in text
    assert "REJECT: Norland's No. 2 diplomat" in text


def test_the_timeline_keeps_to_its_days(store, case, lookup):
    days = ("2031-04-09", "2031-04-30")
    told = timeline.written(store)
    assert [told.ids[place] for place in told.between(*days)] == ["m:0123456789ac"]
    assert timeline.of_statements(store.statements(), Lookup(store), *days) == ()
    every = timeline.of_statements(store.statements(), Lookup(store))
    assert [e.saying.id for e in every] == sorted(s.id for s in store.statements())
    (nothing,) = timeline.rendered((), 0)
    assert "No statement found." in plain(nothing)


def test_an_assistant_gets_acts_in_the_timeline(store):
    lines = answer(store, "timeline", {}).said
    assert len(lines) == 4
    (act,) = [line for line in lines if line.move]
    assert (act.statement, act.move, act.event) == (None, "m:0123456789ac", "REJECT")
    assert act.evidence[0].exact.startswith("Norland's No. 2")
    assert act.said_on == "9 Apr 2031"
    assert act in answer(store, "timeline", {"since": "2031-04-09"}).said
    assert act not in answer(store, "timeline", {"until": "2031-04-08"}).said
    (own,) = answer(store, "timeline", {"actor": "Ilse Maren"}).said
    assert own.speaker == "Ilse Maren"


def test_actors_are_listed_by_how_much_they_said(case):
    lines = tables.actor_lines(case.store.actors(), case.store.statements())
    assert [(a.name, a.statements) for a in lines] == [("Ilse Maren", 1), ("Pavo Lunt", 1)]
    assert "deputy foreign minister" in plain(tables.render_actors(lines), 100)


def test_kin_are_listed_with_the_reason(case, lookup):
    lines = tables.kinships(case.store.lineage(), lookup)
    assert {line.relation for line in lines} == {"copy", "rewrite"}
    assert "the same names and quotation" in " ".join(
        plain(tables.render_kinships(lines), 120).split()
    )


def test_sides_of_a_difference_are_listed_with_their_outlets(case, lookup):
    lines = [difference(d, lookup) for d in case.store.discrepancies()]
    text = plain(tables.render_differences(lines), 132)
    assert "“It is Sudmark who must be first to open the locks”" in text
    assert case.difference.id[:8] in text


def test_a_search_shows_the_words_that_it_found(case, lookup):
    (report,) = case.store.attributions(article=case.rewrite.id, statement=case.locks.id)
    start, end = report.content[0]
    hit = Hit(report.id, case.rewrite.id, start, end, case.rewrite.text[start:end])
    (line,) = tables.hit_lines([hit], lookup)
    assert (line.id, line.quotation.voice, line.who) == (report.id, "quoted", "Ilse Maren")
    written = case.store.search("patrol boats")
    assert [found.id for found in tables.hit_lines(written, lookup)] == [h.id for h in written]


def test_an_empty_listing_says_so():
    assert plain(tables.render_statements(())) == "No statement found.\n"
    assert plain(tables.render_actors(())) == "No actor found.\n"


def test_the_standing_shows_the_circle_of_waits(case):
    text = plain(standing.render(case.standing), 100)
    assert "Norland ── waits for ──▶ Sudmark" in text
    assert "Norland → Sudmark → Norland" in text
    assert "Demands" in text


def test_a_circle_over_three_parties_is_found_and_a_line_is_none():
    def wait(who, for_whom):
        return Wait(who=who, for_whom=for_whom, to="move")

    ring = (wait("A", "B"), wait("B", "C"), wait("C", "A"))
    assert standing.cycle(ring) == "A → B → C → A"
    assert standing.cycle(ring[:2]) == ""
    assert "No statement found" in plain(standing.render(Standing(parties=("A", "B"), as_of=None)))
