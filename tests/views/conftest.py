"""The built-in sample as a record, read once for all tests of a run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import detente
from detente.record import Store
from detente.sample import write

_PATIENCE = 120.0


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the sample's record; the workers of pytest-xdist share one."""
    shared = tmp_path_factory.getbasetemp()
    folder = (shared if worker_id == "master" else shared.parent) / "sample-of-views"
    record, done = folder / "sample.db", folder / "done"
    try:
        folder.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + _PATIENCE
        while not done.exists():
            assert time.monotonic() < deadline, "another worker did not finish the sample"
            time.sleep(0.1)
        return record
    with pytest.MonkeyPatch.context() as settings, detente.open(record) as opened:
        settings.setenv("DETENTE_MODEL", "fast")
        report = opened.read(write(folder / "pages"), workers=1)
        assert not report.set_aside
    done.touch()
    return record


@pytest.fixture
def sample_store(sample: Path) -> Iterator[Store]:
    with Store.open(sample, readonly=True) as store:
        yield store
