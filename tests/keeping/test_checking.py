# ruff: noqa: S603  processes of our own
"""Whatever is changed in a record is found, and what can be derived is made as it was."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from damaging import damage

import detente
from detente.record import Store

Exported = Callable[[Path], dict[str, bytes]]

# What is damaged → how, the part that is then at fault, and a word of what is said.
DAMAGE = {
    "a passage's words": (
        "UPDATE evidence SET exact = exact || 's' WHERE owner LIKE 'q:%' AND role = 'content'",
        "pages", "evidence",
    ),
    "a passage's row": ("DELETE FROM evidence WHERE owner LIKE 'm:%'", "pages", "evidence"),
    "a passage of a link": (
        "UPDATE evidence SET start = start + 1 WHERE owner LIKE 'n:%'", "links", "do not stand",
    ),
    "a passage of nothing": (
        "INSERT INTO evidence VALUES ('n:none', 0, 'name', 'a:none', 0, 1, 'x', TRUE)",
        "links", "not there",
    ),
    "a passage of an article that is gone": (
        "INSERT INTO evidence VALUES ('q:none', 0, 'cue', 'a:none', 0, 1, 'x', FALSE)",
        "keys", "a:none",
    ),
    "a span": (
        "UPDATE attributions SET body = replace(body, '\"content\":[[', '\"content\":[[1')",
        "pages", "q:",
    ),
    "an attribution": ("UPDATE attributions SET body = '{' WHERE ordinal = 0", "pages", "read"),
    "an article's words": (
        "UPDATE articles SET text = replace(text, 'grain', 'grano')", "pages", "differs",
    ),
    "an article's column": ("UPDATE articles SET published_from = '1999-01-01'", "pages", "column"),
    "words for the search": ("UPDATE attributions SET words = 'nothing'", "pages", "agree"),
    "a page's column": ("UPDATE pages SET url = 'https://else.example'", "pages", "columns"),
    "a move": ("DELETE FROM moves", "pages", "is gone"),
    "a mention": ("UPDATE mentions SET name = 'Nobody'", "pages", "in mentions"),
    "the search index": (
        "DELETE FROM article_words", "search", "words",
    ),
    "the search tables": ("DROP TABLE said_words", "tables", "not there"),
    "an actor": ("DELETE FROM actors", "keys", "actors"),
    "an actor's name": ("DELETE FROM actor_names", "links", "actor_names"),
    "a link's body": ("UPDATE statements SET body = 'x'", "links", "cannot be read"),
    "a statement's speaker": ("UPDATE statements SET said_from = '1999'", "links", "columns"),
    "a story's articles": ("DELETE FROM story_articles", "links", "story_articles"),
    "a statement's reports": ("DELETE FROM statement_attributions", "links", "attributions"),
    "a discrepancy": ("UPDATE discrepancies SET kind = 'date'", "links", "columns"),
    "a run of the index": (
        "DELETE FROM runs WHERE hash = (SELECT min(hash) FROM runs)", "index", "text gives",
    ),
    "a topic of the index": ("UPDATE topics SET hash = hash + 1", "index", "text gives"),
    "an article of the index": (
        "DELETE FROM blocks WHERE article = (SELECT min(article) FROM blocks)",
        "index", "not in the index",
    ),
    "a block": ("UPDATE blocks SET block = 'a:zzz'", "index", "first article"),
    "an index of a table": ("DROP INDEX moves_of_article", "tables", "moves_of_article"),
    "a table": ("DROP TABLE questions", "tables", "not there"),
}  # fmt: skip


def faults(record: Path) -> list[tuple[str, str]]:
    with Store.open(record, readonly=True) as store:
        report = detente.Record(store).check()
    return [(fault.part, f"{fault.where} {fault.why}") for fault in report.faults]


def test_an_undisturbed_record_is_whole(record: Path) -> None:
    assert faults(record) == []


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_found_and_mended(
    what: str, record: Path, whole: Path, exported: Exported
) -> None:
    statement, part, word = DAMAGE[what]
    damage(record, statement)
    found = faults(record)
    assert any(where == part and word in why for where, why in found), found
    with detente.open(record) as opened:
        report = opened.check(repair=True)
    assert report.whole, report.left
    assert report.done
    assert report.backup is not None
    assert faults(record) == []
    assert exported(record) == exported(whole)


def test_what_was_there_before_mending_is_kept_beside(record: Path) -> None:
    damage(record, DAMAGE["a mention"][0])
    with detente.open(record) as opened:
        first = opened.check(repair=True).backup
    assert first == f"{record}.before-repair-1"
    assert any("mentions" in why for _, why in faults(Path(first)))


def test_a_page_whose_text_is_lost_comes_back_by_reading_it_again(
    record: Path, whole: Path, pages: Path, exported: Exported
) -> None:
    damage(record, "UPDATE pages SET text = ?, dropped = '[]'", zlib.compress(b"\xff\xfe"))
    assert {part for part, _ in faults(record)} >= {"pages"}
    with detente.open(record) as opened:
        report = opened.check(repair=True)
        assert report.whole
        assert {item.where.rpartition("/")[2] for item in opened.store.set_asides()} == {
            file.name for file in pages.iterdir()
        }
        opened.read(pages, workers=1)
        assert list(opened.store.set_asides()) == []
    assert exported(record) == exported(whole)


@pytest.mark.sqlite
def test_damage_to_an_index_of_sqlite_is_found_and_mended(
    record: Path, whole: Path, exported: Exported
) -> None:
    with closing(sqlite3.connect(record, isolation_level=None)) as connection:
        connection.execute("DROP INDEX moves_of_article")
        connection.execute(
            "CREATE UNIQUE INDEX moves_of_article ON moves (article, ordinal) WHERE ordinal > 0"
        )
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, ' WHERE ordinal > 0', '') "
            "WHERE name = 'moves_of_article'"
        )
    assert any(part == "file" and "moves_of_article" in why for part, why in faults(record))
    with detente.open(record) as opened:
        assert opened.check(repair=True).whole
    assert exported(record) == exported(whole)


def test_what_people_judged_is_told_and_never_touched(record: Path) -> None:
    damage(record, "INSERT INTO judgements VALUES ('j:1', 'actor', 'a', 'b', 'same', '', '', '{')")
    with detente.open(record) as opened:
        report = opened.check(repair=True)
    assert [(fault.part, fault.where) for fault in report.left] == [("judgements", "j:1")]


@pytest.mark.sqlite
def test_a_file_that_is_cut_off_is_told(record: Path) -> None:
    data = record.read_bytes()
    record.write_bytes(data[: len(data) // 2])
    done = subprocess.run(
        [sys.executable, "-m", "detente", "check", "--record", str(record)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (1, 4)
    assert "Traceback" not in done.stdout + done.stderr
    assert "damaged" in done.stdout + done.stderr or "SQLite" in done.stdout


def test_checking_goes_on_while_another_writes(record: Path, pages: Path, tmp_path: Path) -> None:
    extra = tmp_path / "later.txt"
    extra.write_text("Tarn said on Friday that the gates were open.\n" * 3, encoding="utf-8")
    with Store.open(record, readonly=True) as store:
        found = store.check()
        first = next(found, None)
        with detente.open(record) as other:
            other.read(extra, workers=1)
        assert [first, *found] == [None]
