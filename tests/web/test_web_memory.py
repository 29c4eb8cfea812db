"""What is worked out once: by one of those who ask, until the record changes."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from detente.web import create
from detente.web.application import _Pages
from detente.web.reader import Memory


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


def test_the_first_pages_are_worked_out_beforehand(record, monkeypatch):
    done = threading.Event()
    monkeypatch.setattr(_Pages, "warm", lambda self: done.set())
    create(record, warm=True)
    assert done.wait(5)


def test_what_is_worked_out_beforehand_is_there(record):
    pages = _Pages(record, "token")
    pages.warm()
    made = []
    memory = pages._memory
    stamp = memory._stamp
    assert memory.get(stamp, "chronicle", lambda: made.append(1))
    assert memory.get(stamp, "states", lambda: made.append(1))
    assert not made
