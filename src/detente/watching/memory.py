"""What a watcher remembers of each address, in a file beside the record.

The file is written anew and renamed after each address, so that a restart goes on where it was.
Losing it costs asking again: the record knows the pages that it has.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from detente.errors import InputError, RecordFullError

VERSION = 1


class Watched(msgspec.Struct, kw_only=True):
    """What is known of one address.

    `etag` and `modified` are for conditional requests (RFC 9110, 13.1); `seen` says when each place
    that it lists had last changed as it was read, `tried` how often reading one failed; `due` is
    when to ask next (seconds since 1970), `failures` how often asking failed on end.
    """

    etag: str | None = None
    modified: str | None = None
    seen: dict[str, str] = {}
    tried: dict[str, int] = {}
    asked: bool = False
    due: float = 0.0
    failures: int = 0


class Memory(msgspec.Struct, kw_only=True):
    """What is known of all addresses, and until when a host wants to be left alone."""

    version: int = VERSION
    addresses: dict[str, Watched] = {}
    resting: dict[str, float] = {}

    def of(self, address: str) -> Watched:
        """What is known of an address, which may be nothing yet."""
        return self.addresses.setdefault(address, Watched())

    def has_seen(self, place: str, changed: str) -> bool:
        """Whether a place was read as it stands, from whichever listing."""
        return any(watched.seen.get(place) == changed for watched in self.addresses.values())


def beside(record: Path) -> Path:
    """The file that belongs to a record."""
    return record.with_name(f"{record.name}.watch.json")


def load(path: Path) -> Memory:
    """What was remembered; nothing where there is no file.

    Raises:
        InputError: the file is something else, or of a later version.

    """
    try:
        memory = msgspec.json.decode(path.read_bytes(), type=Memory)
    except FileNotFoundError:
        return Memory()
    except (msgspec.DecodeError, OSError) as error:
        raise InputError(
            f"{path} does not hold what a watcher remembers ({error}); remove it to begin anew."
        ) from error
    if memory.version > VERSION:
        raise InputError(f"{path} was written by a later version of Détente; install that version.")
    return memory


def save(memory: Memory, path: Path) -> None:
    """Write it to the disk, whole or not at all.

    Raises:
        RecordFullError: it cannot be written.

    """
    temporary = path.with_name(f"{path.name}.new")
    try:
        with temporary.open("wb") as stream:
            stream.write(msgspec.json.encode(memory))
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        raise RecordFullError(f"{path} cannot be written: {error.strerror or error}.") from error
