"""Sheets as Atom feeds (RFC 4287): what is said between parties, by an actor, or on some words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

from detente.errors import UnknownFormError
from detente.views.footnotes import sayings_of
from detente.views.listing import words_of
from detente.views.saying import Saying
from detente.views.text import safe
from detente.web.address import Address, Links
from detente.web.sheets import opens
from detente.web.sheets.actor import ActorSheet
from detente.web.sheets.finding import SearchSheet
from detente.web.sheets.standing import StandingSheet

_ATOM = "http://www.w3.org/2005/Atom"
_UNKNOWN = "1970-01-01"
_ENTRIES = 100


def feed(at: Address, model: Any, links: Links, root: str) -> bytes:
    """Return a sheet as a feed, what was said last first.

    Args:
        at: its address.
        model: its model.
        links: how links are written.
        root: scheme and host, for a feed's links must be whole.

    Raises:
        UnknownFormError: the sheet has no feed.

    """
    title, lines = _lines(model)
    newest = sorted(lines, key=lambda line: (line.day() or "", line.id), reverse=True)[:_ENTRIES]
    tree = ElementTree.Element("feed", xmlns=_ATOM)
    _add(tree, "id", root + links.href(at, "atom"))
    _add(tree, "title", safe(title))
    _add(tree, "updated", _time(newest[0] if newest else None))
    ElementTree.SubElement(tree, "link", rel="self", href=root + links.href(at, "atom"))
    ElementTree.SubElement(tree, "link", rel="alternate", href=root + links.href(at))
    _add(ElementTree.SubElement(tree, "author"), "name", "Détente")
    for line in newest:
        _entry(tree, line, links, root)
    written: bytes = ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True)
    return written


def _lines(model: Any) -> tuple[str, Iterable[Saying]]:
    match model:
        case StandingSheet():
            return " ⇄ ".join(model.brief.parties), sayings_of(model.brief).values()
        case ActorSheet():
            return f"{model.actor.name}: statements", model.statements
        case SearchSheet():
            return f"Search: {model.words or ''}", model.found
    raise UnknownFormError("There is no feed of this page; leave out the .atom of its address.")


def _entry(tree: ElementTree.Element, line: Saying, links: Links, root: str) -> None:
    entry = ElementTree.SubElement(tree, "entry")
    link = root + links.href(Address.of(opens(line.id), line.id))
    _add(entry, "id", f"urn:detente:{line.id}")
    _add(entry, "title", f"{safe(line.who or 'Reported')}: {words_of(line)}")
    _add(entry, "updated", _time(line))
    ElementTree.SubElement(entry, "link", rel="alternate", href=link)
    _add(entry, "summary", f"{line.speaker_line()}. {line.outlets_line()}")


def _add(parent: ElementTree.Element, name: str, words: str) -> None:
    ElementTree.SubElement(parent, name).text = words


def _time(line: Saying | None) -> str:
    return f"{((line and line.day()) or _UNKNOWN)[:10]}T00:00:00Z"
