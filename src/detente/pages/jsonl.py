"""JSON: a page a line, an array of pages, or a document that holds lists of them.

Lists are read element by element, so that an export of any size takes no more memory than its
largest page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from detente.errors import InputError
from detente.pages import fields
from detente.pages.tape import Tape

_BLOCK = 1 << 16
_LONGEST_KEY = 1000
_OF_FUNDUS = "publishing_date"
# Outside a string these change the depth or begin a string; inside one these end it or escape.
_OUTSIDE = re.compile(rb'["{}\[\]]')
_INSIDE = re.compile(rb'["\\]')


def row(line: bytes, *, where: str, key: str | None = None) -> fields.Row:
    """The page that one line of JSON describes.

    Args:
        line: one JSON object, UTF-8.
        where: file and line number, named in errors.
        key: the name of the list that it stands in; Fundus names its lists for their publishers.

    Raises:
        InputError: the line is no JSON object.
        UnknownFormError: it has neither a text nor HTML.

    """
    value = decoded(line, where=where)
    if key is not None and _OF_FUNDUS in value:
        value = {"publisher": key, **value}
    return fields.row(value, where=where)


def decoded(line: bytes, *, where: str) -> dict[str, Any]:
    """The JSON object on a line.

    Raises:
        InputError: there is none.

    """
    try:
        value = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except RecursionError:
        raise InputError(
            f"{where} is JSON nested too deep; give one JSON object for a page."
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"{where} is no JSON ({error}); give one JSON object a line, in UTF-8."
        ) from None
    if not isinstance(value, dict):
        raise InputError(f"{where} is JSON but no object; give one JSON object a line.")
    return value


class Element(NamedTuple):
    """An object in a list: the list's name where it has one, and its bytes, None if too many."""

    key: str | None
    data: bytes | None


def is_lines(tape: Tape, limit: int) -> bool:
    """Whether the first line is an object by itself and more lines follow."""
    first = tape.readline(limit + 1)
    goes_on = bool(tape.peek(1))
    tape.push(first)
    if not (goes_on and first.rstrip().endswith(b"}")):
        return False
    try:
        return isinstance(msgspec.json.decode(first.removeprefix(b"\xef\xbb\xbf")), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def lists_in(value: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects in an object's lists, each with the list's name."""
    for key, held in value.items():
        if isinstance(held, list):
            yield from ((key, each) for each in held if isinstance(each, dict))


def elements(tape: Tape, limit: int) -> Iterator[Element]:
    """The objects of an array, or of the arrays that an object holds, as they come by.

    Raises:
        InputError: the document ends within an element, or its brackets do not match.

    """
    walk = _Walk(limit)
    while block := tape.read(_BLOCK):
        yield from walk.through(block)
    if walk.open:
        raise InputError("the JSON is cut off")


class _Walk:
    """Goes through JSON block by block, knowing only brackets and strings."""

    def __init__(self, limit: int) -> None:
        self.open = bytearray()  # the brackets that are open
        self._limit = limit
        self._string = False
        self._escaped = False
        self._element: _Piece | None = None  # the element that is open
        self._word = _Piece(_LONGEST_KEY)  # the last string outside an element
        self._key: str | None = None

    def through(self, block: bytes) -> Iterator[Element]:
        at = 1 if self._escaped else 0
        since = 0  # where in this block begins what is kept
        self._escaped = False
        while (found := (_INSIDE if self._string else _OUTSIDE).search(block, at)) is not None:
            mark, at = found.group(), found.end()
            if mark == b"\\":
                self._escaped = at == len(block)
                at += 1
            elif mark == b'"':
                self._string = not self._string
                if self._element is None:
                    since = self._spell(block, since, at)
            elif mark in b"{[":
                if self._opens(mark):
                    since = at - 1
            elif self._closes(mark) and self._element is not None:
                self._element.add(block[since:at])
                yield Element(self._key, self._element.data)
                self._element = None
        if self._element is not None:
            self._element.add(block[since:])
        elif self._string:
            self._word.add(block[since:])

    def _opens(self, mark: bytes) -> bool:
        """Whether an element begins with this bracket."""
        if mark == b"[" and bytes(self.open) == b"{":
            self._key = self._word.text
        begins = mark == b"{" and bytes(self.open) in (b"[", b"{[")
        if begins:
            self._element = _Piece(self._limit)
        self.open += mark
        return begins

    def _closes(self, mark: bytes) -> bool:
        """Whether an element ends with this bracket."""
        fitting = ord("{") if mark == b"}" else ord("[")
        if not self.open or self.open.pop() != fitting:
            raise InputError("its brackets do not match")
        return bytes(self.open) in (b"[", b"{[")

    def _spell(self, block: bytes, since: int, at: int) -> int:
        """Note a string outside the elements: it may be the name of the list that follows."""
        if self._string:
            self._word = _Piece(_LONGEST_KEY)
        else:
            self._word.add(block[since : at - 1])
        return at


class _Piece:
    """Bytes that come in parts, none of them once there are more than a limit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: bytearray | None = bytearray()

    def add(self, part: bytes) -> None:
        if self._held is not None:
            self._held += part
            if len(self._held) > self._limit:
                self._held = None

    @property
    def data(self) -> bytes | None:
        return None if self._held is None else bytes(self._held)

    @property
    def text(self) -> str | None:
        """The JSON string that it is, without its quotation marks."""
        try:
            return msgspec.json.decode(b'"%s"' % self._held, type=str) if self._held else None
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
