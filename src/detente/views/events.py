"""The record's moves as event data: PLOVER JSON, ICEWS-like and GDELT-2-like tables.

The columns are those of the public releases, so that the code that reads them reads these too.
Each row ends with what they have no place for: the ids of the move, the attribution and the
statement, and where the words stand in the article. See docs/reference/event-forms.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from detente import countries
from detente.moves import quad, scale
from detente.nouns import Article, Attribution, Move, Page, Party, Span, Statement, When

if TYPE_CHECKING:
    from detente.record import Store

ICEWS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude", "Move ID", "Attribution ID", "Statement ID", "Article ID", "Evidence",
)  # fmt: skip
_SUMMED = 1_000_000_000_000
"""GDELT's ids are numbers: a move's hex digits are taken modulo this."""
_NOBODY = Party(name="")


class Event(NamedTuple):
    """A move that has an event, with where it stands and when it was said or told."""

    move: Move
    article: Article
    page: Page | None
    attribution: Attribution | None
    statement: Statement | None

    @property
    def day(self) -> str | None:
        """The first day that it can have been said, else that of the article."""
        said = self.attribution.said_on if self.attribution else None
        for when in (self.statement.said_on if self.statement else None, said):
            if when is not None and (when.earliest or when.latest):
                return when.earliest or when.latest
        published = self.article.published
        return published.earliest if isinstance(published, When) else published

    @property
    def words(self) -> str:
        """The exact words on which it rests."""
        return " ".join(self.article.text[start:end] for start, end in self.move.evidence)

    def pairs(self) -> Iterator[tuple[Party, Party]]:
        """One row a source and target; what several do together goes both ways."""
        sources, targets = self.move.source, self.move.target
        if len(sources) > 1 and not targets:
            yield from ((one, other) for one, other in product(sources, sources) if one != other)
        else:
            yield from product(sources or (_NOBODY,), targets or (_NOBODY,))


def events(store: Store) -> Iterator[Event]:
    """The moves of a record that have an event and are not denied, article by article."""
    pages = {page.id: msgspec.structs.replace(page, text="") for page in store.pages()}
    for article in store.articles():
        said = {one.id: one for one in store.attributions(article=article.id)}
        coded = [
            (move, said.get(move.attribution or ""))
            for move in store.moves(article=article.id)
            if move.event is not None and move.polarity == "asserted"
        ]
        with store.listings() as listings:
            told = listings.statements({by.statement for _, by in coded if by and by.statement})
        for move, by in coded:
            statement = told.get(by.statement or "") if by else None
            yield Event(move, article, pages.get(article.page), by, statement)


def plover(store: Store) -> Iterator[bytes]:
    """One PLOVER record a line; what PLOVER has no field for stands under `detente`."""
    for event in events(store):
        yield msgspec.json.encode(_plover(event)) + b"\n"


def _plover(event: Event) -> dict[str, Any]:
    move, article = event.move, event.article
    return {
        "id": move.id,
        "date": (event.day or "")[:10] or None,
        "actor": [_entity(party) for party in move.source],
        "recipient": [_entity(party) for party in move.target],
        "event": [move.event],
        "mode": [move.mode] if move.mode else [],
        "context": list(move.context),
        "quad_code": quad(move.event or ""),
        "event_scale": scale(move.event or ""),
        "event_text": event.words,
        "cite_info": {
            "url": event.page.url if event.page else None,
            "title": article.title,
            "language": article.language,
            "publication": article.outlet,
            "coder": "detente",
        },
        "detente": {
            "attribution": move.attribution,
            "statement": event.statement.id if event.statement else None,
            "article": article.id,
            "evidence": move.evidence,
            "speech_act": move.speech_act,
            "realis": move.realis,
            "issue": move.issue,
            "confidence": move.confidence,
            "why": move.why,
        },
    }


def _entity(party: Party) -> dict[str, str | None]:
    return {"code": party.code, "sector": party.sector, "entity_text": party.name}


def icews(store: Store) -> Iterator[bytes]:
    """A tab-separated table in ICEWS' columns, with a header; one row a pair and direction."""
    stories = {article: story.id for story in store.stories() for article in story.articles}
    yield _line(ICEWS)
    for event in events(store):
        text, value = _cameo(event.move)
        for source, target in event.pairs():
            yield _line(
                (
                    event.move.id, (event.day or "")[:10], source.name, source.sector,
                    _country(source), event.words, text, value, target.name, target.sector,
                    _country(target), stories.get(event.article.id), "",
                    event.article.outlet, "", "", "", "", "", "", *_ids(event),
                )
            )  # fmt: skip


def gdelt(store: Store) -> Iterator[bytes]:
    """A tab-separated table in GDELT 2.0's 61 columns, without a header, and our ids after them."""
    for event in events(store):
        code, value = _cameo(event.move)
        day = (event.day or "")[:10].replace("-", "")
        for number, (source, target) in enumerate(event.pairs()):
            yield _line(
                (
                    _number(event.move.id, number), day, day[:6], day[:4], _fraction(day),
                    *_actor(source), *_actor(target),
                    1, code, code, code[:2], event.move.quad, value,
                    1, event.statement.origins if event.statement else 1, 1, "",
                    *[""] * 24, "", event.page.url if event.page else "", *_ids(event),
                )
            )  # fmt: skip


def _actor(party: Party) -> tuple[str | None, ...]:
    """GDELT's ten columns of an actor: code, name, country, group, religions, types."""
    code = (party.code or "") + (party.sector or "")
    return (code, party.name.upper(), party.code, *[""] * 4, party.sector, "", "")


def _ids(event: Event) -> tuple[str, ...]:
    statement = event.statement.id if event.statement else ""
    return (
        event.move.id,
        event.move.attribution or "",
        statement,
        event.article.id,
        _spans(event.move.evidence),
    )


def _spans(spans: Iterable[Span]) -> str:
    return " ".join(f"{start}-{end}" for start, end in spans)


def _cameo(move: Move) -> tuple[str, float]:
    """CAMEO code and Goldstein value; codes are strings, whose leading nought counts."""
    row = _table()[move.event or ""]
    fitting = row.get("modes", {}).get(move.mode, row)
    return fitting["code"], fitting["value"]


@cache
def _table() -> dict[str, Any]:
    file = resources.files("detente.views") / "cameo.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _country(party: Party) -> str:
    known = countries.by_code(party.code) if party.code else None
    return known.name if known else party.code or ""


def _number(identifier: str, pair: int) -> int:
    return (int(identifier.partition(":")[2], 16) % _SUMMED) * 100 + pair


def _fraction(day: str) -> str:
    """The year and the share of it gone, as GDELT reckons it: months of thirty days."""
    if len(day) != len("20310402"):
        return ""
    return f"{int(day[:4]) + (int(day[4:6]) * 30 + int(day[6:]) - 30) / 365:.4f}"


def _line(cells: Iterable[object]) -> bytes:
    """One row; line ends and tabs inside a cell become spaces: readers split at them."""
    plain = (" ".join(str("" if cell is None else cell).split()) for cell in cells)
    return ("\t".join(plain) + "\n").encode()


FORMS: dict[str, Callable[[Store], Iterator[bytes]]] = {
    "plover": plover,
    "icews": icews,
    "gdelt": gdelt,
}
"""By the form's name, what writes its lines."""
