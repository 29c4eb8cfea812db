"""The watcher: asks each address when it is due, and reads the pages that are new.

One request at a time. A place counts as read only when its page is in the record, so that a
watcher that is killed reads it the next time; the record knows a page that it has.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from detente.errors import InputError
from detente.nouns import SetAside
from detente.watching import manners, memory
from detente.watching.listing import Listed, listing
from detente.watching.memory import Watched
from detente.watching.news import NewPage, News, standing_news

if TYPE_CHECKING:
    from detente.api import Record
    from detente.pages import Source
    from detente.pages.fetching import Answer, Fetcher

_FOUND, _UNCHANGED = 200, 304
_AT_ONCE = 10
"""Pages that are in memory between two writings."""
_TRIES = 3
"""How often a page that cannot be had is tried, one poll each."""
_RECENT = 2 * 86_400.0
"""Seconds back from the first look at a sitemap, which may list an outlet's whole past."""


class Watcher:
    """Watches addresses for a record.

    Args:
        record: where new pages go; what is remembered lies in a file beside it.
        addresses: feeds, sitemaps and pages.
        fetcher: fetches them; by default one that goes only to public hosts.
        every: seconds between two polls of an address.
        most: pages that are read at one poll of one address; the rest waits for the next.
        workers: processes to read in.
        stop: ends the watch when it is set, after the page at hand.
        now: the time in seconds since 1970; stands in for it in tests.

    """

    def __init__(
        self,
        record: Record,
        addresses: Sequence[str],
        *,
        fetcher: Fetcher | None = None,
        every: float = 900.0,
        most: int = 200,
        workers: int | None = 1,
        stop: threading.Event | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._record = record
        self._addresses = tuple(addresses)
        self._stop = stop or threading.Event()
        self._fetcher = fetcher or _polite(self._stop)
        self._every = every
        self._most = most
        self._workers = workers
        self._now = now
        self._file = memory.beside(record.store.path)
        self._memory = memory.load(self._file)
        self._pages: list[NewPage] = []
        self._failed: list[SetAside] = []

    def watch(self) -> Iterator[News]:
        """Poll again and again, and give what each poll brought, until `stop` is set."""
        while not self._stop.is_set():
            yield self.poll()
            self._stop.wait(max(0.0, min(map(self._due, self._addresses)) - self._now()))

    def poll(self) -> News:
        """Ask the addresses that are due, and read what is new."""
        at = dt.datetime.fromtimestamp(self._now(), dt.UTC)
        self._pages, self._failed = [], []
        due = [address for address in self._addresses if self._due(address) <= self._now()]
        for address in due:
            if not self._stop.is_set():
                self._ask(address)
                memory.save(self._memory, self._file)
        pages = tuple(self._pages)
        day = at.date().isoformat()
        ids = [page.id for page in pages]
        return News(
            at=at.isoformat(timespec="seconds"),
            asked=len(due),
            pages=pages,
            standing=tuple(standing_news(self._record.store, ids, day)) if ids else (),
            failed=tuple(self._failed),
        )

    def _due(self, address: str) -> float:
        due = max(self._memory.of(address).due, self._rests_until(address))
        # Nothing is put off for longer, so that the clock was set back since.
        return 0.0 if due > self._now() + max(self._every, manners.LONGEST) else due

    # One address ----------------------------------------------------------------------------------

    def _ask(self, address: str) -> None:
        watched = self._memory.of(address)
        answer = self._answer(address, _conditions(watched))
        if answer is None:
            watched.failures += 1
        else:
            watched.failures = 0
            if answer.status == _FOUND:
                self._take(address, watched, answer)
        watched.due = manners.next_time(self._now(), self._every, watched.failures)

    def _answer(self, url: str, headers: Mapping[str, str] | None = None) -> Answer | None:
        """The page, or word that it is unchanged; None where neither can be had, which is told."""
        if self._rests_until(url) > self._now():
            return None
        try:
            answer = self._fetcher.ask(url, headers)
        except InputError as error:
            self._tell(url, str(error))
            return None
        if answer.status in manners.BUSY:
            self._memory.resting[_host(url)] = manners.rest(answer.headers, self._now())
        if answer.status in (_FOUND, _UNCHANGED):
            return answer
        self._tell(url, f"the server answers {answer.status}")
        return None

    def _rests_until(self, url: str) -> float:
        return self._memory.resting.get(_host(url), 0.0)

    def _tell(self, url: str, why: str) -> None:
        self._failed.append(SetAside(where=url, why=f"It was not fetched, since {why}."))

    def _take(self, address: str, watched: Watched, answer: Answer) -> None:
        try:
            found = listing(answer.body, answer.url)
        except InputError as error:
            self._tell(address, f"it {error}")
            watched.failures += 1
            return
        if found.kind == "page":
            self._take_page(address, watched, answer)
            left = False
        elif found.kind == "index":
            left = self._take_index(watched, found.places)
        else:
            left = self._take_places(address, watched, found.places, fresh=found.kind == "feed")
        # What is left must be listed again the next time, changed or not.
        watched.etag = None if left else answer.headers.get("etag")
        watched.modified = None if left else answer.headers.get("last-modified")
        watched.asked = True

    def _take_page(self, address: str, watched: Watched, answer: Answer) -> None:
        """Read the page itself, if its articles have changed; all around them changes always."""
        sources = list(self._fetcher.held(address, answer))
        told = _told_in(sources)
        if watched.seen.get(address) != told:
            self._read(address, sources)
            watched.seen = {address: told}

    def _take_index(self, watched: Watched, places: Sequence[Listed]) -> bool:
        """Ask the sitemaps of an index that have changed; whether some are left."""
        named = [(place.url, place.changed) for place in places if place.url is not None]
        for url, changed in named:
            if self._stop.is_set():
                return True
            if changed and watched.seen.get(url) == changed:
                continue
            if not watched.asked and changed and not self._recent(changed):
                watched.seen[url] = changed
                continue
            self._ask(url)
            if not self._memory.of(url).failures:
                watched.seen[url] = changed
        return any(watched.seen.get(url) != changed for url, changed in named)

    # The places of a listing ----------------------------------------------------------------------

    def _take_places(
        self, address: str, watched: Watched, places: Sequence[Listed], *, fresh: bool
    ) -> bool:
        """Read the places that are new; whether some are left for the next poll.

        `fresh` says that all of it is news, as a feed's entries are; of another listing only what
        changed lately is read at the first look.
        """
        named = {place.key: place for place in places if place.key is not None}
        watched.seen = {key: on for key, on in watched.seen.items() if key in named}
        watched.tried = {key: times for key, times in watched.tried.items() if key in named}
        waiting = [key for key in named if self._is_new(watched, named[key], key, fresh=fresh)]
        for start in range(0, min(len(waiting), self._most), _AT_ONCE):
            if self._stop.is_set():
                return True
            part = waiting[start : min(start + _AT_ONCE, self._most)]
            self._read_places(address, watched, {key: named[key] for key in part})
            memory.save(self._memory, self._file)
        return any(key not in watched.seen for key in waiting)

    def _is_new(self, watched: Watched, place: Listed, key: str, *, fresh: bool) -> bool:
        if self._memory.has_seen(key, place.changed):
            watched.seen[key] = place.changed
            return False
        if fresh or watched.asked or self._recent(place.changed):
            watched.seen.pop(key, None)
            return True
        watched.seen[key] = place.changed
        return False

    def _recent(self, changed: str) -> bool:
        try:
            day = dt.date.fromisoformat(changed[:10])
        except ValueError:
            return False
        now = dt.datetime.fromtimestamp(self._now() - _RECENT, dt.UTC)
        return day >= now.date()

    def _read_places(self, address: str, watched: Watched, places: Mapping[str, Listed]) -> None:
        sources: list[Source | SetAside] = []
        done: list[str] = []
        for key, place in places.items():
            if self._stop.is_set():
                break
            found = self._documents(place)
            if found is not None:
                sources += found
                done.append(key)
            elif place.url is None or self._rests_until(place.url) <= self._now():
                watched.tried[key] = watched.tried.get(key, 0) + 1
                if watched.tried[key] >= _TRIES:
                    done.append(key)
        self._read(address, sources)
        for key in done:
            watched.seen[key] = places[key].changed
            watched.tried.pop(key, None)

    def _documents(self, place: Listed) -> list[Source | SetAside] | None:
        """The page at a place, else what the feed itself tells of it; None where neither is had."""
        if place.url is not None:
            answer = self._answer(place.url)
            if answer is not None:
                return list(self._fetcher.held(place.url, answer))
        return [place.own] if place.own is not None else None

    def _read(self, address: str, sources: Sequence[Source | SetAside]) -> None:
        new = dict(self._new(address, sources))
        self._record.take_in(sources, workers=self._workers)
        self._pages += new.values()

    def _new(
        self, address: str, sources: Sequence[Source | SetAside]
    ) -> Iterator[tuple[str, NewPage]]:
        for source in sources:
            if isinstance(source, SetAside):
                self._failed.append(source)
                continue
            try:
                page = source.page()
            except InputError as error:
                self._failed.append(SetAside(where=source.where, why=str(error)))
                continue
            if not self._record.store.recognise(page):
                yield page.id, NewPage(id=page.id, url=page.url, watched=address)


def _conditions(watched: Watched) -> dict[str, str]:
    """The headers that ask for a page only if it has changed."""
    told = {"If-None-Match": watched.etag, "If-Modified-Since": watched.modified}
    return {name: value for name, value in told.items() if value}


def _told_in(sources: Sequence[Source | SetAside]) -> str:
    """A digest of the articles on pages."""
    import hashlib

    from detente.articles import articles

    told = hashlib.sha256()
    for source in sources:
        if isinstance(source, SetAside):
            continue
        try:
            texts = [article.text for article in articles(source.page()).articles]
        except InputError:
            texts = [source.where]
        told.update("\0".join(texts).encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _polite(stop: threading.Event) -> Fetcher:
    """A fetcher whose pauses end when the watch does."""
    from detente.pages.fetching import Fetcher

    def pause(seconds: float) -> None:
        stop.wait(seconds)

    return Fetcher(sleep=pause)
