"""The commands that look at a record, run on a real one."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import detente.standing
from detente.cli import detente as command_line
from detente.record import Store
from detente.standing.changing import Changed

sys.path.insert(0, str(Path(__file__).parent.parent / "views"))
from builders import dispute, documents, links

CASE = dispute()
LISTINGS = ["timeline", "discrepancies", "lineage", "statements", "actors"]


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    path = tmp_path_factory.mktemp("record") / "strait.db"
    with Store.open(path, create=True) as store:
        for document in documents(CASE):
            store.add(document)
        store.replace_links(links(CASE))
    return path


@pytest.fixture
def run(record, monkeypatch):
    monkeypatch.setattr(
        detente.standing, "parties", lambda store: [CASE.standing.parties], raising=False
    )
    monkeypatch.setattr(
        detente.standing, "standing", lambda store, parties, on=None: CASE.standing, raising=False
    )

    def invoke(*words, path=record, code=0):
        result = CliRunner().invoke(command_line, ["--record", str(path), *words])
        assert result.exit_code == code, result.output
        return result

    return invoke


def test_the_brief_of_a_record_needs_no_names(run):
    text = run("brief").stdout
    assert text.startswith("Norland ⇄ Sudmark")
    assert "MUTUAL WAIT" in text
    assert CASE.locks.id[:8] in text


def test_the_brief_of_one_party_is_with_its_chief_opposite(run):
    assert run("brief", "sudmark", "--json").stdout
    failed = run("brief", "Ostra", code=1)
    assert "nothing between 'Ostra' and anybody" in failed.stderr


def test_the_brief_as_markdown_and_into_files(run, tmp_path):
    assert run("brief", "--markdown").stdout.startswith("# Norland ⇄ Sudmark\n")
    for name, start in (("b.md", "# Norland"), ("b.txt", "Norland ⇄")):
        run("brief", "--out", str(tmp_path / name))
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    run("brief", "--json", "--out", str(tmp_path / "b.json"))
    assert json.loads((tmp_path / "b.json").read_text())["parties"] == ["Norland", "Sudmark"]
    failed = run("brief", "--out", str(tmp_path / "none" / "b.md"), code=1)
    assert "cannot be written" in failed.stderr


def test_every_id_in_the_brief_opens(run):
    text = run("brief").stdout
    ids = {word for word in text.split() if word[:2] in ("s:", "d:", "q:", "m:", "a:")}
    assert len(ids) == 4
    for identifier in ids:
        assert identifier in run("show", identifier).stdout


@pytest.mark.parametrize("identifier", sorted(CASE.store.nouns))
def test_show_opens_every_noun(run, identifier):
    row = json.loads(run("show", identifier, "--json").stdout)
    assert row["id"] == identifier
    assert identifier[:8] in run("show", identifier[:8]).stdout


def test_show_of_an_unknown_id_is_one_sentence(run):
    failed = run("show", "s:000000", code=1)
    assert failed.stderr.startswith("detente: ")
    assert "Traceback" not in failed.output


@pytest.mark.parametrize("name", LISTINGS)
def test_listings_are_text_and_json_arrays(run, name):
    rows = json.loads(run(name, "--json").stdout)
    assert isinstance(rows, list)
    assert rows
    text = run(name).stdout
    assert "\x1b" not in text
    ids = [row.get("id") or row["saying"]["id"] for row in rows]
    assert all(identifier[:8] in text for identifier in ids)


def test_said_and_search_find_the_words(run):
    assert "patrol boats" in run("said", "Lunt").stdout
    said = json.loads(run("said", "Norland", "--json").stdout)
    assert [s["id"] for s in said["statements"]] == [CASE.locks.id]
    found = json.loads(run("search", "patrol", "boats", "--json").stdout)
    assert {row["who"] for row in found} == {"Pavo Lunt"}
    assert "No passage found." in run("search", "quinquereme").stdout
    assert "Nobody in the record" in run("said", "Nobody Atall", code=1).stderr


def test_days_are_checked_and_kept_to(run):
    run("timeline", "--since", "yesterday", code=2)
    assert json.loads(run("timeline", "--since", "2031-05-01", "--json").stdout) == []
    assert len(json.loads(run("statements", "--limit", "1", "--json").stdout)) == 1
    assert json.loads(run("statements", "--actor", "Maren", "--json").stdout)[0]["id"] == (
        CASE.locks.id
    )


def test_the_standing_is_the_noun_in_json(run):
    row = json.loads(run("standing", "Norland", "Sudmark", "--json").stdout)
    assert row["mutual_wait"] is True
    assert row["waits"][0]["statements"] == [CASE.locks.id]
    assert "waits for" in run("standing", "Norland", "Sudmark").stdout


def test_changes_are_what_was_said_after_a_day(run, monkeypatch):
    line = CASE.standing.waits[0]
    change = detente.standing.Change(list="waits", kind="new", line=line)
    asked = []

    def changed(store, parties, since, until, **how):
        asked.append((parties, since, until, how))
        return Changed(changes=(change,), left_out=("Left out: 3 older articles.",))

    monkeypatch.setattr(detente.standing, "changed", changed)
    words = ("standing", "Norland", "Sudmark", "--changes", "2031-04-01", "--on", "2031-04-09")
    assert "waits for" in run(*words).stdout
    row = json.loads(run(*words, "--json").stdout)
    assert row["changes"][0]["line"]["to"] == line.to
    assert row["left_out"] == ["Left out: 3 older articles."]
    assert "Left out: 3 older articles." in run(*words, "--all").stdout
    days = (("Norland", "Sudmark"), "2031-04-01", "2031-04-09")
    assert asked == [(*days, {}), (*days, {}), (*days, {"most": None})]


@pytest.mark.parametrize("name", [*LISTINGS, "brief"])
def test_an_empty_record_says_what_to_do(run, tmp_path, monkeypatch, name):
    monkeypatch.setattr(detente.standing, "parties", lambda store: [], raising=False)
    with Store.open(tmp_path / "empty.db", create=True):
        pass
    text = run(name, path=tmp_path / "empty.db").stdout
    assert text == "The record is empty: read pages with `detente read PATH`.\n"


def test_a_missing_record_is_one_sentence(run, tmp_path):
    failed = run("brief", path=tmp_path / "none.db", code=1)
    assert failed.stderr.count("\n") == 1


@pytest.mark.parametrize("name", [*LISTINGS, "brief", "standing", "said", "show", "search"])
def test_help_has_examples(name):
    result = CliRunner().invoke(command_line, [name, "--help"])
    assert f"detente {name}" in result.output.partition("Examples:")[2]
