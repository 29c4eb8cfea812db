"""Sheets written as HTML: the templates, and the words and links that they know.

Everything that a template prints is escaped; nothing here marks any words as safe but our own
JSON-LD, in which no character can end the element that it stands in.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache, partial
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import jinja2
import msgspec
from markupsafe import Markup

import detente
from detente.views import brief_terminal, drawing, text
from detente.views.brief import SECTIONS, Brief
from detente.views.footnotes import Footnote, footnotes
from detente.views.listing import words_of
from detente.views.passage import safe_run
from detente.views.series import CAVEAT
from detente.web.address import Address, Alone, Links
from detente.web.linked_data import linked_data
from detente.web.sheets import SHEETS, opens
from detente.web.sheets.standing import directions
from detente.web.sheets.words import compared

_WEB = frozenset({"http", "https"})
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def page(at: Address, model: Any, links: Links, **more: Any) -> str:
    """Return the page of a sheet.

    Args:
        at: its address.
        model: from `detente.web.sheets.make`.
        links: how links are written.
        more: what only a server knows, such as the token of forms.

    """
    return render(SHEETS[at.kind].template, links, at=at, model=model, **more)


def render(template: str, links: Links, **values: Any) -> str:
    """Return a template filled in."""
    at: Address = values.get("at") or Address("")
    known = {
        "at": at,
        "links": links,
        "href": partial(_href, links),
        "opened": partial(_opened, links),
        "form_token": "",
        "notes": None,
        "version": detente.__version__,
        "feed": at.kind in SHEETS and SHEETS[at.kind].feed and links.served,
    }
    return _templates().get_template(template).render({**known, **values})


def prepare() -> None:
    """Read all templates, which takes longer than a page."""
    for name in _templates().list_templates(filter_func=lambda name: name.endswith(".html")):
        _templates().get_template(name)


def brief_page(brief: Brief) -> str:
    """Return a brief as one HTML file that needs nothing else; printed, it is what an editor gets.

    Its style stands in it, and its policy allows that style and no other.
    """
    style = (files("detente.web") / "static" / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    own = Markup(style)  # noqa: S704  a file of ours; escaped, it would be another style
    notes = Cited(footnotes(brief))
    return render(
        "brief.html", Alone(), brief=brief, notes=notes, style=own, style_hash=f"sha256-{digest}"
    )


class Cited:
    """The footnotes of a page, numbered as the page refers to them."""

    def __init__(self, notes: dict[str, Footnote]) -> None:
        self._notes = notes
        self._cited: dict[str, Footnote] = {}

    def reference(self, identifier: str) -> tuple[int, bool] | None:
        """Return the number of a note and whether this is the first reference to it."""
        known = self._cited.get(identifier)
        if known or identifier not in self._notes:
            return (known.number, False) if known else None
        note = self._notes[identifier]
        number = len(self._cited) + 1
        self._cited[identifier] = msgspec.structs.replace(note, number=number)
        return number, True

    def cited(self) -> tuple[Footnote, ...]:
        """Return the notes that were referred to, by number."""
        return tuple(self._cited.values())


def _href(links: Links, kind: str, identifier: str = "", /, **values: Any) -> str:
    return links.href(Address.of(kind, identifier, **values))


def _opened(links: Links, identifier: str) -> str:
    """Return the link of an id, or of a place on the same page."""
    if identifier.startswith("#"):
        return identifier
    return links.href(Address.of(opens(identifier), identifier))


@cache
def _templates() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader("detente.web"), drawing.TEMPLATES]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        day=text.day,
        when=text.when,
        first_day=text.first_day,
        plain=lambda words: text.safe(words or ""),
        delivered=safe_run,
        clip=text.clip,
        short=text.short,
        listed=text.listed,
        address=web_address,
        infinitive=brief_terminal.infinitive,
        exact=words_of,
    )
    found.globals.update(
        counted=text.counted,
        compared=compared,
        directions=directions,
        drawing=drawing,
        header=brief_terminal.header,
        said_on=brief_terminal.said_on,
        lead=brief_terminal.lead,
        together=brief_terminal.together,
        each_side_first=brief_terminal.each_side_first,
        sections=SECTIONS,
        caveat=CAVEAT,
        commitments=brief_terminal.COMMITMENTS,
        json_ld=_json_ld,
    )
    return found


def web_address(address: str | None) -> str:
    """Return an address that a browser may open: on the web, by nothing but HTTP; else nothing."""
    try:
        parts = urlsplit(text.safe(address or ""))
    except ValueError:
        return ""
    return parts.geturl() if parts.scheme in _WEB and parts.hostname else ""


def _json_ld(at: Address, model: Any) -> Markup:
    """What the sheet is in schema.org's terms, as the content of a data block."""
    found = linked_data(at, model)
    return Markup(found.translate(_ESCAPED)) if found else Markup()  # noqa: S704  escaped above
