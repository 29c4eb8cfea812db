"""`Store`: one record, open for writing with its evidence checked, for reading and for search."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from detente.nouns import (
    Actor,
    Article,
    Attribution,
    Commitment,
    Discrepancy,
    Document,
    Dropped,
    Evidence,
    Judgement,
    KnownActor,
    Lineage,
    Links,
    Mention,
    Move,
    Page,
    Question,
    SetAside,
    Statement,
    Story,
)
from detente.record import (
    backup,
    checking,
    checking_pages,
    copying,
    crawls,
    evidence,
    judgements,
    ledger,
    links,
    listings,
    mending,
    migrations,
    parties,
    reading,
    refiling,
    schema,
    search,
    writing,
)
from detente.record.database import Database, connect
from detente.record.faults import Fault, Sketched
from detente.record.search import Hit

PATIENCE = 60.0
"""Seconds to wait while another process writes; one page or one linking is written at a time."""


class Store:
    """One record.

    Iterators are lazy and see the record as it stood when they were begun. Each writing method is
    one transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(
        cls,
        url: str | os.PathLike[str],
        *,
        create: bool = False,
        readonly: bool = False,
        patience: float = PATIENCE,
    ) -> Self:
        """Open a record.

        Args:
            url: path of a SQLite file, or `sqlite:///` and a path; or the URL of a PostgreSQL
                database, `postgresql://user:password@host/database`, as libpq takes it.
            create: make the record where there is none (a server's database must be there).
            readonly: promise not to write; works on media that cannot be written, too.
            patience: seconds to wait while another process writes.

        Raises:
            MissingRecordError, NotARecordError, NewerRecordError, RecordBusyError,
            RecordFullError: see `detente.errors`.

        """
        database = connect(url, create=create, readonly=readonly, patience=patience)
        try:
            if readonly and migrations.behind(database):
                cls.open(url, patience=patience).close()
            migrations.prepare(database, create=create)
        except BaseException:
            database.close()
            raise
        return cls(database)

    @property
    def path(self) -> Path:
        """The record's file; for one on a server, a file here that stands for it alone.

        Beside it belongs what others keep with a record.
        """
        return self._database.dialect.path

    @property
    def place(self) -> str:
        """Where the record is, as people are told: its path, or its URL without the password."""
        return self._database.place

    def close(self) -> None:
        """Close the record; nothing is pending."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Writing ------------------------------------------------------------------------------------

    def add(self, document: Document) -> bool:
        """Write a page with all that was found on it, or nothing of it.

        Returns:
            False when the page was there already; a new file name for it is remembered.

        Raises:
            EvidenceError: something found is not where it says; nothing was written.

        """
        if self.recognise(document.page):
            return False
        located = evidence.of_document(document)
        with self._database.writing() as connection:
            return writing.add(connection, document, located)

    def recognise(self, page: Page) -> bool:
        """Whether the page is in the record; if so, its file name is remembered."""
        with self._database.reading() as connection:
            there, under_this_name = writing.known(connection, page)
        if there and not under_this_name:
            with self._database.writing() as connection:
                if not writing.known(connection, page)[1]:
                    writing.remember_file(connection, page)
        return there

    def set_aside(self, item: SetAside) -> None:
        """Keep where an input is that could not be read, and why."""
        with self._database.writing() as connection:
            writing.set_aside(connection, item)

    def readmit(self, wheres: Iterable[str]) -> None:
        """Forget that these inputs could not be read."""
        with self._database.writing() as connection:
            writing.readmit(connection, wheres)

    def refile(self, documents: Iterable[Document]) -> None:
        """Write pages of the record again, with what is found on them now; links are made anew.

        Raises:
            EvidenceError: something found is not where it says; nothing was written.

        """
        located = [(document, evidence.of_document(document)) for document in documents]
        with self._database.writing() as connection:
            refiling.refile(connection, located)

    def replace_links(self, new: Links) -> None:
        """Put what linking found in the place of what it found before.

        Raises:
            EvidenceError: evidence does not hold or a link leads nowhere; the old links stay.

        """
        with self._database.writing() as connection:
            links.replace(connection, new)

    # Upkeep -------------------------------------------------------------------------------------

    def documents(self) -> Iterator[Document | SetAside]:
        """Every page as it was when it entered; of one that cannot be read, why."""
        with self._database.reading() as connection:
            yield from checking_pages.documents(connection)

    def check(self, sketched: Sketched | None = None) -> Iterator[Fault]:
        """What is wrong with the record, found as it is read through; nothing is changed.

        `sketched` gives what linking's index is to hold of an article, to compare it with.
        """
        return checking.check(self._database, sketched)

    def mend(self, faults: Iterable[Fault], process: mending.Process) -> Iterator[str]:
        """Make anew what can be derived, saying what is done; links are then to be made anew."""
        return mending.mend(self._database, faults, process)

    def back_up(self, target: Path, *, verify: bool = True) -> int:
        """Copy the record into a file while others read and write; gives its bytes.

        Raises:
            InputError, MissingInputError, RecordFullError, RecordError: see `backup.back_up`.

        """
        return backup.back_up(self._database, target, verify=verify)

    def copy_to(self, url: str | os.PathLike[str]) -> dict[str, int]:
        """Copy the record into a new file or an empty database; gives how many rows there are.

        Raises:
            InputError: there is a file, or the database holds a record.
            MissingInputError, RecordFullError, RecordBusyError …: it cannot be made there.

        """
        copying.copy(self._database, url)
        with type(self).open(url, readonly=True) as copy:
            return copy.counts()

    # What people say ----------------------------------------------------------------------------

    def judge(self, judgement: Judgement) -> bool:
        """Keep a person's judgement; False when it is there already. Linking follows it next."""
        with self._database.writing() as connection:
            new = judgements.judge(connection, judgement)
            if new:
                writing.next_generation(connection)
        return new

    def undo_judgement(self, prefix: str) -> Judgement:
        """Take back the judgement whose id begins with `prefix`.

        Raises:
            UnknownIdError: none or several do.

        """
        with self._database.writing() as connection:
            undone = judgements.undo(connection, prefix)
            writing.next_generation(connection)
        return undone

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements, the earliest first."""
        with self._database.reading() as connection:
            return tuple(judgements.judgements(connection))

    def questions(self) -> tuple[Question, ...]:
        """What linking would ask a person, those on which most hangs first."""
        with self._database.reading() as connection:
            return tuple(judgements.questions(connection))

    def replace_questions(self, new: Iterable[Question]) -> None:
        """Put questions in the place of all earlier ones."""
        with self._database.writing() as connection:
            judgements.put_questions(connection, new)

    def known_actors(self) -> tuple[KnownActor, ...]:
        """The actors of the user's own lists."""
        with self._database.reading() as connection:
            return tuple(judgements.known_actors(connection))

    def keep_list(self, source: str, actors: Sequence[KnownActor]) -> bool:
        """Keep a user's list in the place of what it said before; False when nothing changed."""
        with self._database.writing() as connection:
            new = judgements.keep_list(connection, source, actors)
            if new:
                writing.next_generation(connection)
        return new

    def articles_naming(self, actor: str, name: str | None = None) -> tuple[str, ...]:
        """The articles in which an actor is meant, by a name if one is given."""
        with self._database.reading() as connection:
            return judgements.articles_naming(connection, actor, name)

    # Whether links are stale --------------------------------------------------------------------

    @contextmanager
    def linking(self) -> Iterator[ledger.Ledger]:
        """One transaction in which linking changes its index, its blocks and its links."""
        with self._database.writing() as connection:
            yield ledger.Ledger(connection)

    def unlinked(self) -> list[str]:
        """The ids of the articles that linking has not seen, sorted."""
        with self._database.reading() as connection:
            return list(ledger.unlinked(connection))

    def generation(self) -> int:
        """How many times pages were added; note it before linking and give it to `mark_linked`."""
        with self._database.reading() as connection:
            return int(writing.get_meta(connection, "generation") or 0)

    def mark_linked(self, generation: int) -> None:
        """Say that the links cover all pages up to a generation."""
        with self._database.writing() as connection:
            writing.set_meta(connection, "linked", str(generation))

    def links_are_stale(self) -> bool:
        """Whether pages were added that linking has not seen."""
        with self._database.reading() as connection:
            linked = int(writing.get_meta(connection, "linked") or 0)
            return linked != int(writing.get_meta(connection, "generation") or 0)

    # Reading ------------------------------------------------------------------------------------

    def pages(self) -> Iterator[Page]:
        """All pages."""
        with self._database.reading() as connection:
            yield from reading.pages(connection)

    def files(self, page: str) -> tuple[str, ...]:
        """Every file name that a page was seen under, in the order of reading."""
        with self._database.reading() as connection:
            return reading.files(connection, page)

    def crawls(self, articles: Iterable[str], *, addressed: bool) -> Iterator[tuple[Page, ...]]:
        """The pages, two or more, that may be crawls of one with a page of these articles.

        Of pages with an address, or of those without; the latter are known once they are linked.
        """
        with self._database.reading() as connection:
            yield from crawls.crawls(connection, articles, addressed=addressed)

    def articles_of(self, page: str) -> tuple[str, ...]:
        """The ids of a page's articles, in their order on it."""
        with self._database.reading() as connection:
            return crawls.articles_of(connection, page)

    def dropped(self, page: str) -> tuple[Dropped, ...]:
        """The stretches of a page's text that belong to no article, and why."""
        with self._database.reading() as connection:
            return reading.dropped(connection, page)

    def articles(self) -> Iterator[Article]:
        """All articles, by page and place on it."""
        with self._database.reading() as connection:
            yield from reading.articles(connection)

    def attributions(
        self,
        *,
        article: str | None = None,
        actor: str | None = None,
        statement: str | None = None,
    ) -> Iterator[Attribution]:
        """Attributions with `article`, `statement` and the speaker's `actor` filled in."""
        chosen: Any = {"article": article, "actor": actor, "statement": statement}
        with self._database.reading() as connection:
            yield from reading.attributions(connection, **chosen)

    def mentions(self, article: str) -> Iterator[Mention]:
        """An article's mentions with their `actor` filled in, in the order of the text."""
        with self._database.reading() as connection:
            yield from reading.mentions(connection, article)

    def moves(
        self, *, article: str | None = None, attribution: str | None = None
    ) -> Iterator[Move]:
        """Moves, by article and place in it."""
        with self._database.reading() as connection:
            yield from reading.moves(connection, article=article, attribution=attribution)

    def commitments(
        self, *, article: str | None = None, attribution: str | None = None
    ) -> Iterator[Commitment]:
        """Commitments, by article and place in it."""
        with self._database.reading() as connection:
            yield from reading.commitments(connection, article=article, attribution=attribution)

    def filed(self, articles: Iterable[str]) -> dict[str, reading.Filed]:
        """These articles by id, with the attributions and mentions of each, and its page."""
        with self._database.reading() as connection:
            return reading.read(connection, articles)

    @contextmanager
    def listings(self) -> Iterator[listings.Listings]:
        """One transaction in which parts of long listings are read."""
        with self._database.reading() as connection:
            yield listings.Listings(connection)

    @contextmanager
    def parties(self) -> Iterator[parties.Parties]:
        """One transaction in which the articles of parties are read."""
        with self._database.reading() as connection:
            yield parties.Parties(connection)

    def actors(self) -> Iterator[Actor]:
        """All actors."""
        return self._whole(schema.actors, Actor)

    def lineage(self) -> Iterator[Lineage]:
        """Which articles were made from which."""
        return self._whole(schema.lineage, Lineage)

    def stories(self) -> Iterator[Story]:
        """All stories."""
        return self._whole(schema.stories, Story)

    def discrepancies(self) -> Iterator[Discrepancy]:
        """Where reports differ."""
        return self._whole(schema.discrepancies, Discrepancy)

    def statements(
        self,
        *,
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Iterator[Statement]:
        """Statements by day, of one actor (id), that may have been said between two ISO days."""
        with self._database.reading() as connection:
            yield from reading.statements(connection, actor=actor, since=since, until=until)

    def set_asides(self) -> Iterator[SetAside]:
        """The inputs that could not be read, and why."""
        with self._database.reading() as connection:
            yield from reading.set_asides(connection)

    def evidence(self, owner: str) -> tuple[Evidence, ...]:
        """The passages that a row rests on, with their exact words."""
        with self._database.reading() as connection:
            return reading.evidence(connection, owner)

    def get(self, prefix: str) -> msgspec.Struct:
        """The noun of an id, or of a prefix that only one id has.

        Raises:
            UnknownIdError: none or several fit.

        """
        with self._database.reading() as connection:
            return reading.get(connection, prefix)

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        """The passages that hold `words`: what was said first, then what was only written."""
        with self._database.reading() as connection:
            return search.search(connection, words, limit)

    def counts(self) -> dict[str, int]:
        """How many rows there are of each kind."""
        with self._database.reading() as connection:
            return reading.counts(connection)

    def _whole(self, table: Any, kind: type[reading.Noun]) -> Iterator[reading.Noun]:
        with self._database.reading() as connection:
            yield from reading.whole(connection, table, kind)
