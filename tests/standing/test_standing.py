"""Moves and commitments of several articles fold into who waits for whom."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import UnknownPartyError
from detente.moves import code
from detente.nouns import (
    Actor,
    Annotated,
    Article,
    Attribution,
    Commitment,
    Document,
    Links,
    Mention,
    Page,
    Segment,
    Speaker,
    Standing,
    Statement,
    When,
)
from detente.record import Store
from detente.record.parties import Parties
from detente.standing import changes, parties, standing
from detente.standing.infinitive import infinitive
from detente.standing.reports import core
from detente.standing.sides import Side, Sides
from detente.standing.venues import venues
from detente.standing.waits import begins

PEOPLE = {"Ilse Varn": "Norlund", "Tomas Reck": "Sudmark", "Ada Quill": "Ostra"}
COUNTRIES = ("Norlund", "Sudmark", "Ostra", "Peru")


class Shelf:
    """A record of one-sentence articles, written to a store when it is first asked."""

    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}
        self._annotated: dict[str, Annotated] = {}
        self._statements: dict[str, Statement] = {}
        self._store: Store | None = None
        self._folder = TemporaryDirectory()

    def tell(
        self,
        speaker: str,
        said: str,
        *,
        on: str,
        statement: str = "",
        origin: str = "",
        cue: str = "said",
    ) -> Shelf:
        """Add an article in which somebody says something."""
        text = f"{speaker} {cue} {said}."
        key = f"a:{len(self._articles)}"
        statement = statement or f"s:{len(self._articles)}"
        content = len(speaker) + len(cue) + 2
        attribution = Attribution(
            id=f"q:{len(self._articles)}",
            source=((0, len(speaker)),),
            cue=((len(speaker) + 1, content - 1),),
            content=((content, len(text) - 1),),
            kind="indirect",
            speaker=Speaker(name=speaker),
        )
        mentions = [
            Mention(start=0, end=len(speaker), name=speaker, kind="person", country=PEOPLE[speaker])
        ]
        for country in COUNTRIES:
            at = text.find(country)
            if at >= 0:
                mentions.append(
                    Mention(
                        start=at,
                        end=at + len(country),
                        name=country,
                        kind="country",
                        country=country,
                    )
                )
        moves, commitments = code(text, [attribution], mentions, key=key)
        self._articles[key] = Article(
            id=key,
            page=f"p:{key}",
            title=None,
            text=text,
            start=0,
            end=len(text),
            segments=(Segment(0, 0, len(text)),),
            published=on or None,
        )
        self._annotated[key] = Annotated(
            attributions=(attribution,),
            mentions=tuple(mentions),
            moves=moves,
            commitments=commitments,
        )
        old = self._statements.get(statement)
        self._statements[statement] = Statement(
            id=statement,
            speaker=f"n:{speaker}",
            attributions=(*(old.attributions if old else ()), attribution.id),
            wordings=(),
            said_on=When(earliest=on or None, latest=on or None),
            origin_names=tuple({*(old.origin_names if old else ()), origin or key}),
        )
        return self

    def store(self) -> Store:
        """The record, written once all is told."""
        if self._store is None:
            self._store = Store.open(Path(self._folder.name) / "shelf.db", create=True)
            for key, article in self._articles.items():
                page = Page(
                    id=article.page, sha256=key, text=article.text, media="text/plain", encoding=""
                )
                self._store.add(
                    Document(page=page, articles=(article,), annotated=(self._annotated[key],))
                )
            self._store.replace_links(self._links())
        return self._store

    def _links(self) -> Links:
        people = [
            Actor(id=f"n:{name}", name=name, kind="person", country=country, names=(name,))
            for name, country in PEOPLE.items()
        ]
        lands = [Actor(id=f"n:{n}", name=n, kind="country", country=n) for n in COUNTRIES]
        said = [one for found in self._annotated.values() for one in found.attributions]
        return Links(
            actors=(*people, *lands),
            statements=tuple(self._statements.values()),
            speakers={one.id: f"n:{one.speaker.name}" for one in said if one.speaker},
        )

    def parties(self) -> AbstractContextManager[Parties]:
        return self.store().parties()

    def commitments(self) -> list[Commitment]:
        return [one for found in self._annotated.values() for one in found.commitments]

    def get(self, key: str) -> Article:
        return self._articles[key]


@pytest.fixture
def shelf() -> Shelf:
    return (
        Shelf()
        .tell(
            "Ilse Varn",
            "Sudmark must take the first step on the basis of equal rights",
            on="2031-04-02",
            statement="s:a",
            origin="Wire",
        )
        .tell(
            "Ilse Varn",
            "it is up to Sudmark to make the first move",
            on="2031-04-02",
            statement="s:a",
            origin="Wire",
        )
        .tell("Ilse Varn", "the ball is in Sudmark's court", on="2031-04-05", origin="Gazette")
        .tell(
            "Tomas Reck",
            "we will not lift the ban until Norlund recalls its boats",
            on="2031-04-06",
        )
        .tell("Tomas Reck", "Sudmark is ready to meet Norlund in May", on="2031-04-07")
        .tell("Ada Quill", "Ostra offered to mediate between Norlund and Sudmark", on="2031-04-07")
        .tell("Tomas Reck", "any contacts with Norlund", on="2031-04-08", cue="denied")
        .tell(
            "Ilse Varn",
            "Ostra was named as a possible venue for talks with Sudmark",
            on="2031-04-08",
        )
    )


@pytest.fixture
def stood(shelf: Shelf) -> Standing:
    return standing(shelf, ("Norlund", "Sudmark"))


def test_first_steps_asked_in_different_words_are_one_wait(stood: Standing) -> None:
    waits = [wait for wait in stood.waits if wait.who == "Norlund"]
    assert [(wait.for_whom, wait.origins) for wait in waits] == [("Sudmark", 2)]
    assert "first" in waits[0].to
    assert waits[0].terms == ("equal rights",)
    assert waits[0].said_by == ("Ilse Varn",)
    assert waits[0].since == When(earliest="2031-04-02", latest="2031-04-02")


def test_a_first_step_is_not_one_with_the_act_that_it_names() -> None:
    shelf = (
        Shelf()
        .tell("Ilse Varn", CONDITION, on="2031-01-01")
        .tell(
            "Ilse Varn",
            "Sudmark must take the first step and withdraw its boats",
            on="2031-01-02",
        )
        .tell("Ilse Varn", "it is up to Sudmark to make the first move", on="2031-01-03")
    )
    found = [(wait.to, len(wait.statements)) for wait in standing(shelf, PAIR).waits]
    assert ("withdraw its boats", 1) in found
    assert sorted(count for _, count in found) == [1, 2]


def test_no_deadline_has_passed_after_the_last_day_that_is_told() -> None:
    shelf = (
        Shelf()
        .tell("Ilse Varn", f"{CONDITION} by 10 January 2031", on="2031-01-01")
        .tell("Ada Quill", "Sudmark is a neighbour", on="2031-01-05")
    )
    since = "2031-01-02"
    assert not any(one.kind == "changed" for one in changes(shelf, PAIR, since=since))
    late = changes(shelf, PAIR, since=since, until="2031-01-11")
    assert [one.line.state for one in late if one.kind == "changed"] == ["expired"]  # type: ignore[union-attr]


def test_a_meeting_with_its_day_is_nobodys_offer() -> None:
    said = "we would meet the envoys of Sudmark in Quell on January 20"
    assert not standing(Shelf().tell("Ilse Varn", said, on="2031-01-01"), PAIR).offers


def test_every_line_has_its_exact_words(shelf: Shelf, stood: Standing) -> None:
    names = [name for name in Standing.__struct_fields__ if name not in ("parties", "as_of")]
    lines = (
        [line for name in names for line in getattr(stood, name) if name != "not_found"]
        if (names.remove("mutual_wait") is None)
        else []
    )
    assert lines
    for line in lines:
        assert line.evidence
        assert all(one.holds(shelf.get(one.of).text) for one in line.evidence)


def test_a_refusal_until_something_is_done_is_a_wait(stood: Standing) -> None:
    assert [(w.for_whom, w.to) for w in stood.waits if w.who == "Sudmark"] == [
        ("Norlund", "recall its boats")
    ]


def test_waits_for_each_other_are_mutual(stood: Standing) -> None:
    assert stood.mutual_wait


def test_one_sided_waits_are_not_mutual(shelf: Shelf) -> None:
    assert not standing(shelf, ("Norlund", "Sudmark"), on="2031-04-05").mutual_wait


def test_a_circle_of_three_is_mutual() -> None:
    shelf = (
        Shelf()
        .tell("Ilse Varn", "it is up to Sudmark to make the first move", on="2031-01-01")
        .tell("Tomas Reck", "it is up to Ostra to make the first move", on="2031-01-01")
        .tell("Ada Quill", "it is up to Norlund to make the first move", on="2031-01-01")
    )
    assert standing(shelf, ("Norlund", "Sudmark", "Ostra")).mutual_wait
    assert not standing(shelf, ("Norlund", "Sudmark")).mutual_wait


def test_readiness_contacts_mediators_and_venues(stood: Standing) -> None:
    assert [line.who for line in stood.ready] == ["Sudmark"]
    assert [line.state for line in stood.contacts] == ["denied"]
    assert [line.who for line in stood.mediators] == ["Ostra"]
    assert [line.what for line in stood.venues] == ["Ostra"]


def test_what_was_not_said_is_said_to_be_missing(shelf: Shelf) -> None:
    early = standing(shelf, ("Norlund", "Sudmark"), on="2031-04-02")
    assert "No statement by Sudmark was found." in early.not_found
    late = standing(shelf, ("Norlund", "Sudmark"))
    assert any("Sudmark on who should take the first step" in line for line in late.not_found)


@pytest.mark.parametrize(
    ("answer", "silent"),
    [
        ("it is for Norlund to come forward with credible commitments", False),
        ("Norlund must make the first gesture", False),
        ("we will lift the duties once Norlund resumes the gas talks", False),
        ("we will free the crew if Norlund first lifts its blockade", False),
        ("we will free the crew if Norlund pays a fine", True),
        ("we will talk after Norlund opens the locks", True),
        ("the weather is fine", True),
    ],
)
def test_who_says_that_the_other_is_to_begin_is_not_silent_on_the_first_step(
    answer: str, silent: bool
) -> None:
    shelf = (
        Shelf()
        .tell("Ilse Varn", "Sudmark must take the first step", on="2031-04-02")
        .tell("Tomas Reck", answer, on="2031-04-03")
    )
    missing = standing(shelf, PAIR).not_found
    assert any("Sudmark on who should take the first step" in line for line in missing) == silent


@pytest.mark.parametrize(
    ("words", "begin"),
    [
        ("come forward", True),
        ("return to the negotiating table", True),
        ("open a dialogue", True),
        ("agree to talks", True),
        ("lift its duties first", True),
        ("agree to a truce before talks", False),
        ("reopen the border", False),
        ("release the first batch of prisoners", False),
    ],
)
def test_who_begins_is_told_by_the_step_or_by_talks(words: str, begin: bool) -> None:
    assert begins(words) == begin


def test_a_party_that_nobody_knows_is_an_error_with_a_hint(shelf: Shelf) -> None:
    with pytest.raises(UnknownPartyError, match="did you mean 'Norlund'"):
        standing(shelf, ("Norlunt", "Sudmark"))


def test_a_country_without_a_statement_is_not_found(shelf: Shelf) -> None:
    stood = standing(shelf, ("Chile", "Bolivia"))
    assert stood.waits == ()
    assert stood.not_found == (
        "No statement by Chile was found.",
        "No statement by Bolivia was found.",
    )


def test_a_person_can_be_a_party(shelf: Shelf) -> None:
    assert standing(shelf, ("Ilse Varn", "Sudmark")).waits


def test_the_pair_that_most_is_said_about_comes_first(shelf: Shelf) -> None:
    assert parties(shelf)[0] == ("Norlund", "Sudmark")


def test_changes_are_what_is_new_since(shelf: Shelf) -> None:
    found = changes(shelf, ("Norlund", "Sudmark"), since="2031-04-05", until="2031-04-06")
    assert [(one.list, one.kind) for one in found] == [("waits", "new"), ("refusals", "new")]


def test_two_wordings_of_one_statement_are_one_wait() -> None:
    shelf = Shelf()
    for said in (
        "Norlund will sit down anywhere if Sudmark first halts drilling above the third mile",
        "Norlund is ready to sit down if Sudmark stops work beyond mile three",
    ):
        shelf.tell("Ilse Varn", said, on="2031-04-02", statement="s:a")
    (wait,) = standing(shelf, ("Norlund", "Sudmark")).waits
    assert len(wait.evidence) == 4


def test_two_conditions_of_one_report_stay_two_waits() -> None:
    shelf = Shelf().tell(
        "Ilse Varn",
        "Norlund will sign if Sudmark frees the crew. We will pay if they clear the reef",
        on="2031-04-02",
        statement="s:a",
    )
    shelf.tell("Ilse Varn", "Norlund will sign if Sudmark releases the sailors",
               on="2031-04-02", statement="s:a")  # fmt: skip
    waits = {wait.to for wait in standing(shelf, ("Norlund", "Sudmark")).waits}
    assert waits == {"free the crew", "they clear the reef", "release the sailors"}


def test_what_goes_on_until_somebody_acts_goes_on_no_longer_then() -> None:
    shelf = Shelf().tell(
        "Ilse Varn",
        "Norlund will keep its guards on the bank until Sudmark shares the maps",
        on="2031-04-02",
    )
    found = standing(shelf, ("Norlund", "Sudmark"))
    assert [(w.who, w.for_whom, w.to, w.then) for w in found.waits] == [
        ("Norlund", "Sudmark", "share the maps", "no longer keep its guards on the bank")
    ]
    assert not found.ready


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Norlund will not talk to Sudmark before the boats have left", False),
        ("Norlund will sign if Sudmark frees the crew", True),
    ],
)
def test_a_refusal_to_talk_says_whether_a_party_will(said: str, asked: bool) -> None:
    found = standing(Shelf().tell("Ilse Varn", said, on="2031-04-02"), ("Norlund", "Sudmark"))
    missing = "No statement by Norlund on whether it is ready to talk was found."
    assert (missing in found.not_found) is asked


@pytest.mark.parametrize(
    ("act", "wanted"),
    [
        ("withdraws its troops", "withdraw its troops"),
        ("making a deal", "make a deal"),
        ("stopping the raids", "stop the raids"),
        ("genuinely intends to pay", "genuinely intend to pay"),
        ("the initiative", "take the initiative"),
        ("take the first step on the basis of equal rights", "take the first step"),
        ("carries out the plan", "carry out the plan"),
        ("released the crew", "release the crew"),
        ("had left the bank", "leave the bank"),
        ("has signed", "sign"),
        ("had to leave", "have to leave"),
        ("the release of the crew", "bring about the release of the crew"),
        ("a first step towards the talks", "take a first step towards the talks"),
        ("the duties were lifted", "the duties were lifted"),
        ("honoured its word", "honour its word"),
        ("It is Sudmark’s move", "take the first step"),
    ],
)
def test_an_act_is_put_in_the_base_form(act: str, wanted: str) -> None:
    assert infinitive(act) == wanted


@pytest.mark.parametrize(
    ("said", "awaited"),
    [
        ("we will not talk as long as Sudmark holds the bridge", ["no longer hold the bridge"]),
        ("we will talk if Sudmark does not cross the bridge", ["not cross the bridge"]),
        ("we will not talk if Sudmark crosses the bridge", []),
        ("if Sudmark crosses the bridge, we will respond with force", []),
        ("we will impose sanctions unless Sudmark leaves the bridge", ["leave the bridge"]),
        ("Sudmark must leave the bridge", []),
    ],
)
def test_what_is_waited_for(said: str, awaited: list[str]) -> None:
    shelf = Shelf().tell("Ilse Varn", said, on="2031-01-01")
    assert [wait.to for wait in standing(shelf, ("Norlund", "Sudmark")).waits] == awaited


PAIR = ("Norlund", "Sudmark")


@pytest.mark.parametrize(
    ("cue", "said", "state"),
    [
        ("called", "contacts with Sudmark extremely tentative", "preliminary"),
        ("said", "exchanges with Sudmark are at an early stage", "preliminary"),
        ("said", "we met the Sudmark delegation on Monday", "held"),
        ("denied", "that there had been any contact with Sudmark", "denied"),
        ("said", "no meeting between us and Sudmark has taken place", "denied"),
        ("said", "nobody from this ministry has met anybody from Sudmark", "denied"),
        ("denied", "that a meeting with Sudmark had been agreed", "denied"),
        ("said", "we refuse to meet the Sudmark delegation", "refused"),
        ("said", "Norlund has cancelled the meeting with Sudmark", "cancelled"),
        ("said", "We have called off the meeting with Sudmark", "cancelled"),
        ("said", "the talks with Sudmark planned for May were postponed until June", "postponed"),
        ("said", "the summit with Sudmark had been put off indefinitely", "postponed"),
        ("said", "we will not meet Sudmark until it frees the crew", None),
        ("said", "no talks with Sudmark can take place now", None),
        ("said", "Sudmark has met Peru", None),
    ],
)
def test_contacts_have_their_state(cue: str, said: str, state: str | None) -> None:
    shelf = Shelf().tell("Ilse Varn", said, on="2031-01-01", cue=cue)
    assert [line.state for line in standing(shelf, PAIR).contacts] == ([state] if state else [])


def test_a_refused_meeting_is_of_who_refuses() -> None:
    shelf = Shelf().tell("Tomas Reck", "we refuse to meet the Norlund delegation", on="2031-01-01")
    (line,) = standing(shelf, PAIR).contacts
    assert (line.who, line.to_whom, line.state) == ("Sudmark", "Norlund", "refused")


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("Port Varn and the island of Oss were being considered as venues", ["Port Varn", "Oss"]),
        ("Peru, Fiji and the Free Islands are seen as possible venues", None),
        ("they offered the island of Oss as the place for a first meeting", ["Oss"]),
        (
            "the leaders could be brought together in Quell or on the island of Oss",
            ["Quell", "Oss"],
        ),
        ("he is prepared to meet her, in Quell or at Oss", ["Quell", "Oss"]),
        ("possible venues are Quell, Oss and Port Varn", ["Quell", "Oss", "Port Varn"]),
        ("Fiji offered to host the two sides in Port Varn", ["Port Varn"]),
        ("Fiji hosted them in May", []),
        ("they met in Quell last year", []),
        ("they plan to meet in March", []),
        ("he told reporters in Quell that talks had failed", []),
    ],
)
def test_venues_are_all_the_places_named(words: str, places: list[str] | None) -> None:
    wanted = ["Peru", "Fiji", "Free Islands"] if places is None else places
    assert list(dict.fromkeys(venues(words))) == wanted


def test_venues_with_like_names_stay_two() -> None:
    said = "Sudmark suggested North Quell and South Quell as venues for talks"
    shelf = Shelf().tell("Ilse Varn", said, on="2031-01-01")
    found = standing(shelf, PAIR).venues
    assert {line.what for line in found} == {"North Quell", "South Quell"}


CONDITION = "we will lift the ban if Sudmark withdraws its boats"


@pytest.mark.parametrize(
    ("speaker", "said", "on", "waits"),
    [
        ("Ada Quill", "Sudmark withdrew its boats on Monday", "2031-01-09", 0),
        ("Ada Quill", "Sudmark withdrew its boats on Monday", "2030-12-30", 1),
        ("Ada Quill", "Sudmark will withdraw its boats", "2031-01-09", 1),
        ("Ada Quill", "Peru withdrew its boats on Monday", "2031-01-09", 1),
        ("Ilse Varn", "we will never lift the ban", "2031-01-09", 0),
        ("Ada Quill", "we will never lift the ban", "2031-01-09", 1),
    ],
)
def test_a_wait_ends_when_it_is_met_or_withdrawn(
    speaker: str, said: str, on: str, waits: int
) -> None:
    shelf = Shelf().tell("Ilse Varn", CONDITION, on="2031-01-01").tell(speaker, said, on=on)
    assert len(standing(shelf, PAIR).waits) == waits
    assert len(standing(shelf, PAIR, on="2031-01-05").waits) == 1


def test_a_wait_ends_with_its_deadline() -> None:
    shelf = Shelf().tell("Ilse Varn", f"{CONDITION} by 10 January 2031", on="2031-01-01")
    assert len(standing(shelf, PAIR, on="2031-01-10").waits) == 1
    assert not standing(shelf, PAIR, on="2031-01-11").waits


def test_what_has_no_day_stands_only_where_no_day_is_asked() -> None:
    shelf = Shelf().tell("Ilse Varn", CONDITION, on="")
    assert standing(shelf, PAIR).waits
    stood = standing(shelf, PAIR, on="2031-01-01")
    assert not stood.waits
    assert stood.not_found[-1] == "Left out: 1 statement whose day is not known."
    assert not changes(shelf, PAIR, since="2031-01-01")


def test_a_pair_needs_two_parties_that_the_record_knows() -> None:
    shelf = Shelf().tell(
        "Ilse Varn", "we will talk if the alliance leaves the port", on="2031-01-01"
    )
    assert [c.creditor for c in shelf.commitments()] == ["alliance"]
    assert parties(shelf) == []


def test_a_third_party_that_offers_a_place_is_a_mediator() -> None:
    said = "Ostra offered the island of Oss as the place for a meeting of Norlund and Sudmark"
    shelf = Shelf().tell("Ada Quill", said, on="2031-01-01")
    stood = standing(shelf, PAIR)
    assert [(line.who, line.state) for line in stood.mediators] == [("Ostra", "offered")]
    assert [line.what for line in stood.venues] == ["Oss"]


def test_nobody_binds_another_side_by_their_words() -> None:
    said = "Norlund will lift the ban if Sudmark withdraws its boats"
    assert standing(Shelf().tell("Ilse Varn", said, on="2031-01-01"), PAIR).commitments
    assert not standing(Shelf().tell("Ada Quill", said, on="2031-01-01"), PAIR).commitments


@pytest.mark.parametrize(
    ("speaker", "said", "on", "state", "by"),
    [
        (
            "Ada Quill",
            "Sudmark withdrew its boats on Monday",
            "2031-01-09",
            "detached",
            "Ada Quill",
        ),
        ("Ada Quill", "Norlund lifted the ban on Monday", "2031-01-09", "discharged", "Ada Quill"),
        ("Ilse Varn", "we will never lift the ban", "2031-01-09", "cancelled", "Ilse Varn"),
        (
            "Ilse Varn",
            "we will lift the ban without conditions",
            "2031-01-09",
            "cancelled",
            "Ilse Varn",
        ),
        ("Tomas Reck", "we will never lift the ban", "2031-01-09", "open", None),
        ("Ilse Varn", "we will never lift the ban", "2031-01-01", "open", None),
        ("Ada Quill", "Sudmark withdrew its boats on Monday", "2030-12-30", "open", None),
    ],
)
def test_what_became_of_a_commitment_and_by_whose_words(
    speaker: str, said: str, on: str, state: str, by: str | None
) -> None:
    shelf = Shelf().tell("Ilse Varn", CONDITION, on="2031-01-01").tell(speaker, said, on=on)
    one = next(c for c in standing(shelf, PAIR).commitments if c.first_who == "Sudmark")
    assert one.state == state
    assert (one.changed and one.changed.said_by) == ((by,) if by else None)
    for row in one.changed.evidence if one.changed else ():
        assert row.holds(shelf.get(row.of).text)


def test_a_later_deadline_supersedes_an_earlier_one_and_both_stay() -> None:
    shelf = (
        Shelf()
        .tell("Ilse Varn", f"{CONDITION} by 10 January 2031", on="2031-01-01")
        .tell("Ilse Varn", f"{CONDITION} by 20 January 2031", on="2031-01-08")
    )
    states = {c.state: c.why for c in standing(shelf, PAIR, on="2031-01-09").commitments}
    assert set(states) == {"open", "cancelled"}
    assert "another deadline" in states["cancelled"]


def test_what_a_party_refused_and_did_is_cancelled_not_kept() -> None:
    shelf = (
        Shelf()
        .tell(
            "Ilse Varn", "we will not lift the ban until Sudmark recalls its boats", on="2031-01-01"
        )
        .tell("Ada Quill", "Norlund lifted the ban on Monday", on="2031-01-09")
    )
    (one,) = standing(shelf, PAIR).commitments
    assert (one.state, one.polarity) == ("cancelled", "will not")


def test_contradictory_statements_of_one_day_both_stand() -> None:
    shelf = (
        Shelf()
        .tell("Ilse Varn", "we are ready to talk to Sudmark", on="2031-01-01")
        .tell("Ilse Varn", "we will never talk to Sudmark", on="2031-01-01")
    )
    stood = standing(shelf, PAIR)
    assert len(stood.ready) == 1
    assert len(stood.refusals) == 1


@pytest.mark.parametrize(
    ("act", "wanted"),
    [
        ("release the crews it has held since March", "release the crews"),
        ("open the port by the end of the month", "open the port"),
        ("pay the fine that was set", "pay the fine"),
        ("sign", "sign"),
    ],
)
def test_an_act_is_known_without_what_is_told_besides(act: str, wanted: str) -> None:
    assert core(act) == wanted


@given(st.text(alphabet="abcde -'’“.", max_size=40))
def test_the_core_of_an_act_is_its_beginning_and_has_no_further_core(act: str) -> None:
    assert act.startswith(core(act))
    assert core(core(act)) == core(act)


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("Belora's foreign ministry", "Belora"),
        ("the government of Belora", "Belora"),
        ("the Norlander army", "Norlund"),
        ("Belora's harvest", "Belora's harvest"),
    ],
)
def test_an_office_is_its_owners(name: str, owner: str) -> None:
    land = Actor(id="n:1", name="Norlund", kind="country", names=("Norlund", "Norlander"))
    assert Sides((land,)).of_name(name) == owner


def test_two_commitments_of_one_statement_stay_two() -> None:
    shelf = (
        Shelf()
        .tell("Ilse Varn", CONDITION, on="2031-01-01", statement="s:one")
        .tell(
            "Ilse Varn",
            "Norlund would pay for the new bridge once Sudmark recalled its envoys",
            on="2031-01-01",
            statement="s:one",
        )
    )
    assert len(standing(shelf, PAIR).commitments) == 2


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Belora lifted its blockade", [(0, "Belora")]),
        ("the Tide Front and Belora met", [(4, "Tide Front"), (19, "Belora")]),
        ("the Belora River rose over New-Belora", []),
        ("Chile lifted its blockade", []),
    ],
)
def test_a_party_that_was_asked_for_is_known_wherever_it_is_named(
    words: str, named: list[tuple[int, str]]
) -> None:
    asked = [Side(name, frozenset({name})) for name in ("Belora", "Tide Front", "Chile")]
    assert list(Sides((), asked).asked_in(words, 0, len(words))) == named


def test_a_commitment_is_told_from_its_beginning() -> None:
    shelf = Shelf().tell("Ilse Varn", f"nothing has changed, {CONDITION}", on="2031-01-01")
    (one,) = standing(shelf, PAIR).commitments
    assert one.what == "lift the ban if Sudmark withdraws its boats"
    shelf = Shelf().tell("Ilse Varn", CONDITION, on="2031-01-01")
    assert [one.what for one in standing(shelf, PAIR).commitments] == [CONDITION]
