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


@pytest.fixture(params=[pytest.param("file", marks=pytest.mark.sqlite), "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Gives the address of a record of a name that is not there yet, of either kind."""
    if request.param == "file":
        return lambda name: str(tmp_path / f"{name}.db")
    server = request.getfixturevalue("server")
    return lambda name: str(server.empty())


@pytest.fixture
def change() -> Callable[..., None]:
    """Changes a record behind the store's back."""

    def execute(store: Store, *statements: str) -> None:
        with store._database.writing() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    return execute


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "record.db", create=True) as opened:
        yield opened
