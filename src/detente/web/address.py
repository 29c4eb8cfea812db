"""Addresses of sheets: what a link asks for, and how it is written on a server and on disk."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import Protocol, Self, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from detente.errors import InputError

Value = TypeVar("Value")

HOME = "home"
_NEXT, _SINCE = "next", "since"
_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG_LENGTH = 40


class Address(msgspec.Struct, frozen=True):
    """A sheet's kind, the id of what it shows, and what its query says, in order."""

    kind: str
    id: str = ""
    query: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, kind: str, identifier: str = "", /, **values: str | Iterable[str] | None) -> Self:
        """Return an address; a value may be several words, or None to leave it out."""
        pairs = [
            (name, word)
            for name, words in values.items()
            for word in ([words] if isinstance(words, str) else words or ())
        ]
        return cls(kind, identifier, tuple(pairs))

    def every(self, name: str) -> tuple[str, ...]:
        """Return all values of a name that are not blank."""
        return tuple(value.strip() for key, value in self.query if key == name and value.strip())

    def one(self, name: str) -> str | None:
        """Return the first value of a name; None where there is none."""
        return next(iter(self.every(name)), None)

    def day(self, name: str) -> str | None:
        """Return a value that is an ISO 8601 day.

        Raises:
            InputError: it is none.

        """
        value = self.one(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise InputError(
                f"{value!r} in the address ({name}=) is no day; write it as 2025-02-06."
            ) from error

    def choice(self, name: str, known: Iterable[str]) -> str | None:
        """Return a value that is one of those known.

        Raises:
            InputError: it is not.

        """
        value = self.one(name)
        if value is not None and value not in known:
            raise InputError(
                f"{value!r} in the address ({name}=) is none of {', '.join(sorted(known))}."
            )
        return value

    def but(self, **values: str | Iterable[str] | None) -> Address:
        """Return this address with other values, from its first lines on."""
        kept = {name: self.every(name) for name, _ in self.query if name != _NEXT}
        return Address.of(self.kind, self.id, **{**kept, **values})

    @property
    def skipped(self) -> int:
        """How many lines earlier parts of the listing have shown.

        Raises:
            InputError: `next` is no token of ours.

        """
        return max(0, self._read(_NEXT, int) or 0)

    @property
    def mark(self) -> tuple[int, int] | None:
        """The marks of the record that `since` stands for; None where it is not given.

        Raises:
            InputError: `since` is no token of ours.

        """
        return self._read(_SINCE, tuple[int, int])

    def _read(self, name: str, kind: type[Value]) -> Value | None:
        word = self.one(name)
        if word is None:
            return None
        try:
            return msgspec.json.decode(base64.urlsafe_b64decode(word), type=kind)
        except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
            raise InputError(
                f"The `{name}` of this address is damaged; open the page without it."
            ) from error


def token(value: int | tuple[int, int]) -> str:
    """Return what an address says for a number of lines shown (`next`) or for marks (`since`)."""
    return base64.urlsafe_b64encode(msgspec.json.encode(value)).decode()


class Links(Protocol):
    """How addresses are written into a page; an empty string stands for a page that is not there.

    `served` says whether a server answers, so that forms and feeds have somewhere to go.
    """

    served: bool

    def href(self, address: Address, form: str = "html") -> str:
        """Return the link to a sheet, as a page, as `json` or as an `atom` feed."""
        ...

    def asset(self, name: str) -> str:
        """Return the link to a file that comes with the pages."""
        ...


class Alone:
    """No links at all: for a page that stands alone."""

    served = False

    def href(self, address: Address, form: str = "html") -> str:
        """Return nothing."""
        return ""

    def asset(self, name: str) -> str:
        """Return nothing."""
        return ""


class Served:
    """Links of a server: the same address with `.json` or `.atom` is the page in that form."""

    served = True

    def href(self, address: Address, form: str = "html") -> str:
        """Return the address from the server's root."""
        ending = "" if form == "html" else f".{form}"
        if address.kind == HOME:
            path = f"/index{ending}" if ending else "/"
        else:
            path = f"/{address.kind}"
            if address.id:
                path += "/" + quote(address.id, safe=":")
            path += ending
        return path + (f"?{urlencode(address.query)}" if address.query else "")

    def asset(self, name: str) -> str:
        """Return the address of a static file."""
        return f"/static/{name}"


class OnDisk:
    """Links between files, from the folder that one sheet lies in; what is linked is noted."""

    served = False

    def __init__(self, here: Address, kinds: Iterable[str]) -> None:
        self.wanted: list[Address] = []
        self._up = "../" if "/" in file_name(here) else ""
        self._kinds = frozenset(kinds)

    def href(self, address: Address, form: str = "html") -> str:
        """Return the relative path; empty for what files cannot do (search, feeds)."""
        if address.kind not in self._kinds or form == "atom":
            return ""
        self.wanted.append(address)
        return self._up + file_name(address, form)

    def asset(self, name: str) -> str:
        """Return the relative path of a static file."""
        return f"{self._up}static/{name}"


def file_name(address: Address, form: str = "html") -> str:
    """Return the path of a sheet's file, the same for the same address on any machine.

    Colons part drives from paths on some systems, and names may hold anything, so that ids are
    written with a dash and queries as what can be read of them and a digest.
    """
    if address == Address(HOME):
        return f"index.{form}"
    parts = [address.id.replace(":", "-")] if address.id else []
    if address.query:
        words = _SLUG.sub("-", " ".join(value for _, value in address.query).lower()).strip("-")
        digest = hashlib.sha256(repr(address.query).encode()).hexdigest()[:8]
        parts += [words[:_SLUG_LENGTH].strip("-"), digest]
    name = "-".join(part for part in parts if part) or "all"
    return f"{address.kind}/{name}.{form}"
