"""`clean` and `annotate`: JSON Lines in, JSON Lines out."""

from __future__ import annotations

import gzip
import json
import os

import pytest

TEXT = (
    "Port minister Ada Quill said on Monday that the ferry would sail again once the strait was "
    "cleared. “They must take the first step,” Quill told reporters.\n\nThe harbour office did not "
    "answer a request for comment on Tuesday."
)
GOOD = json.dumps({"id": 7, "text": TEXT, "published": "2031-03-04"})

BAD = {
    "no JSON": "{]",
    "no object": "[1]",
    "no text": '{"id": 1}',
    "text is a number": '{"id": 1, "text": 5}',
    "half a surrogate": '{"id": 1, "text": "\\ud83d"}',
    "deep": "[" * 100_000,
}


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


def test_annotate_keeps_the_id_and_gives_offsets_into_the_text(run):
    done = run("annotate", input=GOOD + "\n")
    assert done.exit_code == 0
    (row,) = rows(done.stdout)
    assert row["id"] == 7
    assert set(row) >= {"attributions", "moves", "commitments", "mentions"}
    assert row["attributions"]
    for said in row["attributions"]:
        assert said["kind"] in {"direct", "indirect", "mixed"}
        for start, end in (*said["source"], *said["cue"], *said["content"]):
            assert TEXT[start:end]


def test_clean_keeps_the_id_and_gives_articles_with_their_extent(run):
    text = f"A ferry for Brevik\n\n{TEXT}\n"
    done = run("clean", input=json.dumps({"id": "x", "text": text}) + "\n")
    assert done.exit_code == 0
    (row,) = rows(done.stdout)
    assert row["id"] == "x"
    assert "dropped" in row
    (article,) = row["articles"]
    assert article["text"].split("\n\n")[-1] in text[article["start"] : article["end"]]


@pytest.mark.parametrize("command", ["clean", "annotate"])
@pytest.mark.parametrize("bad", BAD)
def test_a_bad_line_is_told_counted_and_kept_aside_as_it_was(run, tmp_path, command, bad):
    (tmp_path / "in.jsonl").write_text(f"{GOOD}\n\n{BAD[bad]}\n{GOOD}", encoding="utf-8")
    done = run(command, "in.jsonl", "out.jsonl", "--rejects", "bad.jsonl")
    assert done.exit_code == 3
    assert "in.jsonl:3" in done.stderr
    assert "1 of 3 lines were rejected" in done.stderr
    assert (tmp_path / "bad.jsonl").read_text(encoding="utf-8") == BAD[bad] + "\n"
    assert [row["id"] for row in rows((tmp_path / "out.jsonl").read_text(encoding="utf-8"))] == [
        7,
        7,
    ]


@pytest.mark.parametrize("command", ["clean", "annotate"])
def test_nothing_but_bad_lines_is_nothing_done(run, command):
    done = run(command, input="{]\n")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "standard input:1" in done.stderr


def test_zipped_files_are_read_and_written(run, tmp_path):
    with gzip.open(tmp_path / "in.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(GOOD + "\n")
    assert run("annotate", "in.jsonl.gz", "out.jsonl.gz").exit_code == 0
    with gzip.open(tmp_path / "out.jsonl.gz", "rt", encoding="utf-8") as stream:
        assert json.loads(stream.read())["id"] == 7


def test_nothing_in_is_nothing_out(run):
    done = run("annotate", input="")
    assert (done.exit_code, done.output) == (0, "")


@pytest.mark.parametrize("name", ["folder", "empty.jsonl", "empty.warc", "blank.jsonl"])
def test_clean_tells_of_a_file_or_folder_with_nothing_in_it(run, tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "empty.warc").touch()
    (tmp_path / "blank.jsonl").write_bytes(b"\n\n")
    done = run("clean", name)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_clean_of_nothing_in_a_pipe_is_nothing_out(run):
    done = run("clean", input="")
    assert (done.exit_code, done.output) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none.jsonl"], "none.jsonl"),
        (["in.jsonl", "none/out.jsonl"], "folder"),
        (["in.jsonl", "in.jsonl"], "overwritten"),
        (["."], "cannot be opened"),
    ],
)
def test_files_that_cannot_be_used_are_told(run, tmp_path, arguments, says):
    (tmp_path / "in.jsonl").write_text(GOOD, encoding="utf-8")
    done = run("annotate", *arguments)
    assert done.exit_code == 1
    assert says in done.stderr
    assert (tmp_path / "in.jsonl").read_text(encoding="utf-8") == GOOD


def cut(data):
    return data[:-20]


def spoiled(data):
    return data[:20] + bytes(20) + data[40:]


@pytest.mark.parametrize(("damaged", "code", "done"), [(cut, 3, 4), (spoiled, 1, 0)])
def test_what_came_before_damage_is_done(run, tmp_path, damaged, code, done):
    lines = [json.dumps({"id": n, "text": f"Pier {n}."}).encode() + b"\n" for n in range(4)]
    packed = gzip.compress(b"".join(lines) + os.urandom(99))
    (tmp_path / "bad.jsonl.gz").write_bytes(damaged(packed))
    ran = run("clean", "bad.jsonl.gz")
    assert (ran.exit_code, len(rows(ran.stdout))) == (code, done)
    assert "bad.jsonl.gz cannot be read to its end" in ran.stderr


def test_a_defect_on_one_line_does_not_stop_the_rest(run, monkeypatch):
    from detente import engines

    found = engines.annotate

    def fragile(text, **known):
        if text == "odd":
            raise ZeroDivisionError("by zero")
        return found(text, **known)

    monkeypatch.setattr(engines, "annotate", fragile)
    done = run("annotate", input=json.dumps({"id": 1, "text": "odd"}) + "\n" + GOOD)
    assert done.exit_code == 3
    assert "standard input:1: It met a defect" in done.stderr
    assert [row["id"] for row in rows(done.stdout)] == [7]
