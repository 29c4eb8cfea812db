"""What a watched address lists: the entries of a feed, the places of a sitemap, or itself."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urljoin

from detente.errors import InputError
from detente.pages.feed import is_feed, listed, local_name, parsed
from detente.pages.page import LIMIT
from detente.pages.source import is_address
from detente.pages.unpacking import DAMAGED, unpacked

if TYPE_CHECKING:
    from lxml.etree import _Element

    from detente.pages import Source

Kind = Literal["feed", "sitemap", "index", "page"]

MOST = 50_000
"""Places of one listing that are looked at: as many as one sitemap may have (sitemaps.org)."""
_SITEMAP = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)\b")
_HEAD = 4096
_GZIP = b"\x1f\x8b"
_CHANGED = ("lastmod", "publication_date")


class Listed(NamedTuple):
    """A place that a listing names; `own` is the text that a feed gives of it."""

    url: str | None
    changed: str
    own: Source | None = None

    @property
    def key(self) -> str | None:
        """What it is remembered by."""
        return self.url or (self.own.given_id or self.own.where if self.own else None)


class Listing(NamedTuple):
    """What an address turned out to be, and the places that it lists; a page lists none."""

    kind: Kind
    places: tuple[Listed, ...] = ()


def listing(body: bytes, url: str) -> Listing:
    """What was found at an address.

    Raises:
        InputError: a feed or sitemap cannot be read; the message goes on from its name.

    """
    data = _plain(body)
    if is_feed(data):
        return Listing("feed", tuple(_entries(data, url)))
    told = _SITEMAP.search(data[:_HEAD])
    if told is None or not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Listing("page")
    kind: Kind = "index" if told.group(1) == b"sitemapindex" else "sitemap"
    return Listing(kind, tuple(_places(parsed(data), url)))


def _plain(body: bytes) -> bytes:
    """The bytes, unpacked where a sitemap comes in gzip, as many do."""
    if not body.startswith(_GZIP):
        return body
    try:
        return unpacked(io.BytesIO(body), "gz").read(LIMIT + 1)[:LIMIT]
    except (*DAMAGED, OSError, gzip.BadGzipFile) as error:
        raise InputError(f"cannot be unpacked ({error})") from None


def _entries(data: bytes, url: str) -> Iterator[Listed]:
    from detente.pages import Source

    for entry in listed(data, url)[:MOST]:
        own = entry.told if isinstance(entry.told, Source) else None
        place = _absolute(url, entry.url)
        if place is not None or own is not None:
            yield Listed(place, entry.changed or "", own)


def _places(root: _Element, url: str) -> Iterator[Listed]:
    for number, element in enumerate(root):
        if number >= MOST:
            return
        said = {local_name(child): (child.text or "").strip() for child in element.iter()}
        place = _absolute(url, said.get("loc"))
        if place is not None:
            yield Listed(place, next((said[name] for name in _CHANGED if said.get(name)), ""))


def _absolute(base: str, place: str | None) -> str | None:
    try:
        found = urljoin(base, place.strip()) if place and place.strip() else ""
    except ValueError:
        return None
    return found if is_address(found) else None
