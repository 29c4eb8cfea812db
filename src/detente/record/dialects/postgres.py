"""A record in a database of a PostgreSQL server, 12 or later: readers and writers from many places.

Its tables are in the first schema of the search path. Writers take turns by an advisory lock, which
the server frees when they end, however they do; readers wait for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, inspect

from detente.errors import (
    DetenteError,
    InputError,
    MissingRecordError,
    NotARecordError,
    RecordBusyError,
    RecordError,
    RecordFullError,
)
from detente.record.address import password_of, shown
from detente.record.dialects import Dialect, is_writing, nul
from detente.record.dialects.postgres_words import PostgresWords

if TYPE_CHECKING:
    import psycopg

_UTF8 = "UTF8"
_LOCK = 0x44657465  # "Dete"; the second half of the lock's key is the schema
_TAKE_TURN = (
    "SELECT set_config('lock_timeout', '{}', true), "
    f"pg_advisory_xact_lock({_LOCK}, hashtext(current_schema()))"
)
_FIRST_MIGRATION = "SELECT name FROM migrations WHERE version = 1"
_WHICH = (
    "SELECT current_database(), current_schema(), "
    "(quote_ident(current_schema()) || '.migrations')::regclass::oid"
)
_NUMBER_ON = (
    "SELECT setval(pg_get_serial_sequence('{0}', 'number'), "
    "(SELECT coalesce(max(number), 0) + 1 FROM {0}), false)"
)


class PostgreSQL(Dialect):
    """A database that the URL names; `patience` is how long to wait for another writer (seconds).

    Raises:
        RecordError: what speaks to servers is not installed, or the URL is none.

    """

    words = PostgresWords()

    def __init__(self, url: str, *, patience: float) -> None:
        self._driver = driver = _driver()
        self.place = shown(url)
        self.failures = driver.Error
        self._patience = patience
        try:
            self._settings = driver.conninfo.conninfo_to_dict(self.place)
        except driver.Error as error:
            raise RecordError(
                f"{self.place} is no address of a database ({_said(error)}); write "
                "postgresql://user@host/database."
            ) from error
        if (password := password_of(url)) is not None:
            self._settings["password"] = password

    @cached_property
    def path(self) -> Path:
        """A file of this user's for the record, made when it is first asked for."""
        import platformdirs

        with self._engine.connect() as connection:
            database, schema, number = connection.exec_driver_sql(_WHICH).one()
        host = self._settings.get("host") or "local"
        port = self._settings.get("port") or 5432
        # The number is another one when the database is made anew: what was kept with the record
        # that was there before is not this one's.
        name = f"{host}-{port}-{database}-{schema}-{number}".replace("/", "_")
        path = platformdirs.user_data_path("detente") / "servers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        return path

    def before(self, form: int) -> Path | None:
        """Nowhere: whoever runs the server keeps backups of it."""
        return None

    def connect(self) -> Engine:
        """Make ready to connect."""
        engine = create_engine(
            "postgresql+psycopg://",
            creator=self._connection,
            poolclass=QueuePool,
            max_overflow=-1,  # as many as there are iterators that somebody has not finished
            pool_pre_ping=True,  # a server may have been started anew since
        )
        event.listen(engine, "begin", self._begin)
        self._engine = engine
        return engine

    def reading(self, engine: Engine) -> Engine:
        """All queries of a transaction see what the first one saw."""
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def failure(self, error: BaseException | None) -> DetenteError | None:
        """The error of ours that an error of the server or of the way to it is."""
        if not isinstance(error, self.failures):
            return None
        state: str | None = getattr(error, "sqlstate", None)
        if state is not None:
            return _refused(state, self.place, _said(error))
        lost = isinstance(error, self._driver.OperationalError | self._driver.InterfaceError)
        return _gone(self.place, _said(error)) if lost else None

    def check_mark(self, connection: Connection) -> None:
        """See that the first of our migrations was run here."""
        there = inspect(connection)
        if there.has_table("migrations"):
            columns = {column["name"] for column in there.get_columns("migrations")}
            if columns == {"version", "name"}:
                first = connection.exec_driver_sql(_FIRST_MIGRATION).scalar()
                if first == "first_tables":
                    return
        raise NotARecordError(
            f"{self.place} holds tables of another program; name another database, or a schema of "
            "its own with ?options=-csearch_path%3DNAME."
        )

    def mark(self, connection: Connection) -> None:
        """Nothing to do: the list of migrations is the mark."""

    def settle(self, engine: Engine) -> None:
        """Nothing to do: a server needs no preparing."""

    def copy_file(self, engine: Engine, target: Path) -> None:
        """Copy the rows into a SQLite record."""
        from detente.record.copying import into_file

        into_file(engine, target)

    def cursor(self, connection: Connection) -> Any:
        """The driver's, which knows `?` here."""
        raw: Any = connection.connection.driver_connection
        return _Cursor(raw.cursor())

    def faults(self, connection: Connection) -> Iterator[str]:
        """None: the server's own tools look through its files (`pg_amcheck`)."""
        return iter(())

    def index_again(self, connection: Connection) -> None:
        """Make all indexes anew."""
        for table in inspect(connection).get_table_names():
            connection.exec_driver_sql(f'REINDEX TABLE "{table}"')

    def note_numbers(self, connection: Connection) -> None:
        """Let the sequences go on after the highest number."""
        for table in ("articles", "attributions", "names"):
            connection.exec_driver_sql(_NUMBER_ON.format(table))

    def _connection(self) -> psycopg.Connection:
        wanted = {"connect_timeout": "10", "application_name": "detente", **self._settings}
        try:
            connection = self._driver.connect(**{**wanted, "client_encoding": "utf8"})
        except self._driver.OperationalError as error:
            raise _unreached(error, self.place) from error
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != _UTF8:
            connection.close()
            raise RecordError(
                f"{self.place} keeps text as {encoding}, which cannot hold all that is printed; "
                "make a database with ENCODING 'UTF8'."
            )
        _adapt(connection)
        return connection  # type: ignore[no-any-return]

    def _begin(self, connection: Connection) -> None:
        if is_writing(connection):
            wait = max(1, round(self._patience * 1000))  # 0 would be without end
            connection.exec_driver_sql(_TAKE_TURN.format(wait))


# Failures -----------------------------------------------------------------------------------------

_WAITED = "55P03"
_BUSY = {"40001", "40P01", "53300", "57014"}
_FULL = {
    "53100": "the server's disk is full",
    "53200": "the server's memory is full",
    "58030": "the server's disk does not answer",
}
_FORBIDDEN = {"42501", "25006"}
_LACKING = {"42P01", "42703"}
_DAMAGED = {"XX001", "XX002"}
_ENDED = {"57P01", "57P02", "57P03", "57P05", "25P03"}
_TOO_LARGE = "54"  # a class: what no index or vector has room for


def _refused(state: str, place: str, said: str) -> DetenteError | None:
    """What an answer of the server means, by its SQLSTATE."""
    if state.startswith(_TOO_LARGE):
        return InputError(f"Something is too long to be kept at {place} ({said}); shorten it.")
    if state == _WAITED:
        return RecordBusyError(
            f"Another process is writing to {place} and did not finish in time; try again later."
        )
    if state in _BUSY:
        return RecordBusyError(
            f"Others are at work on {place} and did not finish in time ({said}); try again later."
        )
    if state in _FULL:
        return RecordFullError(
            f"{place} cannot be written because {_FULL[state]}; what was committed is kept, "
            "so make room and run the command again."
        )
    if state in _FORBIDDEN:
        return RecordFullError(
            f"{place} may not be used so ({said}); ask for the rights, or name another record."
        )
    if state in _LACKING:
        return NotARecordError(f"{place} is not whole ({said}); run `detente check --repair`.")
    if state in _DAMAGED:
        return NotARecordError(f"{place} is damaged ({said}); go back to a backup.")
    if state == "3F000":
        return MissingRecordError(
            f"{place} names a schema that is not there; make it with CREATE SCHEMA."
        )
    if state in _ENDED or state.startswith("08"):
        return _gone(place, said)
    return None


def _unreached(error: Exception, place: str) -> RecordError:
    """What it means that no connection was made, by what the server or the system said."""
    said = _said(error)
    if "FATAL:" not in str(error) and "password" not in said:
        return RecordError(f"{place} cannot be reached ({said}); see that the server runs.")
    if "database" in said and "does not exist" in said:
        return MissingRecordError(
            f"There is no such database ({place}); make it with `createdb`, or name another."
        )
    if "too many" in said or "starting up" in said or "shutting down" in said:
        return RecordBusyError(f"{place} takes no more connections now ({said}); try again later.")
    return RecordError(
        f"The server of {place} refuses ({said}); the password may stand in the URL, in PGPASSWORD "
        "or in ~/.pgpass."
    )


def _gone(place: str, said: str) -> RecordError:
    return RecordError(
        f"The connection to {place} was lost ({said}); what was committed is kept, so run the "
        "command again."
    )


def _said(error: BaseException) -> str:
    """What a server says was wrong, or the line of a driver's message that does."""
    answer = getattr(getattr(error, "diag", None), "message_primary", None)
    if answer:
        return str(answer).rstrip(".")
    lines = [line.strip() for line in str(error).splitlines() if not line.strip().endswith("?")]
    answers = [line for line in lines if "FATAL:" in line or "ERROR:" in line]
    said = (answers or lines or [""])[-1]
    for before in ("failed: ", "FATAL: ", "ERROR: "):
        said = said.rpartition(before)[2]
    return said.strip().rstrip(".") or type(error).__name__


# The driver ---------------------------------------------------------------------------------------


def _driver() -> Any:
    try:
        import psycopg
        import psycopg.conninfo
    except ImportError as error:
        raise RecordError(
            "A record on a PostgreSQL server needs psycopg, which is not installed; "
            'pip install "detente[postgres]".'
        ) from error
    return psycopg


def _adapt(connection: psycopg.Connection) -> None:
    """Let texts with U+0000 pass to and fro (see `nul`)."""
    from psycopg.adapt import Buffer
    from psycopg.types.string import StrDumper, StrDumperUnknown, StrDumperVarchar, TextLoader

    class Loader(TextLoader):
        def load(self, data: Buffer) -> str:
            return nul.with_nul(str(data, "utf-8"))

    adapters = connection.adapters
    for base in (StrDumperVarchar, StrDumper, StrDumperUnknown):  # the last one is the usual one
        adapters.register_dumper(str, type(base.__name__, (_Dumping, base), {}))
    for name in ("text", "varchar"):
        adapters.register_loader(name, Loader)


class _Dumping:
    def dump(self, obj: str) -> bytes:
        return nul.without_nul(obj).encode()


class _Cursor:
    """A cursor of the driver's that takes `?` for a placeholder, as SQLite does."""

    def __init__(self, cursor: psycopg.Cursor) -> None:
        self._cursor = cursor

    def execute(self, query: str, values: Iterable[object] = ()) -> Self:
        self._cursor.execute(_translated(query), tuple(values))
        return self

    def executemany(self, query: str, rows: Iterable[Any]) -> Self:
        self._cursor.executemany(_translated(query), rows)
        return self

    def fetchone(self) -> Any:
        return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)


@lru_cache(maxsize=256)
def _translated(query: str) -> Any:
    return query.replace("%", "%%").replace("?", "%s")
