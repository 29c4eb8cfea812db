"""What costly pure work gave for inputs that were met before, for news is mostly copied.

An answer is kept under a digest of all that it was made from, so that whether it is met again
changes how long a page takes, and nothing else.

The memory is one stretch of bytes: a table of places by digest, and a ring into which answers are
written one behind the other, over the oldest. Processes forked from one that has it share it and
take no locks: an answer carries a sum of itself, and one that another process tore or wrote over
is not taken.
"""

from __future__ import annotations

import mmap
import os
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec

SIZE = "DETENTE_MEMORY"
"""The environment variable that says how many megabytes are kept; 0 remembers nothing."""
MEGABYTES = 64
_SLOTS = 1 << 16
"""Places of the table; an answer whose place is taken takes it over."""
_NUMBER = struct.Struct("<Q")
_HEAD = struct.Struct("<16s8sI")
"""Before an answer in the ring: its digest, its sum and its length."""
_RING = (1 + _SLOTS) * _NUMBER.size
"""Where the ring begins: behind the end of what is written, and the table."""

Made = TypeVar("Made")


class Memory:
    """Answers by the digest of what they were made from; the oldest are forgotten."""

    def __init__(self, size: int) -> None:
        """Keep about `size` bytes; memory is taken as it is filled."""
        self._room = max(0, size - _RING)
        self._bytes = mmap.mmap(-1, _RING + self._room) if self._room else None

    def get(self, digest: bytes) -> bytes | None:
        """The answer kept under a digest of 16 bytes, if it is still there."""
        if self._bytes is None:
            return None
        (end,) = _NUMBER.unpack_from(self._bytes, _slot(digest))
        start = end - 1
        if not 0 <= start <= self._room - _HEAD.size:
            return None
        kept, total, length = _HEAD.unpack_from(self._bytes, _RING + start)
        begin = _RING + start + _HEAD.size
        answer = self._bytes[begin : begin + length]
        return answer if kept == digest and total == _sum(digest, answer) else None

    def put(self, digest: bytes, answer: bytes) -> None:
        """Keep an answer, if it takes no more than a tenth of all room."""
        length = _HEAD.size + len(answer)
        if self._bytes is None or length > self._room // 10:
            return
        (start,) = _NUMBER.unpack_from(self._bytes, 0)
        if start + length > self._room:
            start = 0
        head = _HEAD.pack(digest, _sum(digest, answer), len(answer))
        self._bytes[_RING + start : _RING + start + length] = head + answer
        _NUMBER.pack_into(self._bytes, _slot(digest), start + 1)
        _NUMBER.pack_into(self._bytes, 0, start + length)


def recalled(kind: Any, made_from: object, make: Callable[[], Made]) -> Made:
    """What `make` gives, or gave when it was asked for the same.

    Args:
        kind: the type that `make` gives, as `msgspec` takes it; nouns, tuples and plain values.
        made_from: all that decides what `make` gives, and its name first.
        make: pure work.

    """
    memory = _memory()
    try:
        digest = blake2b(_ENCODER.encode(made_from), digest_size=16).digest()
    except UnicodeEncodeError:  # half a character alone has no form in bytes
        return make()
    known = memory.get(digest)
    if known is not None:
        answer: Made = _decoder(kind).decode(zlib.decompress(known))
        return answer
    made = make()
    with suppress(UnicodeEncodeError):
        memory.put(digest, zlib.compress(_ENCODER.encode(made), 1))
    return made


_ENCODER = msgspec.msgpack.Encoder()


@cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)


@cache
def _memory() -> Memory:
    """The memory of this process, and of those that are forked from it."""
    told = os.environ.get(SIZE, "")
    return Memory((int(told) if told.isdecimal() else MEGABYTES) * 1_000_000)


def _slot(digest: bytes) -> int:
    return _NUMBER.size * (1 + int.from_bytes(digest[:4], "little") % _SLOTS)


def _sum(digest: bytes, answer: bytes) -> bytes:
    return blake2b(answer, digest_size=8, key=digest).digest()
