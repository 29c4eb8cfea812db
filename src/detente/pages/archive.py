"""Zip and tar archives of any form that is read, with limits against bombs.

No member is unpacked to disk. A member may have as many bytes as a page; what swells a thousand
times is set aside, and an archive whose members together pass `TOTAL` is read no further.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from detente.nouns import SetAside
from detente.pages.delivered import Source
from detente.pages.forms import documents

TOTAL = 20_000_000_000
"""Bytes that all members of one archive may have together."""
RATIO = 1000
"""How many times its packed size a member may have; deflate's best on text is far below."""
_SMALL = 1 << 20
_ENCRYPTED = 0x1
_DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,  # a compression method that Python lacks
)


def zipped(stream: BinaryIO, name: str, limit: int) -> Iterator[Source | SetAside]:
    """The documents of a zip archive, in its order."""
    held = stream if stream.seekable() else io.BytesIO(stream.read())
    try:
        archive = zipfile.ZipFile(held)
    except _DAMAGED as error:
        yield SetAside(where=name, why=f"The zip archive is damaged ({error}).")
        return
    total = 0
    with archive:
        for member in archive.infolist():
            if member.is_dir() or _is_hidden(member.filename):
                continue
            where = f"{name}/{member.filename}"
            total += member.file_size
            if total > TOTAL:
                yield _too_much(name)
                return
            why = _why_not(member, limit)
            if why is not None:
                yield SetAside(where=where, why=why)
                continue
            try:
                with archive.open(member) as opened:
                    yield from _member(cast("BinaryIO", opened), member.filename, where, limit)
            except _DAMAGED as error:
                yield SetAside(where=where, why=f"This part of the archive is damaged ({error}).")


def _why_not(member: zipfile.ZipInfo, limit: int) -> str | None:
    if member.flag_bits & _ENCRYPTED:
        return "It is encrypted; unpack the archive with its password first."
    if member.file_size > limit and not _holds_many(member.filename):
        return f"It has more than the {limit:,} bytes that one page may have."
    if member.file_size > max(_SMALL, RATIO * member.compress_size):
        return f"It swells more than {RATIO:,} times when unpacked, as zip bombs do."
    return None


def taped(stream: BinaryIO, name: str, limit: int) -> Iterator[Source | SetAside]:
    """The documents of a tar archive, in its order; read once from front to back."""
    total = 0
    try:
        with tarfile.open(fileobj=_unpacked(stream, name), mode="r|") as archive:
            for member in archive:
                if not member.isfile() or _is_hidden(member.name):
                    continue
                where = f"{name}/{member.name}"
                total += member.size
                if total > TOTAL:
                    yield _too_much(name)
                    return
                if member.size > limit and not _holds_many(member.name):
                    why = f"It has more than the {limit:,} bytes that one page may have."
                    yield SetAside(where=where, why=why)
                    continue
                opened = archive.extractfile(member)
                if opened is not None:
                    yield from _member(cast("BinaryIO", opened), member.name, where, limit)
    except _DAMAGED as error:
        yield SetAside(where=name, why=f"The tar archive is damaged or cut off ({error}).")


def _unpacked(stream: BinaryIO, name: str) -> BinaryIO:
    ending = name.lower().removesuffix(".gz")
    opened: object = stream
    if ending.endswith(".tgz"):
        opened = gzip.GzipFile(fileobj=stream)
    elif ending.endswith("z2"):
        opened = bz2.BZ2File(stream)
    elif ending.endswith("xz"):
        opened = lzma.LZMAFile(stream)  # noqa: SIM115  closed with what it reads from
    return cast("BinaryIO", opened)


def _holds_many(name: str) -> bool:
    """Whether a member is read page by page, so that its own size is no page's."""
    return name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson", ".warc"))


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _too_much(name: str) -> SetAside:
    why = f"Its parts have more than {TOTAL:,} bytes together; what follows is not read."
    return SetAside(where=name, why=why)


def _member(stream: BinaryIO, name: str, where: str, limit: int) -> Iterator[Source | SetAside]:
    """The documents of one member, read as a stream; one in `.gz` is unpacked on the way."""
    if not name.lower().endswith(".gz"):
        yield from documents(stream, name, where, limit, inside=True)
        return
    try:
        with gzip.open(stream, "rb") as opened:
            yield from documents(cast("BinaryIO", opened), name[:-3], where, limit, inside=True)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield SetAside(where=where, why=f"The gzip data are damaged or cut off ({error}).")
