"""Statements, standings and articles as a notebook shows them."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import TYPE_CHECKING, Any

import msgspec
from markupsafe import Markup

from detente.errors import DetenteError
from detente.nouns import Article, Evidence, Span, Standing, StandingLine, Statement, Wait
from detente.views.notebook import html
from detente.views.quotation import sentence
from detente.views.reading import Lookup
from detente.views.saying import saying
from detente.views.text import counted, day, joined, listed, when

if TYPE_CHECKING:
    from detente.record import Store

_QUOTED = 3
"""Passages that a line of a standing shows."""
_LISTS = {
    "ready": "Ready to talk", "contacts": "Contacts", "mediators": "Mediators", "venues": "Venues",
    "offers": "Offers", "demands": "Demands", "threats": "Threats", "refusals": "Refusals",
    "last_moves": "Last moves",
}  # fmt: skip


class Shown:
    """A noun with the record that it is from, as HTML for notebooks (`_repr_html_`)."""

    def __init__(self, noun: msgspec.Struct, store: Store | None = None) -> None:
        self.noun = noun
        self._lookup = None if store is None else Lookup(store)

    def __repr__(self) -> str:
        return repr(self.noun)

    def _repr_html_(self) -> str:
        return as_html(self.noun, self._lookup)


@singledispatch
def as_html(noun: Any, lookup: Lookup | None = None) -> str:
    """A noun as HTML; with a record's lookup, with the names of people and outlets."""
    row = msgspec.json.format(msgspec.json.encode(noun), indent=2).decode()
    return html.box(html.head(type(noun).__name__), html.plain(row))


@as_html.register
def _(noun: Statement, lookup: Lookup | None = None) -> str:
    line = None if lookup is None else saying(noun, lookup)
    who = line.speaker_line() if line else noun.speaker or "speaker not known"
    parts = [html.head(who, joined((None if line else when(noun.said_on), noun.id)))]
    for wording in noun.wordings:
        by = _outlets(wording.attributions, lookup) or listed(wording.attributions, 4)
        parts.append(html.quote(wording.text, by))
    told = line.outlets_line() if line else counted(noun.origins, "origin")
    parts.append(html.note(f"Told by {told}" if line else told, ", ".join(noun.origin_names)))
    return html.box(*parts)


def _outlets(attributions: tuple[str, ...], lookup: Lookup | None) -> str:
    if lookup is None:
        return ""
    from detente.views.cards.said import outlets

    return outlets(attributions, lookup)


@as_html.register
def _(noun: Article, lookup: Lookup | None = None) -> str:
    outlet = noun.outlet if lookup is None else lookup.outlet(noun)
    known = (outlet, when(noun.published), noun.byline, noun.dateline, noun.language, noun.id)
    return html.box(html.head(noun.title or "(no title)", joined(known)), html.body(noun.text))


@as_html.register
def _(noun: Standing, lookup: Lookup | None = None) -> str:
    as_of = day(noun.as_of)
    parts = [html.head(" ⇄ ".join(noun.parties), f"as of {as_of}" if as_of else "")]
    if noun.mutual_wait:
        parts.append(html.head("MUTUAL WAIT: each says that the other must move first"))
    parts += [_wait(wait, lookup) for wait in noun.waits]
    for name, title in _LISTS.items():
        lines = [_line(one) for one in getattr(noun, name)]
        parts.append(html.listing(title, lines))
    parts.append(html.listing("Not found", [html.line(sentence) for sentence in noun.not_found]))
    return html.box(*parts)


def _wait(wait: Wait, lookup: Lookup | None) -> Markup:
    said = joined((listed(wait.said_by, 3), when(wait.since), counted(wait.origins, "origin")))
    clauses = (
        joined(("on terms: " if wait.terms else None, "; ".join(wait.terms)), ""),
        f"and then: {wait.then}" if wait.then else None,
        f"otherwise: {wait.otherwise}" if wait.otherwise else None,
    )
    return html.joined(
        (
            html.head(f"{wait.who} waits for {wait.for_whom}: {wait.to}", said),
            html.listing("", [html.line(clause) for clause in clauses if clause]),
            *_quotes(wait.evidence, lookup),
        )
    )


def _line(one: StandingLine) -> Markup:
    sides = joined((one.who, one.to_whom), " to ")
    about = joined((joined((sides, one.state), ", "), one.what), ": ")
    said = (listed(one.said_by, 3), when(one.said_on), ", ".join(one.statements))
    return html.line(about, joined(said))


def _quotes(evidence: Iterable[Evidence], lookup: Lookup | None) -> Iterator[Markup]:
    """The first passages, each in its sentence where the record is known, and each once."""
    seen: set[tuple[str, Span]] = set()
    for found in evidence:
        article = lookup.article(found.of) if lookup else None
        start, end = span = (found.start, found.end)
        if article is not None:
            start, end = sentence(article.text, span)
        if (found.of, (start, end)) in seen:
            continue
        seen.add((found.of, (start, end)))
        words = article.text[start:end] if article else found.exact
        outlet = lookup.outlet(article) if lookup and article else None
        published = when(article.published) if article else None
        place = joined((outlet, published, f"{found.of} {found.start}–{found.end}"))
        yield html.quote(words, place, (found.start - start, found.end - start))
        if len(seen) == _QUOTED:
            return


# IPython ----------------------------------------------------------------------------------------

_open: weakref.WeakSet[Store] = weakref.WeakSet()
"""Records that are open, in which the names of a bare noun are looked for."""


def announce(store: Store) -> None:
    """Let a running IPython show the nouns of an open record as HTML; nothing happens elsewhere."""
    running = sys.modules.get("IPython")
    shell = running.get_ipython() if running else None
    if shell is None:
        return
    _open.add(store)
    formatter = shell.display_formatter.formatters["text/html"]
    for kind in (Statement, Standing, Article):
        formatter.for_type(kind, _bare)


def _bare(noun: Any) -> str:
    return as_html(noun, next((Lookup(store) for store in _open if _holds(store, noun)), None))


def _holds(store: Store, noun: Any) -> bool:
    """Whether a noun is from this record."""
    if isinstance(noun, Standing):
        return True
    try:
        return bool(store.get(noun.id) == noun)
    except DetenteError:
        return False  # it has no such noun, or is no longer there
