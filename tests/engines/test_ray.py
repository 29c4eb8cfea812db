"""A local Ray cluster gives what reading here gives, byte for byte, though a worker is killed."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest

import detente
from detente.engines import shards
from detente.errors import InputError
from detente.pages import files

pytest.importorskip("ray", reason="Ray is not installed: pip install 'detente[ray]'")

if not os.environ.get("DETENTE_TEST_RAY"):
    pytest.skip(
        "A Ray cluster may take minutes to start: set DETENTE_TEST_RAY=1 to test it.",
        allow_module_level=True,
    )

PAGES = 24


def kill_one(folder: Path, over: threading.Event, killed: list[int]) -> None:
    """Kill the first actor that is seen at a page, as its bookmark tells."""
    while not over.wait(0.002):
        for bookmark in folder.glob("*.at"):
            try:
                at = json.loads(bookmark.read_bytes())
                os.kill(at["process"], signal.SIGKILL)
            except (OSError, ValueError):
                continue
            killed.append(at["process"])
            return


def test_a_cluster_gives_what_one_process_gives_though_a_worker_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from detente.engines.cluster import on_ray

    monkeypatch.setenv("DETENTE_MODEL", "fast")
    pages, folder = tmp_path / "pages", tmp_path / "shards"
    pages.mkdir()
    for number in range(PAGES):
        (pages / f"{number:02}.txt").write_text(
            f"Port minister Ada Quill said on Monday that pier {number} would open if the strait "
            "was cleared first. “We are ready to talk,” she told reporters.\n" * 8,
            encoding="utf-8",
        )
    (pages / "noise.txt").write_bytes(bytes(range(256)) * 9)
    over, killed = threading.Event(), list[int]()
    killer = threading.Thread(target=kill_one, args=(folder, over, killed))
    killer.start()
    begun = time.monotonic()
    try:
        tallies = list(on_ray(files([pages]), folder, workers=2, files=5))
    except InputError as error:
        pytest.skip(f"Ray does not start here, after {time.monotonic() - begun:.0f} s: {error}")
    finally:
        over.set()
        killer.join()
    assert sum(tally.pages for tally in tallies) == PAGES
    assert [item.where for tally in tallies for item in tally.set_aside] == [
        str(pages / "noise.txt")
    ]
    assert len(killed) == 1
    again = list(on_ray(files([pages]), folder, files=5))
    assert all(tally.before for tally in again)  # finished shards are passed over
    assert len(again) == len(tallies)
    with detente.open(tmp_path / "ray.db") as record:
        record.keep(shards.read(folder))
        record.link()
        record.export(tmp_path / "ray")
    with detente.open(tmp_path / "here.db") as record:
        record.read(pages, workers=1)
        record.export(tmp_path / "here")
    for file in (tmp_path / "here").iterdir():
        assert (tmp_path / "ray" / file.name).read_bytes() == file.read_bytes()
