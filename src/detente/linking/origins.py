"""Independent origins: through how many separate sources we know of something.

A wire and everything made from it count once, and so do articles of one story that credit one
agency. What is left is named by its agency, else its outlet, else its page's host or file, else its
headline.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import PurePath
from urllib.parse import urlsplit

from detente.linking.groups import Groups
from detente.linking.reading import Reading, days, plain_name, wire
from detente.linking.saying import Saying
from detente.nouns import Article, Lineage, Page


class Origins:
    """Articles grouped by where their text comes from."""

    def __init__(
        self,
        readings: Sequence[Reading],
        links: Iterable[Lineage],
        story: Mapping[str, str],
        pages: Mapping[str, Page],
    ) -> None:
        self._pages = pages
        # Of an origin with thousands of copies this is asked for each statement in them.
        self._days: dict[str, str | None] = {}
        self._credits: dict[str, Counter[str]] = {}
        self._names: dict[str, str] = {}
        self._readings = {r.id: r for r in readings}
        self._outlets: dict[str, list[str]] = {}
        for reading in sorted(readings, key=lambda r: r.id):
            if reading.article.outlet:
                self._outlets.setdefault(plain_name(reading.article.outlet), []).append(reading.id)
        self._groups = Groups(sorted(self._readings))
        for link in links:
            if link.relation != "excerpt":
                self._groups.join(link.source, link.made)
        credited: dict[tuple[str, str], str] = {}
        for reading in sorted(readings, key=lambda r: r.id):
            for agency in reading.wires:
                first = credited.setdefault((story[reading.id], agency), reading.id)
                self._groups.join(first, reading.id)

    def top(self, article: str) -> str:
        """The article that stands for everything of the same origin."""
        return self._groups.top(article)

    def of(self, said: Sequence[Saying]) -> tuple[str, ...]:
        """The names of the origins of these reports, sorted; one for each origin.

        Two texts of one name and of separate days are two origins, each named with its day. What a
        report has through another outlet of the record is that outlet's.
        """
        relayed: dict[str, Counter[str]] = {}
        reported = {saying.article.id for saying in said}
        for saying in said:
            article = self._relayed_from(saying, reported) or saying.article.id
            counts = relayed.setdefault(self.top(article), Counter())
            counts.update(found for name in saying.attribution.via if (found := wire(name)))
        named = {top: self._name(top, counts) for top, counts in relayed.items()}
        dated: dict[str, set[str]] = {}
        for top, name in named.items():
            days_of = dated.setdefault(name, set())
            if (day := self._day(top)) is not None:
                days_of.add(day)
        return tuple(sorted(form for name, of in dated.items() for form in _told_apart(name, of)))

    def _relayed_from(self, saying: Saying, reported: Container[str]) -> str | None:
        """The article of the outlet through which a report knows it, if that reports it too."""
        for name in saying.attribution.via:
            for article in self._outlets.get(plain_name(name), ()):
                if article in reported and article != saying.article.id:
                    return article
        return None

    def _day(self, top: str) -> str | None:
        """The first day that a text of this origin is known to be from."""
        if top not in self._days:
            known = (days(self._readings[m].article) for m in self._groups.members(top))
            self._days[top] = min(
                (first[:10] for first, _ in known if first and len(first) >= 10), default=None
            )
        return self._days[top]

    def _name(self, top: str, relayed: Counter[str]) -> str:
        if top not in self._credits:
            members = [self._readings[m] for m in self._groups.members(top)]
            self._credits[top] = Counter(agency for r in members for agency in r.wires)
        agencies = self._credits[top] or relayed
        if agencies:
            return min(agencies, key=lambda a: (-agencies[a], a))
        if top not in self._names:
            self._names[top] = self._own_name(top)
        return self._names[top]

    def _own_name(self, top: str) -> str:
        """What texts of an origin without a known agency are called."""
        members = [self._readings[m].article for m in self._groups.members(top)]
        for names in (
            [article.agencies[0] for article in members if article.agencies],
            [article.outlet for article in members if article.outlet],
            [name for article in members if (name := self._place(article))],
            [article.title for article in members if article.title],
        ):
            if names:
                return min(str(name) for name in names)
        return min(article.id for article in members)

    def _place(self, article: Article) -> str | None:
        """The host or the file name of an article's page."""
        page = self._pages.get(article.page)
        if page is None:
            return None
        host = urlsplit(page.url or "").hostname
        return host or (PurePath(page.file).name if page.file else None)


def _told_apart(name: str, known: Iterable[str]) -> list[str]:
    """The name once for each day, with the month, or the day where a month has several."""
    found = sorted(known)
    if len(found) < 2:
        return [name]
    months = Counter(day[:7] for day in found)
    dates = [datetime.date.fromisoformat(day) for day in found]
    return [
        f"{name} ({date:%b %Y})" if months[day[:7]] == 1 else f"{name} ({date.day} {date:%b %Y})"
        for day, date in zip(found, dates, strict=True)
    ]
