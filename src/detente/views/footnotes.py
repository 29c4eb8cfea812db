"""Footnotes of a brief: for every statement that it shows, the passage that the words stand in."""

from __future__ import annotations

import msgspec

from detente.nouns import When
from detente.views.brief import SECTIONS, Brief, BriefLine
from detente.views.quotation import Quotation
from detente.views.saying import Saying, Telling
from detente.views.text import joined, listed, safe, when

_OPENING = ("“", "„", "«", "»", "‘", '"', "'")


class Footnote(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered passage: whose page it is on, of which day, and its exact words.

    `others` tell the same; `id` is what `show` opens.
    """

    number: int
    id: str
    quotation: Quotation
    outlet: str
    published: str | When | None
    others: tuple[Telling, ...]

    def words(self) -> str:
        """Return the exact words in quotation marks: their own where they begin with one."""
        words = safe(self.quotation.exact)
        return words if words.startswith(_OPENING) else f"“{words}”"

    def source_line(self) -> str:
        """Say where the words stand: outlet, day, and the characters of the article's text."""
        found = self.quotation
        place = f"characters {found.start:,}–{found.end:,} of {found.article}"
        return joined((safe(self.outlet), when(self.published), place), ", ")

    def others_line(self) -> str:
        """Name who else tells it, or nothing."""
        names = [safe(telling.outlet) for telling in self.others]
        return f"also told by {listed(names, 6)}" if names else ""


def sayings_of(brief: Brief) -> dict[str, Saying]:
    """Return every statement and act that a brief shows, by id, in its order."""
    lines = [s for wait in brief.waits for s in wait.sayings]
    lines += [s for name in SECTIONS for line in getattr(brief, name) for s in line.sayings]
    for one in brief.commitments:
        shown: list[BriefLine] = [one.line, *([one.changed] if one.changed else [])]
        lines += [s for line in shown for s in line.sayings]
    return {line.id: line for line in lines}


def footnotes(brief: Brief) -> dict[str, Footnote]:
    """Return the footnote of each statement or act that has words, by id, numbered from one."""
    found: dict[str, Footnote] = {}
    for line in sayings_of(brief).values():
        quoted = line.quotation
        own = next((t for t in line.told_by if quoted and quoted.article in t.articles), None)
        if quoted and own:
            found[line.id] = Footnote(
                number=len(found) + 1,
                id=line.id,
                quotation=quoted,
                outlet=own.outlet,
                published=own.published,
                others=tuple(telling for telling in line.told_by if telling is not own),
            )
    return found
