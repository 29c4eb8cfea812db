"""Keeping a record whole: checking it against the stages and linking, and mending it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.errors import RecordError
from detente.nouns import Article, Page
from detente.record.faults import Entered, Fault
from detente.record.mending import beside

if TYPE_CHECKING:
    from detente.api import Record


@dataclass
class CheckReport:
    """What a check found and what was done about it.

    `rows` counts what was checked, by kind; `left` are the faults that stand after mending (all,
    where nothing was to be mended); `backup` is the record as it was before it was mended.
    """

    rows: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    left: list[Fault] = field(default_factory=list)
    backup: str | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong any more."""
        return not self.left


def check(record: Record, *, repair: bool = False) -> CheckReport:
    """Check every row of a record and, with `repair`, make anew what can be derived.

    A record that needs mending is first copied to a file beside it.

    Raises:
        RecordFullError, RecordBusyError: it cannot be copied or written.

    """
    store = record.store
    faults = list(store.check(entered))
    report = CheckReport(faults=faults, left=faults)
    if repair and faults:
        kept = beside(store.path)
        store.back_up(kept, verify=False)
        report.backup = str(kept)
        report.done = _mended(record, faults)
        report.left = list(store.check(entered))
    report.rows = _counted(record)
    return report


def entered(article: Article, page: Page) -> Entered:
    """What linking's index is to hold of an article of a page."""
    from detente.linking.link import bounded
    from detente.linking.neighbours import sketch
    from detente.linking.reading import Reading

    known = sketch(Reading(bounded(article, page)))
    return Entered(
        runs=frozenset(known.runs),
        topics=frozenset((topic, known.day) for topic in known.topics),
        kept=(known.kept.runs, known.kept.vector, known.kept.day),
    )


def _mended(record: Record, faults: list[Fault]) -> list[str]:
    from detente.engines import process

    done = list(record.store.mend(faults, process))
    if record.store.links_are_stale():
        record.link()
        done.append("Actors, statements, stories and all other links were made anew.")
    return done


def _counted(record: Record) -> dict[str, int]:
    try:
        return record.store.counts()
    except RecordError:
        return {}  # a file so damaged that not even its rows can be counted; the faults say so
