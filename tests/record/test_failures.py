# ruff: noqa: S603  processes of our own
"""A record that cannot be used says so in a sentence, and loses nothing that was committed."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from ferry_builders import numbered

from detente.errors import (
    MissingRecordError,
    NewerRecordError,
    NotARecordError,
    RecordBusyError,
    RecordError,
)
from detente.record import Store
from detente.record.dialects.sqlite import APPLICATION_ID
from detente.record.schema import metadata

HERE = Path(__file__).parent

ADD = """
import sys
sys.path.insert(0, {here!r})
from ferry_builders import numbered
from detente.record import Store
with Store.open(sys.argv[1], create=True) as store:
    for n in range(int(sys.argv[2]), int(sys.argv[3])):
        store.add(numbered(n, padding={padding}))
        print(n, flush=True)
"""


def adding(record, first, last, *, padding=0, **options):
    """A process that adds the documents from number `first` to `last`."""
    script = ADD.format(here=str(HERE), padding=padding)
    return subprocess.Popen(
        [sys.executable, "-c", script, record, str(first), str(last)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def add_here(record, last, *, padding=0):
    """Add the documents up to number `last`, undisturbed."""
    with Store.open(record, create=True) as store:
        for n in range(last):
            store.add(numbered(n, padding=padding))


def contents(record):
    """All rows of all tables but for the numbers that the database gives them."""
    with Store.open(record) as store, store._database.reading() as connection:
        return {
            name: sorted(
                repr({**row, "number": None})
                for row in connection.execute(table.select()).mappings()
            )
            for name, table in metadata.tables.items()
        }


NOT_RECORDS = {
    "words": lambda path: path.write_text("Dear diary, " * 300),
    "nothing": lambda path: path.write_bytes(b""),
    "noise": lambda path: path.write_bytes(os.urandom(9_000)),
    "a folder": lambda path: path.mkdir(),
    "another program's database": lambda path: sqlite3.connect(path).execute("CREATE TABLE t (x)"),
    "a damaged one": lambda path: path.write_bytes(b"SQLite format 3\0" + os.urandom(9_000)),
}


@pytest.mark.parametrize("content", NOT_RECORDS)
def test_what_is_no_record_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "r.db"
    NOT_RECORDS[content](path)
    before = path.read_bytes() if path.is_file() else None
    for create in (False, True):
        if content == "nothing" and create:
            continue  # an empty file may become one
        with pytest.raises(NotARecordError, match=r"r\.db"):
            Store.open(path, create=create)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_record_of_a_later_version_is_refused(store, change):
    change(store, "INSERT INTO migrations VALUES (99, 'from_the_future')")
    store.close()
    with pytest.raises(NewerRecordError, match="later version"):
        Store.open(store.path)


def test_a_record_that_is_not_there_is_missed_not_made(tmp_path):
    with pytest.raises(MissingRecordError, match="detente read"):
        Store.open(tmp_path / "none.db")
    with pytest.raises(MissingRecordError, match="no folder"):
        Store.open(tmp_path / "none" / "r.db", create=True)
    assert list(tmp_path.iterdir()) == []


def test_a_record_is_kept_in_a_file_or_by_postgresql():
    with pytest.raises(RecordError, match="name a file"):
        Store.open("mysql://server/record")


@pytest.mark.sqlite
def test_a_record_bears_our_mark(store):
    store.close()
    assert int.from_bytes(store.path.read_bytes()[68:72], "big") == APPLICATION_ID


def test_a_store_for_reading_does_not_write(store, document):
    with (
        Store.open(store.path, readonly=True) as reader,
        pytest.raises(RecordError, match="reading only"),
    ):
        reader.add(document())


def test_readers_do_not_wait_for_a_writer(store, document):
    store.add(document())
    with store._database.writing(), Store.open(store.path, readonly=True) as reader:
        assert len(list(reader.pages())) == 1


def test_a_writer_that_waits_too_long_says_so(store, document):
    with Store.open(store.path, patience=0.1) as impatient:
        with store._database.writing(), pytest.raises(RecordBusyError, match="Another process"):
            impatient.add(document())
        assert impatient.add(document()) is True


def test_two_processes_on_one_new_record_both_finish(place):
    together, alone = place("together"), place("alone")
    both = [adding(together, 0, 20), adding(together, 10, 30)]
    for process in both:
        _, complaint = process.communicate(timeout=60)
        assert (process.returncode, complaint) == (0, "")
    add_here(alone, 30)
    assert contents(together) == contents(alone)


def test_a_process_killed_half_way_leaves_a_record_that_is_finished_by_the_next(place):
    cut, whole = place("cut"), place("whole")
    victim = adding(cut, 0, 100_000)
    for line in victim.stdout:
        if line.strip() == "15":
            victim.kill()
            break
    victim.communicate(timeout=60)
    with Store.open(cut) as store:
        kept = store.counts()
    assert kept["pages"] >= 15
    assert kept["attributions"] == kept["pages"] == kept["articles"] == kept["commitments"]
    last = max(kept["pages"], 30)
    add_here(cut, last)
    add_here(whole, last)
    assert contents(cut) == contents(whole)


def no_larger_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))


@pytest.mark.sqlite
def test_a_full_disk_stops_in_a_sentence_and_keeps_what_was_committed(tmp_path):
    record = tmp_path / "r.db"
    process = adding(record, 0, 5_000, padding=500, preexec_fn=no_larger_files)
    said, complaint = process.communicate(timeout=60)
    assert "RecordFullError" in complaint.splitlines()[-1]
    assert "make room" in complaint
    with Store.open(record) as store:
        assert store.counts()["pages"] == len(said.split()) > 0
    add_here(record, 60, padding=500)
    with Store.open(record) as store:
        assert store.counts()["pages"] >= 60


def as_nobody(action):
    """What a process of a user without rights says of an action: its result or its error."""
    reading, writing = os.pipe()
    if not os.fork():
        try:
            os.setgid(65534)
            os.setuid(65534)
            said = repr(action())
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    os.wait()
    with os.fdopen(reading) as pipe:
        return pipe.read()


@pytest.mark.sqlite
@pytest.mark.skipif(os.geteuid() != 0, reason="needs another user, who is refused")
def test_a_record_in_a_folder_that_may_not_be_written(store, document, tmp_path):
    store.add(document())
    store.close()
    for folder in (tmp_path, *tmp_path.parents):
        if folder.name.startswith(("pytest-", "popen-", tmp_path.name)):
            folder.chmod(0o755)

    def look():
        with Store.open(store.path, readonly=True) as reader:
            return reader.counts()["pages"], len(reader.search("strait"))

    def write():
        with Store.open(store.path) as writer:
            writer.add(document(url="https://courier.example/2"))

    def make():
        return Store.open(tmp_path / "new.db", create=True)

    assert as_nobody(look) == "(1, 1)"
    assert as_nobody(write).startswith("RecordFullError: ")
    assert as_nobody(make).startswith("RecordFullError: ")
