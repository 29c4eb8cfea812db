"""An invented dispute between Norland and Sudmark, and a store in memory that holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec

from detente.errors import UnknownIdError
from detente.nouns import (
    Actor,
    Annotated,
    Article,
    Attribution,
    Clause,
    Commitment,
    Discrepancy,
    DiscrepancyValue,
    Document,
    Evidence,
    Lineage,
    Links,
    Mention,
    Move,
    Page,
    Party,
    Role,
    Segment,
    SetAside,
    Span,
    Speaker,
    Standing,
    StandingLine,
    Statement,
    Story,
    Wait,
    When,
    Wording,
    content_id,
)

WIRE = (
    "TARNBY (Coastal Wire) - Norland's deputy foreign minister said on Tuesday that it was Sudmark "
    "that must make the first move over the strait.\n\n"
    "“We have said it many times. It is Sudmark that must open the locks first,” Ilse Maren said "
    "in an interview posted on the ministry's website. “Then we will return to the table.”\n\n"
    "Her counterpart in Sudmark, Pavo Lunt, told reporters in Kerrow that his government would "
    "talk only if Norland withdrew its patrol boats.\n\n"
    "Two officials with knowledge of the matter said the port of Ostra could host a meeting."
)
REWRITE = (
    "Norland's No. 2 diplomat has put the ball in her neighbour's court.\n\n"
    '"It is Sudmark who must be first to open the locks," Maren said, according to '
    "Coastal Wire.\n\n"
    "Sudmark's Pavo Lunt said on Wednesday that there would be no talks unless Norland withdrew "
    "its patrol boats."
)
PAGE_HEAD = "The Harbour Post\n\nNorland says Sudmark must move first\n\n"


def span(text: str, words: str) -> Span:
    """Where `words` stand in `text`, which must hold them once."""
    assert text.count(words) == 1, words
    start = text.index(words)
    return start, start + len(words)


@dataclass
class Hit:
    """What a search returns."""

    id: str
    article: str
    start: int
    end: int
    exact: str
    score: float = 1.0


class FakeListings:
    """What views ask many nouns of at once."""

    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def statements(self, ids: Iterable[str]) -> dict[str, Statement]:
        return {identifier: self._store.get(identifier) for identifier in ids}


@dataclass
class FakeStore:
    """The store's reading side over plain dictionaries."""

    nouns: dict[str, Any] = field(default_factory=dict)
    aside: list[SetAside] = field(default_factory=list)

    def put(self, *nouns: Any) -> None:
        self.nouns.update((noun.id, noun) for noun in nouns)

    def _all(self, kind: type[Any]) -> Iterator[Any]:
        return (self.nouns[i] for i in sorted(self.nouns) if isinstance(self.nouns[i], kind))

    def pages(self) -> Iterator[Page]:
        return self._all(Page)

    def articles(self) -> Iterator[Article]:
        return self._all(Article)

    def actors(self) -> Iterator[Actor]:
        return self._all(Actor)

    def lineage(self) -> Iterator[Lineage]:
        return self._all(Lineage)

    def stories(self) -> Iterator[Story]:
        return self._all(Story)

    def discrepancies(self) -> Iterator[Discrepancy]:
        return self._all(Discrepancy)

    def set_asides(self) -> Iterator[SetAside]:
        return iter(self.aside)

    def attributions(
        self,
        *,
        article: str | None = None,
        actor: str | None = None,
        statement: str | None = None,
    ) -> Iterator[Attribution]:
        for found in self._all(Attribution):
            speaker = found.speaker.actor if found.speaker else None
            if (
                article in (None, found.article)
                and actor in (None, speaker)
                and statement in (None, found.statement)
            ):
                yield found

    def mentions(self, article: str) -> Iterator[Mention]:
        return iter(())

    def moves(
        self, *, article: str | None = None, attribution: str | None = None
    ) -> Iterator[Move]:
        for found in self._all(Move):
            if article in (None, found.article) and attribution in (None, found.attribution):
                yield found

    def commitments(
        self, *, article: str | None = None, attribution: str | None = None
    ) -> Iterator[Commitment]:
        for found in self._all(Commitment):
            if article in (None, found.article) and attribution in (None, found.attribution):
                yield found

    def statements(
        self, *, actor: str | None = None, since: str | None = None, until: str | None = None
    ) -> Iterator[Statement]:
        for found in self._all(Statement):
            said = found.said_on
            if actor not in (None, found.speaker):
                continue
            if since and said and said.latest and said.latest < since:
                continue
            if until and said and said.earliest and said.earliest > until:
                continue
            yield found

    def get(self, identifier: str) -> Any:
        found = [i for i in self.nouns if i.startswith(identifier)]
        if len(found) != 1:
            raise UnknownIdError(f"The record has no row {identifier}; list some with `detente`.")
        return self.nouns[found[0]]

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        hits = []
        for article in self.articles():
            start = article.text.casefold().find(words.casefold())
            if start >= 0:
                end = start + len(words)
                hits.append(Hit(article.id, article.id, start, end, article.text[start:end]))
        return hits[:limit]

    @contextmanager
    def listings(self) -> Iterator[FakeListings]:
        yield FakeListings(self)

    def counts(self) -> dict[str, int]:
        return {"pages": len(list(self.pages())), "articles": len(list(self.articles()))}

    def __enter__(self) -> FakeStore:
        return self

    def __exit__(self, *exc: object) -> None:
        return None


def page(name: str, text: str, url: str | None = None) -> Page:
    return Page(
        id=content_id("p", name),
        sha256="0" * 64,
        text=text,
        media="text/plain",
        encoding="utf-8",
        file=f"harbour/{name}",
        url=url,
        retrieved="2031-04-11T08:00:00Z",
    )


def article(of: Page, title: str, text: str, outlet: str | None, published: str) -> Article:
    start = of.text.index(text)
    return Article(
        id=content_id("a", of.id, title),
        page=of.id,
        title=title,
        text=text,
        start=start,
        end=start + len(text),
        segments=(Segment(0, start, len(text)),),
        outlet=outlet,
        published=published,
        published_rule="printed on the page",
        agencies=("Coastal Wire",),
        language="en",
    )


def report(
    of: Article,
    content: str | tuple[str, ...],
    source: str,
    cue: str,
    speaker: Speaker | None,
    statement: str,
    **more: Any,
) -> Attribution:
    parts = (content,) if isinstance(content, str) else content
    return Attribution(
        id=content_id("q", of.id, *parts),
        source=(span(of.text, source),),
        cue=(span(of.text, cue),),
        content=tuple(span(of.text, part) for part in parts),
        kind=more.pop("kind", "direct"),
        speaker=speaker,
        article=of.id,
        statement=statement,
        confidence=0.9,
        method="by hand",
        **more,
    )


def evidence(of: Article, words: str) -> Evidence:
    start, end = span(of.text, words)
    return Evidence(of=of.id, start=start, end=end, exact=words)


@dataclass
class Dispute:
    """The store and the nouns that tests name."""

    store: FakeStore
    standing: Standing
    wire: Article
    copy: Article
    rewrite: Article
    locks: Statement
    boats: Statement
    venue: Statement
    minister: Actor
    counterpart: Actor
    difference: Discrepancy


def dispute() -> Dispute:
    """Three pages (a wire twice, a rewrite), three statements, one mutual wait."""
    wire_page = page("001_post.txt", PAGE_HEAD + WIRE + "\n\nShare this story", None)
    copy_page = page("002_post.txt", PAGE_HEAD + WIRE + "\n\nSomething else", None)
    rewrite_page = page("003_bell.txt", REWRITE, "https://www.bell.example/strait")
    title = "Norland says Sudmark must move first"
    wire = article(wire_page, title, WIRE, "The Harbour Post", "2031-04-08")
    copy = article(copy_page, title, WIRE, "The Harbour Post", "2031-04-08")
    rewrite = article(rewrite_page, "Ball in Sudmark's court", REWRITE, None, "2031-04-09")

    locks_id, boats_id, venue_id = (content_id("s", n) for n in ("locks", "boats", "venue"))
    minister = Actor(
        id=content_id("n", "maren"),
        name="Ilse Maren",
        kind="person",
        country="Norland",
        names=("Ilse Maren", "Maren"),
        roles=(
            Role(
                title="deputy foreign minister",
                since="2031-04-08",
                until="2031-04-08",
                evidence=(evidence(wire, "deputy foreign minister"),),
            ),
        ),
    )
    counterpart = Actor(
        id=content_id("n", "lunt"),
        name="Pavo Lunt",
        kind="person",
        country="Sudmark",
        names=("Pavo Lunt",),
    )
    her = Speaker(name="Ilse Maren", actor=minister.id)
    him = Speaker(name="Pavo Lunt", actor=counterpart.id)
    officials = Speaker(name="Two officials with knowledge of the matter", anonymous=True)
    day = When(earliest="2031-04-08", latest="2031-04-08", words="on Tuesday")
    told: dict[str, list[Attribution]] = {locks_id: [], boats_id: [], venue_id: []}
    for at in (wire, copy):
        told[locks_id].append(
            report(
                at,
                (
                    "“We have said it many times. It is Sudmark that must open the locks first,”",
                    "“Then we will return to the table.”",
                ),
                "Ilse Maren",
                "said in an interview",
                her,
                locks_id,
                medium="ministry's website",
                said_on=day,
            )
        )
        told[boats_id].append(
            report(
                at,
                "his government would talk only if Norland withdrew its patrol boats",
                "Her counterpart in Sudmark, Pavo Lunt",
                "told",
                him,
                boats_id,
                kind="indirect",
                addressee=("reporters",),
                place="Kerrow",
            )
        )
        told[venue_id].append(
            report(
                at,
                "the port of Ostra could host a meeting",
                "Two officials with knowledge of the matter",
                "said the",
                officials,
                venue_id,
                kind="indirect",
            )
        )
    told[locks_id].append(
        report(
            rewrite,
            '"It is Sudmark who must be first to open the locks,"',
            "Maren",
            "said, according",
            her,
            locks_id,
            via=("Coastal Wire",),
        )
    )
    told[boats_id].append(
        report(
            rewrite,
            "there would be no talks unless Norland withdrew its patrol boats",
            "Sudmark's Pavo Lunt",
            "said on Wednesday",
            him,
            boats_id,
            kind="indirect",
        )
    )

    def statement(identifier: str, speaker: str | None, said_on: When | None) -> Statement:
        reports = told[identifier]
        wordings: dict[str, list[str]] = {}
        for found in reports:
            at = {wire.id: wire, copy.id: copy, rewrite.id: rewrite}[found.article or ""]
            words = " ".join(at.text[s:e] for s, e in found.content)
            wordings.setdefault(words, []).append(found.id)
        return Statement(
            id=identifier,
            speaker=speaker,
            attributions=tuple(found.id for found in reports),
            wordings=tuple(Wording(text=t, attributions=tuple(a)) for t, a in wordings.items()),
            said_on=said_on,
            origins=1,
            origin_names=("Coastal Wire",),
        )

    locks = statement(locks_id, minister.id, day)
    boats = statement(
        boats_id, counterpart.id, When(earliest="2031-04-08", latest="2031-04-09", words="")
    )
    venue = statement(venue_id, None, None)
    move = Move(
        id=content_id("m", "locks"),
        attribution=told[locks_id][0].id,
        evidence=(span(WIRE, "It is Sudmark that must open the locks first"),),
        event="REQUEST",
        speech_act="demand",
        source=(Party(name="Norland", sector="GOV"),),
        target=(Party(name="Sudmark"),),
        confidence=0.8,
        why="must",
        article=wire.id,
    )
    commitment = Commitment(
        id=content_id("c", "boats"),
        attribution=told[boats_id][0].id,
        debtor="Sudmark",
        creditor="Norland",
        antecedent=Clause(
            who="Norland",
            act="withdrew its patrol boats",
            evidence=(span(WIRE, "Norland withdrew its patrol boats"),),
        ),
        consequent=Clause(
            who="Sudmark", act="talk", evidence=(span(WIRE, "his government would talk"),)
        ),
        confidence=0.8,
        why="only if",
        article=wire.id,
    )
    difference = Discrepancy(
        id=content_id("d", "locks"),
        kind="wording",
        about="Ilse Maren's words inside quotation marks",
        values=(
            DiscrepancyValue(
                value="It is Sudmark that must open the locks first",
                evidence=(
                    evidence(wire, "It is Sudmark that must open the locks first"),
                    evidence(copy, "It is Sudmark that must open the locks first"),
                ),
            ),
            DiscrepancyValue(
                value="It is Sudmark who must be first to open the locks",
                evidence=(evidence(rewrite, "It is Sudmark who must be first to open the locks"),),
            ),
        ),
        statement=locks.id,
    )
    story = Story(
        id=content_id("y", "strait"),
        articles=tuple(sorted((wire.id, copy.id, rewrite.id))),
        first="2031-04-08",
        last="2031-04-09",
    )
    store = FakeStore()
    store.put(wire_page, copy_page, rewrite_page, wire, copy, rewrite, minister, counterpart)
    store.put(*(found for reports in told.values() for found in reports))
    store.put(locks, boats, venue, move, commitment, difference, story)
    store.put(
        Lineage(
            id=content_id("l", "copy"),
            source=wire.id,
            made=copy.id,
            relation="copy",
            score=1.0,
            why="the same text",
            wire="Coastal Wire",
            evidence=(
                evidence(wire, "could host a meeting"),
                evidence(copy, "could host a meeting"),
            ),
        ),
        Lineage(
            id=content_id("l", "rewrite"),
            source=wire.id,
            made=rewrite.id,
            relation="rewrite",
            score=0.8,
            why="the same names and quotation",
        ),
    )
    standing = Standing(
        parties=("Norland", "Sudmark"),
        as_of="2031-04-09",
        mutual_wait=True,
        waits=(
            Wait(
                who="Norland",
                for_whom="Sudmark",
                to="open the locks",
                then="return to the table",
                said_by=("Ilse Maren",),
                since=day,
                statements=(locks.id,),
                evidence=(
                    evidence(wire, "Sudmark that must open the locks first"),
                    evidence(copy, "Sudmark that must open the locks first"),
                    evidence(rewrite, "must be first to open the locks"),
                ),
            ),
            Wait(
                who="Sudmark",
                for_whom="Norland",
                to="withdraw its patrol boats",
                said_by=("Pavo Lunt",),
                statements=(boats.id,),
                evidence=(
                    evidence(wire, "only if Norland withdrew its patrol boats"),
                    evidence(rewrite, "unless Norland withdrew its patrol boats"),
                ),
            ),
        ),
        venues=(
            StandingLine(
                who=None,
                what="Ostra",
                state="possible",
                statements=(venue.id,),
                evidence=(evidence(wire, "the port of Ostra"),),
            ),
        ),
        demands=(
            StandingLine(
                who="Norland",
                what="open the locks",
                to_whom="Sudmark",
                statements=(locks.id,),
                evidence=(evidence(wire, "Sudmark that must open the locks first"),),
            ),
        ),
        not_found=("No statement by Sudmark on who should mediate was found.",),
    )
    return Dispute(
        store, standing, wire, copy, rewrite, locks, boats, venue, minister, counterpart, difference
    )


def documents(case: Dispute) -> list[Document]:
    """The pages with what was found on them, as the stages hand them to a record."""
    store, found = case.store, []
    for at in store.articles():
        annotated = Annotated(
            attributions=tuple(_unlinked(q) for q in store.attributions(article=at.id)),
            moves=tuple(store.moves(article=at.id)),
            commitments=tuple(store.commitments(article=at.id)),
        )
        found.append(Document(page=store.get(at.page), articles=(at,), annotated=(annotated,)))
    return found


def _unlinked(found: Attribution) -> Attribution:
    speaker = found.speaker and msgspec.structs.replace(found.speaker, actor=None)
    return msgspec.structs.replace(found, speaker=speaker, article=None, statement=None)


def links(case: Dispute) -> Links:
    """What linking says of them."""
    store = case.store
    return Links(
        actors=tuple(store.actors()),
        lineage=tuple(store.lineage()),
        stories=tuple(store.stories()),
        statements=tuple(store.statements()),
        discrepancies=tuple(store.discrepancies()),
        speakers={
            q.id: q.speaker.actor for q in store.attributions() if q.speaker and q.speaker.actor
        },
    )
