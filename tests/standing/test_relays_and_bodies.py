"""Who speaks for a body, what a relay only passes on, who meets and who mediates."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from story import written

from detente.nouns import Actor, Role, Standing
from detente.record import Store
from detente.standing import parties, standing
from detente.standing.serving import institutions, served, titles_of

PAIR = ("Harbour League", "Sorvia")
BODIES = {"Harbour League": "Harbour League", "League": "Harbour League", "Tide Front": "Front"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with written("harbour.toml", tmp_path_factory.mktemp("harbour") / "harbour.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def stood(store: Store) -> Standing:
    return standing(store, PAIR)


@pytest.fixture(scope="module")
def herring(store: Store) -> Standing:
    return standing(store, ("Cardine Union", "Pellan"))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Harbour League leader", "Harbour League"),
        ("spokesman for the League's political wing", "Harbour League"),
        ("a senior Tide Front official", "Front"),
        ("former Harbour League leader", None),
        ("envoy to the League and chief negotiator", None),
        ("League striker", None),
        ("Harbour League delegate to the Tide Front", "Harbour League"),
        ("leader of the League and the Tide Front", "Front"),
        ("its president", None),
        ("", None),
    ],
)
def test_a_title_tells_which_body_somebody_speaks_for(title: str, body: str | None) -> None:
    assert served((title,), BODIES) == body


def test_two_titles_of_two_bodies_tell_nothing() -> None:
    assert served(("League leader", "Tide Front chief"), BODIES) is None


def test_an_official_of_a_country_serves_the_country() -> None:
    roles = (Role(title="Harbour League leader"),)
    actor = Actor(id="n:1", name="Rana Vell", kind="person", roles=roles)
    assert titles_of(actor) == ("Harbour League leader",)
    assert titles_of(Actor(id="n:1", name="R", kind="person", roles=roles, country="Sorvia")) == ()


def test_a_leader_is_no_party_of_her_own(store: Store) -> None:
    found = parties(store)
    assert PAIR in found
    assert not any("Rana Vell" in pair for pair in found)


def test_what_a_leader_says_is_her_bodys(stood: Standing) -> None:
    waits = {(w.who, w.for_whom, w.to): w.said_by for w in stood.waits}
    assert waits["Harbour League", "Sorvia", "withdraw its gunboats"] == ("Rana Vell",)


def test_a_relay_and_what_it_relays_are_one_wait(stood: Standing) -> None:
    (wait,) = [w for w in stood.waits if w.who == "Sorvia"]
    assert (wait.said_by, len(wait.statements)) == (("Mira Tolland",), 1)
    assert [c.said_by for c in stood.commitments if c.who == "Sorvia"] == [("Mira Tolland",)]


def test_what_a_relay_denies_to_have_been_said_is_nobodys(stood: Standing) -> None:
    lines = (*stood.offers, *stood.ready)
    assert not any("withdraw its gunboats" in line.what for line in lines)


def test_contacts_are_of_those_who_met(store: Store, stood: Standing) -> None:
    assert [(one.state, one.said_by) for one in stood.contacts] == [("planned", ("Joss Arden",))]
    (met,) = standing(store, ("Sorvia", "Ostrel")).contacts
    assert met.state == "held"
    assert "met in Dunmouth" in met.what


def test_who_is_called_the_mediator_is_one(stood: Standing) -> None:
    assert {line.who for line in stood.mediators} == {"Ostrel"}
    first, second = (line.what for line in stood.mediators)
    assert first.startswith("Ostrel, the mediator, said preparations")
    assert second.startswith("Joss Arden, the chief mediator in the talks, said both sides")


def test_what_another_is_told_to_have_offered_is_the_others(
    stood: Standing, herring: Standing
) -> None:
    assert ("Sorvia", "Harbour League", ("Odo Brask",)) in {
        (line.who, line.to_whom, line.said_by) for line in stood.offers
    }
    assert [(line.who, line.to_whom) for line in herring.offers] == [("Pellan", "Cardine Union")]
    assert ["impose tariffs" in line.what for line in herring.threats] == [True]


def test_not_to_say_whether_is_no_offer(stood: Standing) -> None:
    lists = (stood.offers, stood.ready, stood.refusals)
    assert not any(line.what.startswith("whether") for lines in lists for line in lines)


def test_an_institution_by_its_last_word_is_the_party_that_has_it(herring: Standing) -> None:
    assert herring.mediators == ()
    assert [line.said_by for line in herring.ready] == [("Lene Foss",)]


@pytest.mark.parametrize(
    ("forms", "whose"),
    [
        ({"Cardine Union": ["the Cardine Commission"]}, {"Commission": "Cardine Union"}),
        ({"Cardine Union": ["Cardine Commission"], "Pact": ["Pact Commission"]}, {}),
        ({"Commission": ["Commission", "The Commission"]}, {}),
        ({"Port Authority": ["Port Authority", ""]}, {}),
    ],
)
def test_an_institution_is_meant_where_only_one_body_has_it(
    forms: dict[str, list[str]], whose: dict[str, str]
) -> None:
    assert institutions(forms.items()) == whose
