"""One statement as one line: its best exact words, who said them, and which outlets tell it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from detente.nouns import Article, Attribution, Evidence, Span, Statement, When
from detente.views.quotation import LIMIT, Quotation, quotation
from detente.views.reading import Lookup, role
from detente.views.text import counted, first_day, joined, listed, safe, when

_READABLE = (24, LIMIT)
"""Lengths of words that can stand alone: a shorter stretch says too little."""

OWN_WORDS = "in the outlet's own words"
"""Stands for the speaker where an outlet reports an act that nobody is quoted for."""

NOT_KNOWN = "speaker not known"
"""Stands for the speaker where somebody is reported to have said it and none could be told."""
_PRONOUNS = frozenset({"me", "him", "her", "it", "us", "them", "you"})
"""Addressees that say nothing outside their sentence."""


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet's articles that report a statement, and when the first of them was published."""

    outlet: str
    published: str | When | None
    articles: tuple[str, ...]


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """A statement (or a reported act without a speaker) in the words of one report.

    `id` is what `show` opens. `via` names the relayers, nearest to the speaker first. `origins`
    counts independent ones; `wordings` the forms in which outlets give the words.
    """

    id: str
    quotation: Quotation | None
    who: str | None = None
    role: str | None = None
    said_on: When | None = None
    medium: str | None = None
    place: str | None = None
    addressee: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    told_by: tuple[Telling, ...] = ()
    origins: int = 1
    origin_names: tuple[str, ...] = ()
    wordings: int = 1

    def speaker_line(self, *, named: bool = True) -> str:
        """Who said it, in what office, when, by what medium, where, to whom, and through whom."""
        who = joined((self.who and safe(self.who), self.role and safe(self.role)), ", ")
        unnamed = NOT_KNOWN if self.spoken() else OWN_WORDS
        addressee = [name for name in self.addressee if name.casefold() not in _PRONOUNS]
        return joined(
            (
                (who or unnamed) if named else None,
                when(self.said_on) or ("undated" if self.day() is None else None),
                self.medium and safe(self.medium),
                self.place and safe(self.place),
                f"to {safe(listed(addressee, 2))}" if addressee else None,
                f"through {safe(listed(self.via, 3))}" if self.via else None,
            )
        )

    def outlets_line(self) -> str:
        """Say which outlets tell it, each with its day, and from how many independent origins."""
        outlets = listed((_telling_words(t) for t in self.told_by), 4)
        many = sum(len(t.articles) for t in self.told_by) > 1 and self.who
        return f"{outlets}; {counted(self.origins, 'origin')}" if many else outlets

    def spoken(self) -> bool:
        """Whether somebody is reported to have said it."""
        return self.quotation is None or self.quotation.attribution is not None

    def day(self) -> str | None:
        """Return the ISO day to sort by: when it was said, else when it was first told."""
        told = [d for d in (first_day(t.published) for t in self.told_by) if d]
        return first_day(self.said_on) or min(told, default=None)


def _telling_words(telling: Telling) -> str:
    pages = f"{len(telling.articles)} pages" if len(telling.articles) > 1 else None
    details = joined((when(telling.published), pages), ", ")
    return safe(telling.outlet) + (f" ({details})" if details else "")


def saying(
    statement: Statement, lookup: Lookup, evidence: Iterable[Evidence] = (), limit: int = LIMIT
) -> Saying:
    """Return a statement as one line, in the words that `evidence` points at where it does.

    Args:
        statement: whose attributions are looked up.
        lookup: where they and their articles are read.
        evidence: spans of articles that the line is to show.
        limit: characters of the quotation.

    """
    reports = reports_of(statement.attributions, lookup)
    return _saying(
        statement.id,
        reports,
        lookup,
        tuple(evidence),
        limit,
        speaker=statement.speaker,
        said_on=statement.said_on,
        origins=statement.origins,
        origin_names=statement.origin_names,
        wordings=len(statement.wordings),
    )


def lone_saying(
    attribution: Attribution,
    lookup: Lookup,
    evidence: Iterable[Evidence] = (),
    limit: int = LIMIT,
) -> Saying:
    """Return a report that is linked to no statement, as one line."""
    reports = reports_of((attribution.id,), lookup)
    speaker = attribution.speaker
    return _saying(
        attribution.id,
        reports,
        lookup,
        tuple(evidence),
        limit,
        speaker=speaker.actor if speaker else None,
        said_on=attribution.said_on,
    )


def overlaps(attribution: Attribution, start: int, end: int) -> bool:
    """Whether the attribution's content shares a character with `start:end` of its article."""
    return any(s < end and start < e for s, e in attribution.content)


def reports_of(identifiers: Iterable[str], lookup: Lookup) -> list[tuple[Attribution, Article]]:
    """Return the attributions that are in the record, each with its article."""
    found = []
    for identifier in identifiers:
        attribution = lookup.attribution(identifier)
        article = lookup.article(attribution.article) if attribution else None
        if attribution and article:
            found.append((attribution, article))
    return found


def _saying(
    identifier: str,
    reports: list[tuple[Attribution, Article]],
    lookup: Lookup,
    evidence: tuple[Evidence, ...],
    limit: int,
    *,
    speaker: str | None,
    said_on: When | None,
    origins: int = 1,
    origin_names: tuple[str, ...] = (),
    wordings: int = 1,
) -> Saying:
    best = _best(reports, evidence, limit)
    attribution = lookup.attribution(best.attribution) if best else None
    actor = lookup.actor(speaker)
    names = [a.speaker.name for a, _ in reports if a.speaker]
    # Details come from the report that is quoted; what it leaves out of the occasion, from the
    # others. The relayers are those of the report that is quoted.
    ordered = sorted((a for a, _ in reports), key=lambda a: (a is not attribution, a.id))
    return Saying(
        id=identifier,
        quotation=best,
        who=actor.name if actor else max(names, key=len, default=None),
        role=role(actor, best.article if best else None, said_on) if actor else None,
        said_on=said_on,
        medium=next((a.medium for a in ordered if a.medium), None),
        place=next((a.place for a in ordered if a.place), None),
        addressee=next((a.addressee for a in ordered if a.addressee), ()),
        via=attribution.via if attribution else (),
        told_by=tellings((article for _, article in reports), lookup),
        origins=origins,
        origin_names=origin_names,
        wordings=wordings,
    )


def _best(
    reports: list[tuple[Attribution, Article]], evidence: tuple[Evidence, ...], limit: int
) -> Quotation | None:
    candidates = []
    for attribution, article in reports:
        focus = next(
            (
                (e.start, e.end)
                for e in evidence
                if e.of == article.id and overlaps(attribution, e.start, e.end)
            ),
            None,
        )
        words = quotation(article, attribution, focus, limit)
        if words:
            candidates.append((_rank(words, focus, article), words))
    return min(candidates, key=lambda c: c[0])[1] if candidates else None


def _rank(words: Quotation, focus: Span | None, article: Article) -> tuple[object, ...]:
    length = words.end - words.start
    short, long = _READABLE
    misfit = max(0, short - length, length - long)
    return (
        focus is None,
        misfit > 0,
        words.voice != "quoted",
        misfit,
        first_day(article.published) or "9999",
        article.id,
        words.start,
    )


def tellings(articles: Iterable[Article], lookup: Lookup) -> tuple[Telling, ...]:
    """Articles grouped by outlet, the earliest outlet first."""
    grouped: dict[str, dict[str, Article]] = {}
    for article in articles:
        grouped.setdefault(lookup.outlet(article), {})[article.id] = article
    found = [
        Telling(
            outlet=outlet,
            published=min(
                (a.published for a in members.values() if a.published),
                key=lambda p: first_day(p) or "9999",
                default=None,
            ),
            articles=tuple(sorted(members)),
        )
        for outlet, members in grouped.items()
    ]
    return tuple(sorted(found, key=lambda t: (first_day(t.published) or "9999", t.outlet)))
