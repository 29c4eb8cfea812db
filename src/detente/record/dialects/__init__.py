"""What only one kind of database can say: SQLite in a file, PostgreSQL on a server.

All else of the record is SQLAlchemy Core, or SQL that both understand. A `Dialect` belongs to one
record; code that holds a connection finds it with `of`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from detente.errors import DetenteError

_DIALECT = "detente_dialect"
_WRITING = "detente_writing"


class Term(NamedTuple):
    """Words that must stand together in a text; `begins`: the last of them is a beginning."""

    text: str
    begins: bool


class Found(NamedTuple):
    """A row whose text holds all terms, and where each that was found begins in it, sorted.

    `row` has `number`, `id` and `text` (an article's), of the index of what was said `article` and
    `body` too. The higher the score, the better.
    """

    row: Any
    score: float
    places: Sequence[int]


class WordIndex(Protocol):
    """The full-text index over what was said and over articles, the tables of `search.TABLES`."""

    def lay(self, connection: Connection) -> None:
        """Make the two indexes, empty."""

    def lay_again(self, connection: Connection) -> None:
        """Make the two indexes anew from what the record holds."""

    def enter(self, connection: Connection, article: str) -> None:
        """Put an article's text and all that is attributed in it into the indexes."""

    def forget_removed(self, connection: Connection) -> None:
        """Take out what is no longer in the tables that the indexes are of."""

    def outdated(self, connection: Connection) -> Iterator[str]:
        """Name the indexes that do not hold the words of the record."""

    def best(
        self, connection: Connection, index: str, terms: Sequence[Term], limit: int
    ) -> Iterator[Found]:
        """Give the rows of an index that fit best, the best first, those alike by id."""


class Dialect(ABC):
    """Where one record is, and what is said otherwise there than elsewhere.

    `place` is how people are told of it, without a password; `failures` are the driver's own
    exceptions, `words` its full-text index.
    """

    place: str
    failures: type[Exception]
    words: WordIndex

    @property
    @abstractmethod
    def path(self) -> Path:
        """The record's file, or one on this machine that stands for it and is no other's."""

    @abstractmethod
    def before(self, form: int) -> Path | None:
        """Where to keep the record as it was before it is carried forward to a form.

        None where that is the operator's matter.
        """

    @abstractmethod
    def connect(self) -> Engine:
        """Make ready to connect; whatever fails does so when a transaction begins."""

    @abstractmethod
    def reading(self, engine: Engine) -> Engine:
        """The engine, with transactions that see the record as it stood when they began."""

    def writing(self, engine: Engine) -> Engine:
        """The engine, with transactions that alone may write."""
        return engine.execution_options(**{_WRITING: True})

    @abstractmethod
    def failure(self, error: BaseException | None) -> DetenteError | None:
        """The error of ours that a driver's is; None for one that is a defect of ours."""

    @abstractmethod
    def check_mark(self, connection: Connection) -> None:
        """See that the tables that are there are a record's.

        Raises:
            NotARecordError: they are another program's.

        """

    @abstractmethod
    def mark(self, connection: Connection) -> None:
        """Mark new tables as a record's."""

    @abstractmethod
    def settle(self, engine: Engine) -> None:
        """Do what is to be done once a record is open for writing."""

    @abstractmethod
    def copy_file(self, engine: Engine, target: Path) -> None:
        """Copy the whole record as it stands now into a SQLite file, which is empty yet."""

    @abstractmethod
    def cursor(self, connection: Connection) -> Any:
        """A cursor of the driver's own, quicker than SQLAlchemy; values go where a `?` stands."""

    @abstractmethod
    def faults(self, connection: Connection) -> Iterator[str]:
        """What the database finds wrong with its own files, each as the end of a sentence."""

    @abstractmethod
    def index_again(self, connection: Connection) -> None:
        """Make the indexes of all tables anew."""

    @abstractmethod
    def note_numbers(self, connection: Connection) -> None:
        """Number later rows on from those that were written with their numbers."""


def of(connection: Connection) -> Dialect:
    """The dialect of the record that a connection is to."""
    found: Dialect = connection.get_execution_options()[_DIALECT]
    return found


def bound(engine: Engine, dialect: Dialect) -> Engine:
    """The engine, whose connections know their dialect."""
    return engine.execution_options(**{_DIALECT: dialect})


def is_writing(connection: Connection) -> bool:
    """Whether the connection is to write."""
    return bool(connection.get_execution_options().get(_WRITING))
