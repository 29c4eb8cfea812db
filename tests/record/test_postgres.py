"""A record on a PostgreSQL server is what a record in a file is, and what fails there is told."""

from __future__ import annotations

import builtins
import random
import threading

import psycopg
import pytest
from ferry_builders import TEXT, make_document, numbered
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import (
    DetenteError,
    InputError,
    MissingRecordError,
    NotARecordError,
    RecordBusyError,
    RecordError,
    RecordFullError,
)
from detente.nouns import SetAside
from detente.record import Store
from detente.record.address import password_of, shown
from detente.record.dialects.nul import MARK, with_nul, without_nul
from detente.record.dialects.postgres_words import vector

ODD = ("a\0b", "\0", f"a{MARK}", f"\0{MARK}", MARK, "a\ufdd0b\0", "", "plain", "\0" * 300)


@pytest.fixture
def url(server):
    return server.empty()


@pytest.fixture
def record(url):
    with Store.open(url, create=True) as opened:
        yield opened


# Texts and order ----------------------------------------------------------------------------------


@given(st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]))))
def test_any_text_passes_without_nul_and_comes_back(text):
    held = without_nul(text)
    assert "\0" not in held
    assert with_nul(held) == text
    assert [a for a, b in zip(held, text, strict=False) if a != b and b != "\0"] == []


def test_texts_with_nul_come_back_at_their_places(record):
    for text in ODD:
        record.set_aside(SetAside(where=f"place {text}", why=text))
    assert {item.where: item.why for item in record.set_asides()} == {
        f"place {text}": text for text in ODD
    }
    document = make_document(TEXT.replace("Brevik", "Bre\0ik"))
    record.add(document)
    assert next(record.articles()).text == document.articles[0].text
    assert [hit.exact for hit in record.search("officials")] == [
        "Harbour officials in Bre\0ik did not answer."
    ]
    record.readmit(f"place {text}" for text in ODD)
    assert list(record.set_asides()) == []


def test_order_is_by_code_point_whatever_the_language_of_the_database(server):
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS tongues")
        connection.execute(
            "CREATE DATABASE tongues TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"
        )
    words = ["Zebra", "apple", "Éclair", "zebra", "a b", "ab", "_", "-x", "10", "9"]
    with Store.open(server.empty("tongues"), create=True) as store:
        for word in words:
            store.set_aside(SetAside(where=word, why="none"))
        assert [item.where for item in store.set_asides()] == sorted(words)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Sundvåg, sundvag!", ("sundvag:1,2", True)),
        ("and/or it's 3.5", ("and:1 or:2 it:3 s:4 3:5 5:6", True)),
        ("x " * 300, (f"x:{','.join(map(str, range(1, 257)))}", False)),
        ("", ("", True)),
    ],
)
def test_the_words_of_a_text(text, held):
    assert vector(text) == held


def test_words_that_stand_together_are_found_far_into_a_text(record):
    late = make_document(TEXT + " the quay is" * 20_000 + " so shut at last.")
    record.add(late)
    record.add(make_document())
    assert [hit.article for hit in record.search('"is so shut"')] == [late.articles[0].id]
    assert record.search('"shut so is"') == []


def test_no_hit_is_passed_over_when_others_do_not_hold(record):
    """Texts too long for all places are looked through; those that do not hold make room."""
    for number in range(4):
        ending = "so shut at last" if number % 2 else "at last so"
        record.add(make_document(f"{TEXT}{' the quay is' * 6_000} {ending} {number}."))
    assert len(record.search('"is so shut"', limit=2)) == 2
    assert record.search("quay", limit=0) == []


# Many at once -------------------------------------------------------------------------------------


def test_threads_that_write_take_turns(url):
    Store.open(url, create=True).close()
    failed = []

    def add(first: int) -> None:
        try:
            with Store.open(url) as store:
                for number in range(first, first + 12):
                    store.add(numbered(number))
        except DetenteError as error:
            failed.append(error)

    threads = [threading.Thread(target=add, args=[first]) for first in (0, 4, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with Store.open(url, readonly=True) as store:
        assert store.counts()["pages"] == 20
        assert len(store.search("pier", limit=50)) == 20


def test_records_in_two_schemas_do_not_wait_for_one_another(server):
    with (
        Store.open(server.empty(), create=True) as one,
        Store.open(server.empty(), create=True, patience=0.2) as other,
        one._database.writing(),
    ):
        assert other.add(make_document())


def test_a_role_that_may_only_look_can(server, record, url):
    record.add(make_document())
    schema = url.rpartition("%3D")[2]
    with psycopg.connect(server.url(), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'looker'").fetchone():
            connection.execute("CREATE ROLE looker LOGIN")
        connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO looker")
        connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO looker")
    theirs = url.replace("//detente@", "//looker@")
    with Store.open(theirs, readonly=True) as store:
        assert store.counts()["pages"] == len(store.search("officials")) == 1
        assert list(store.check()) == record_faults(record)
    with Store.open(theirs) as store, pytest.raises(RecordFullError, match="permission denied"):
        store.set_aside(SetAside(where="x", why="y"))


def record_faults(store):
    return list(store.check())


# What fails ---------------------------------------------------------------------------------------


def test_a_lost_connection_is_told_and_the_next_try_connects_anew(server, record):
    record.add(make_document())
    with pytest.raises(RecordError, match="was lost"):
        ask_when_cut_off(server, record)
    assert record.add(make_document(url="https://courier.example/2"))


def ask_when_cut_off(server, record):
    with record._database.writing() as connection:
        cut_off(server)
        connection.exec_driver_sql("SELECT 1")


def cut_off(server):
    """End all connections to the server but this one."""
    with psycopg.connect(server.url()) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND application_name = 'detente'"
        )


def test_a_database_that_is_not_there_or_not_ours(server, url):
    with pytest.raises(MissingRecordError, match="createdb"):
        Store.open(server.url("nowhere"), create=True)
    with pytest.raises(MissingRecordError, match="CREATE SCHEMA"):
        Store.open(server.url(options="-csearch_path=nowhere"), create=True)
    with pytest.raises(NotARecordError, match="is empty"):
        Store.open(url)
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE migrations (id int, migration text)")
    for create in (True, False):
        with pytest.raises(NotARecordError, match="another program"):
            Store.open(url, create=create)


def test_a_database_that_cannot_hold_every_letter(server):
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS old")
        connection.execute(
            "CREATE DATABASE old TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
        )
    with pytest.raises(RecordError, match="UTF8"):
        Store.open(server.url("old"), create=True)


def test_a_table_that_is_gone_is_told(record, change):
    change(record, "DROP TABLE set_aside")
    with pytest.raises(NotARecordError, match="check --repair"):
        list(record.set_asides())
    assert any(fault.where == "set_aside" for fault in record.check())


def test_a_server_that_takes_no_more(server):
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS small")
        connection.execute("CREATE DATABASE small CONNECTION LIMIT 0")
        connection.execute("DROP ROLE IF EXISTS guest")
        connection.execute("CREATE ROLE guest LOGIN")
    with pytest.raises(RecordBusyError, match="no more connections"):
        Store.open(server.url("small", role="guest"))


@pytest.mark.parametrize(
    "place",
    [
        "postgresql://ana:pa%40ss@127.0.0.1:1/talks",
        "postgres://ana:pa%40ss@127.0.0.1:1/talks",
        "postgresql://127.0.0.1:1/talks?user=ana&password=pa%40ss",
        "postgresql://ana:pa%40ss@127.0.0.1:1/talks?nonsense=1",
        "postgresql://ana:pa%40ss/x@127.0.0.1:1/talks",
        "postgresql://ana:pa%40ss@[::1/talks",
    ],
)
def test_no_password_is_ever_shown(place):
    with pytest.raises(RecordError, match="ana") as refused:
        Store.open(place)
    assert "pa%40ss" not in f"{refused.value} {refused.value.__cause__}"
    assert "pa@ss" not in f"{refused.value} {refused.value.__cause__}"
    assert "pa" not in shown(place).replace("talks", "")
    assert (password_of(place) or "").startswith("pa@ss")


def test_a_wrong_password_is_told(server, monkeypatch):
    monkeypatch.delenv("PGPASSWORD", raising=False)
    for password in ("", ":wrong"):
        with pytest.raises(RecordError, match="PGPASSWORD"):
            Store.open(f"postgresql://detente{password}@127.0.0.1:{server.port}/postgres")


def test_an_address_may_be_long_and_a_name_too_long_is_told(record):
    noise = random.Random(1).randbytes(6_000).hex()  # noqa: S311  what no compression shortens
    assert record.add(make_document(url=f"https://courier.example/?{noise}"))
    with pytest.raises(InputError, match="too long"):
        record.set_aside(SetAside(where=noise, why="none"))


def test_the_extra_is_named_where_it_is_missing(monkeypatch):
    there = builtins.__import__

    def without(name, *arguments, **options):
        if name.startswith("psycopg"):
            raise ImportError(name)
        return there(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(RecordError, match=r"detente\[postgres\]"):
        Store.open("postgresql://host/talks")


# Copies -------------------------------------------------------------------------------------------


def rows(store):
    with store._database.reading() as connection:
        from detente.record.schema import metadata

        return {
            name: sorted(repr(dict(row)) for row in connection.execute(table.select()).mappings())
            for name, table in metadata.tables.items()
        }


def test_a_copy_holds_the_same_there_and_back(tmp_path, store, server):
    store.add(make_document(TEXT.replace("Brevik", "Bre\0ik")))
    store.add(numbered(3))
    store.set_aside(SetAside(where="x", why="y"))
    there, back = server.empty(), tmp_path / "back.db"
    assert store.copy_to(there)["pages"] == 2
    with Store.open(there) as copy:
        assert rows(copy) == rows(store)
        assert len(copy.search("officials")) == 2
        copy.copy_to(back)
        assert copy.add(numbered(4))  # numbered on after the last row
    with Store.open(back) as again:
        assert rows(again) == rows(store)
        assert len(again.search("officials")) == 2


def test_a_copy_replaces_nothing(tmp_path, store, server):
    store.add(numbered(1))
    there = server.empty()
    store.copy_to(there)
    with pytest.raises(InputError, match="holds a record already"):
        store.copy_to(there)
    (tmp_path / "diary.txt").write_text("Dear diary")
    with pytest.raises(InputError, match="there already"):
        store.copy_to(tmp_path / "diary.txt")
