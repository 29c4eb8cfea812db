"""A copy of a record, taken while others write to it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from detente.errors import InputError, MissingInputError, RecordError, RecordFullError
from detente.record.database import Database
from detente.record.dialects.sqlite import APPLICATION_ID, failure_of

_MARK = slice(68, 72)  # where a SQLite file bears its program's mark


def back_up(database: Database, target: Path, *, verify: bool = True) -> int:
    """Copy a record as it stands now into a SQLite file, whole or not at all.

    The copy is made under a temporary name beside `target`, looked through by SQLite, forced to the
    disk and renamed; it is one file that needs no other beside it. Of a record on a server it is
    the same record in a file.

    Args:
        database: the record's; others may read and write it meanwhile.
        target: the file to make; an earlier backup there is replaced.
        verify: look through the copy; False to keep a record that is known to be damaged.

    Returns:
        The bytes of the copy.

    Raises:
        InputError: `target` is the record itself, or a file that is no record.
        MissingInputError: there is no folder to make it in.
        RecordFullError: the disk is full or may not be written.
        RecordError: the copy is damaged, as the record then is; `target` stays as it was.

    """
    _check_place(database.dialect.path, target)
    with _told(target), _renamed(target) as temporary:
        database.copy_file(temporary)
        with closing(sqlite3.connect(temporary)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            if verify and (said := copy.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                raise RecordError(
                    f"{database.place} is damaged ({said}); no backup was made, run "
                    "`detente check`."
                )
        temporary.chmod(database.dialect.path.stat().st_mode & 0o777)
        _force_to_disk(temporary)
    _force_to_disk(target.absolute().parent)
    return target.stat().st_size


def _check_place(record: Path, target: Path) -> None:
    if not target.absolute().parent.is_dir():
        raise MissingInputError(f"There is no folder {target.parent}; make it first.")
    if not target.exists():
        return
    if target.is_file() and target.samefile(record):
        raise InputError(f"{target} is the record itself; name another file for its backup.")
    if not _is_record(target):
        raise InputError(f"{target} is there and is no record; name another file.")


def _is_record(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(_MARK.stop)[_MARK] == APPLICATION_ID.to_bytes(4, "big")


@contextmanager
def _renamed(target: Path) -> Iterator[Path]:
    """A temporary file beside `target`, which takes its name when all went well."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.absolute().parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.replace(target)
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            temporary.with_name(f"{temporary.name}{ending}").unlink(missing_ok=True)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise failure_of(error, target) or error from error
    except OSError as error:
        if isinstance(error, RecordError | InputError):
            raise
        raise RecordFullError(f"{target} cannot be written: {error.strerror or error}.") from error


def _force_to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
