# ruff: noqa: S603  a program of our own
"""The short form of the fault harness: a few moments of each kind, as CI runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).parents[2] / "benchmarks" / "faults.py"


@pytest.mark.skipif(sys.platform != "linux", reason="forks, and asks /proc")
def test_nothing_is_lost_or_corrupt_whatever_is_done_to_reading_and_merging() -> None:
    command = [sys.executable, str(HARNESS), "--rounds", "5", "--seed", "3"]
    kinds = ["read", "merge", "full", "vanished", "power"]
    done = subprocess.run([*command, "--only", *kinds], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [line.split() for line in done.stdout.splitlines()[1:]]
    assert [(row[0], row[-1]) for row in rows] == [(kind, "nothing") for kind in kinds]
