"""The brief: where things stand between parties, every line with its exact words and its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from detente.nouns import Discrepancy, Standing, StandingCommitment, StandingLine, Wait, When
from detente.views.differing import Difference, difference
from detente.views.gathering import sayings
from detente.views.reading import Lookup
from detente.views.saying import Saying


class BriefWait(msgspec.Struct, frozen=True, kw_only=True):
    """`who` waits `for_whom` `to` do something, and the statements that say so.

    `occasions` counts times on which it was said, `people` who said it, `origins` independent
    origins of the reports.
    """

    who: str
    for_whom: str
    to: str
    terms: tuple[str, ...]
    then: str | None
    otherwise: str | None
    occasions: int
    people: int
    origins: int
    sayings: tuple[Saying, ...]


class BriefLine(msgspec.Struct, frozen=True, kw_only=True):
    """An offer, demand, contact … of a party with the statements (or reported acts) behind it."""

    who: str | None
    what: str
    to_whom: str | None
    state: str | None
    sayings: tuple[Saying, ...]


class BriefCommitment(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment that is no longer open: its `line` with its state, and what changed that.

    `changed` has the report or statement, `why` says in words how it changes the state.
    """

    line: BriefLine
    why: str
    deadline: When | None = None
    changed: BriefLine | None = None

    def news(self) -> tuple[Saying, ...]:
        """Return what changed it, without the statements that make it."""
        own = _ids(self.line)
        return tuple(s for s in self.changed.sayings if s.id not in own) if self.changed else ()


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """Where things stand between `parties` as of a day.

    `pages` and `articles` count those that the brief rests on; `articles` after copies, that is,
    each text once. `origins` names the independent origins, those of most statements first.
    """

    parties: tuple[str, ...]
    as_of: str | None
    pages: int
    articles: int
    origins: tuple[str, ...]
    mutual_wait: bool
    waits: tuple[BriefWait, ...] = ()
    ready: tuple[BriefLine, ...] = ()
    contacts: tuple[BriefLine, ...] = ()
    mediators: tuple[BriefLine, ...] = ()
    venues: tuple[BriefLine, ...] = ()
    offers: tuple[BriefLine, ...] = ()
    demands: tuple[BriefLine, ...] = ()
    threats: tuple[BriefLine, ...] = ()
    refusals: tuple[BriefLine, ...] = ()
    commitments: tuple[BriefCommitment, ...] = ()
    differs: tuple[Difference, ...] = ()
    not_found: tuple[str, ...] = ()

    def empty(self) -> bool:
        """Whether the record has nothing between these parties."""
        return not any(
            getattr(self, name) for name in ("waits", "commitments", "differs", *SECTIONS)
        )


NOTHING = Brief(
    parties=(),
    as_of=None,
    pages=0,
    articles=0,
    origins=(),
    mutual_wait=False,
    not_found=("No statement of one party on another was found.",),
)
"""The brief of a record in which no two parties have anything between them."""

SECTIONS = {
    "ready": "Ready to talk",
    "contacts": "Contacts",
    "mediators": "Mediators",
    "venues": "Venues",
    "offers": "Offers",
    "demands": "Demands",
    "threats": "Threats",
    "refusals": "Refusals",
}
"""The lists of a standing in the order of the page, with their headings."""

_SHOWN_ONCE = ("offers", "demands", "threats", "refusals")
"""Lists whose lines are left out where a wait, a commitment or an earlier list has all of it."""


def brief(standing: Standing, discrepancies: Iterable[Discrepancy], lookup: Lookup) -> Brief:
    """Return the brief of a standing.

    Args:
        standing: from `detente.standing.standing`.
        discrepancies: all of the record; those of the statements and articles shown are taken.
        lookup: where statements, attributions, articles and pages are read.

    """
    waits = tuple(_wait(w, lookup) for w in standing.waits)
    became = tuple(_became(c, lookup) for c in standing.commitments if c.state != "open")
    shown = {s.id for w in waits for s in w.sayings}
    shown |= {identifier for c in became for identifier in _ids(c.line)}
    lists = {}
    for name in SECTIONS:
        lines = _lines(getattr(standing, name), lookup)
        if name in _SHOWN_ONCE:
            lines = tuple(x for x in lines if not x.sayings or not _ids(x) <= shown)
        shown |= {identifier for line in lines for identifier in _ids(line)}
        lists[name] = lines
    every = [s for w in waits for s in w.sayings]
    every += [s for lines in lists.values() for line in lines for s in line.sayings]
    every += [s for c in became for line in (c.line, c.changed) if line for s in line.sayings]
    articles = {a for s in every for t in s.told_by for a in t.articles}
    pages = {found.page for a in articles if (found := lookup.article(a))}
    return Brief(
        parties=standing.parties,
        as_of=standing.as_of,
        pages=len(pages),
        articles=lookup.distinct(articles),
        origins=_origins(every),
        mutual_wait=standing.mutual_wait,
        waits=waits,
        commitments=became,
        differs=_differs(discrepancies, {s.id for s in every}, articles, lookup),
        not_found=standing.not_found,
        **lists,
    )


def _wait(wait: Wait, lookup: Lookup) -> BriefWait:
    found = sayings(wait.statements, wait.evidence, lookup)
    return BriefWait(
        who=wait.who,
        for_whom=wait.for_whom,
        to=wait.to,
        terms=wait.terms,
        then=wait.then,
        otherwise=wait.otherwise,
        occasions=occasions(found),
        people=len({s.who for s in found if s.who}),
        origins=wait.origins,
        sayings=found,
    )


def occasions(lines: Sequence[Saying]) -> int:
    """On how many occasions the lines were said: by one speaker at one time is once."""
    return len({(s.who, s.said_on and (s.said_on.earliest, s.said_on.latest)) for s in lines})


def _became(one: StandingCommitment, lookup: Lookup) -> BriefCommitment:
    return BriefCommitment(
        line=_line(one, lookup),
        why=one.why,
        deadline=one.deadline,
        changed=_line(one.changed, lookup) if one.changed else None,
    )


def _lines(lines: Sequence[StandingLine], lookup: Lookup) -> tuple[BriefLine, ...]:
    return tuple(_line(line, lookup) for line in lines)


def _line(line: StandingLine | StandingCommitment, lookup: Lookup) -> BriefLine:
    return BriefLine(
        who=line.who,
        what=line.what,
        to_whom=line.to_whom,
        state=line.state,
        sayings=sayings(line.statements, line.evidence, lookup),
    )


def _ids(line: BriefLine) -> set[str]:
    return {saying.id for saying in line.sayings}


def _origins(lines: Sequence[Saying]) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for names in {s.id: s.origin_names for s in lines}.values():
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _differs(
    discrepancies: Iterable[Discrepancy],
    statements: set[str],
    articles: set[str],
    lookup: Lookup,
) -> tuple[Difference, ...]:
    def concerns(found: Discrepancy) -> bool:
        if found.statement:
            return found.statement in statements
        places = {e.of for value in found.values for e in value.evidence}
        return bool(places) and places <= articles

    return tuple(difference(d, lookup) for d in discrepancies if concerns(d))
