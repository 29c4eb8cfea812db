"""Judgements, lists and questions in the record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.errors import UnknownIdError
from detente.linking.opinions import judgement
from detente.nouns import KnownActor, NameAt, Question
from detente.record import Store

ANA = NameAt(name="Ana Ruiz", kind="person")
SOTO = NameAt(name="Ana Ruiz Soto", kind="person", articles=("a:one",))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "talks.db", create=True)


def test_a_judgement_is_kept_once_and_can_be_undone(store: Store) -> None:
    said = judgement("same", ANA, SOTO, made="2031-04-02T10:00:00", note="her full name")
    assert store.judge(said)
    assert not store.judge(said)
    assert store.judgements() == (said,)
    assert store.links_are_stale()
    assert store.undo_judgement(said.id[:6]) == said
    assert store.judgements() == ()
    with pytest.raises(UnknownIdError, match="No judgement has"):
        store.undo_judgement("j:ffff")


def test_a_list_takes_the_place_of_what_it_said_before(store: Store) -> None:
    first = KnownActor(id="n:1", name="Ana Ruiz", kind="person", source="desk.csv")
    second = KnownActor(id="n:2", name="Grain Board", kind="organisation", source="desk.csv")
    assert store.keep_list("desk.csv", [first, second])
    assert not store.keep_list("desk.csv", [first, second])
    assert store.keep_list("desk.csv", [second])
    assert store.known_actors() == (second,)


def test_questions_are_replaced_as_a_whole(store: Store) -> None:
    asked = Question(
        id="u:1",
        first=ANA,
        second=SOTO,
        actors=("n:1", "n:2"),
        joined=False,
        score=0.5,
        rule="thin",
    )
    store.replace_questions([asked])
    assert store.questions() == (asked,)
    store.replace_questions([])
    assert store.questions() == ()


def test_a_record_from_before_is_carried_forward(store: Store, change: Callable[..., None]) -> None:
    change(
        store,
        "DROP TABLE questions",
        "DROP TABLE known_actors",
        "ALTER TABLE judgements DROP COLUMN body",
        "DELETE FROM migrations WHERE version >= "
        "(SELECT version FROM migrations WHERE name = 'judgements_and_lists')",
    )
    store.close()
    with Store.open(store.path) as carried:
        assert carried.judge(judgement("same", ANA, SOTO))
        assert carried.questions() == ()
