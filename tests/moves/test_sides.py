"""Who acts on whom in a sentence outside all statements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.moves import code
from detente.moves.frame import frame
from detente.nouns import Attribution, Mention, Speaker

ACTS = [
    # active, passive with and without an agent, a noun that tells the act
    ("Ghana imposed sanctions on Togo.", ["GHA"], ["TGO"]),
    ("Two Togolese officers were arrested by Ghanaian police.", ["GHA"], ["TGO"]),
    ("A Peruvian fisherman was arrested in Chile on Monday.", ["CHL"], ["PER"]),
    ("Peruvian troops were withdrawn from Bolivia.", ["PER"], ["BOL"]),
    ("Two inspectors of the United Nations were expelled from Laos.", ["LAO"], ["UNO"]),
    # a progressive is no passive
    ("The Malian government is refusing to lift its curfew on Gao.", ["MLI"], []),
    ("Students in Nepal are demanding that the prime minister resign.", ["NPL"], ["NPL"]),
    # reporting clauses, run-ups and datelines
    ("Finland said it would release forty Estonian prisoners.", ["FIN"], ["EST"]),
    ("In an interview on Sunday, Iceland's president praised Norway.", ["ISL"], ["NOR"]),
    ("LIMA, May 3 (Agency) -- Chile expelled two Bolivian diplomats.", ["CHL"], ["BOL"]),
    ("Denmark seized a Latvian ship, a harbour official in Riga said.", ["DNK"], ["LVA"]),
    ("Hours earlier Senegal closed its border with Mauritania.", ["SEN"], ["MRT"]),
    ("Greece expelled two Turkish envoys after Spain praised Malta.", ["GRC"], ["TUR"]),
    ("Kenya must reopen the bridge, Uganda said.", ["UGA"], ["KEN"]),
    # lists and acts that both do
    ("Chile, Peru and Bolivia condemned the raid by Paraguay.", ["CHL", "PER", "BOL"], ["PRY"]),
    ("Ghana and Togo held talks in Lagos on fishing.", ["GHA", "TGO"], []),
    # acts at home
    ("Bolivian police arrested three students.", ["BOL"], ["BOL"]),
    ("Thousands of Bolivians marched through La Paz in protest.", ["BOL"], ["BOL"]),
    # words on a country that are no party
    ("Serbia-backed militiamen shelled two villages in Bosnia.", ["BIH"], ["BIH"]),
    ("Canada banned an anti-Cuban group.", ["CAN"], ["CAN"]),
]


@pytest.mark.parametrize(("text", "source", "target"), ACTS)
def test_source_and_target_of_a_reported_act(
    text: str, source: list[str], target: list[str]
) -> None:
    moves, _ = code(text, (), (), key="a:1")
    (move,) = moves
    assert [party.code for party in move.source if party.code] == source
    assert [party.code for party in move.target if party.code] == target


def test_an_act_at_home_names_who_suffers_it() -> None:
    (move,), _ = code("Bolivian police arrested three students.", (), (), key="a:1")
    assert [(party.name, party.sector) for party in move.target] == [("three students", "EDU")]


def test_a_surname_is_that_of_the_person_of_the_article() -> None:
    text = "In May, Thatcher seized two boats."
    (move,), _ = code(text, (), (), key="a:1")
    assert [party.code for party in move.source] == ["GBR"]
    person = Mention(start=8, end=16, name="Ottilie Thatcher", kind="person")
    (move,), _ = code(text, (), [person], key="a:1")
    assert [party.code for party in move.source] == [None]


def test_parts_of_a_passive() -> None:
    text = "Two boats were seized by the coast guard, officials said."
    at = text.index("seized")
    parted = frame(text, 0, len(text), (at, at + 6))
    assert parted.passive
    assert text[slice(*parted.subject)] == "Two boats "
    assert parted.agent is not None
    assert text[slice(*parted.agent)] == "the coast guard"
    assert parted.told_by is not None
    assert text[slice(*parted.told_by)] == ", officials"


@given(st.text(alphabet=st.sampled_from('“”" ,.;was by said that Peru seized it’\n'), max_size=120))
def test_parts_lie_inside_any_sentence(text: str) -> None:
    parted = frame(text, 0, len(text), None)
    spans = (parted.whole, parted.subject, parted.objects, parted.agent, parted.told_by)
    for start, end in (span for span in spans if span):
        assert 0 <= start <= len(text)
        assert 0 <= end <= len(text)


@pytest.mark.parametrize(
    ("before", "country"),
    [
        ("The Finnish government has turned down the plan.", "FIN"),
        ("Rain fell on the Finnish coast.", None),
    ],
)
def test_a_spokeswoman_without_a_name_speaks_for_the_body_told_of_before(
    before: str, country: str | None
) -> None:
    text = f"{before} A spokeswoman said Estonia should lift the checks."
    start = text.index("A spokeswoman")
    said = Attribution(
        id="q:1",
        source=((start, start + 13),),
        cue=((start + 14, start + 18),),
        content=((start + 19, len(text) - 1),),
        kind="indirect",
        speaker=Speaker(name="A spokeswoman", anonymous=True),
    )
    moves, _ = code(text, [said], [], key="a:1")
    (move,) = [move for move in moves if move.attribution]
    assert [party.code for party in move.source] == [country]
