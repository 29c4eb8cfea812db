"""`serve` and `build` from the command line."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli import detente as command_line
from detente.cli import serving
from detente.record import Store

sys.path.insert(0, str(Path(__file__).parent.parent / "views"))
from builders import dispute, documents, links


@pytest.fixture
def record(tmp_path):
    case, path = dispute(), tmp_path / "strait.db"
    with Store.open(path, create=True) as store:
        for document in documents(case):
            store.add(document)
        store.replace_links(links(case))
        store.mark_linked(store.generation())
    return path


def run(*words: str, code: int = 0):
    result = CliRunner().invoke(command_line, words)
    assert result.exit_code == code, result.output
    return result


def test_the_pages_are_built_into_an_empty_folder_alone(record, tmp_path):
    site = tmp_path / "site"
    told = run("build", str(site), "--record", str(record)).stdout
    assert f"open {site / 'index.html'}" in told
    assert (site / "index.html").exists()
    assert "not empty" in run("build", str(site), "--record", str(record), code=1).stderr
    run("build", str(site), "--record", str(record), "--force")


def test_serving_binds_loopback_and_asks_for_no_token(record, monkeypatch):
    served = []
    monkeypatch.setattr(
        serving, "_run", lambda app, listener: served.append(listener.getsockname())
    )
    told = run("serve", "--port", "0", "--record", str(record)).stdout
    ((host, port),) = served
    assert host == "127.0.0.1"
    assert f"http://127.0.0.1:{port}/" in told
    assert "token" not in told


def test_serving_others_prints_a_token_once(record, monkeypatch):
    monkeypatch.setattr(serving, "_run", lambda app, listener: None)
    told = run("serve", "--host", "0.0.0.0", "--port", "0", "--record", str(record)).stdout  # noqa: S104
    assert told.count("?token=") == 1


def test_what_cannot_be_served_is_told(record, tmp_path, monkeypatch):
    monkeypatch.setattr(serving, "_run", lambda app, listener: None)
    assert "no record" in run("serve", "--record", str(tmp_path / "none.db"), code=1).stderr
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        failed = run("serve", "--port", port, "--record", str(record), code=1)
    assert "cannot be listened at" in failed.stderr
