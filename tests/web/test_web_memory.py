"""What is worked out once: by one of those who ask, until the record changes."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from detente.nouns import Links, SetAside
from detente.record import Store
from detente.standing import parties
from detente.web import create
from detente.web.reader import Memory, Reader
from detente.web.warming import Warming


def test_who_asks_meanwhile_waits_for_the_one_who_makes_it():
    memory, made = Memory(), []

    def slowly() -> int:
        made.append(threading.get_ident())
        time.sleep(0.05)
        return 7

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: memory.get("stamp", "key", slowly), range(4)))
    assert found == [7] * 4
    assert len(made) == 1


def test_another_stamp_makes_all_forgotten():
    memory = Memory()
    assert memory.get(1, "key", lambda: "old") == "old"
    assert memory.get(1, "key", lambda: "new") == "old"
    assert memory.get(2, "key", lambda: "new") == "new"


def test_what_was_used_last_is_kept_longest():
    memory = Memory(kept=2)
    for key in "aba":
        memory.get(1, key, lambda key=key: key)
    memory.get(1, "c", lambda: "c")
    assert memory.get(1, "a", lambda: "anew") == "a"
    assert memory.get(1, "b", lambda: "anew") == "anew"


def test_a_failure_is_not_remembered():
    memory = Memory()
    with pytest.raises(ZeroDivisionError):
        memory.get(1, "key", lambda: 1 / 0)
    assert memory.get(1, "key", lambda: 3) == 3


def test_who_is_in_a_hurry_gets_what_others_make_in_time():
    memory = Memory()
    assert memory.get(1, "key", lambda: "made") == "made"
    assert memory.known(1, "key", time.monotonic()) == "made"
    assert memory.known(1, "other", time.monotonic() + 0.01) is None
    assert memory.known(2, "key", time.monotonic()) is None
    making = threading.Timer(0.05, lambda: memory.get(1, "late", lambda: "after all"))
    making.start()
    assert memory.known(1, "late", time.monotonic() + 5) == "after all"


def test_the_first_pages_are_worked_out_beforehand(record, monkeypatch):
    done = threading.Event()
    monkeypatch.setattr(Warming, "run", lambda self: done.set())
    create(record, warm=True)
    assert done.wait(5)


def test_what_is_worked_out_beforehand_is_there(record):
    memory = Memory()
    Warming(record, memory).run()
    made = []
    with Store.open(record, readonly=True) as store:
        stamp = Reader(store, memory).stamp
        pair = parties(store)[0]
    for key in ("chronicle", "counts", "latest", "pairs", ("state", *pair)):
        assert memory.get(stamp, key, lambda: made.append(1))
    assert not made


@pytest.fixture
def slow(record, monkeypatch):
    """A client of a large record: nothing is worked out until `go` is set."""
    go, run = threading.Event(), Warming.run

    def slowly(self):
        go.wait(10)
        run(self)

    monkeypatch.setattr(Warming, "run", slowly)
    with TestClient(create(record, hosts=["testserver"], warm=True)) as client:
        yield client, go
        go.set()


def test_the_first_page_shows_what_is_there_and_comes_again(slow):
    client, go = slow
    page = client.get("/").text
    assert 'http-equiv="refresh"' in page
    assert "being worked out" in page
    assert "The record is empty" not in page
    go.set()
    for _ in range(50):
        page = client.get("/").text
        if "refresh" not in page:
            break
        time.sleep(0.1)
    assert "being worked out" not in page
    assert "Norland" in page


def test_programs_wait_for_the_whole_first_page(slow):
    client, _ = slow
    model = client.get("/index.json").json()
    assert model["complete"] is True
    assert model["pairs"]
    assert model["counts"]["pages"] > 0


def test_a_record_that_changed_is_worked_out_again(own_record):
    with TestClient(create(own_record, hosts=["testserver"], warm=True)) as client:
        _until_complete(client)
        with Store.open(own_record) as store:
            store.set_aside(SetAside(where="x.html", why="It is empty."))
            store.replace_links(Links())
        _until_complete(client)


def _until_complete(client):
    for _ in range(50):
        if "refresh" not in client.get("/").text:
            return
        time.sleep(0.1)
    raise AssertionError("the first page was never complete")
