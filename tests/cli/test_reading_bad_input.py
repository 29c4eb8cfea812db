"""`read` and `clean` on what goes wrong: which sentence they say, and with which code they exit."""

from __future__ import annotations

import gzip
import json

import pytest

WORDS = "The port minister said on Monday that the pier would open if the strait was cleared.\n" * 3
GOOD = json.dumps({"id": 7, "text": WORDS})
# name -> file, content, what is said
BAD = {
    "truncated gzip": ("a.txt.gz", gzip.compress(WORDS.encode())[:-9], "damaged or cut off"),
    "broken WARC": ("a.warc", b"WARC/1.0\r\nContent-Length: x\r\n\r\n", "damaged here"),
    "no archive": ("a.zip", b"PK no zip", "zip archive is damaged"),
    "bomb in a feed": (
        "a.rss",
        b'<!DOCTYPE rss [<!ENTITY a "ha">]><rss><channel/></rss>',
        "XML bombs",
    ),
    "zero bytes": ("a.txt", b"One\0two" * 99, "not text"),
    "empty": ("a.html", b"", "holds no text"),
    "picture": ("a.md", b"\x89PNG\r\n\x1a\n\0\0\0", "not text"),
    "row without text": ("a.csv", b"title,text\nPier,\n", "a.csv:2"),
    "half a surrogate": ("a.json", b'[{"text": "\\ud83d two"}]', "surrogate"),
    "cut PDF": ("a.pdf", b"%PDF-1.4\n1 0 obj", "cut off"),
}


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", BAD)
def test_clean_says_why_and_goes_on(run, tmp_path, name):
    file, content, says = BAD[name]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / file).write_bytes(content)
    alone = run("clean", f"in/{file}")
    assert (alone.exit_code, alone.stdout) == (1, "")
    assert says in alone.stderr
    assert "1 of 1 inputs were rejected." in alone.stderr
    (tmp_path / "in" / "b.txt").write_text(WORDS, encoding="utf-8")
    both = run("clean", "in", "-", "--rejects", "bad.jsonl")
    assert both.exit_code == 3
    (row,) = rows(both.stdout)
    assert row["id"] == row["file"] == "in/b.txt"
    (rejected,) = rows((tmp_path / "bad.jsonl").read_text(encoding="utf-8"))
    assert says in f"{rejected['where']} {rejected['why']}"


def test_read_says_why_of_each_and_goes_on(run, tmp_path):
    for number, (file, content, _) in enumerate(BAD.values()):
        (tmp_path / f"{number}{file}").write_bytes(content)
    (tmp_path / "z.txt").write_text(WORDS, encoding="utf-8")
    done = run("read", tmp_path, "--record", tmp_path / "record.sqlite", "--json")
    assert done.exit_code == 3
    report = json.loads(done.stdout)
    # The record itself lies in the folder too; it is no text either.
    told = [aside["why"] for aside in report["set_aside"] if "sqlite" not in aside["where"]]
    assert (report["pages"], len(told)) == (1, len(BAD))
    places = [f"{aside['where']} {aside['why']}" for aside in report["set_aside"]]
    for _, _, says in BAD.values():
        assert any(says in place for place in places), says


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (WORDS.encode(), 1),
        (f"<html><body><p>{WORDS}</p></body></html>".encode(), 1),
        (f"[{GOOD}, {GOOD}]".encode(), 2),
        (f"title,text\nPier,{WORDS.strip()!r}\n".encode(), 1),
        (gzip.compress(f"{GOOD}\n{GOOD}\n".encode()), 2),
    ],
)
def test_clean_takes_any_form_on_standard_input(run, content, count):
    done = run("clean", input=content)
    assert done.exit_code == 0, done.stderr
    assert len(rows(done.stdout)) == count


def test_clean_keeps_the_id_as_it_was_where_no_ending_tells_the_form(run, tmp_path):
    (tmp_path / "pages").write_text(f"{GOOD}\n{GOOD}\n", encoding="utf-8")
    done = run("clean", "pages")
    assert [row["id"] for row in rows(done.stdout)] == [7, 7]


def test_a_line_that_is_too_long_goes_aside_as_it_was(run, tmp_path, monkeypatch):
    monkeypatch.setattr("detente.pages.LIMIT", 1000)
    long = json.dumps({"id": 1, "text": "x" * 5000})
    (tmp_path / "in.jsonl").write_text(f"{GOOD}\n{long}\n{GOOD}\n", encoding="utf-8")
    done = run("clean", "in.jsonl", "-", "--rejects", "bad.jsonl")
    assert (done.exit_code, len(rows(done.stdout))) == (3, 2)
    assert "in.jsonl:2: The line has more than the 1,000 bytes" in done.stderr
    assert (tmp_path / "bad.jsonl").read_text(encoding="utf-8") == long + "\n"


@pytest.mark.parametrize("command", ["read", "clean"])
@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://127.0.0.1:9/x", "not a public address"),
        ("https://localhost/", "not a public address"),
        ("http://[::1]/", "not a public address"),
        ("https://ann:secret@news.example/", "password"),
        ("ftp://news.example/x", "give an address with http:// or https://"),
    ],
)
def test_addresses_that_are_not_fetched_are_told(run, command, address, says):
    done = run(command, address)
    assert done.exit_code == 1
    assert says in done.output


def test_no_progress_is_shown_where_nobody_looks(run, tmp_path):
    (tmp_path / "a.txt").write_text(WORDS, encoding="utf-8")
    assert run("read", "a.txt").stderr == ""
