"""`detente export` and its failures, as they are told on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli import detente
from detente.record import Store
from detente.views.export import FORMS


def export(record: Path, *arguments: object) -> Result:
    named = [str(one) for one in ("export", "--record", record, *arguments)]
    return CliRunner().invoke(detente, named)


@pytest.mark.parametrize("form", [name for name, form in FORMS.items() if form.name])
def test_a_form_that_is_one_file_is_written_and_counted(
    sample: Path, tmp_path: Path, form: str
) -> None:
    done = export(sample, tmp_path / "out", "--as", form)
    assert done.exit_code == 0, done.output
    (file,) = (tmp_path / "out").iterdir()
    assert str(file) in done.stdout
    rows = len(file.read_bytes().splitlines()) - (form == "icews")
    assert done.stdout.split()[0] == f"{rows:,}"


def test_tables_are_counted_by_their_files(sample: Path, tmp_path: Path) -> None:
    chosen = ("--table", "stories", "--table", "actors")
    done = export(sample, tmp_path, "--as", "csv", *chosen)
    assert done.exit_code == 0
    files = [line.split(maxsplit=1)[1] for line in done.stdout.splitlines()]
    assert files == [str(tmp_path / "actors.csv"), str(tmp_path / "stories.csv")]


REFUSED: list[tuple[tuple[str, ...], str]] = [
    (("--as", "runes"), "use jsonl, csv, parquet, annotations, ftm, plover, icews, gdelt."),
    (("--table", "nouns"), "'nouns' is no table of a record"),
    (("--as", "ftm", "--table", "actors"), "has no tables"),
]


@pytest.mark.parametrize(("arguments", "says"), REFUSED)
def test_what_there_is_not_is_refused_in_one_sentence(
    sample: Path, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    done = export(sample, tmp_path / "out", *arguments)
    assert done.exit_code == 1
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    for folder in (tmp_path / "taken", tmp_path / "taken" / "below"):
        done = export(sample, folder)
        assert done.exit_code == 1
        assert "cannot be written" in done.stderr
        assert "name another folder" in done.stderr


def test_an_empty_record_is_told(tmp_path: Path) -> None:
    Store.open(tmp_path / "empty.db", create=True).close()
    done = export(tmp_path / "empty.db", tmp_path / "out")
    assert done.exit_code == 1
    assert "The record is empty" in done.stderr


def test_without_pyarrow_parquet_says_what_to_install(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = export(sample, tmp_path, "--as", "parquet")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert 'pip install "detente[arrow]"' in done.stderr
    assert export(sample, tmp_path, "--as", "csv", "--table", "actors").exit_code == 0
