"""What the tests of the commands share."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from detente.cli import detente


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in an empty folder; gives exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_RECORD", raising=False)

    def invoke(*arguments, **options):
        done = CliRunner().invoke(detente, [str(a) for a in arguments], **options)
        assert "Traceback" not in done.output
        return done

    return invoke
