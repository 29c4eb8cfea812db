# ruff: noqa: S603  processes of our own
"""`detente watch` on the command line: what it prints, whom it notifies, how it ends."""

from __future__ import annotations

import functools
import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli import detente
from detente.pages import fetching
from detente.pages.fetching import Fetcher, Manners
from detente.record import Store

WATCHING = """
import functools, signal, sys
from detente.pages import fetching
fetching.Fetcher = functools.partial(
    fetching.Fetcher, allowed=["127.0.0.1"], manners=fetching.Manners(delay=0.0)
)
signal.signal(signal.SIGINT, signal.default_int_handler)
from detente.cli import main
main()
"""


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_MODEL", "fast")
    local = functools.partial(
        Fetcher,
        allowed=["127.0.0.1"],
        resolve=lambda host, port: ["127.0.0.1"],
        manners=Manners(delay=0.0),
    )
    monkeypatch.setattr(fetching, "Fetcher", local)

    def run(*options: str) -> Result:
        Path("urls.txt").write_text(site.feed("grain") + "\n", encoding="utf-8")
        return CliRunner().invoke(detente, ["watch", "urls.txt", "--once", *options])

    return run


def test_it_prints_what_is_new_in_the_standing_and_then_nothing(watch, site) -> None:
    site.story("grain", "grain")
    first = watch()
    assert first.exit_code == 0, first.output
    assert "1 new page, 1 address asked" in first.stdout
    assert "Norway" in first.stdout
    assert "gates" in first.stdout
    assert "nothing new" in watch().stdout


def test_json_is_one_line_a_poll(watch, site) -> None:
    site.story("grain", "grain")
    (line,) = watch("--json").stdout.splitlines()
    assert [page["url"] for page in json.loads(line)["pages"]] == [site.url("/grain")]


def test_a_command_is_notified_and_no_shell_reads_it(watch, site, tmp_path: Path) -> None:
    site.story("grain", "grain")
    script = tmp_path / "tell.py"
    script.write_text(
        "import sys\nopen('told', 'w').write(sys.argv[1] + '|' + sys.stdin.read())\nsys.exit(3)"
    )
    done = watch("--notify", f"{sys.executable} tell.py '$(touch harm); `touch harm`'")
    words, _, news = (tmp_path / "told").read_text().partition("|")
    assert words == "$(touch harm); `touch harm`"
    assert not (tmp_path / "harm").exists()
    assert json.loads(news)["pages"]
    assert "ended with code 3" in done.stderr
    assert done.exit_code == 0


def test_a_command_that_is_not_there_is_told(watch, site) -> None:
    site.story("grain", "grain")
    done = watch("--notify", "./no-such-program")
    assert "could not be run" in done.stderr
    assert done.exit_code == 0


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--every", "often"], "no time"),
        (["--every", "5s"], "too often"),
        (["--notify", "'"], "no"),
    ],
)
def test_what_is_no_time_or_command_is_wrong_usage(watch, options, says) -> None:
    done = watch(*options)
    assert (done.exit_code, says in done.stderr) == (2, True)


def test_addresses_that_fail_are_told_by_the_code(watch, site) -> None:
    site.feed("grain")
    done = watch()
    assert done.exit_code == 0  # the feed was had; the page is tried again
    assert "404" in done.stderr
    Path("urls.txt").write_text(f"{site.url('/none')}\n", encoding="utf-8")
    done = CliRunner().invoke(detente, ["watch", "urls.txt", "--once", "--record", "b.db"])
    assert (done.exit_code, "404" in done.stderr) == (1, True)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_it_in_order(site, tmp_path: Path, number: int, code: int) -> None:
    names = ["grain", "coal"]
    for name in names:
        site.story(name, name)
    urls = tmp_path / "urls.txt"
    feed = site.feed(*names)
    body = site.answers["/feed"][2].decode().replace("news.example", "127.0.0.1")
    site.put("/feed", body)
    urls.write_text(feed.replace("news.example", "127.0.0.1") + "\n", encoding="utf-8")
    command = [sys.executable, "-c", WATCHING, "watch", "urls.txt", "--model", "fast"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    timer = threading.Timer(60, process.kill)
    timer.start()
    assert "2 new pages" in process.stdout.readline()
    time.sleep(0.2)
    process.send_signal(number)
    _, complaint = process.communicate(timeout=30)
    timer.cancel()
    assert process.returncode == code, complaint
    assert "Traceback" not in complaint
    with Store.open(tmp_path / "detente.db", readonly=True) as store:
        assert store.counts()["pages"] == 2
