"""Decompressing what was delivered, with limits against data that swell beyond measure."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from detente.errors import InputError

RATIO = 200
"""How many times its packed size something may have; pages shrink to a fifth, lists of rows of one
kind to a thirtieth, and deflate's best, on one letter, is a thousandth."""
GRACE = 10_000_000
"""Unpacked bytes up to which nobody asks for the ratio."""
DAMAGED = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)
"""What the decompressors raise for damaged or cut-off data (and `OSError`, for some)."""
SWELLS = f"swells more than {RATIO} times when unpacked, as zip bombs do"

_OPENERS: dict[str, Callable[[Any], Any]] = {
    "gz": lambda stream: gzip.GzipFile(fileobj=stream),
    "bz2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
}


def swells(packed: int, unpacked: int) -> bool:
    """Whether something is larger unpacked than honest data ever are."""
    return unpacked > max(GRACE, RATIO * packed)


def unpacked(stream: BinaryIO, how: str) -> BinaryIO:
    """The bytes of a compressed stream, as they are asked for.

    Args:
        stream: the compressed bytes.
        how: `gz`, `bz2` or `xz`.

    Reading raises `InputError` when the data swell, and one of `DAMAGED` when they are damaged.

    """
    counted = _Counted(stream)
    inner = _Watched(_OPENERS[how](counted), counted)
    return cast("BinaryIO", io.BufferedReader(inner, 1 << 16))


class _Counted:
    """A stream that knows how much was read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data

    def seekable(self) -> bool:
        return False


class _Watched(io.RawIOBase):
    """What a decompressor gives, until it gives too much for what it was given."""

    def __init__(self, opened: BinaryIO, packed: _Counted) -> None:
        self._opened = opened
        self._packed = packed
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._opened.read(len(buffer))
        self._given += len(data)
        if swells(self._packed.count, self._given):
            raise InputError(f"it {SWELLS}")
        buffer[: len(data)] = data
        return len(data)


def decoded(body: bytes, coding: str, limit: int) -> bytes:
    """An HTTP body without its content coding (RFC 9110 8.4), at most `limit` + 1 bytes of it.

    Crawlers often take the coding off and leave the header; then the body is given as it is.

    Raises:
        ValueError, zlib.error, EOFError, OSError: the coding is not known, or the body damaged.

    """
    coding = coding.strip().lower()
    if coding in {"", "identity", "none"}:
        return body
    if coding in {"gzip", "x-gzip"}:
        if not body.startswith(b"\x1f\x8b"):
            return body
        with gzip.open(io.BytesIO(body)) as opened:
            return opened.read(limit + 1)
    if coding == "deflate":
        # Servers send zlib's form (RFC 1950) as they should, or bare deflate as many do.
        bits = zlib.MAX_WBITS if body[:1] == b"\x78" else -zlib.MAX_WBITS
        return zlib.decompressobj(bits).decompress(body, limit + 1)
    raise ValueError(f"its coding {coding!r} is not known")
