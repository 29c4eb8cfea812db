"""`detente actors` with judgements, `relink`, and `show --why`, as their user has them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli import detente

NEAR = """\
Vestmar Herald
14 March 2031
Ferries will stop, minister says

Ferries to Skarn will stop on April 1, Transport Minister Ilse Maren said on Friday. “We have \
waited for two years,” Maren told reporters in Vestmar.

The Ostravan envoy, Pavel Dornik, denied that anything was owed. “The account is settled,” \
Dornik said.
"""
FAR = """\
The Ostrava Mail
2 June 2034
A museum opens in Ostrava

The new museum of glass opened on Sunday with a concert. “It is a gift to the town,” its \
architect, Pavel Dornik Havel, said of the building, which cost 12 million crowns.
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "near.txt").write_text(NEAR, encoding="utf-8")
    (folder / "far.txt").write_text(FAR, encoding="utf-8")
    return folder


@pytest.fixture
def record(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run("read", str(pages)).exit_code == 0
    return tmp_path / "detente.db"


def run(*words: str) -> Result:
    return CliRunner().invoke(detente, words)


def people() -> set[str]:
    rows = json.loads(run("actors", "--kind", "person", "--json").stdout)
    return {row["name"] for row in rows}


@pytest.mark.usefixtures("record")
def test_a_judgement_holds_through_relinking_until_it_is_undone() -> None:
    apart = {"Ilse Maren", "Pavel Dornik", "Pavel Dornik Havel"}
    assert people() == apart
    review = json.loads(run("actors", "--review", "--json").stdout)
    assert [q["joined"] for q in review["questions"]] == [False]
    shown = run("actors", "--review").stdout
    assert "Are “Pavel Dornik Havel” and “Pavel Dornik” one?" in shown
    said = run("actors", "--same", "Pavel Dornik", "Pavel Dornik Havel", "--note", "one man")
    assert said.exit_code == 0, said.output
    assert people() == apart - {"Pavel Dornik"}
    assert run("relink").exit_code == 0
    assert people() == apart - {"Pavel Dornik"}
    assert "a person judged it" in " ".join(
        run("show", "Pavel Dornik Havel", "--why").stdout.split()
    )
    refused = run("actors", "--different", "Pavel Dornik", "Pavel Dornik Havel")
    assert refused.exit_code == 1
    assert "contradicts j:" in refused.stderr
    (kept,) = json.loads(run("actors", "--review", "--json").stdout)["judgements"]
    assert kept["note"] == "one man"
    assert run("actors", "--undo", kept["id"]).exit_code == 0
    assert people() == apart


@pytest.mark.usefixtures("record")
def test_a_list_names_actors(tmp_path: Path) -> None:
    rows = "id,name,aliases,role\nw-1,Pavel Dornik,Pavel Dornik Havel,envoy\n,,,\n,12,,\n"
    (tmp_path / "desk.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "detente.toml").write_text('[actors]\nfiles = ["desk.csv"]\n', encoding="utf-8")
    linked = run("relink")
    assert linked.exit_code == 0, linked.output
    assert "desk.csv row 4" in linked.stderr
    assert people() == {"Ilse Maren", "Pavel Dornik"}
    shown = json.loads(run("show", "n:w-1", "--json").stdout)
    assert [role["title"] for role in shown["noun"]["roles"]][-1:] == ["envoy"]


@pytest.mark.usefixtures("record")
def test_what_cannot_be_judged_is_said_in_one_sentence() -> None:
    for words in (
        ("--same", "Nobody", "Ilse Maren"),
        ("--same", "Ilse Maren", "Ilse Maren"),
        ("--undo", "j:nothing"),
    ):
        result = run("actors", *words)
        assert result.exit_code == 1
        assert result.stderr.startswith("detente: ")
        assert "Traceback" not in result.output
    assert run("actors", "--review", "--undo", "j:1").exit_code == 2
    assert run("relink", "--actors", "missing.csv").exit_code == 1
