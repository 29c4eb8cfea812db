# ruff: noqa: S603  a program of our own
"""The short form of the soak test of `watch`, as CI runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SOAK = Path(__file__).parents[2] / "benchmarks" / "soak.py"


def test_feeds_that_change_and_fail_lose_no_page() -> None:
    command = [sys.executable, str(SOAK), "--polls", "6", "--seed", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 pages sent twice" in done.stdout
