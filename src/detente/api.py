"""The Python face: `open` a record, read pages into it and ask it; `clean` and `annotate`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from detente.errors import EvidenceError, InputError
from detente.nouns import Annotated, Article, Document, Page, SetAside, Standing, Statement

if TYPE_CHECKING:
    import msgspec

    from detente.pages import Source
    from detente.pages.fetching import Fetcher
    from detente.record import Hit, Store
    from detente.upkeep import CheckReport
    from detente.views.notebook import RecordTable, Shown

PathLike = str | os.PathLike[str]
Day = str | date | None


LARGE = 1_000_000
"""Bytes from which one input takes minutes."""


@dataclass
class ReadReport:
    """What became of the inputs of one `Record.read`, counted while it goes on.

    `pages`, `articles`, `attributions`, `moves` and `commitments` are what was added;
    `already` are pages that the record had; `statements` is how many it holds after linking,
    None where linking was not done. `large` names inputs that take minutes, with their bytes.
    """

    pages: int = 0
    already: int = 0
    articles: int = 0
    attributions: int = 0
    moves: int = 0
    commitments: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    large: list[tuple[str, int]] = field(default_factory=list)
    statements: int | None = None
    linked: bool = False

    def count(self, document: Document, *, added: bool) -> None:
        """Count a page that was added, or that the record had already."""
        if not added:
            self.already += 1
            return
        self.pages += 1
        self.articles += len(document.articles)
        for annotated in document.annotated:
            self.attributions += len(annotated.attributions)
            self.moves += len(annotated.moves)
            self.commitments += len(annotated.commitments)

    @property
    def inputs(self) -> int:
        """How many inputs were looked at."""
        return self.pages + self.already + len(self.set_aside)

    @property
    def changed(self) -> bool:
        """Whether the record holds more than before."""
        return self.pages > 0


Progress = Callable[[ReadReport], None]
"""Called after each input and before a large one with the report so far, always the same object."""


class Record:
    """One record: read pages into it and ask it. A context manager."""

    def __init__(self, store: Store) -> None:
        self.store = store
        if "IPython" in sys.modules:
            from detente.views.notebook import announce

            announce(store)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the record."""
        self.store.close()

    def read(
        self,
        paths: PathLike | Iterable[PathLike],
        *,
        progress: Progress | None = None,
        workers: int | None = None,
        fetcher: Fetcher | None = None,
    ) -> ReadReport:
        """Read pages into the record, each kept as soon as it is done, then link them.

        Args:
            paths: files, folders, `http://` and `https://` addresses, or `-` for standard input;
                one or several.
            progress: called after each input.
            workers: processes to work in; by default one for small inputs, else one a core.
            fetcher: fetches the addresses (`detente.pages.fetching.Fetcher`); by default one that
                goes only to public hosts.

        Raises:
            MissingInputError: a path does not exist; nothing was read.
            InputError: an address is of a kind that is not fetched; nothing was read.
            RecordFullError, RecordBusyError: what was read until then is kept.

        """
        from detente.pages import sources

        named = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
        return self.take_in(sources(named, fetcher=fetcher), progress=progress, workers=workers)

    def take_in(
        self,
        inputs: Iterable[Source | SetAside],
        *,
        progress: Progress | None = None,
        workers: int | None = None,
    ) -> ReadReport:
        """Read what is at hand already (`detente.pages.sources` gives such), as `read` does."""
        report = ReadReport()
        self._take_in(iter(inputs), report, progress or (lambda _: None), workers)
        if self.store.links_are_stale():
            self.link()
            report.linked = True
        report.statements = self.store.counts()["statements"]
        return report

    def keep(self, outcomes: Iterable[Document | SetAside]) -> ReadReport:
        """Keep what an engine found (`detente.engines`); nothing is linked yet."""
        report = ReadReport()
        for item in outcomes:
            self._keep(item, report)
        return report

    def link(self) -> None:
        """Link what is new in the record, and what it touches."""
        from detente.linking import update

        new = self.store.unlinked()
        self._compare_crawls(new, addressed=True)
        generation = self.store.generation()
        update(self.store)
        if self._compare_crawls(new, addressed=False):
            generation = self.store.generation()
            update(self.store)
        self.store.mark_linked(generation)

    def _compare_crawls(self, articles: Iterable[str], *, addressed: bool) -> bool:
        """Read pages again where other crawls of them tell more; gives whether any was."""
        from detente.engines.crawls import revised

        found = {
            document.page.id: document
            for crawls in self.store.crawls(articles, addressed=addressed)
            for document in revised(crawls, self.store)
        }
        if found:
            self.store.refile(found.values())
        return bool(found)

    def take_over(self, other: Store) -> int:
        """Add the pages and judgements of another record; gives how many pages were new.

        Nothing is linked yet: call `link` after the last one.
        """
        from detente.record.merging import take_over

        return take_over(self.store, other)

    def relink(self) -> None:
        """Link the whole record anew: actors, lineage, stories, statements, discrepancies."""
        from detente.linking import relink

        generation = self.store.generation()
        relink(self.store)
        self.store.mark_linked(generation)

    def check(self, *, repair: bool = False) -> CheckReport:
        """Check every row against what it was made from; with `repair`, make anew what can be.

        Raises:
            RecordFullError, RecordBusyError: it cannot be copied or mended.

        """
        from detente.upkeep import check

        return check(self, repair=repair)

    def back_up(self, file: PathLike) -> int:
        """Copy the record into a file while others read and write; gives its bytes.

        Raises:
            InputError, MissingInputError, RecordFullError, RecordError: see `Store.back_up`.

        """
        return self.store.back_up(Path(file))

    def statements(
        self, speaker: str | None = None, since: Day = None, until: Day = None
    ) -> list[Statement]:
        """The statements by day: of one speaker (name or id), from a day to a day, both included.

        Raises:
            UnknownPartyError: nobody in the record goes by the speaker's name.

        """
        actors: list[str | None] = [None]
        if speaker is not None:
            from detente.views.said import find_actors

            actors = [actor.id for actor in find_actors(speaker, self.store.actors())]
        days = {"since": _iso(since), "until": _iso(until)}
        found = [s for actor in actors for s in self.store.statements(actor=actor, **days)]
        if len(actors) > 1:
            found.sort(key=lambda s: ((s.said_on and s.said_on.earliest) or "9999", s.id))
        return found

    def standing(self, *parties: str, on: Day = None) -> Standing:
        """Where things stand between parties, as of a day or of the last that the record knows.

        Raises:
            UnknownPartyError: nobody in the record goes by a party's name.

        """
        from detente.standing import standing

        return standing(self.store, parties, on=_iso(on))

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        """The passages that hold `words`, what was said before what was only written."""
        return self.store.search(words, limit=limit)

    def table(self, name: str) -> RecordTable:
        """A table of the record (`statements`, `attributions` …) that pandas, polars, DuckDB read.

        Raises:
            InputError: there is no such table.

        """
        from detente.views.notebook import RecordTable

        return RecordTable(self.store, name)

    def show(self, what: msgspec.Struct | str) -> Shown:
        """A noun of the record, or that of an id or its beginning, as a notebook shows it.

        Raises:
            UnknownIdError: no id begins so, or several do.

        """
        from detente.views.notebook import Shown

        return Shown(self.store.get(what) if isinstance(what, str) else what, self.store)

    def export(
        self, folder: PathLike, form: str = "jsonl", tables: Collection[str] = ()
    ) -> dict[str, int]:
        """Write the record into a folder; gives the number of rows of each file.

        Args:
            folder: made where it is missing; files of the same names are replaced.
            form: `jsonl`, `csv`, `parquet`, `annotations`, `ftm`, `plover`, `icews` or `gdelt`.
            tables: those to write, of a form that has tables; all by default.

        Raises:
            UnknownFormError: the form is not one that we write, or needs what is not installed.
            InputError, RecordFullError: the folder cannot be written.
            EmptyInputError: the record is empty.

        """
        from detente.views.export import write

        return write(self.store, Path(folder), form, tables)

    def _take_in(
        self,
        inputs: Iterator[Source | SetAside],
        report: ReadReport,
        progress: Progress,
        workers: int | None,
    ) -> None:
        from detente.engines import run

        def already(page: Page) -> bool:
            known = self.store.recognise(page)
            if known:
                report.already += 1
                progress(report)
            return known

        failed_before = {item.where for item in self.store.set_asides()}
        tried_again: set[str] = set()
        inputs = _noting(inputs, failed_before, tried_again)
        inputs = _measured(inputs, report, progress)
        for item in run(inputs, workers=workers, skip=already):
            self._keep(item, report)
            progress(report)
        if cured := tried_again - {item.where for item in report.set_aside}:
            self.store.readmit(cured)

    def _add(self, document: Document, report: ReadReport) -> None:
        added: bool | None = None
        try:
            added = self.store.add(document)
        except KeyboardInterrupt:
            # It may have come when the page was on the disk already; then that is said.
            added = self.store.recognise(document.page) or None
            raise
        finally:
            if added is not None:
                report.count(document, added=added)

    def _keep(self, item: Document | SetAside, report: ReadReport) -> None:
        if isinstance(item, Document):
            try:
                self._add(item, report)
                return
            except (EvidenceError, InputError) as error:
                item = SetAside(where=_place(item.page), why=str(error))
        report.set_aside.append(item)
        self.store.set_aside(item)


def open(path: PathLike, *, create: bool = True) -> Record:  # noqa: A001  read as detente.open
    """Open a record, making it where there is none.

    Args:
        path: a SQLite file (`record.db`), or `sqlite:///` and its path.
        create: when False, a record that is not there is an error.

    Raises:
        MissingRecordError, NotARecordError, NewerRecordError, RecordBusyError, RecordFullError:
            see `detente.errors`.

    """
    from detente.record import Store

    return Record(Store.open(path, create=create))


def clean(text_or_html: str | bytes, *, url: str | None = None) -> list[Article]:
    """The articles of a page, without what stands around them.

    Args:
        text_or_html: a page's source or a text dump; which of them is seen from the content.
        url: its address, which may tell the outlet and the date.

    Raises:
        EmptyInputError, BinaryInputError: there is no text in it.

    """
    from detente.articles import articles
    from detente.pages import page

    data = text_or_html.encode() if isinstance(text_or_html, str) else text_or_html
    return list(articles(page(data, url=url)).articles)


def annotate(
    text: str,
    published: str | None = None,
    *,
    title: str | None = None,
    threshold: float = 0.0,
) -> Annotated:
    """What is said in clean article text: `.attributions .moves .commitments .mentions`.

    Args:
        text: an article's text; all offsets refer to this very string.
        published: when it was published (ISO 8601), to resolve weekdays with.
        title: its headline.
        threshold: the confidence, 0..1, below which an attribution is left out.

    """
    from detente.engines import annotate

    return annotate(text, published=published, title=title, threshold=threshold)


def _noting(
    inputs: Iterator[Source | SetAside], wanted: set[str], met: set[str]
) -> Iterator[Source | SetAside]:
    for item in inputs:
        if item.where in wanted:
            met.add(item.where)
        yield item


def _measured(
    inputs: Iterator[Source | SetAside], report: ReadReport, progress: Progress
) -> Iterator[Source | SetAside]:
    """Tell of large inputs before the work on them begins."""
    for item in inputs:
        if not isinstance(item, SetAside) and len(item.data) >= LARGE:
            report.large.append((item.where, len(item.data)))
            progress(report)
        yield item


def _place(page: Page) -> str:
    return " ".join(part for part in (page.file, page.given_id or page.url) if part) or page.id


def _iso(day: Day) -> str | None:
    return day.isoformat() if isinstance(day, date) else day
