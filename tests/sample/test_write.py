"""Writing the sample pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente import sample
from detente.errors import InputError


def test_it_writes_the_pages_and_nothing_else(tmp_path: Path) -> None:
    written = sample.write(tmp_path / "new" / "folder")
    assert len(written) >= 8
    assert sorted((tmp_path / "new" / "folder").iterdir()) == written
    assert {path.suffix for path in written} == {".txt", ".md", ".html"}
    assert all(len(path.read_text(encoding="utf-8").split()) > 400 for path in written)


def test_writing_it_twice_changes_nothing(tmp_path: Path) -> None:
    first = {path: path.read_bytes() for path in sample.write(tmp_path)}
    assert {path: path.read_bytes() for path in sample.write(tmp_path)} == first


def test_it_replaces_no_other_file(tmp_path: Path) -> None:
    other = tmp_path / "meridian-press.txt"
    other.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="replace another file"):
        sample.write(tmp_path)
    assert other.read_text(encoding="utf-8") == "mine"


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sample").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="name a folder"):
        sample.write(tmp_path / "sample")
