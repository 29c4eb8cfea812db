"""Where outlets differ: each value with the outlets that give it, never adjudicated."""

from __future__ import annotations

import msgspec

from detente.nouns import Discrepancy, DiscrepancyKind, DiscrepancyValue
from detente.views.quotation import Quotation, passage_quotation
from detente.views.reading import Lookup
from detente.views.saying import Telling, tellings
from detente.views.text import clip, safe


class DifferenceSide(msgspec.Struct, frozen=True, kw_only=True):
    """One value, the outlets that report it, and the words that show it."""

    value: str
    told_by: tuple[Telling, ...]
    quotations: tuple[Quotation, ...]

    def words(self, limit: int) -> str:
        """Return the value: in quotation marks where it is words of a page, else as we put it."""
        value = clip(safe(self.value), limit)
        said = any(safe(self.value) in safe(q.exact) for q in self.quotations)
        return f"“{value}”" if said else value


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A discrepancy made readable; `id` is what `show` opens."""

    id: str
    kind: DiscrepancyKind
    about: str
    sides: tuple[DifferenceSide, ...]
    statement: str | None = None
    why: str = ""


def difference(discrepancy: Discrepancy, lookup: Lookup) -> Difference:
    """Return a discrepancy with the outlets of each side."""
    return Difference(
        id=discrepancy.id,
        kind=discrepancy.kind,
        about=discrepancy.about,
        sides=tuple(_side(value, lookup) for value in discrepancy.values),
        statement=discrepancy.statement,
        why=discrepancy.why,
    )


def _side(value: DiscrepancyValue, lookup: Lookup) -> DifferenceSide:
    located = [(e, a) for e in value.evidence if (a := lookup.article(e.of))]
    return DifferenceSide(
        value=value.value,
        told_by=tellings((a for _, a in located), lookup),
        quotations=tuple(passage_quotation(a, (e.start, e.end)) for e, a in located),
    )
