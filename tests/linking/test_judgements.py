"""What people say beforehand wins over linking: judgements, and a list of their own."""

from __future__ import annotations

import pytest
from linking_builder import Page, together

from detente.linking.actors import Cast, Places, cast
from detente.linking.opinions import Opinions, conflict, contradictions, judgement, node
from detente.nouns import Judgement, KnownActor, NameAt, Role

ANA = NameAt(name="Ana Ruiz", kind="person")
MARTA = NameAt(name="Marta Ruiz", kind="person")
SOTO = NameAt(name="Ana Ruiz Soto", kind="person")


def page(key: str, text: str, *names: str, kind: str = "person") -> Page:
    made = Page(key, text)
    for name in names:
        made.named(name, name, kind)
    return made


FAR = page("far", "Ana Ruiz opened a bridge.", "Ana Ruiz")
WIDE = page("wide", "Ana Ruiz Soto closed a port.", "Ana Ruiz Soto")
SISTERS = page("sisters", "Ana Ruiz met Marta Ruiz. Later the Ruiz plan failed.", "Ana Ruiz")
SISTERS.named("Marta Ruiz", "Marta Ruiz").named("Ruiz plan", "Ruiz")


def played(*pages: Page, opinions: Opinions | None = None, story: str | None = None) -> Cast:
    articles, annotated = together(*pages)
    places = Places({a.id: story or a.id for a in articles}, {a.id: a.id for a in articles})
    return cast(articles, annotated, places, opinions)


def names(found: Cast) -> list[tuple[str, ...]]:
    return sorted(tuple(a.names) for a in found.actors)


def test_a_second_surname_in_another_story_is_asked_about() -> None:
    found = played(FAR, WIDE)
    assert len(found.actors) == 2
    (asked,) = found.questions
    assert {asked.first.name, asked.second.name} == {"Ana Ruiz", "Ana Ruiz Soto"}
    assert not asked.joined
    assert asked.speaks_against == ("no story has both names",)
    assert {e.exact for e in asked.evidence} == {"Ana Ruiz", "Ana Ruiz Soto"}


def test_yes_makes_one_and_the_question_is_gone() -> None:
    found = played(FAR, WIDE, opinions=Opinions((judgement("same", SOTO, ANA),)))
    assert names(found) == [("Ana Ruiz", "Ana Ruiz Soto")]
    assert found.questions == ()
    assert all("a person judged it" in why.rule for why in found.actors[0].whys)


def test_no_keeps_apart_what_linking_would_join() -> None:
    assert len(played(FAR, WIDE, story="one").actors) == 1
    opinions = Opinions((judgement("different", SOTO, ANA),))
    assert len(played(FAR, WIDE, story="one", opinions=opinions).actors) == 2


def test_a_surname_that_fits_two_is_asked_about_and_given_to_one() -> None:
    found = played(SISTERS)
    assert {q.first.name for q in found.questions} == {"Ana Ruiz", "Marta Ruiz"}
    lone = NameAt(name="Ruiz", kind="person", articles=("a:sisters",))
    found = played(SISTERS, opinions=Opinions((judgement("same", MARTA, lone),)))
    assert names(found) == [("Ana Ruiz",), ("Marta Ruiz", "Ruiz", "Ruiz plan")]
    found = played(SISTERS, opinions=Opinions((judgement("different", ANA, lone),)))
    assert names(found) == [("Ana Ruiz",), ("Marta Ruiz", "Ruiz", "Ruiz plan")]


def test_organisations_can_be_joined_and_kept_apart() -> None:
    one = page("one", "The Grain Board met.", "Grain Board", kind="organisation")
    two = page("two", "Officials of the Cereal Council met.", "Cereal Council", kind="organisation")
    board = NameAt(name="Grain Board", kind="organisation", articles=("a:one",))
    council = NameAt(name="Cereal Council", kind="organisation", articles=("a:two",))
    assert len(played(one, two).actors) == 2
    assert (
        len(played(one, two, opinions=Opinions((judgement("same", board, council),))).actors) == 1
    )
    three = page("three", "Vestnik Radio said so.", "Vestnik Radio", kind="organisation")
    four = page("four", "Vestnik Radio said no.", "Vestnik Radio", kind="organisation")
    assert len(played(three, four).actors) == 1
    here, there = (
        NameAt(name="Vestnik Radio", kind="organisation", articles=(a,))
        for a in ("a:three", "a:four")
    )
    apart = Opinions((judgement("different", here, there),))
    assert len(played(three, four, opinions=apart).actors) == 2


def test_contradictions_are_told_in_one_sentence_and_not_followed() -> None:
    said = (
        judgement("same", ANA, SOTO),
        judgement("same", SOTO, MARTA),
        judgement("different", ANA, MARTA),
    )
    (found,) = contradictions(said)
    assert {j.id for j in found.same} == {said[0].id, said[1].id}
    assert "“Ana Ruiz” and “Marta Ruiz”" in found.sentence
    assert Opinions(said).followed == ()
    assert conflict(said[:2], said[2]) is not None
    assert conflict(said[:1], said[2]) is None
    assert conflict(said[1:], said[0]) is not None


@pytest.mark.parametrize("pair", [(ANA, SOTO), (SOTO, ANA)])
def test_a_judgement_is_one_in_either_order(pair: tuple[NameAt, NameAt]) -> None:
    assert judgement("same", *pair).id == judgement("same", ANA, SOTO).id


def test_spellings_of_a_name_share_judgements() -> None:
    assert node(NameAt(name="Mr. Anna  RUIZ", kind="person")) == node(
        NameAt(name="Ana Ruiz", kind="person")
    )


def test_a_list_gives_ids_aliases_country_and_roles() -> None:
    known = KnownActor(
        id="n:list-7",
        name="Ana Ruiz",
        kind="person",
        aliases=("Ana Ruiz Soto", "La Jefa"),
        country="BOL",
        roles=(Role(title="harbour master", since="2020-01-01"),),
    )
    jefa = page("jefa", "La Jefa closed a port.", "La Jefa")
    found = played(FAR, WIDE, jefa, opinions=Opinions(known=(known,)))
    (actor,) = found.actors
    assert (actor.id, actor.name, actor.country) == ("n:list-7", "Ana Ruiz", "BOL")
    assert actor.names == ("Ana Ruiz", "Ana Ruiz Soto", "La Jefa")
    assert [r.title for r in actor.roles] == ["harbour master"]


def test_a_judgement_wins_over_a_list() -> None:
    known = KnownActor(id="n:7", name="Ana Ruiz", kind="person", aliases=("Ana Ruiz Soto",))
    said = (judgement("different", ANA, SOTO),)
    found = played(FAR, WIDE, opinions=Opinions(said, (known,)))
    assert sorted((a.id == "n:7", a.name) for a in found.actors) == [
        (False, "Ana Ruiz Soto"),
        (True, "Ana Ruiz"),
    ]


def test_every_name_is_explained_with_the_place_where_it_stands() -> None:
    (actor,) = played(FAR, WIDE, story="one").actors
    assert {w.about: w.score for w in actor.whys} == {"Ana Ruiz": 0.8, "Ana Ruiz Soto": 1.0}
    assert all(w.rule and w.evidence for w in actor.whys)


def test_judgements_on_what_is_not_there_change_nothing() -> None:
    nobody = NameAt(name="Ruritan Strelsau", kind="person")
    odd = NameAt(name="🙂", kind="organisation", articles=("a:none",))
    said: tuple[Judgement, ...] = (judgement("same", nobody, odd), judgement("different", odd, ANA))
    assert names(played(FAR, WIDE, opinions=Opinions(said))) == names(played(FAR, WIDE))
