"""Drawings: what is said stands in them in words, inside their bounds."""

from __future__ import annotations

import pytest

from detente.views.brief import BriefWait
from detente.views.drawing import axis, descent, waiting
from detente.views.family import Member
from detente.views.moments import Dot
from detente.views.saying import Telling
from detente.views.tables import Kinship


def wait(who: str, whom: str, to: str) -> BriefWait:
    return BriefWait(
        who=who, for_whom=whom, to=to, terms=(), then=None, otherwise=None, occasions=1, people=1,
        origins=1, sayings=(),
    )  # fmt: skip


def within(drawing) -> None:
    for box in drawing.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= drawing.width
        assert box.y + box.height <= drawing.height
    for words in drawing.words:
        assert 0 <= words.x <= drawing.width
        assert 0 < words.y <= drawing.height


LONG = "withdraw every one of its patrol boats from the bank " * 6


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize(
    "waits",
    [
        [wait("Norland", "Sudmark", "open the locks")],
        [wait("Sudmark", "Norland", LONG)],
        [wait("Norland", "Sudmark", "open the locks"), wait("Sudmark", "Norland", LONG)],
        [wait("Norland", "Sudmark", f"do {n}") for n in range(9)],
    ],
)
def test_a_pair_is_drawn_with_what_each_waits_for(waits, wide):
    drawing = waiting(("Norland", "Sudmark"), waits, wide=wide)
    within(drawing)
    arrows = [stroke for stroke in drawing.strokes if stroke.arrow]
    assert len(arrows) == len({w.who for w in waits})
    assert {"#wait-1"} <= {words.opens for words in drawing.words}
    assert all(w.to.strip() in drawing.description for w in waits)


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize("number", [3, 4, 7])
def test_a_group_is_drawn_as_a_circle(number, wide):
    parties = [f"Party {n}" for n in range(number)]
    waits = [wait(parties[n], parties[n - 1], "move") for n in range(number)]
    drawing = waiting(parties, waits, wide=wide)
    within(drawing)
    assert len(drawing.strokes) == number


def test_nothing_is_drawn_of_nothing():
    assert waiting(("Norland", "Sudmark"), [], wide=True) is None
    assert descent([], [], wide=True) is None
    assert axis([], [], wide=True) is None


def member(name: str) -> Member:
    return Member(id=name, outlet=name, title="T", published="2031-04-08", agencies=(), reports=1)


def made(source: str, result: str, score: float) -> Kinship:
    told = [Telling(outlet=x, published=None, articles=(x,)) for x in (source, result)]
    return Kinship(
        id=source + result, relation="copy", source=told[0], made=told[1], titles=(None, None),
        wire=None, score=score, why="", quotations=(),
    )  # fmt: skip


@pytest.mark.parametrize("wide", [True, False])
def test_an_article_stands_under_its_surest_source_and_no_circle_is_followed(wide):
    members = [member(x) for x in "abcd"]
    links = [made("a", "b", 0.9), made("c", "b", 0.5), made("b", "c", 0.8), made("c", "a", 0.7)]
    drawing = descent(members, links, wide=wide)
    within(drawing)
    order = [words.opens for words in drawing.words if words.opens]
    assert order == ["a", "b", "c", "d"]
    assert len([s for s in drawing.strokes if s.style == "made"]) == 2


def dot(day: str, party: str = "Norland", number: int = 0) -> Dot:
    return Dot(id=f"s:{number}", day=day, party=party, spoken=True, words="")


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize(
    "dots",
    [
        [dot("2031-04-08")],
        [dot("1931-04-08"), dot("2031-04-08", "Nobody's")],
        [dot("2031-04-08", number=n) for n in range(40)],
        [dot(f"2031-04-{d:02}", p) for d in range(1, 30) for p in ("Norland", "Sudmark")],
    ],
)
def test_the_axis_has_a_lane_for_each_party_and_counts_what_it_cannot_stack(dots, wide):
    drawing = axis(dots, ("Norland", "Sudmark"), wide=wide)
    within(drawing)
    more = sum(int(w.text[1:]) for w in drawing.words if w.text.startswith("+"))
    assert len(drawing.boxes) + more == len(dots)
