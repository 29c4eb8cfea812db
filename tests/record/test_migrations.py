"""Older records are carried forward, a step at a time, each step whole or not at all."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from ferry_builders import TEXT
from sqlalchemy import inspect, text

import detente
from detente.record import store as opening
from detente.record.migrations import MIGRATIONS, prepare

RELEASED = sorted((Path(__file__).parent / "released").glob("form-*.db.gz"))
NAMES = [migration.__name__ for migration in MIGRATIONS]


def add_colour(connection):
    connection.execute(text("ALTER TABLE pages ADD COLUMN colour TEXT"))


def stumble(connection):
    connection.execute(text("ALTER TABLE pages ADD COLUMN weight TEXT"))
    raise ZeroDivisionError("half-way")


def brought_to(path: Path, *, create: bool = False, migrations=MIGRATIONS) -> None:
    database = opening.connect(path, create=create, readonly=False, patience=1)
    try:
        prepare(database, create=create, migrations=migrations)
    finally:
        database.close()


def state(path: Path) -> tuple[list[str], set[str]]:
    """The migrations that a record has had, and the columns of its pages."""
    database = opening.connect(path, create=False, readonly=False, patience=1)
    with database.reading() as connection:
        names = connection.execute(text("SELECT name FROM migrations ORDER BY version"))
        columns = {column["name"] for column in inspect(connection).get_columns("pages")}
        found = list(names.scalars()), columns
    database.close()
    return found


@pytest.fixture
def old(store):
    store.close()
    return store.path


def test_an_older_record_has_the_missing_steps_once(old):
    for _ in range(2):
        brought_to(old, migrations=(*MIGRATIONS, add_colour))
    names, columns = state(old)
    assert names == [*NAMES, "add_colour"]
    assert "colour" in columns


def test_a_step_that_fails_leaves_the_record_as_it_was(old):
    with pytest.raises(ZeroDivisionError):
        brought_to(old, migrations=(*MIGRATIONS, add_colour, stumble))
    names, columns = state(old)
    assert names == NAMES
    assert {"colour", "weight"} & columns == set()


def test_a_new_record_is_laid_at_the_newest_form(tmp_path):
    """`schema.py` alone says what the tables are, so no step is run over new ones."""
    brought_to(tmp_path / "new.db", create=True, migrations=(*MIGRATIONS, stumble))
    names, _ = state(tmp_path / "new.db")
    assert names == [*NAMES, "stumble"]


@pytest.mark.sqlite
def test_a_file_is_kept_beside_as_it_was_before_it_is_carried_forward(old, caplog):
    kept = old.with_name(f"record.before-schema-{len(MIGRATIONS) + 1}.db")
    brought_to(old)
    assert not kept.exists()
    brought_to(old, migrations=(*MIGRATIONS, add_colour))
    names, columns = state(kept)
    assert names == NAMES
    assert "colour" not in columns
    assert str(kept) in caplog.text


@pytest.mark.sqlite
def test_what_was_kept_before_is_not_written_over(old):
    with pytest.raises(ZeroDivisionError):
        brought_to(old, migrations=(*MIGRATIONS, stumble))
    brought_to(old, migrations=(*MIGRATIONS, add_colour))
    kept = sorted(path.name for path in old.parent.glob("*.before-schema-*"))
    number = len(MIGRATIONS) + 1
    assert kept == [f"record.before-schema-{number}-2.db", f"record.before-schema-{number}.db"]


@pytest.mark.sqlite
@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.name)
def test_a_record_of_each_earlier_form_opens_with_all_that_it_held(released, tmp_path):
    """The files were written by the programs of their time: two pages, which were linked."""
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress(released.read_bytes()))
    form = len(state(path)[0])
    with detente.open(path) as record:
        record.link()
        assert {article.text for article in record.store.articles()} == {
            TEXT,
            TEXT.replace("Brevik", "Sundvåg"),
        }
        assert len(record.search("strait cleared")) == 2
        assert [len(statement.attributions) for statement in record.statements()] == [2]
        with record.store.parties() as reading:
            assert reading.has_part("Ada Quill")
        parts = {fault.part for fault in record.store.check()}
    # The builder of these pages names them otherwise than reading does, which `check` tells.
    assert parts == {"pages"}
    assert state(path)[0] == NAMES
    kept = tmp_path / f"old.before-schema-{len(MIGRATIONS)}.db"
    assert kept.exists() == (form < len(MIGRATIONS))
    assert not kept.exists() or len(state(kept)[0]) == form
