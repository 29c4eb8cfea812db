"""Files that are there whole or not at all, and failures to write them told in one sentence."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from detente.errors import DetenteError, InputError, RecordFullError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""No space, no quota, or a file larger than the system lets us write."""


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A stream into a file beside `path`, which takes its place when all is written.

    Nothing is left behind when that fails.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    scratch = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        scratch.chmod(0o666 & ~_umask())
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise


def _umask() -> int:
    # mkstemp makes a file that only its owner can read; the export is for others, too.
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Say in one sentence that a folder cannot be written.

    Raises:
        RecordFullError: the disk is full.
        InputError: it cannot be written for another reason.

    """
    try:
        yield
    except DetenteError:
        raise  # the record's own failures, some of which are errors of the system too
    except OSError as error:
        if error.errno in _FULL:
            raise RecordFullError(
                f"The disk under {folder} is full; free some space and export again."
            ) from error
        raise InputError(
            f"{folder} cannot be written ({error.strerror or error}); name another folder."
        ) from error
