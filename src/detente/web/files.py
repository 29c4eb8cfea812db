"""The pages as files that open from disk: all that the first page leads to."""

from __future__ import annotations

import shutil
from collections import deque
from importlib.resources import as_file
from importlib.resources import files as resources
from pathlib import Path

import msgspec

from detente.errors import InputError, UnknownIdError
from detente.record import Store
from detente.web.address import HOME, Address, OnDisk, file_name
from detente.web.reader import Memory, Reader
from detente.web.rendering import page
from detente.web.sheets import SHEETS, make

_KINDS = frozenset(kind for kind, sheet in SHEETS.items() if sheet.on_disk)


def build(store: Store, folder: Path, *, overwrite: bool = False) -> int:
    """Write every page that can be reached, and its `.json`, into a folder.

    Args:
        store: the record.
        folder: made where it does not exist.
        overwrite: write although there is something in it; files of other names stay.

    Returns:
        How many pages were written.

    Raises:
        InputError: the folder is not empty, or cannot be written.

    """
    try:
        if not overwrite and folder.exists() and any(folder.iterdir()):
            raise InputError(
                f"{folder} is not empty; name another folder, or say --force to write into it."
            )
        folder.mkdir(parents=True, exist_ok=True)
        with as_file(resources("detente.web") / "static") as static:
            shutil.copytree(static, folder / "static", dirs_exist_ok=True)
        return _write_all(store, folder)
    except OSError as error:
        raise InputError(
            f"{folder} cannot be written ({error.strerror}); name another folder."
        ) from error


def _write_all(store: Store, folder: Path) -> int:
    memory = Memory()
    start = Address(HOME)
    waiting, met = deque([start]), {start}
    written = 0
    while waiting:
        at = waiting.popleft()
        links = OnDisk(at, _KINDS)
        # Each page looks nouns up anew: a whole record's would not fit into memory.
        reader = Reader(store, memory)
        try:
            model = make(reader, at)
        except UnknownIdError:
            continue  # a link of the record leads to what it no longer has
        _write(folder / file_name(at), page(at, model, links).encode())
        _write(folder / file_name(at, "json"), msgspec.json.encode(model))
        written += 1
        for further in links.wanted:
            if further not in met:
                met.add(further)
                waiting.append(further)
    return written


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
