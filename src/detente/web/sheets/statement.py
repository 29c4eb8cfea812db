"""One statement: its wordings side by side, each report with its chain, code and why."""

from __future__ import annotations

import msgspec

from detente.nouns import Attribution, QuoteKind, Statement, When, Wording
from detente.views.cards.coded import commitment_words, move_words
from detente.views.cards.said import outlets, report_passages
from detente.views.differing import Difference, difference
from detente.views.passage import Passage, Piece
from detente.views.saying import Saying, saying
from detente.web.address import Address
from detente.web.reader import Reader
from detente.web.sheets.parts import noun
from detente.web.sheets.words import compared


class WordingSide(msgspec.Struct, frozen=True, kw_only=True):
    """One form of the words; `pieces` marks what the first form lacks or has besides."""

    text: str
    pieces: tuple[Piece, ...]
    outlets: str


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """What a report does or commits to, in words, and why we think so."""

    id: str
    words: str
    confidence: float
    why: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report of the statement: who reports it, through whom, and when, where, how it has it."""

    passage: Passage
    kind: QuoteKind
    said_on: When | None
    medium: str | None
    place: str | None
    addressee: tuple[str, ...]
    codes: tuple[Code, ...]
    confidence: float
    method: str


class StatementSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A statement opened; `speaker` is the actor's id where one is known."""

    saying: Saying
    speaker: str | None
    wordings: tuple[WordingSide, ...]
    reports: tuple[Report, ...]
    differences: tuple[Difference, ...]
    score: float
    why: str


def statement_sheet(reader: Reader, at: Address) -> StatementSheet:
    """Return the statement of an id, or of the beginning of one.

    Raises:
        UnknownIdError: none or several fit.

    """
    found = noun(reader, at.id, Statement)
    reader.prime(statements=(found,))
    with reader.store.listings() as listings:
        differences = listings.differences_of((found.id,))
    reader.prime(articles=(e.of for d in differences for value in d.values for e in value.evidence))
    told = [a for i in found.attributions if (a := reader.attribution(i))]
    by_id = {attribution.id: attribution for attribution in told}
    return StatementSheet(
        saying=saying(found, reader),
        speaker=found.speaker,
        wordings=_wordings(found.wordings, reader),
        reports=tuple(
            _report(by_id[shown.attribution], shown, reader)
            for shown in report_passages(told, reader)
            if shown.attribution
        ),
        differences=tuple(difference(d, reader) for d in differences),
        score=found.score,
        why=found.why,
    )


def _wordings(wordings: tuple[Wording, ...], reader: Reader) -> tuple[WordingSide, ...]:
    first = wordings[0].text if wordings else ""
    return tuple(
        WordingSide(
            text=wording.text,
            pieces=compared(first, wording.text),
            outlets=outlets(wording.attributions, reader),
        )
        for wording in wordings
    )


def _report(attribution: Attribution, shown: Passage, reader: Reader) -> Report:
    store = reader.store
    codes = [
        Code(id=m.id, words=move_words(m), confidence=m.confidence, why=m.why)
        for m in store.moves(attribution=attribution.id)
    ]
    codes += [
        Code(id=c.id, words=commitment_words(c), confidence=c.confidence, why=c.why)
        for c in store.commitments(attribution=attribution.id)
    ]
    return Report(
        passage=shown,
        kind=attribution.kind,
        said_on=attribution.said_on,
        medium=attribution.medium,
        place=attribution.place,
        addressee=attribution.addressee,
        codes=tuple(codes),
        confidence=attribution.confidence,
        method=attribution.method,
    )
