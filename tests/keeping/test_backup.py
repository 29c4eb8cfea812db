"""A backup is a whole record of one moment, or there is none."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import detente
from detente.errors import InputError, MissingInputError, RecordError
from detente.record import Store

Exported = Callable[[Path], dict[str, bytes]]


def back_up(record: Path, target: Path) -> int:
    with Store.open(record, readonly=True) as store:
        return store.back_up(target)


def test_a_backup_holds_the_same(record: Path, tmp_path: Path, exported: Exported) -> None:
    target = tmp_path / "copy.db"
    assert back_up(record, target) == target.stat().st_size
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "r.db"]
    assert exported(target) == exported(record)
    assert target.stat().st_mode == record.stat().st_mode


def test_an_earlier_backup_is_replaced_and_nothing_else(record: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    back_up(record, target)
    back_up(record, target)
    diary = tmp_path / "diary.txt"
    diary.write_text("Dear diary, " * 9, encoding="utf-8")
    with pytest.raises(InputError, match="no record"):
        back_up(record, diary)
    with pytest.raises(InputError, match="itself"):
        back_up(record, record)
    with pytest.raises(InputError, match="no record"):
        back_up(record, tmp_path)
    with pytest.raises(MissingInputError, match="no folder"):
        back_up(record, tmp_path / "none" / "copy.db")
    assert diary.read_text(encoding="utf-8").startswith("Dear diary")


@pytest.mark.sqlite
def test_a_damaged_record_gives_no_backup(record: Path, tmp_path: Path) -> None:
    with record.open("r+b") as stream:
        stream.seek(3 * 4096)
        stream.write(os.urandom(8192))
    with pytest.raises(RecordError, match="damaged"):
        back_up(record, tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["r.db"]


@pytest.mark.sqlite
def test_a_backup_that_finds_no_room_leaves_nothing(record: Path, tmp_path: Path) -> None:
    small = record.stat().st_size // 2
    done = subprocess.run(
        [sys.executable, "-m", "detente", "backup", "copy.db", "--record", "r.db"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (small, small)),
    )  # fmt: skip
    assert done.returncode == 1
    assert "copy.db cannot be written" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["r.db"]


@pytest.mark.sqlite
def test_backups_of_a_record_that_grows_are_whole(record: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(record, timeout=30)) as connection:
            number = 0
            while not stop.is_set():
                number += 1
                with connection:  # two rows that must come together
                    for half in ("a", "b"):
                        row = (f"{number}{half}", "It is gone.")
                        connection.execute("INSERT INTO set_aside VALUES (?, ?)", row)

    Store.open(record).close()
    writer = threading.Thread(target=write)
    writer.start()
    try:
        sizes = []
        for number in range(5):
            target = tmp_path / f"copy{number}.db"
            back_up(record, target)
            with detente.open(target, create=False) as copy:
                sizes.append(copy.store.counts()["set_aside"])
                assert copy.check().whole
    finally:
        stop.set()
        writer.join()
    assert all(size % 2 == 0 for size in sizes)
    assert sizes == sorted(sizes)
