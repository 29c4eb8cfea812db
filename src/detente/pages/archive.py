"""Zip and tar archives of any form that is read, with limits against bombs.

No member is unpacked to disk. A member may have as many bytes as a page; what swells beyond measure
(`unpacking.RATIO`) is set aside, and an archive whose members together pass `TOTAL` is read no
further.
"""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from detente.errors import InputError
from detente.nouns import SetAside
from detente.pages.delivered import Source
from detente.pages.forms import documents
from detente.pages.tape import Tape
from detente.pages.unpacking import DAMAGED, SWELLS, swells, unpacked

TOTAL = 20_000_000_000
"""Bytes that all members of one archive may have together."""
_ENCRYPTED = 0x1
_MANY = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".warc")
_DAMAGED = (
    *DAMAGED,
    zipfile.BadZipFile,
    tarfile.TarError,
    OSError,
    ValueError,
    NotImplementedError,  # a compression method that Python lacks
)
_PACKED = {"gz": (".tgz",), "bz2": (".bz2", ".tbz2"), "xz": (".xz", ".txz")}


def zipped(tape: Tape, _: str, name: str, limit: int) -> Iterator[Source | SetAside]:
    """The documents of a zip archive, in its order."""
    try:
        archive = zipfile.ZipFile(tape.file())
    except _DAMAGED as error:
        yield SetAside(where=name, why=f"The zip archive is damaged ({error}).")
        return
    if kind := _office(archive.namelist()):
        archive.close()
        yield SetAside(where=name, why=f"It is {kind}; save it as HTML, PDF or plain text.")
        return
    total = packed = 0
    with archive:
        for member in archive.infolist():
            if member.is_dir() or _is_hidden(member.filename):
                continue
            where = f"{name}/{member.filename}"
            why = _why_not(member, limit)
            if why is not None:
                yield SetAside(where=where, why=why)
                continue
            total += member.file_size
            packed += member.compress_size
            if total > TOTAL or swells(packed, total):
                yield _too_much(name)
                return
            try:
                with archive.open(member) as opened:
                    yield from _member(opened, member.filename, where, limit)
            except _DAMAGED as error:
                yield SetAside(where=where, why=f"This part of the archive is damaged ({error}).")


def _office(members: list[str]) -> str | None:
    """What a zip is that a program for documents wrote: its parts are no pages."""
    if "[Content_Types].xml" in members:  # ECMA-376, part 2
        return "a document of Microsoft Office"
    if "mimetype" in members and "content.xml" in members:  # ODF 1.3, part 2
        return "a document of OpenOffice or LibreOffice"
    return None


def _why_not(member: zipfile.ZipInfo, limit: int) -> str | None:
    if member.flag_bits & _ENCRYPTED:
        return "It is encrypted; unpack the archive with its password first."
    if swells(member.compress_size, member.file_size):
        return f"It {SWELLS}."
    return _too_large(member.filename, member.file_size, limit)


def _too_large(name: str, size: int, limit: int) -> str | None:
    """Why a member is too large, unless it is read page by page, so that its size is no page's."""
    if size <= limit or name.lower().removesuffix(".gz").endswith(_MANY):
        return None
    return f"It has more than the {limit:,} bytes that one page may have."


def taped(tape: Tape, ending: str, name: str, limit: int) -> Iterator[Source | SetAside]:
    """The documents of a tar archive, in its order; read once from front to back."""
    total = 0
    try:
        with tarfile.open(fileobj=_unpacked(tape, ending), mode="r|") as archive:
            for member in archive:
                if not member.isfile() or _is_hidden(member.name):
                    continue
                where = f"{name}/{member.name}"
                total += member.size
                if total > TOTAL:
                    yield _too_much(name)
                    return
                # A sparse member is holes for the most part: it swells without being packed.
                why = f"It {SWELLS}." if member.issparse() else None
                why = why or _too_large(member.name, member.size, limit)
                opened = archive.extractfile(member) if why is None else None
                if opened is not None:
                    yield from _member(opened, member.name, where, limit)
                elif why is not None:
                    yield SetAside(where=where, why=why)
    except InputError as error:
        yield SetAside(where=name, why=f"The archive is not read on, since {error}.")
    except _DAMAGED as error:
        yield SetAside(where=name, why=f"The tar archive is damaged or cut off ({error}).")


def _unpacked(tape: Tape, ending: str) -> BinaryIO:
    for how, endings in _PACKED.items():
        if ending.endswith(endings):
            return unpacked(cast("BinaryIO", tape), how)
    return cast("BinaryIO", tape)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _too_much(name: str) -> SetAside:
    why = f"Its parts have too many bytes together (or it {SWELLS}); what follows is not read."
    return SetAside(where=name, why=why)


def _member(stream: IO[bytes], name: str, where: str, limit: int) -> Iterator[Source | SetAside]:
    return documents(cast("BinaryIO", stream), PurePosixPath(name).name, where, limit, inside=True)
