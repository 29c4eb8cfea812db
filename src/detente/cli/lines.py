"""JSON Lines in, JSON Lines out, one line at a time (docs/reference/forms.md)."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

from detente.cli.failures import complain, exit_code
from detente.errors import InputError, MissingInputError, UnreadableInputError

if TYPE_CHECKING:
    from detente.nouns import SetAside
    from detente.pages import Source

STANDARD = "-"
_BLOCK = 1 << 20

Row = dict[str, Any]


def filter_lines(
    name_in: str,
    name_out: str,
    rejects: str | None,
    convert: Callable[[bytes, str], Row],
    *,
    stream: BinaryIO | None = None,
) -> int:
    """Convert each line and write it out at once; keep aside the lines that fail.

    Args:
        name_in: file to read, `-` for standard input, unzipped when it ends in `.gz`.
        name_out: file to write, likewise.
        rejects: file that gets the lines that failed, as they were.
        convert: takes a line and what to call it; raises `InputError` for a bad one.
        stream: what to read, if it is open already.

    Returns:
        The exit code.

    """
    if name_in == name_out != STANDARD:
        raise InputError(f"{name_in} would be overwritten while it is read; name another output.")
    with ExitStack() as stack:
        source = stream or stack.enter_context(opened(name_in, "rb"))
        filtered = stack.enter_context(_filtered(name_out, rejects))
        for number, line in enumerate(_lines(source, name_in, filtered), start=1):
            where = f"{called(name_in)}:{number}"
            if isinstance(line, InputError):
                filtered.reject(where, str(line))
            elif line.strip():
                filtered.take(where, partial(convert, line, where), line)
    return filtered.exit_code("lines")


def filter_sources(
    sources: Iterable[Source | SetAside],
    name_out: str,
    rejects: str | None,
    convert: Callable[[Source], Row],
) -> int:
    """Convert each source and write it out at once; of those that fail keep the reasons aside.

    Returns:
        The exit code.

    """
    import msgspec

    from detente.nouns import SetAside

    with _filtered(name_out, rejects) as filtered:
        for source in sources:
            if isinstance(source, SetAside):
                filtered.reject(source.where, source.why, msgspec.json.encode(source))
            else:
                filtered.take(source.where, partial(convert, source))
    return filtered.exit_code("inputs")


class _Filtered:
    """What a filter makes: rows in one file, what was rejected in another, and how many of each."""

    def __init__(self, target: IO[bytes], aside: IO[bytes] | None) -> None:
        self._target = target
        self._aside = aside
        self._done = self._rejected = 0

    def take(self, where: str, make: Callable[[], Row], raw: bytes | None = None) -> None:
        """Write what is made of the input at `where`; keep `raw`, or the reason, if it fails."""
        import msgspec

        from detente.engines.guard import guarded
        from detente.nouns import SetAside

        row = guarded(where, make)
        if isinstance(row, SetAside):
            self.reject(where, row.why, raw if raw is not None else msgspec.json.encode(row))
            return
        self._target.write(msgspec.json.encode(row) + b"\n")
        if self._target is sys.stdout.buffer:
            self._target.flush()  # whoever reads at the other end of a pipe need not wait
        self._done += 1

    def reject(self, where: str, why: str, raw: bytes | None = None) -> None:
        """Say why an input is not taken, and keep it aside."""
        self._rejected += 1
        complain(why if where in why else f"{where}: {why}")
        if raw is not None:
            self.keep(raw if raw.endswith(b"\n") else raw + b"\n")

    def keep(self, raw: bytes) -> None:
        """Put bytes aside, where there is a file for them."""
        if self._aside is not None:
            self._aside.write(raw)

    def exit_code(self, things: str) -> int:
        if self._rejected:
            total = self._done + self._rejected
            complain(f"{self._rejected:,} of {total:,} {things} were rejected.")
        return exit_code(self._done, self._rejected)


@contextmanager
def _filtered(name_out: str, rejects: str | None) -> Iterator[_Filtered]:
    with ExitStack() as stack:
        target = stack.enter_context(opened(name_out, "wb"))
        aside = stack.enter_context(opened(rejects, "wb")) if rejects else None
        yield _Filtered(target, aside)


def decoded(line: bytes, where: str) -> Row:
    """The JSON object on a line.

    Raises:
        InputError: there is none.

    """
    from detente.pages import jsonl

    return jsonl.decoded(line, where=where)


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


def called(name: str) -> str:
    """What messages call a file, or standard input."""
    return "standard input" if name == STANDARD else name


def _lines(source: IO[bytes], name: str, filtered: _Filtered) -> Iterator[bytes | InputError]:
    """The lines, or why one cannot be had; one too long goes aside piece by piece, never whole."""
    from detente.pages import LIMIT
    from detente.pages.unpacking import DAMAGED

    try:
        while line := source.readline(LIMIT + 1):
            if len(line) <= LIMIT or line.endswith(b"\n"):
                yield line
                continue
            filtered.keep(line)
            while (rest := source.readline(_BLOCK)) and not rest.endswith(b"\n"):
                filtered.keep(rest)
            filtered.keep(rest or b"\n")
            yield InputError(f"The line has more than the {LIMIT:,} bytes that one page may have.")
    except (*DAMAGED, OSError) as error:
        yield InputError(f"{called(name)} cannot be read to its end ({error}).")
