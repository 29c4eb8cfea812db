# ruff: noqa: S603  programs of the server's own
"""A PostgreSQL server of the tests' own: without a password on its socket, with one else."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg.sql import SQL, Identifier

ROLE, LOCAL = "detente", "127.0.0.1"
_USERS = ("postgres", "nobody")
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


def programs() -> Path | None:
    """The folder of the server's programs; None where it is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[4])
    )
    return versions[-1].parent if versions else None


class Server:
    """A running server: `url` names one of its databases."""

    def __init__(self, folder: Path, bin_: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self._bin = bin_
        self._user = next((u for u in _USERS if _exists(u)), None) if os.geteuid() == 0 else None
        if self._user is not None:
            shutil.chown(folder, self._user)
        folder.chmod(0o755)

    def url(self, database: str = "postgres", role: str = ROLE, **settings: str) -> str:
        named = {"host": str(self.folder), "port": str(self.port), **settings}
        query = "&".join(f"{name}={quote(value, safe='/')}" for name, value in named.items())
        return f"postgresql://{role}@/{database}?{query}"

    def empty(self, database: str = "postgres") -> str:
        """The address of a new schema that holds nothing."""
        schema = f"r{uuid.uuid4().hex}"
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
        return self.url(database, options=f"-csearch_path={schema}")

    def lay(self) -> None:
        """Make its files."""
        self.run(
            "initdb", "--pgdata", self._data, "--username", ROLE, "--auth-local", "trust",
            "--auth-host", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync",
        )  # fmt: skip

    def start(self) -> None:
        listening = (f"listen_addresses={LOCAL}", f"port={self.port}")
        options = " ".join(f"-c {setting}" for setting in (*_QUICK, *listening))
        log = f"{self.folder}/log"
        asked = f"-k {self.folder} {options}"
        self.run("pg_ctl", "start", "--wait", "--pgdata", self._data, "--log", log, "-o", asked)

    def stop(self, mode: str = "immediate") -> None:
        self.run("pg_ctl", "stop", "--wait", "--pgdata", self._data, "--mode", mode)

    def run(self, program: str, *arguments: str) -> None:
        """Run one of its programs as the user whom it is to run as; root it refuses."""
        command = [str(self._bin / program), *arguments]
        if self._user is not None:
            command = ["runuser", "-u", self._user, "--", *command]
        done = subprocess.run(
            command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")

    @property
    def _data(self) -> str:
        return f"{self.folder}/data"


@contextmanager
def running() -> Iterator[Server | None]:
    """A server, stopped and removed in the end; None where none is installed."""
    bin_ = programs()
    if bin_ is None:
        yield None
        return
    # Not below pytest's own folder: a socket's path has room for a hundred characters alone.
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = Server(Path(folder), bin_)
        server.lay()
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _free_port() -> int:
    with socket.socket() as held:
        held.bind((LOCAL, 0))
        port: int = held.getsockname()[1]
        return port


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True
