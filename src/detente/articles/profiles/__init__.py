"""Outlet profiles: what is known about single outlets, one small TOML file each.

A profile adds to the general rules and never replaces them: a page of an outlet without one is read
nearly as well. Fields, all but `name` optional:

    name = "Example Times"            how the outlet is called
    hosts = ["example.org"]           addresses, without "www."
    date_order = "dmy"                or "mdy": how it writes days and months in numbers
    tails = ["More from Example"]     beginnings of the lines that follow its articles
    agency = "…"                      set where the outlet is a news agency itself
"""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from urllib.parse import urlsplit

import msgspec


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known about one outlet."""

    name: str
    hosts: tuple[str, ...] = ()
    date_order: str | None = None
    tails: tuple[str, ...] = ()
    agency: str | None = None


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
