"""A byte stream that is read once, but into which one can look ahead and push back."""

from __future__ import annotations

import io
import tempfile
from typing import BinaryIO, cast

_BLOCK = 1 << 20


class Tape:
    """Reads a stream in order; `peek` looks ahead, `push` puts bytes back to be read again.

    It has what readers of archives ask of a stream (`read`, `readline`); it cannot seek.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._back: io.BytesIO | None = None  # what was put back and is not read again yet

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, fewer only at the end; they are read again afterwards."""
        ahead = self.read(size)
        self.push(ahead)
        return ahead

    def push(self, data: bytes) -> None:
        """Put bytes back, to be read next."""
        self._back = io.BytesIO(data + self._taken_back())

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes, or all; fewer only at the end, though a pipe gives them slowly."""
        pieces = [self._taken_back(size)]
        missing = size - len(pieces[0])
        while size < 0 or missing > 0:
            piece = self._stream.read(missing if size >= 0 else -1)
            if not piece:
                break
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def readline(self, size: int = -1) -> bytes:
        """The next line with its end, at most `size` bytes of it."""
        if self._back is None:
            return self._stream.readline(size)
        line = self._back.readline(size)
        if line.endswith(b"\n") or len(line) == size:
            return line
        self._back = None
        return line + self._stream.readline(size - len(line) if size >= 0 else -1)

    def _taken_back(self, size: int = -1) -> bytes:
        if self._back is None:
            return b""
        data = self._back.read(size)
        if size < 0 or len(data) < size:
            self._back = None
        return data

    def seekable(self) -> bool:
        """It is not; `file` may be."""
        return False

    def file(self) -> BinaryIO:
        """What is left as a stream that can seek: the stream itself, or a copy of it on disk."""
        if self._stream.seekable():
            self._stream.seek(-len(self._taken_back()), io.SEEK_CUR)
            return self._stream
        copy = tempfile.TemporaryFile()  # noqa: SIM115  gone when nobody holds it any longer
        while block := self.read(_BLOCK):
            copy.write(block)
        copy.seek(0)
        return cast("BinaryIO", copy)
