"""JSON Lines inputs: one page a line (INTERFACES: `detente read`, `detente clean`).

Exports of other tools name the same things otherwise; `forms.toml` lists the names that are read.
"""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec

from detente.errors import InputError, UnknownFormError

_CLAIMS = ("title", "outlet", "published", "language", "clean", "byline")


class Row(NamedTuple):
    """One line of a JSON Lines input as a page's bytes and what is said about it."""

    data: bytes
    media: str | None
    url: str | None
    given_id: str | None
    retrieved: str | None
    given: dict[str, Any]


@functools.cache
def _names() -> dict[str, list[str]]:
    """Our name of a field -> the names that it goes by, in the order in which they are tried."""
    text = files("detente.pages").joinpath("forms.toml").read_text(encoding="utf-8")
    fields: dict[str, list[str]] = tomllib.loads(text)["fields"]
    return fields


def row(line: bytes, *, where: str) -> Row:
    """The page that one line of JSON describes.

    Args:
        line: one JSON object, UTF-8.
        where: file and line number, named in errors.

    Raises:
        InputError: the line is no JSON object.
        UnknownFormError: it has neither a text nor HTML.

    """
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            f"{where} is no JSON ({error}); give one JSON object a line, in UTF-8."
        ) from None
    if not isinstance(value, dict):
        raise InputError(f"{where} is JSON but no object; give one JSON object a line.")
    found = {ours: _first(value, theirs) for ours, theirs in _names().items()}
    body, media = found["text"], None
    if not isinstance(body, str) or not body:
        body, media = found["html"], "text/html"
    if not isinstance(body, str):
        raise UnknownFormError(f'{where} has neither "text" nor "html"; add one of them.')
    try:
        data = body.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError(f"{where} has half a surrogate pair in its text; mend the text.") from None
    return Row(
        data=data,
        media=media or ("text/plain" if value.get("clean") else None),
        url=_text(found["url"]),
        given_id=_text(found["id"]),
        retrieved=_text(found["retrieved"]),
        given={name: found[name] for name in _CLAIMS if found.get(name) not in (None, "", False)},
    )


def _first(value: dict[str, Any], names: list[str]) -> Any:
    """The first of the named fields that says something; `a.b` is field b of the object a."""
    for name in names:
        at: Any = value
        for part in name.split("."):
            at = at.get(part) if isinstance(at, dict) else None
        if at not in (None, "", [], {}):
            return at
    return None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
