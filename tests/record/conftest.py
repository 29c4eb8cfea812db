"""Fixtures: an empty record, and documents to write into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ferry_builders import make_document

from detente.nouns import Document
from detente.record import Store


@pytest.fixture
def document() -> Callable[..., Document]:
    return make_document


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "record.db", create=True) as opened:
        yield opened
