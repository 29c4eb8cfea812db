"""Outlet profiles: what is known about single outlets, one small TOML file each.

A profile adds to the general rules and never replaces them: a page of an outlet without one is read
nearly as well. Fields, all but `name` optional:

    name = "Example Times"            how the outlet is called
    hosts = ["example.org"]           addresses, without "www."
    date_order = "dmy"                or "mdy": how it writes days and months in numbers
    tails = ["More from Example"]     beginnings of the lines that follow its articles
    bylines = ["{name} in {place}"]   lines that name the writer, beside those that begin with "By"
    datelines = ["【{place}＝{name}】"]  beginnings of its articles' text, beside the usual ones
    agency = "…"                      set where the outlet is a news agency itself

The slots of such a form are `{name}`, `{place}`, `{agency}`, `{day}` and `{role}`; all else in it
is meant as it is written.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from urllib.parse import urlsplit

import msgspec


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known about one outlet."""

    name: str
    hosts: tuple[str, ...] = ()
    date_order: str | None = None
    tails: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    datelines: tuple[str, ...] = ()
    agency: str | None = None


_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яё](?:[^\W\d_]|[.'’-])*"
_SMALL = "(?:and|de|al|van|von)"
_UNSPACED = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af・]"
_SLOTS = {
    "name": rf"(?:{_CAPITAL}(?: (?:{_SMALL} )?{_CAPITAL}){{1,5}}?|{_UNSPACED}{{2,10}}?)",
    "place": rf"(?:{_CAPITAL}(?:[ -]{_CAPITAL}){{0,3}}?|{_UNSPACED}{{1,12}}?)",
    "agency": r"[^\W\d_][^\n|•·:()]{1,40}?",
    "role": r"[^\W\d_][^\n|•·:()]{1,40}?",
    "day": r"(?:\d[\w. ]{1,20}?|[^\W\d_]{3,12}\.? \d{1,2})",
}
_SLOT = re.compile(r"\{(\w+)\}")


@functools.cache
def form(written: str) -> re.Pattern[str]:
    """A form of bylines or datelines as a pattern whose groups are its slots.

    Raises:
        KeyError: it has a slot that there is none of, or one twice.

    """
    parts = _SLOT.split(written)
    if len(set(parts[1::2])) < len(parts[1::2]):
        raise KeyError(f"{written!r} has a slot twice")
    pattern = [
        f"(?P<{part}>{_SLOTS[part]})" if n % 2 else re.escape(part) for n, part in enumerate(parts)
    ]
    return re.compile("".join(pattern))


def in_form(forms: Sequence[str], line: str) -> re.Match[str] | None:
    """The match of the first form that the whole line is in; its groups are the form's slots."""
    return next((found for each in forms if (found := form(each).fullmatch(line))), None)


@functools.cache
def profiles() -> tuple[Profile, ...]:
    """Every profile, by file name."""
    found = sorted(
        (entry for entry in files(__name__).iterdir() if entry.name.endswith(".toml")),
        key=lambda entry: entry.name,
    )
    return tuple(
        profile
        for entry in found
        for profile in msgspec.convert(
            tomllib.loads(entry.read_text(encoding="utf-8"))["outlet"], list[Profile]
        )
    )


@functools.cache
def _by_host() -> dict[str, Profile]:
    return {host: profile for profile in profiles() for host in profile.hosts}


def host_of(url: str | None) -> str | None:
    """The host of an address in lower case, without "www."; None when there is none."""
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def by_host(host: str | None) -> Profile | None:
    """The profile of the outlet at `host` or at a host above it."""
    while host and "." in host:
        if host in _by_host():
            return _by_host()[host]
        host = host.partition(".")[2]
    return None
