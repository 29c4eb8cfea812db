"""The sheets: for each kind of address, the model that its page shows and the template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from detente.errors import UnknownIdError
from detente.web.address import Address
from detente.web.reader import Reader
from detente.web.sheets.actor import actor_sheet
from detente.web.sheets.actors import actors_sheet
from detente.web.sheets.article import article_sheet
from detente.web.sheets.chronology import timeline_sheet
from detente.web.sheets.differences import differences_sheet
from detente.web.sheets.finding import search_sheet
from detente.web.sheets.home import home_sheet
from detente.web.sheets.opened import opened_sheet
from detente.web.sheets.page import page_sheet
from detente.web.sheets.standing import standing_sheet
from detente.web.sheets.statement import statement_sheet
from detente.web.sheets.stories import stories_sheet
from detente.web.sheets.story import story_sheet


class Sheet(NamedTuple):
    """How a page is made: its template, its model, whether files can hold it and it has a feed.

    A model that is `kept` takes long to make, and is made once while the record is the same.
    """

    template: str
    make: Callable[[Reader, Address], Any]
    on_disk: bool = True
    feed: bool = False
    kept: bool = False


SHEETS = {
    "home": Sheet("home.html", home_sheet),
    "standing": Sheet("standing.html", standing_sheet, feed=True, kept=True),
    "statement": Sheet("statement.html", statement_sheet),
    "article": Sheet("article.html", article_sheet),
    "page": Sheet("page.html", page_sheet),
    "actor": Sheet("actor.html", actor_sheet, feed=True),
    "actors": Sheet("actors.html", actors_sheet),
    "story": Sheet("story.html", story_sheet),
    "stories": Sheet("stories.html", stories_sheet),
    "discrepancies": Sheet("discrepancies.html", differences_sheet),
    "timeline": Sheet("timeline.html", timeline_sheet),
    "search": Sheet("search.html", search_sheet, on_disk=False, feed=True),
    "show": Sheet("show.html", opened_sheet),
}
"""By the first part of an address."""

WITH_ID = frozenset({"statement", "article", "page", "actor", "story", "show"})
"""Kinds of sheets that show the one thing whose id the address has."""

_OPENED_BY = {"s": "statement", "a": "article", "p": "page", "n": "actor", "y": "story"}


def opens(identifier: str) -> str:
    """Return the kind of sheet that shows what has this id."""
    return _OPENED_BY.get(identifier.partition(":")[0], "show")


def make(reader: Reader, at: Address) -> Any:
    """Return the model of the sheet at an address.

    Raises:
        UnknownIdError: there is no such kind of sheet, or nothing in the record has the id.
        UnknownPartyError, InputError: the query asks for what cannot be.

    """
    sheet = SHEETS.get(at.kind)
    if sheet is None or bool(at.id) != (at.kind in WITH_ID):
        raise UnknownIdError("There is no page at this address; start from the first page.")
    if sheet.kept:
        return reader.remembered(at, lambda: sheet.make(reader, at))
    return sheet.make(reader, at)
