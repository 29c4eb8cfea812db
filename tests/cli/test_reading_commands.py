# ruff: noqa: S602, S603  commands of our own
"""`read`, `sample`, `export`, `completion`: what they say and with which code they exit."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from detente.cli import SECTIONS
from detente.record import Store

# Jobs in the background of a shell script are born deaf to interrupts; ours must hear them.
HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
MAIN = [sys.executable, "-c", HEARING + "from detente.cli import main; main()"]
WORDS = "The port minister said on Monday that pier {} would open if the strait was cleared.\n"


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text(WORDS.format(1) * 3, encoding="utf-8")
    return path


def test_every_command_has_help_with_examples(run):
    for name in (name for table in SECTIONS.values() for name in table):
        shown = run(name, "--help")
        assert shown.exit_code == 0
        assert "Examples:" in shown.output, name


def test_help_is_quick_and_imports_nothing_heavy():
    check = (
        "import sys; from detente.cli import detente\n"
        "try: detente(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'sqlalchemy', 'rich', 'onnxruntime', 'trafilatura', 'numpy', 'dateparser'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "Looking:" in done.stdout


def test_read_tells_what_it_found_and_that_nothing_changed(run, page):
    first = run("read", page)
    assert first.exit_code == 0
    assert "pages read" in first.stdout
    assert "Nothing changed." not in first.stdout
    again = run("read", page)
    assert again.exit_code == 0
    assert "Nothing changed." in again.stdout


def test_read_gives_json(run, page):
    report = json.loads(run("read", page, "--json").stdout)
    assert (report["pages"], report["already"], report["set_aside"]) == (1, 0, [])
    assert report["record"] == "detente.db"


BAD = {
    "empty": b"",
    "blank": b" \n\n\t ",
    "binary": bytes(range(256)) * 20,
    "picture": b"\x89PNG\r\n\x1a\n" + b"\0\1\2\3" * 900,
}


@pytest.mark.parametrize("content", BAD)
def test_what_cannot_be_read_is_set_aside_with_its_reason(run, page, tmp_path, content):
    (tmp_path / "odd.txt").write_bytes(BAD[content])
    both = run("read", page, "odd.txt")
    assert both.exit_code == 3
    assert "odd.txt was set aside: " in both.stdout
    alone = run("read", "odd.txt", "--record", "alone.db")
    assert alone.exit_code == 1


def test_old_encodings_are_read(run, tmp_path):
    text = "„Wir warten“, sagte die Hafenministerin am Montag in Sundvåg. Der Pier bleibt zu.\n" * 4
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    (tmp_path / "b.txt").write_bytes(text.encode("utf-16"))
    assert run("read", "a.txt", "b.txt").exit_code == 0
    with Store.open("detente.db") as store:
        for page in store.pages():
            assert "„Wir warten“" in page.text


def test_a_huge_text_is_set_aside_quickly(run, page, tmp_path):
    (tmp_path / "huge.txt").write_bytes(b"All work and no play. " * 2_300_000)  # 50 MB
    done = run("read", page, "huge.txt")
    assert done.exit_code == 3
    assert "huge.txt" in done.stdout


def test_one_file_a_line_names_the_bad_lines(run, tmp_path):
    good = json.dumps({"id": 1, "text": WORDS.format(2) * 3})
    (tmp_path / "pages.jsonl").write_text(f"{good}\n{{]\n", encoding="utf-8")
    done = run("read", "pages.jsonl")
    assert done.exit_code == 3
    assert "pages.jsonl:2" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["read", "none.txt"], 1, "none.txt"),
        (["read"], 2, "Usage"),
        (["frobnicate"], 2, "frobnicate"),
        (["export", "out"], 1, "detente read"),
        (["export", "out", "--as", "runes"], 1, ""),
        (["read", "ferry.txt", "--record", "none/r.db"], 1, "folder"),
        (["read", "ferry.txt", "--record", "ferry.txt"], 1, "no Détente record"),
        (["read", "empty"], 1, "nothing to read"),
    ],
)
def test_failures_are_told_in_a_sentence(run, page, tmp_path, arguments, code, says):
    (tmp_path / "empty").mkdir()
    done = run(*arguments)
    assert done.exit_code == code
    assert says in done.stderr


def test_a_defect_is_told_without_a_traceback(run, page, monkeypatch):
    def broken(*arguments, **options):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("detente.record.Store.open", broken)
    done = run("read", page)
    assert done.exit_code == 1
    assert "defect of Détente (ZeroDivisionError" in done.stderr


def test_the_record_is_the_option_else_the_variable_else_the_file_else_the_default(
    run, page, tmp_path, monkeypatch
):
    def made():
        return {path.name for path in tmp_path.glob("*.db")}

    run("read", page)
    assert made() == {"detente.db"}
    (tmp_path / "detente.toml").write_text('record = "settled.db"\n', encoding="utf-8")
    run("read", page)
    assert made() == {"detente.db", "settled.db"}
    monkeypatch.setenv("DETENTE_RECORD", "around.db")
    run("read", page)
    assert made() == {"detente.db", "settled.db", "around.db"}
    run("--record", "before.db", "read", page)
    run("read", page, "--record", "after.db")
    assert made() == {"detente.db", "settled.db", "around.db", "before.db", "after.db"}


def test_a_broken_settings_file_is_told(run, page, tmp_path):
    (tmp_path / "detente.toml").write_text("record = [", encoding="utf-8")
    done = run("read", page)
    assert (done.exit_code, "detente.toml cannot be read" in done.stderr) == (1, True)


def test_the_sample_can_be_read_and_exported(run, tmp_path):
    assert run("sample", "pages").exit_code == 0
    done = run("read", "pages")
    assert (done.exit_code, "was set aside" in done.stdout) == (0, False)
    exported = run("export", "out")
    assert exported.exit_code == 0
    assert (tmp_path / "out" / "statements.jsonl").stat().st_size > 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_for_the_shell(run, shell):
    done = run("completion", shell)
    assert done.exit_code == 0
    assert "_DETENTE_COMPLETE" in done.stdout


def test_many_inputs_with_one_fault_are_told_in_few_lines(run, tmp_path, page):
    (tmp_path / "bad.jsonl").write_text("[]\n" * 40, encoding="utf-8")
    done = run("read", "bad.jsonl", page)
    assert done.exit_code == 3
    assert "bad.jsonl:1 was set aside: it is JSON but no object" in done.stdout
    assert "For the same reason 35 more were set aside" in done.stdout
    assert "bad.jsonl:6 " not in done.stdout
    assert len(json.loads(run("read", "bad.jsonl", "--json").stdout)["set_aside"]) == 40


def test_a_large_page_is_told_of_before_it_is_read(run, page, monkeypatch):
    monkeypatch.setattr("detente.api.LARGE", 100)
    done = run("read", page)
    assert done.exit_code == 0
    assert "ferry.txt has 0.0 MB; so much text may take about 1 minute." in done.stderr


def test_pages_that_are_not_linked_are_told_of(run, page):
    assert run("read", page, "--record", "r.db").exit_code == 0
    assert "not linked" not in run("brief", "--record", "r.db").stderr
    with Store.open("r.db") as store:
        store.mark_linked(0)
    done = run("brief", "--record", "r.db")
    assert (done.exit_code, "not linked yet" in done.stderr) == (0, True)


def test_ctrl_c_says_how_far_it_came_and_keeps_it(tmp_path, page):
    lines = (json.dumps({"id": n, "text": WORDS.format(n) * 3}) for n in range(20_000))
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    record = tmp_path / "r.db"
    reading = subprocess.Popen(
        [*MAIN, "read", "many.jsonl", "--record", record, "--workers", "1"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    )
    kept_before = wait_for_pages(record, 3)
    reading.send_signal(signal.SIGINT)
    _, complaint = reading.communicate(timeout=60)
    assert reading.returncode == 130
    assert "Interrupted: " in complaint
    assert "run the same command again" in complaint
    with Store.open(record) as store:
        pages = store.counts()["pages"]
        assert pages >= kept_before
        assert f"{pages:,} pages read" in complaint
        assert store.links_are_stale()


def wait_for_pages(record, number):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if record.exists() and record.stat().st_size:
            with Store.open(record, readonly=True) as store:
                if (pages := store.counts()["pages"]) >= number:
                    return pages
        time.sleep(0.05)
    raise TimeoutError("no pages were read in a minute")


def test_a_reader_that_goes_away_is_no_noise(tmp_path):
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    done = subprocess.run(
        f'yes \'{{"id":1,"text":""}}\' | {sys.executable} -c '
        "'from detente.cli import main; main()' annotate | head -n 1",
        shell=True,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert json.loads(done.stdout)["attributions"] == []
    assert done.stderr == ""
