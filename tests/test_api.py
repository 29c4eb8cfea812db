"""The Python face: read, read again, ask."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

import detente
from detente.errors import MissingInputError, MissingRecordError, UnknownPartyError

TEXT = """The ferry line between Brevik and Sund stays closed

By Ole Varn

4 March 2031

BREVIK — Port minister Ada Quill said on Monday that the ferry would sail again “once the strait
is cleared” by the Sund authorities.

“We are ready to talk,” Quill told reporters in Brevik. “They must take the first step.”

Sund's harbour office said it would clear the strait only if Brevik lifted its toll. A spokesman
for the office did not answer a request for comment.
"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def record(tmp_path):
    with detente.open(tmp_path / "record.db") as opened:
        yield opened


def test_reading_counts_what_it_found_and_links_it(record, page):
    report = record.read(page)
    assert (report.pages, report.already, report.set_aside) == (1, 0, [])
    assert report.articles == len(list(record.store.articles())) > 0
    assert report.attributions == len(list(record.store.attributions())) > 0
    assert report.linked
    assert not record.store.links_are_stale()
    assert report.statements == len(record.statements())


def test_reading_again_changes_nothing(record, page):
    record.read(page)
    before = [list(record.store.attributions()), record.statements(), list(record.store.actors())]
    report = record.read([page, page])
    assert (report.pages, report.already, report.linked, report.changed) == (0, 2, False, False)
    after = [list(record.store.attributions()), record.statements(), list(record.store.actors())]
    assert after == before


def test_a_run_that_was_cut_off_before_linking_is_linked_by_the_next(record, page, monkeypatch):
    def cut_off(self):
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(detente.Record, "link", cut_off)
        with pytest.raises(KeyboardInterrupt):
            record.read(page)
    report = record.read(page)
    assert (report.pages, report.linked) == (0, True)


def test_what_cannot_be_read_is_set_aside_until_it_can(record, tmp_path, page):
    odd = tmp_path / "odd.txt"
    odd.write_bytes(bytes(range(256)) * 40)
    seen = []
    report = record.read([odd, page], progress=lambda so_far: seen.append(so_far.inputs))
    assert [item.where for item in report.set_aside] == [str(odd)]
    assert [item.where for item in record.store.set_asides()] == [str(odd)]
    assert seen == [1, 2]
    odd.write_text(TEXT.replace("Monday", "Tuesday"), encoding="utf-8")
    assert record.read(tmp_path / "odd.txt").pages == 1
    assert list(record.store.set_asides()) == []


def test_a_path_that_is_not_there_is_an_error_before_anything_is_read(record, page, tmp_path):
    with pytest.raises(MissingInputError, match=r"none\.txt"):
        record.read([page, tmp_path / "none.txt"])
    assert record.store.counts()["pages"] == 0


@pytest.mark.parametrize("day", ["2031-03-03", date(2031, 3, 3)])
def test_statements_are_asked_for_by_speaker_and_day(record, page, day):
    record.read(page)
    speaker = next(s.speaker for s in record.statements() if s.speaker)
    name = record.store.get(speaker).name
    assert speaker in {s.speaker for s in record.statements(speaker=name)}
    assert record.statements(speaker=speaker) == list(record.store.statements(actor=speaker))
    assert all(s.said_on is not None for s in record.statements(since=day, until=day))
    with pytest.raises(UnknownPartyError):
        record.statements(speaker="Nobody At All")


def test_search_leads_to_the_words(record, page):
    record.read(page)
    hits = record.search("first step")
    texts = {article.id: article.text for article in record.store.articles()}
    assert hits
    assert all(texts[hit.article][hit.start : hit.end] == hit.exact for hit in hits)


def test_the_whole_record_is_exported(record, page, tmp_path):
    record.read(page)
    rows = record.export(tmp_path / "out")
    assert rows["pages"] == 1
    written = (tmp_path / "out" / "attributions.jsonl").read_text(encoding="utf-8")
    assert len(written.splitlines()) == rows["attributions"]


def test_a_table_has_the_rows_that_an_export_of_it_has(record, page, tmp_path):
    record.read(page)
    table = record.table("statements")
    assert record.export(tmp_path / "out", "csv", ["statements"]) == {
        "statements": len(list(table))
    }
    assert {row["id"] for row in table} == {statement.id for statement in record.statements()}


def test_a_record_is_not_made_when_it_must_be_there(tmp_path):
    with pytest.raises(MissingRecordError):
        detente.open(tmp_path / "none.db", create=False)


def test_clean_and_annotate_need_no_record():
    (article,) = detente.clean(TEXT)
    found = detente.annotate(article.text, published="2031-03-04")
    assert found.attributions
    for said in found.attributions:
        assert all(0 <= start < end <= len(article.text) for start, end in said.content)


HEAVY = ["sqlalchemy", "rich", "onnxruntime", "trafilatura", "numpy", "msgspec", "dateparser"]


def test_importing_the_package_imports_nothing_heavy():
    check = f"import sys, detente; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", check], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="frobnicate"):
        detente.frobnicate  # noqa: B018
    assert detente.__version__.count(".") >= 1
