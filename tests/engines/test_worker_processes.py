# ruff: noqa: S603  processes of our own
"""Worker processes share the model, and none outlives the process that they work for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente.attribution.memory import recalled
from detente.engines import pool, run
from detente.nouns import SetAside
from detente.pages import Source

FOLLOWING = """
import os, sys
from detente.engines import run
from detente.pages import Source

def pages():
    for number in range(10_000):
        text = f"Port minister Ada Quill said on Monday that pier {number} would open again."
        yield Source(data=text.encode(), where=str(number), given={"clean": True})

if __name__ == "__main__":
    for number, document in enumerate(run(pages(), workers=2)):
        if number == 3:
            print("at work", flush=True)
"""

linux = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc; forks on Linux alone")


def children_of_group(group: int) -> set[int]:
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state, _, of = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of) == group and state != "Z":
            found.add(int(entry.name))
    return found


@linux
def test_workers_end_with_the_process_that_they_work_for(tmp_path: Path) -> None:
    script = tmp_path / "following.py"
    script.write_text(FOLLOWING, encoding="utf-8")
    victim = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "DETENTE_MODEL": "fast"},
        start_new_session=True,
    )
    assert victim.stdout is not None
    assert victim.stdout.readline() == b"at work\n"
    assert len(children_of_group(victim.pid)) >= 3
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    deadline = time.monotonic() + 20
    while (left := children_of_group(victim.pid)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left == set()


def model_of_worker(job):
    """Stands in for the work: says what the worker has; runs there."""
    from detente.attribution import tagger

    shared = tagger._loaded.cache_info().currsize
    return SetAside(where=job[0], why=f"{os.environ.get('DETENTE_MODEL')} {shared}")


@linux
def test_a_worker_has_the_model_before_its_first_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "done", model_of_worker)
    for model in ("accurate", "fast"):  # the server of the workers may have been started with one
        monkeypatch.setenv("DETENTE_MODEL", model)
        (found,) = run([Source(data=b"Some text.", where="1")], workers=1 + 1)
        assert isinstance(found, SetAside)
        assert found.why == f"{model} 1"


def who_made_it(job):
    """Stands in for the work: says which worker made what all of them ask for; runs there."""
    where, page = job
    if where != "0":
        time.sleep(0.3)  # the first has made it by then
    made = recalled(int, ("who made it", page.text.split()[0]), os.getpid)
    return SetAside(where=where, why=f"{made} {os.getpid()}")


@linux
def test_workers_remember_what_any_of_them_has_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "done", who_made_it)
    once = time.monotonic_ns()
    asked = [Source(data=f"{once} {n}".encode(), where=str(n)) for n in range(6)]
    told = [item.why.split() for item in run(asked, workers=2) if isinstance(item, SetAside)]
    assert len(told) == len(asked)
    assert len({made for made, _ in told}) == 1
    assert len({worker for _, worker in told}) == 2
