"""The pages as files: whole, linked to one another, and never over somebody's files."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from detente.errors import InputError
from detente.record import Store
from detente.web import build


@pytest.fixture(scope="module")
def site(record, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("files") / "site"
    with Store.open(record, readonly=True) as store:
        assert build(store, folder) > 10
    return folder


def test_every_link_leads_to_a_file_and_none_to_a_server(site):
    pages = list(site.rglob("*.html"))
    assert {p.parent.name for p in pages} >= {"statement", "article", "actor", "standing", "show"}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<form" not in text, page
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            if link.startswith(("#", "http")):
                continue
            assert not link.startswith("/"), (page, link)
            assert (page.parent / unquote(link.split("#")[0])).exists(), (page, link)


def test_the_files_are_the_same_each_time(site, record, tmp_path):
    with Store.open(record, readonly=True) as store:
        build(store, tmp_path / "again")
    for path in site.rglob("*.*"):
        again = tmp_path / "again" / path.relative_to(site)
        assert again.read_bytes() == path.read_bytes(), path


def test_a_folder_with_something_in_it_is_left_alone(record, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with Store.open(record, readonly=True) as store:
        with pytest.raises(InputError, match="not empty"):
            build(store, tmp_path)
        assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
        build(store, tmp_path, overwrite=True)
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert (tmp_path / "index.html").exists()


def test_a_folder_that_cannot_be_made_is_told(record, tmp_path):
    (tmp_path / "file").write_text("")
    with (
        Store.open(record, readonly=True) as store,
        pytest.raises(InputError, match="cannot be written"),
    ):
        build(store, tmp_path / "file" / "site")


def test_a_timeline_is_written_for_each_party_and_each_period_not_for_both(site):
    names = [path.stem for path in (site / "timeline").glob("*.html")]
    assert any(re.match(r"norland-", name) for name in names)
    assert any(re.match(r"2031-04-\d\d-2031-04-\d\d-", name) for name in names)
    assert not any("norland" in name and "2031" in name for name in names)
