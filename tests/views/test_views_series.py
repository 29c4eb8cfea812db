"""Moves are counted by week and side, a statement once, and written as event data."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from builders import dispute

from detente.moves import scale
from detente.nouns import Article, Attribution, Lineage, Move, Party, When
from detente.standing.sides import Side, Sides
from detente.standing.telling import Facts, Scene, Telling
from detente.views import events, plots
from detente.views.drawing import svg
from detente.views.layout import plain
from detente.views.series import WARNING, as_csv, render, series

PAIR = (Side("Norland", frozenset({"Norland"})), Side("Sudmark", frozenset({"Sudmark"})))


def told(
    event: str, day: str | None, *, statement: str | None = "s:1", article: str = "a:1",
    source: str = "Norland", polarity: str = "asserted",
) -> tuple[Telling, Move]:  # fmt: skip
    target = "Sudmark" if source == "Norland" else "Norland"
    by = Attribution(id="q:1", source=(), cue=(), content=((0, 4),), kind="indirect")
    move = Move(
        id=f"m:{event}{day}{article}", attribution=by.id if statement else None,
        evidence=((0, 4),), event=event, polarity=polarity,  # type: ignore[arg-type]
        source=(Party(name=source),), target=(Party(name=target),),
    )  # fmt: skip
    told_by = Article(id=article, page="p:1", title=None, text="text")
    telling = Telling(
        scene=Scene(article=told_by, mentions=(), sides=Sides(())),
        attribution=by if statement else None, side=None, speaker=None, statement=statement,
        origins=(), said_on=When(earliest=day, latest=day),
    )  # fmt: skip
    return telling, move


def test_moves_are_summed_by_week_and_side() -> None:
    facts = Facts(
        (
            told("ACCUSE", "2031-04-02"),
            told("AID", "2031-04-06", statement="s:2"),
            told("REJECT", "2031-04-07", source="Sudmark", statement="s:3"),
        ),
        (),
    )
    found = series(facts, PAIR, ())
    rows = [(one.start, one.source, one.cooperation, one.conflict) for one in found.counts]
    assert rows == [("2031-03-31", "Norland", 10.0, -3.0), ("2031-04-07", "Sudmark", 0, -2.0)]
    assert series(facts, PAIR, (), "month").counts[0].start == "2031-04-01"


def test_a_statement_that_two_outlets_tell_and_a_copy_count_once() -> None:
    copy = Lineage(id="l:1", source="a:1", made="a:2", relation="copy", score=1.0, why="")
    facts = Facts(
        (
            told("ACCUSE", "2031-04-02"),
            told("ACCUSE", "2031-04-02", article="a:2"),
            told("ASSAULT", "2031-04-02", statement=None, article="a:2"),
        ),
        (),
    )
    assert [len(one.moves) for one in series(facts, PAIR, (copy,)).counts] == [1]


def test_what_is_denied_is_left_out_and_what_has_no_day_is_counted_apart() -> None:
    facts = Facts((told("CONSULT", "2031-04-02", polarity="denied"), told("AID", None)), ())
    found = series(facts, PAIR, ())
    assert found.counts == ()
    assert found.undated == 1
    assert "No dated move" in plain(render(found))


def test_the_table_the_csv_and_the_picture_say_the_same() -> None:
    found = series(Facts((told("ACCUSE", "2031-04-02"),), ()), PAIR, ())
    shown = " ".join(plain(render(found)).split())
    assert "-3" in shown
    assert WARNING in shown
    assert next(csv.DictReader(io.StringIO(as_csv(found))))["conflict"] == "-3.0"
    picture = ElementTree.fromstring(svg(plots.moves_picture(found)))  # noqa: S314  our own
    assert "conflict -3 (1 ACCUSE; 1 move)" in "".join(picture.itertext())
    assert picture.attrib["role"] == "img"


def test_a_bare_accusation_is_conflict() -> None:
    assert scale("ACCUSE") < 0 < scale("AGREE")


def test_plover_records_lead_to_their_words() -> None:
    case = dispute()
    rows = [json.loads(line) for line in events.plover(case.store)]
    assert rows
    for row in rows:
        article = case.store.get(row["detente"]["article"])
        spans = row["detente"]["evidence"]
        assert row["event_text"] == " ".join(article.text[a:b] for a, b in spans)
        assert row["event"]
        assert row["quad_code"] in (1, 2, 3, 4)


@pytest.mark.parametrize(("form", "columns", "header"), [("icews", 25, 1), ("gdelt", 66, 0)])
def test_tables_have_the_columns_that_readers_expect(form: str, columns: int, header: int) -> None:
    case = dispute()
    lines = [line.decode().rstrip("\n").split("\t") for line in events.FORMS[form](case.store)]
    assert len(lines) > header
    assert {len(line) for line in lines} == {columns}
    moves = {move.id for move in case.store.moves()}
    assert all(line[-5] in moves for line in lines[header:])
    code = lines[header][6 if form == "icews" else 26]
    assert len(code) == 3
