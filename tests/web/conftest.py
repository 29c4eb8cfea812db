"""Records of an invented dispute, and a client of their pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from web_records import Dispute, dispute, fill, hostile

from detente.web import create


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("web") / "strait.db", lambda noun: noun)


@pytest.fixture(scope="session")
def hostile_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("web") / "hostile.db", hostile)


@pytest.fixture
def own_record(record: Path, tmp_path: Path) -> Path:
    """A record that a test may write to."""
    return Path(shutil.copy(record, tmp_path / "own.db"))


@pytest.fixture(scope="session")
def case() -> Dispute:
    return dispute()


@pytest.fixture(scope="module")
def client(record: Path) -> Iterator[TestClient]:
    with TestClient(create(record, hosts=["testserver"])) as found:
        yield found
