"""Answers of bounded size: as many items as fit, and a token for those after them."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

import msgspec

from detente.errors import InputError

SIZE = 16_000
"""Characters of JSON that the items of one answer may have together; one item is always given."""

Item = TypeVar("Item", bound=msgspec.Struct)


class _Token(msgspec.Struct, array_like=True):
    """How many items were given, and the question that they answer."""

    given: int
    question: str


def part(
    items: Iterable[Item], question: msgspec.Struct, size: int = SIZE
) -> tuple[tuple[Item, ...], str | None]:
    """The items that a question's `next` asks for, and the `next` of those after them.

    Args:
        items: all of them, in an order that stays; only those that are needed are made.
        question: the tool's question, whose field `next` is a token or None.
        size: characters of JSON that they may have together.

    Raises:
        InputError: the token is damaged or belongs to another question.

    """
    start = _start(question)
    found, more = fitting(islice(items, start, None), size)
    if not more:
        return found, None
    token = _Token(start + len(found), _digest(question))
    return found, base64.urlsafe_b64encode(msgspec.json.encode(token)).decode()


def fitting(items: Iterable[Item], size: int) -> tuple[tuple[Item, ...], bool]:
    """As many items as fit, one at least, and whether there are more."""
    found: list[Item] = []
    for item in items:
        size -= len(msgspec.json.encode(item))
        if found and size < 0:
            return tuple(found), True
        found.append(item)
    return tuple(found), False


def _start(question: msgspec.Struct) -> int:
    text: str | None = getattr(question, "next", None)
    if text is None:
        return 0
    try:
        token = msgspec.json.decode(base64.urlsafe_b64decode(text), type=_Token)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise InputError("The `next` is damaged; ask again without it.") from error
    if token.question != _digest(question) or token.given < 0:
        raise InputError("The `next` belongs to another question; ask this one without it.")
    return token.given


def _digest(question: msgspec.Struct) -> str:
    asked = msgspec.structs.replace(question, next=None)
    content = type(asked).__name__.encode() + msgspec.json.encode(asked)
    return hashlib.sha256(content).hexdigest()[:12]
