"""A record that somebody crafted is refused, or what is wrong in it stays outside."""

from __future__ import annotations

import tracemalloc
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from damaging import damage

import detente
from detente.cli import detente as command
from detente.errors import NewerRecordError, NotARecordError
from detente.record import Store

REFUSED = {
    "a later form": ("INSERT INTO migrations VALUES (99, 'later')", NewerRecordError),
    "no list of migrations": ("DROP TABLE migrations", NotARecordError),
    "a trigger": (
        "CREATE TRIGGER t AFTER INSERT ON set_aside BEGIN DELETE FROM pages; END",
        NotARecordError,
    ),
    "a view": ("CREATE VIEW v AS SELECT * FROM pages", NotARecordError),
    "another program's mark": ("PRAGMA application_id = 7", NotARecordError),
}
OF_FILES = {"a trigger", "a view", "another program's mark"}
"""What an operator may well have beside a record in a database."""  # fmt: skip

# What is crafted → how; each spoils every page of the record.
SPOILT = {
    "evidence that is not there": (
        "UPDATE attributions SET body = replace(body, '\"content\":[[', '\"content\":[[9')"
    ),
    "words that the page has not": "UPDATE articles SET text = replace(text, 'grain', 'blood')",
    "a body of another kind": "UPDATE articles SET body = '[1, 2]'",
    "a body without end": "UPDATE articles SET body = '" + '{"a":' * 100_000 + "'",
    "a number beyond measure": (
        'UPDATE articles SET body = replace(body, \'"start":\', \'"start":9e99999,"x":\')'
    ),
    "half a text": "UPDATE pages SET text = substr(text, 1, 40)",
    "no text": "UPDATE pages SET text = substr(text, 1, 0)",
    "another article's name": "UPDATE articles SET body = replace(body, 'a:', 'a:0')",
    "a page of another page": "UPDATE articles SET body = replace(body, 'p:', 'p:0')",
}


@pytest.mark.parametrize(
    "what",
    [pytest.param(what, marks=[pytest.mark.sqlite] * (what in OF_FILES)) for what in REFUSED],
)
def test_it_is_refused_as_a_whole(what: str, record: Path) -> None:
    statement, error = REFUSED[what]
    damage(record, statement)
    for readonly in (True, False):
        with pytest.raises(error, match=r"r\.db"):
            Store.open(record, readonly=readonly)
    done = CliRunner().invoke(command, ["merge", str(record), "--record", "mine.db"])
    assert done.exit_code == 1
    assert "defect" not in done.output


@pytest.mark.parametrize("what", SPOILT)
def test_what_does_not_hold_stays_outside(what: str, record: Path, tmp_path: Path) -> None:
    damage(record, SPOILT[what])
    with detente.open(tmp_path / "mine.db") as mine:
        with Store.open(record, readonly=True) as other:
            assert mine.take_over(other) == 0
        mine.link()
        assert len(list(mine.store.set_asides())) == 3
        assert mine.check().whole


def test_a_text_that_swells_is_not_unpacked(record: Path, tmp_path: Path) -> None:
    bomb = zlib.compressobj(9)
    data = b"".join(bomb.compress(bytes(10_000_000)) for _ in range(60)) + bomb.flush()
    damage(record, "UPDATE pages SET text = ? WHERE id = (SELECT min(id) FROM pages)", data)
    tracemalloc.start()
    with detente.open(tmp_path / "mine.db") as mine, Store.open(record, readonly=True) as other:
        assert mine.take_over(other) == 2
        (item,) = mine.store.set_asides()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "swells" in item.why
    assert peak < 450_000_000


def test_judgements_that_cannot_be_read_are_left_outside(record: Path, tmp_path: Path) -> None:
    damage(record, "INSERT INTO judgements VALUES ('j:1', 'actor', 'a', 'b', 'same', '', '', '{')")
    with detente.open(tmp_path / "mine.db") as mine, Store.open(record, readonly=True) as other:
        assert mine.take_over(other) == 3
        assert mine.store.judgements() == ()
        assert "judgements" in next(mine.store.set_asides()).why


def test_script_in_a_record_is_words_on_its_web_pages(record: Path, tmp_path: Path) -> None:
    script = "<script>alert(1)</script>"
    for table in ("articles", "actors", "statements"):
        damage(record, f"UPDATE {table} SET body = replace(body, 'Tarn', ?)", script)  # noqa: S608
    damage(record, "UPDATE actors SET name = ?", script)
    folder = tmp_path / "site"
    done = CliRunner().invoke(command, ["build", str(folder), "--record", str(record)])
    assert done.exit_code in (0, 1), done.output
    assert "defect" not in done.output
    for page in folder.rglob("*.html"):
        assert script not in page.read_text(encoding="utf-8")
