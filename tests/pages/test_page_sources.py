"""Inputs are found in order, one at a time; what cannot be read is set aside."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from detente.errors import MissingInputError
from detente.nouns import SetAside
from detente.pages import Source, sources


def split(found: list[Source | SetAside]) -> tuple[list[Source], list[SetAside]]:
    return (
        [item for item in found if isinstance(item, Source)],
        [item for item in found if isinstance(item, SetAside)],
    )


def test_folders_are_walked_by_name_and_hidden_files_skipped(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/.hidden.txt", ".git/x.txt", "c.md", "d.unknown"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"words of {name}", encoding="utf-8")
    read, aside = split(list(sources([tmp_path])))
    names = [Path(source.where).relative_to(tmp_path).as_posix() for source in read]
    assert names == ["a/z.html", "b.txt", "c.md", "d.unknown"]
    assert not aside


def test_a_path_that_does_not_exist_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match=r"nothing\.txt"):
        sources([tmp_path, tmp_path / "nothing.txt"])


def test_a_dangling_link_and_a_large_file_are_set_aside(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "large.txt").write_text("x" * 200, encoding="utf-8")
    (tmp_path / "small.txt").write_text("x", encoding="utf-8")
    read, aside = split(list(sources([tmp_path], limit=100)))
    assert [Path(source.where).name for source in read] == ["small.txt"]
    assert {Path(item.where).name: item.why.split()[0] for item in aside} == {
        "link.txt": "The",
        "large.txt": "It",
    }


def test_gzip_is_read_by_its_ending_and_damage_is_set_aside(tmp_path: Path) -> None:
    whole = gzip.compress(b"<html><body>words</body></html>" * 50)
    (tmp_path / "a.html.gz").write_bytes(whole)
    (tmp_path / "b.html.gz").write_bytes(whole[:-20])
    (tmp_path / "c.html.gz").write_bytes(b"\x1f\x8b no gzip at all")
    read, aside = split(list(sources([tmp_path])))
    assert [source.page().media for source in read] == ["text/html"]
    assert [Path(item.where).name for item in aside] == ["b.html.gz", "c.html.gz"]


def test_json_lines_carry_what_is_known(tmp_path: Path) -> None:
    row = {
        "id": "x1",
        "text": "Words.",
        "url": "https://example.org/1",
        "title": "A title",
        "published": "2021-03-04",
        "retrieved": "2021-03-05T10:00:00Z",
        "clean": True,
    }
    file = tmp_path / "rows.jsonl.gz"
    file.write_bytes(gzip.compress(json.dumps(row).encode() + b"\n\n"))
    ((source,), aside) = split(list(sources([file])))
    page = source.page()
    assert not aside
    assert (page.text, page.url, page.given_id) == ("Words.", "https://example.org/1", "x1")
    assert page.given == {"title": "A title", "published": "2021-03-04", "clean": True}
    assert page.retrieved == "2021-03-05T10:00:00Z"


@pytest.mark.parametrize(
    ("row", "text", "url"),
    [
        ({"maintext": "Words.", "source_domain": "example.org"}, "Words.", None),
        ({"plaintext": "Words.", "html": {"requested_url": "u:1"}}, "Words.", "u:1"),
        ({"body": {"text": "Words."}, "link": "u:2"}, "Words.", "u:2"),
        ({"text": "", "html": "<p>Words.</p>"}, "<p>Words.</p>", None),
    ],
)
def test_the_names_of_other_exports_are_known(
    tmp_path: Path, row: dict[str, object], text: str, url: str | None
) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    ((source,), _) = split(list(sources([file])))
    assert (source.data.decode(), source.url) == (text, url)


def test_bad_lines_are_set_aside_with_their_numbers_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    lines = [
        b'{"text": "one"}',
        b"{broken",
        b"[1, 2]",
        b'{"title": "no text"}',
        b'{"text": "\\ud800"}',
        b'{"text": "\xff"}',
        b'{"text": "' + b"x" * 300 + b'"}',
        b'{"text": "two"}',
    ]
    file.write_bytes(b"\n".join(lines))
    read, aside = split(list(sources([file], limit=200)))
    assert [source.data for source in read] == [b"one", b"two"]
    assert [item.where.rpartition(":")[2] for item in aside] == ["2", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"One page.\nOf two lines.", [b"One page.\nOf two lines."]),
        (b'{"text": "one"}\n{"text": "two"}\n', [b"one", b"two"]),
    ],
)
def test_standard_input_is_a_page_or_json_lines(
    monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[bytes]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    read, _ = split(list(sources(["-"])))
    assert [source.data for source in read] == texts


def test_sources_come_one_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "one"}\n' * 3, encoding="utf-8")
    found = sources([file])
    first = next(found)
    assert isinstance(first, Source)
    assert first.where.endswith(":1")
