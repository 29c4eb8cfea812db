"""What holds for every test."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from postgres_server import Server, running

# A machine with other work is slow at times: how long an example takes says nothing of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ON_POSTGRES = os.environ.get("DETENTE_TEST_RECORD") == "postgres"
"""Whether records that tests keep in files are to be kept on a server instead."""

_IN_PROCESSES = (
    "test_a_full_disk_is_told_and_leaves_what_was_there",
    "test_a_real_server_process_answers_over_standard_input_and_output",
)
"""Tests that start processes with a file of theirs, which know nothing of the server."""


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Name a case of bytes after its argument: an archive's bytes hold the second it was made in.

    The workers of pytest-xdist must collect the same names, and two of them collect a moment apart.
    """
    return argname if isinstance(val, bytes) and len(val) > 16 else None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what is about SQLite's files where records are not kept in them."""
    of_files = item.get_closest_marker("sqlite") or item.name in _IN_PROCESSES
    if ON_POSTGRES and of_files:
        pytest.skip("is about SQLite's files")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of this worker's own."""
    with running() as found:
        if found is None:
            pytest.skip("no PostgreSQL is installed (Debian: apt-get install postgresql)")
        yield found


@pytest.fixture(scope="session", autouse=ON_POSTGRES)
def records_on_postgres(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep the records of all tests on the server."""
    from postgres_records import Records

    server: Server = request.getfixturevalue("server")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("detente.record.store.connect", Records(server).connect)
        yield
