"""JSON Lines in, JSON Lines out, one line at a time (docs/reference/forms.md)."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

from detente.cli.failures import complain, exit_code
from detente.errors import InputError, MissingInputError, UnreadableInputError

STANDARD = "-"

Row = dict[str, Any]


def filter_lines(
    name_in: str, name_out: str, rejects: str | None, convert: Callable[[bytes, str], Row]
) -> int:
    """Convert each line and write it out at once; keep aside the lines that fail.

    Args:
        name_in: file to read, `-` for standard input, unzipped when it ends in `.gz`.
        name_out: file to write, likewise.
        rejects: file that gets the lines that failed, as they were.
        convert: takes a line and what to call it; raises `InputError` for a bad one.

    Returns:
        The exit code.

    """
    from detente.engines.guard import guarded
    from detente.nouns import SetAside

    if name_in == name_out != STANDARD:
        raise InputError(f"{name_in} would be overwritten while it is read; name another output.")
    done = rejected = 0
    with ExitStack() as stack:
        source = stack.enter_context(opened(name_in, "rb"))
        target = stack.enter_context(opened(name_out, "wb"))
        aside = stack.enter_context(opened(rejects, "wb")) if rejects else None
        for number, line in enumerate(_lines(source, name_in), start=1):
            if not line.strip():
                continue
            where = f"{_called(name_in)}:{number}"
            row = guarded(where, partial(convert, line, where))
            if isinstance(row, SetAside):
                rejected += 1
                complain(row.why if where in row.why else f"{where}: {row.why}")
                if aside is not None:
                    aside.write(line if line.endswith(b"\n") else line + b"\n")
                continue
            _write(target, row)
            done += 1
    if rejected:
        complain(f"{rejected:,} of {done + rejected:,} lines were rejected.")
    return exit_code(done, rejected)


def decoded(line: bytes, where: str) -> Row:
    """The JSON object on a line.

    Raises:
        InputError: there is none.

    """
    import msgspec

    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{where} is no JSON ({error}); give one JSON object a line.") from None
    if not isinstance(row, dict):
        raise InputError(f"{where} is JSON but no object; give one JSON object a line.")
    return row


@contextmanager
def opened(name: str, mode: str) -> Iterator[IO[bytes]]:
    """Open a file for bytes, `-` for standard input or output, `.gz` by its ending."""
    if name == STANDARD:
        stream = sys.stdin.buffer if mode == "rb" else sys.stdout.buffer
        yield stream
        stream.flush() if mode == "wb" else None
        return
    try:
        file = _opened(name, mode)
    except FileNotFoundError as error:
        raise MissingInputError(f"There is no {_missing(name, mode)}; check the path.") from error
    except OSError as error:
        raise UnreadableInputError(
            f"{name} cannot be opened ({error.strerror}); see that it is a file you may use."
        ) from error
    with file as stream:
        yield stream


def _opened(name: str, mode: str) -> IO[bytes]:
    if name.lower().endswith(".gz"):
        return cast("IO[bytes]", gzip.open(name, mode))
    return Path(name).open(mode)


def _missing(name: str, mode: str) -> str:
    return f"file {name!r}" if mode == "rb" else f"folder {str(Path(name).parent)!r}"


def _called(name: str) -> str:
    return "standard input" if name == STANDARD else name


def _lines(source: IO[bytes], name: str) -> Iterator[bytes]:
    try:
        yield from source
    except (EOFError, gzip.BadGzipFile, OSError) as error:
        raise InputError(f"{_called(name)} cannot be read to its end ({error}).") from error


def _write(target: IO[bytes], row: Row) -> None:
    import msgspec

    target.write(msgspec.json.encode(row) + b"\n")
    if target is sys.stdout.buffer:
        target.flush()  # whoever reads at the other end of a pipe need not wait
