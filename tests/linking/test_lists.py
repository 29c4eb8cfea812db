"""A user's own list: CSV and FollowTheMoney, with rows that cannot be used set aside."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import DetenteError, InputError
from detente.linking.lists import actor_list

CSV = """\
id,name,aliases,country,kind,role,from,to
w-1,Ana Ruiz,Ana Ruiz Soto|La Jefa,Bolivia,person,harbour master,2020-01-01,2022-05-31
w-1,Ana Ruiz,,BOL,person,minister of ports,2022-06-01,
,Grain Board,GB,Zambia,organization,,,
,,,,person,,,
,Odd Kind,,,robot,,,
,Bad Day,,,person,clerk,1 May,
,Backwards,,,person,clerk,2022-01-01,2021-01-01
,🙂,,,person,,,
"""
FTM = "\n".join(
    (
        *map(
            json.dumps,
            (
                {
                    "id": "Q7",
                    "schema": "Person",
                    "properties": {"name": ["Ana Ruiz", "A. Ruiz"], "nationality": ["bo"]},
                },
                {"id": "Q8", "schema": "Vessel", "properties": {"name": ["Star"]}},
                {"id": "Q9", "schema": "PublicBody", "properties": {"name": ["Grain Board"]}},
                {"id": "Q10"},
            ),
        ),
        "not json",
    )
)


def test_csv_rows_of_one_id_are_one_actor_with_its_roles() -> None:
    read = actor_list(CSV.encode(), "desk.csv")
    ana, board = read.actors
    assert (ana.id, ana.country, ana.aliases) == ("n:w-1", "BOL", ("Ana Ruiz Soto", "La Jefa"))
    assert [(r.title, r.since, r.until) for r in ana.roles] == [
        ("harbour master", "2020-01-01", "2022-05-31"),
        ("minister of ports", "2022-06-01", None),
    ]
    assert (board.kind, board.country, board.source) == ("organisation", "ZMB", "desk.csv")


def test_bad_rows_are_set_aside_with_their_number() -> None:
    read = actor_list(CSV.encode(), "desk.csv")
    assert [item.where.rsplit(maxsplit=1)[-1] for item in read.set_aside] == [*"56789"]
    assert all(item.why.endswith(".") for item in read.set_aside)


def test_follow_the_money_entities() -> None:
    read = actor_list(FTM.encode(), "people.json")
    assert [(a.id, a.name, a.kind) for a in read.actors] == [
        ("n:Q7", "Ana Ruiz", "person"),
        ("n:Q9", "Grain Board", "organisation"),
    ]
    assert read.actors[0].country == "BOL"
    assert [item.where for item in read.set_aside] == ["people.json row 4", "people.json row 5"]


def test_what_the_built_in_list_says_otherwise_is_told() -> None:
    read = actor_list(b"name,kind,country\nChad,person,\nMoscow,country,USA\n", "desk.csv")
    assert len(read.actors) == 2
    assert len(read.conflicts) == 2
    assert "Chad" in read.conflicts[0]


@pytest.mark.parametrize("data", [b"who,what\nx,y\n", "name\nÄ".encode("utf-16"), b""])
def test_what_is_no_list_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(InputError):
        actor_list(data, "desk.csv")


@settings(deadline=None)  # the first call reads the word lists
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(DetenteError, UnicodeEncodeError):
        actor_list(f"name,aliases\n{text}".encode(), "x.csv")
