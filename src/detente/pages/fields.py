"""One row of an export, whatever its fields are called, as a page's bytes and what is said of it.

Exports of other tools name the same things otherwise; `forms.toml` lists the names that are read.
"""

from __future__ import annotations

import ast
import functools
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, NamedTuple

from detente.errors import InputError, UnknownFormError
from detente.pages.delivered import storable

_CLAIMS = ("title", "outlet", "published", "language", "clean", "byline")
# What Python's `str` and pandas leave where there was nothing; no title or date reads so.
_NOTHING = {"", "None", "none", "null", "NULL", "nan", "NaN", "NaT"}
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}")
# GDELT's times have no marks between their parts: 20230918T031500Z, 20230918031500.
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)Z?")
_CODE = re.compile(r"[A-Za-z]{2}(?:[-_]\w+)?")


class Row(NamedTuple):
    """One row of an export as a page's bytes and what is said about it."""

    data: bytes
    media: str | None
    url: str | None
    given_id: str | None
    retrieved: str | None
    given: dict[str, Any]


@functools.cache
def _forms() -> dict[str, dict[str, Any]]:
    text = files("detente.pages").joinpath("forms.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def names(field: str) -> list[str]:
    """The names that a field of ours goes by, in the order in which they are tried."""
    found: list[str] = _forms()["fields"][field]
    return found


def has_body(value: Mapping[str, Any]) -> bool:
    """Whether an object is a page: it has a text or HTML under one of the names for them."""
    return bool(_text(value) or _html(value))


def row(value: Mapping[str, Any], *, where: str, errors: str = "strict") -> Row:
    """The page that an object describes.

    Args:
        value: names of fields and what they hold.
        where: file and number of the row, named in errors.
        errors: how the text becomes bytes; `surrogateescape` for one that was read so.

    Raises:
        UnknownFormError: it has neither a text nor HTML.
        InputError: its text cannot be written in Unicode.

    """
    body, media = _text(value), None
    if body is None:
        body, media = _html(value), "text/html"
    url = _address(value)
    if body is None:
        raise UnknownFormError(f"{where} has {_lack(value, url)}")
    try:
        data = body.encode("utf-8", errors)
    except UnicodeEncodeError:
        raise InputError(f"{where} has half a surrogate pair in its text; mend the text.") from None
    claims = {name: _first(value, names(name)) for name in _CLAIMS}
    claims["outlet"] = _outlet(claims["outlet"], url)
    claims["language"] = _language(claims["language"])
    claims["byline"] = _writers(claims["byline"])
    return Row(
        data=data,
        media=media or ("text/plain" if value.get("clean") else None),
        url=url,
        given_id=_str(_first(value, names("id"))),
        retrieved=_moment(_first(value, names("retrieved"))),
        given={name: claim for name, claim in claims.items() if claim not in (None, False)},
    )


def _lack(value: Mapping[str, Any], url: str | None) -> str:
    if url is not None and _ADDRESS.match(url):
        return 'only an address and no "text" or "html"; give the address itself to fetch the page.'
    for name in (*names("text"), *names("html")):
        held = _at(value, name)
        if (held is not None or name in value) and not isinstance(held, dict):
            how = "no string" if held else "empty"
            return f'a "{name}" that is {how}; give the page\'s text or HTML there.'
    had = ", ".join(f'"{name}"' for name in list(value)[:8]) or "nothing"
    return f'neither "text" nor "html" but {had}; add one of them.'


def _text(value: Mapping[str, Any]) -> str | None:
    body = next((b for n in names("text") if isinstance(b := _at(value, n), str) and b), None)
    return body or _sections(value.get("body"))


def _html(value: Mapping[str, Any]) -> str | None:
    return next((b for n in names("html") if isinstance(b := _at(value, n), str) and b), None)


def _sections(body: Any) -> str | None:
    """The paragraphs of Fundus' article body: a summary, and sections with headlines."""
    if not isinstance(body, dict) or not isinstance(body.get("sections"), list):
        return None
    pieces = [body.get("summary")]
    for section in body["sections"]:
        if isinstance(section, dict):
            pieces += [section.get("headline"), section.get("paragraphs")]
    paragraphs = [p for piece in pieces if isinstance(piece, list) for p in piece]
    return "\n\n".join(p for p in paragraphs if isinstance(p, str) and p) or None


def _at(value: Mapping[str, Any], name: str) -> Any:
    """What stands under a name; `a.b` is field b of the object a."""
    at: Any = value
    for part in (name,) if name in value else name.split("."):
        at = at.get(part) if isinstance(at, dict) else None
    return at


def _first(value: Mapping[str, Any], tried: list[str]) -> Any:
    """The first of the named fields that says something."""
    for name in tried:
        at = _at(value, name)
        empty = at in _NOTHING if isinstance(at, str) else at is None or at in ([], {})
        if not empty:
            return _storable(at)
    return None


def _storable(claim: Any) -> Any:
    if isinstance(claim, str):
        return storable(claim)
    if isinstance(claim, list):
        return [_storable(each) for each in claim]
    return claim


def _address(value: Mapping[str, Any]) -> str | None:
    for name in names("url"):
        at = _at(value, name)
        # In some exports "source" is the address, in others the outlet's name or an object.
        if isinstance(at, str) and at not in _NOTHING and (name != "source" or _ADDRESS.match(at)):
            return storable(at)
    return None


def _outlet(claim: Any, url: str | None) -> Any:
    """The outlet's name; a bare host says no more than the address does."""
    if isinstance(claim, str) and url is not None and _HOST.fullmatch(claim.strip()):
        return None
    return claim


def _language(claim: Any) -> str | None:
    if not isinstance(claim, str):
        return None
    words = claim.strip()
    code = words[:2].lower() if _CODE.fullmatch(words) else None
    found: str | None = _forms()["languages"].get(words.lower(), code)
    return found


def _writers(claim: Any) -> Any:
    """The byline; a list that a table holds as Python writes it becomes one again."""
    if isinstance(claim, str) and claim.startswith("["):
        try:
            listed = ast.literal_eval(claim)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return claim
        return listed or None
    return claim


def _moment(value: Any) -> str | None:
    words = _str(value)
    found = _COMPACT.fullmatch(words) if words else None
    if found is None:
        return words
    year, month, day, hour, minute, second = found.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}Z"


def _str(value: Any) -> str | None:
    return None if value is None else str(value)
