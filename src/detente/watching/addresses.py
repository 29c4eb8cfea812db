"""The addresses to watch: an OPML file, or a text file with one a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from detente.errors import InputError, MissingInputError, UnreadableInputError
from detente.pages.feed import local_name, parsed
from detente.pages.source import is_address

LIMIT = 5_000_000
"""Bytes of a list of addresses."""
_COMMENT = "#"


def addresses(path: Path) -> tuple[str, ...]:
    """The addresses in a file, each once, in its order.

    OPML 2.0 (`xmlUrl` of its outlines), or plain text: one a line, `#` begins a comment.

    Raises:
        MissingInputError, UnreadableInputError: the file is not there or may not be read.
        InputError: it is neither form, or holds no address.

    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise MissingInputError(f"There is no list of addresses {path}; check the path.") from None
    except OSError as error:
        raise UnreadableInputError(f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > LIMIT:
        raise InputError(f"{path} has more than {LIMIT:,} bytes; give a list of addresses.")
    found = tuple(dict.fromkeys(_outlines(data, path) if _is_xml(data) else _lines(data, path)))
    if not found:
        raise InputError(f"{path} names no address; write one a line, or give OPML.")
    return found


def _is_xml(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def _outlines(data: bytes, path: Path) -> Iterator[str]:
    try:
        root = parsed(data)
    except InputError as error:
        raise InputError(f"{path} {error}; give OPML, or addresses one a line.") from None
    if local_name(root) != "opml":
        raise InputError(f"{path} is no OPML; give OPML, or addresses one a line.")
    for outline in root.iter():
        address = outline.get("xmlUrl", "").strip() if local_name(outline) == "outline" else ""
        if is_address(address):
            yield address


def _lines(data: bytes, path: Path) -> Iterator[str]:
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), start=1):
        words = line.partition(f" {_COMMENT}")[0].strip()
        if not words or words.startswith(_COMMENT):
            continue
        if not is_address(words):
            raise InputError(
                f"{path}:{number} is no address that is fetched; write http:// or https:// and one "
                "address a line."
            )
        yield words
