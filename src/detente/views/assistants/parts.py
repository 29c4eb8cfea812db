"""Answers of bounded size: as many items as fit, and a token for those after them."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeVar

import msgspec

from detente.errors import InputError

SIZE = 16_000
"""Characters of JSON that the items of one answer may have together; one item is always given."""

Row = TypeVar("Row")
Item = TypeVar("Item", bound=msgspec.Struct)


class _Token(msgspec.Struct, array_like=True):
    """How many rows were dealt with, and the question that they answer."""

    done: int
    question: str


def part(
    rows: Iterable[Row],
    make: Callable[[Row], Item | None],
    question: msgspec.Struct,
    size: int = SIZE,
) -> tuple[tuple[Item, ...], str | None]:
    """The items that a question's `next` asks for, and the `next` of those after them.

    Args:
        rows: all of them, in an order that stays.
        make: makes an item of a row, None of one that is left out; asked for this part alone.
        question: the tool's question, whose field `next` is a token or None.
        size: characters of JSON that the items may have together.

    Raises:
        InputError: the token is damaged or belongs to another question.

    """
    start = _start(question)
    found, done = fitting(islice(rows, start, None), make, size)
    if done is None:
        return found, None
    token = msgspec.json.encode(_Token(start + done, _digest(question)))
    return found, base64.urlsafe_b64encode(token).decode()


def fitting(
    rows: Iterable[Row], make: Callable[[Row], Item | None], size: int
) -> tuple[tuple[Item, ...], int | None]:
    """As many items as fit, one at least, and of how many rows; None for all of them."""
    found: list[Item] = []
    for done, row in enumerate(rows):
        item = make(row)
        if item is None:
            continue
        size -= len(msgspec.json.encode(item))
        if found and size < 0:
            return tuple(found), done
        found.append(item)
    return tuple(found), None


def _start(question: msgspec.Struct) -> int:
    text: str | None = getattr(question, "next", None)
    if text is None:
        return 0
    try:
        token = msgspec.json.decode(base64.urlsafe_b64decode(text), type=_Token)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise InputError("The `next` is damaged; ask again without it.") from error
    if token.question != _digest(question) or token.done < 0:
        raise InputError("The `next` belongs to another question; ask this one without it.")
    return token.done


def _digest(question: msgspec.Struct) -> str:
    asked = msgspec.structs.replace(question, next=None)
    content = type(asked).__name__.encode() + msgspec.json.encode(asked)
    return hashlib.sha256(content).hexdigest()[:12]
