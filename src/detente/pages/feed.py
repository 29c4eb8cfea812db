"""RSS 1.0 and 2.0 and Atom (RFC 4287) feeds: an entry each becomes a page.

Entities that a feed declares are never expanded, and nothing is fetched, so that neither an XML
bomb nor a reference to a file does harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from detente.errors import InputError
from detente.nouns import SetAside
from detente.pages.delivered import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOT = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>\s*)*"
    rb"<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL,
)
_HEAD = 65536
_TAG = re.compile(r"<[a-z][a-z0-9]*[\s/>]", re.IGNORECASE)
_TEXTS = ("encoded", "content", "description", "summary")
_CHANGES = ("updated", "modified", "pubDate", "published", "date")
_DATES = ("pubDate", "published", "date", "issued", "updated")


def is_feed(data: bytes) -> bool:
    """Whether a document's first element is a feed's."""
    return _ROOT.match(data[:_HEAD]) is not None


class Entry(NamedTuple):
    """An entry of a feed: its page's address, when it last changed, and its text if it has one."""

    url: str | None
    changed: str | None
    told: Source | SetAside


def entries(data: bytes, name: str) -> Iterator[Source | SetAside]:
    """The entries of a feed, each with what the feed says of it; those without text set aside."""
    try:
        found = listed(data, name)
    except InputError as error:
        yield SetAside(where=name, why=f"The feed {error}.")
        return
    yield from (entry.told for entry in found)
    if not found:
        yield SetAside(where=name, why="The feed has no entries.")


def listed(data: bytes, name: str) -> list[Entry]:
    """The entries of a feed, in its order.

    Raises:
        InputError: it cannot be read as XML; the message goes on from its name.

    """
    root = parsed(data)
    outlet = _outlet(root)
    items = (element for element in root.iter() if local_name(element) in {"item", "entry"})
    return [
        _listed(element, outlet, name, f"{name}:{number}")
        for number, element in enumerate(items, start=1)
    ]


def parsed(data: bytes) -> _Element:
    """The root of an XML document whose entities are not expanded and which fetches nothing.

    Raises:
        InputError: it is not well-formed, or declares entities; the message goes on from its name.

    """
    from lxml import etree

    if b"<!ENTITY" in data:
        raise InputError("declares entities of its own, as XML bombs do")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"is no well-formed XML ({error})") from None


def _listed(element: _Element, outlet: str | None, file: str, where: str) -> Entry:
    said = {local_name(child): child for child in element}
    changed = next((words for name in _CHANGES if (words := _words(said.get(name)))), None)
    return Entry(_link(element), changed, _entry(element, outlet, file, where))


def _entry(element: _Element, outlet: str | None, file: str, where: str) -> Source | SetAside:
    said = {local_name(child): child for child in reversed(element) if local_name(child)}
    text = next((words for name in _TEXTS if (words := _content(said.get(name)))), None)
    if text is None:
        return SetAside(where=where, why="The entry has no text, only a title or a link.")
    date = next((words for name in _DATES if (words := _words(said.get(name)))), None)
    given: dict[str, Any] = {
        "title": _words(said.get("title")),
        "outlet": outlet,
        "published": _day(date),
        "byline": _writer(said.get("creator"), said.get("author")),
    }
    return Source(
        data=text.encode("utf-8"),
        where=where,
        file=file,
        url=_link(element),
        given_id=_words(said.get("guid")) or _words(said.get("id")),
        given={name: value for name, value in given.items() if value},
        media="text/html" if _TAG.search(text) else "text/plain",
    )


def local_name(element: _Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _words(element: _Element | None) -> str | None:
    words = " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""
    return words or None


def _content(element: _Element | None) -> str | None:
    """An element's text, or the markup in it where it is given as XHTML."""
    if element is None:
        return None
    if len(element) and element.get("type") == "xhtml":
        from lxml import etree

        return "".join(etree.tostring(child, encoding="unicode") for child in element)
    return "".join(map(str, element.itertext())).strip() or None


def _outlet(root: _Element) -> str | None:
    channel = next((e for e in root if local_name(e) == "channel"), root)
    return next((_words(child) for child in channel if local_name(child) == "title"), None)


def _link(entry: _Element) -> str | None:
    for child in entry:
        if local_name(child) == "link" and child.get("rel", "alternate") == "alternate":
            address = child.get("href") or (child.text or "").strip()
            if address:
                return str(address)
    return None


def _writer(*elements: _Element | None) -> str | None:
    for element in elements:
        if element is not None:
            named = next((child for child in element if local_name(child) == "name"), element)
            words = _words(named)
            if words and "@" not in words:
                return words
    return None


def _day(date: str | None) -> str | None:
    """The day of an RFC 822 date; other forms as they are."""
    if date is None:
        return None
    try:
        return parsedate_to_datetime(date).date().isoformat()
    except (ValueError, TypeError):
        return date
