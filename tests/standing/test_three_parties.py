"""A story of two sides and one that goes between them, read from its record as an analyst would."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from story import written

from detente.errors import UnknownPartyError
from detente.nouns import Standing
from detente.record import Store
from detente.standing import changes, parties, standing
from detente.views import brief_terminal
from detente.views import changes as changes_view
from detente.views import standing as standing_view
from detente.views.brief import brief
from detente.views.brief_markdown import markdown
from detente.views.changes import Changes
from detente.views.layout import plain
from detente.views.reading import Lookup
from detente.web import create

PAIR = ("Velmark", "Oster")
ALL = (*PAIR, "Quellia")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with written("river.toml", tmp_path_factory.mktemp("river") / "river.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def stood(store: Store) -> Standing:
    return standing(store, ALL)


def edges(found: Standing) -> set[tuple[str, str]]:
    return {(wait.who, wait.for_whom) for wait in found.waits}


def test_the_disputing_parties_are_found_although_no_article_calls_one_a_state(
    store: Store,
) -> None:
    assert parties(store)[0] == ("Oster", "Velmark")


def test_three_wait_in_a_circle(store: Store) -> None:
    stood = standing(store, ALL, on="2032-05-10")
    assert {("Oster", "Velmark"), ("Velmark", "Quellia"), ("Quellia", "Oster")} <= edges(stood)
    assert stood.mutual_wait


def test_what_was_waited_for_and_done_is_no_longer_waited_for(store: Store) -> None:
    assert ("Velmark", "Oster") in edges(standing(store, PAIR, on="2032-05-16"))
    assert ("Velmark", "Oster") not in edges(standing(store, PAIR, on="2032-05-17"))
    done = standing(store, PAIR)
    assert ("Oster", "Velmark", "open the locks") not in {
        (wait.who, wait.for_whom, wait.to) for wait in done.waits
    }


@pytest.mark.parametrize(
    ("on", "state"),
    [("2032-05-04", "open"), ("2032-05-17", "detached"), ("2032-05-22", "discharged")],
)
def test_an_offer_is_open_then_detached_then_discharged(store: Store, on: str, state: str) -> None:
    (offer,) = [
        c
        for c in standing(store, PAIR, on=on).commitments
        if (c.who, c.to_whom) == PAIR and c.polarity == "will"
    ]
    assert (offer.state, offer.first_who) == (state, "Oster")
    assert (offer.changed is None) == (state == "open")
    if offer.changed is not None:
        for one in offer.changed.evidence:
            article = store.get(one.of)
            assert one.holds(article.text)  # type: ignore[attr-defined]


def test_a_deadline_that_passes_ends_a_refusal(store: Store) -> None:
    states = {
        on: [c.state for c in standing(store, PAIR, on=on).commitments if c.polarity == "will not"]
        for on in ("2032-05-20", "2032-05-21")
    }
    assert states == {"2032-05-20": ["open"], "2032-05-21": ["expired"]}


def test_a_threat_falls_away_when_what_it_asked_for_is_done(store: Store) -> None:
    (threat,) = [c for c in standing(store, PAIR).commitments if c.polarity == "threat"]
    assert threat.state == "expired"
    assert threat.changed is not None
    assert "reopened the locks" in threat.changed.what


def test_who_goes_between_is_a_mediator_and_brings_both_together(store: Store) -> None:
    stood = standing(store, PAIR)
    assert {line.who for line in stood.mediators} == {"Quellia"}
    assert [line.what for line in stood.venues] == ["Port Amery"]
    states = [(line.state, line.said_by) for line in stood.contacts]
    assert ("planned", ("Hugo Tamm",)) in states
    assert {by for state, by in states if state == "denied"} == {("Emil Drost",), ("Axel Norring",)}


def test_a_meeting_that_is_agreed_on_is_nobodys_offer(stood: Standing) -> None:
    assert not any("expected to meet" in line.what for line in stood.offers)


def test_officials_whose_country_no_title_tells_speak_for_the_side_whose_will_they_tell(
    stood: Standing,
) -> None:
    said_by = {(line.who, name) for line in stood.refusals for name in line.said_by}
    assert {("Velmark", "Axel Norring"), ("Oster", "Emil Drost")} <= said_by


def test_nothing_is_missed_of_a_side_whose_ministers_are_shown(stood: Standing) -> None:
    assert not any(line.endswith("No statement by Velmark was found.") for line in stood.not_found)


def test_what_changed_is_told_with_what_changed_it(store: Store) -> None:
    found = changes(store, PAIR, since="2032-05-18")
    changed = [c.line for c in found if c.kind == "changed"]
    assert {line.state for line in changed} == {"detached", "discharged", "expired"}  # type: ignore[union-attr]


def test_a_brief_shows_what_became_of_commitments(store: Store) -> None:
    found = brief(standing(store, PAIR), (), Lookup(store))
    kept = next(c for c in found.commitments if c.line.state == "discharged")
    assert kept.line.sayings[0].who == "Liv Sandahl"
    assert kept.changed is not None
    assert "reopened the locks" in (kept.changed.sayings[0].quotation.exact)  # type: ignore[union-attr]


def test_every_view_says_what_changed_a_commitment(store: Store) -> None:
    stood = standing(store, PAIR)
    shown = brief(stood, (), Lookup(store))
    since = Changes(
        parties=PAIR,
        since="2032-05-18",
        until=None,
        changes=changes(store, PAIR, since="2032-05-18"),
    )
    views = (
        plain(brief_terminal.render(shown), 90),
        markdown(shown),
        plain(standing_view.render(stood), 90),
        plain(changes_view.render(since), 90),
    )
    for text in views:
        words = " ".join(re.sub(r"[sm]:[0-9a-f]{6}", "", text).split())
        assert "what was announced is reported as done" in words
        assert "Velmark reopened the locks at Tarn" in words


def test_before_the_first_statement_nothing_stands(store: Store) -> None:
    early = standing(store, PAIR, on="2032-05-01")
    assert (early.waits, early.commitments, early.mutual_wait) == ((), (), False)
    assert early.not_found[:2] == (
        "No statement by Velmark was found.",
        "No statement by Oster was found.",
    )


def test_an_empty_stretch_of_days_has_no_changes(store: Store) -> None:
    assert changes(store, PAIR, since="2032-05-11", until="2032-05-16") == ()


def test_a_party_with_itself_is_refused_in_a_sentence(store: Store) -> None:
    with pytest.raises(UnknownPartyError, match="are one party"):
        standing(store, ("Oster", "oster"))


def test_a_party_that_said_nothing_is_named(store: Store) -> None:
    stood = standing(store, ("Velmark", "Tarn"))
    assert "No statement by Tarn was found." in stood.not_found


def test_the_page_of_a_pair_tells_what_became_of_commitments(store: Store) -> None:
    client = TestClient(create(store.path, hosts=["testserver"]))
    address = "/standing?party=Velmark&party=Oster"
    page = client.get(address).text
    section = page.partition('id="commitments"')[2].partition("</section>")[0]
    assert "what was announced is reported as done" in section
    changed = client.get(f"{address}&since=2032-05-18").text.partition('id="changed"')[2]
    labels = re.findall(r'<b class="badge">([^<]+)</b>', changed)
    kinds = [c.kind for c in changes(store, PAIR, since="2032-05-18")]
    assert kinds.count("changed") == labels.count("changed") > 0
    assert "discharged: what was announced is reported as done" in changed
