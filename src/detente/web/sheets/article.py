"""One article as it was read, what was found in it marked, and what it was made from beside it."""

from __future__ import annotations

import msgspec

from detente.nouns import Article, Attribution, DateClaim, When
from detente.views.reading import Lookup, file_name
from detente.views.saying import NOT_KNOWN
from detente.views.tables import Kinship, kinships
from detente.web.address import Address
from detente.web.reader import Reader
from detente.web.sheets.marks import Paragraph, paragraphs
from detente.web.sheets.parts import noun


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered report in the text: who is said to have said it, how surely, and where it leads.

    `opens` is the id of its statement, else its own.
    """

    number: int
    id: str
    opens: str
    who: str
    actor: str | None
    kind: str
    within: int | None
    confidence: float


class ArticleSheet(msgspec.Struct, frozen=True, kw_only=True):
    """An article, its text in marked paragraphs, the reports in it and its kin."""

    id: str
    title: str | None
    outlet: str
    published: str | When | None
    published_rule: str | None
    byline: str | None
    dateline: str | None
    agencies: tuple[str, ...]
    language: str | None
    dates: tuple[DateClaim, ...]
    page: str
    file: str | None
    url: str | None
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    kin: tuple[Kinship, ...]
    story: str | None


def article_sheet(reader: Reader, at: Address) -> ArticleSheet:
    """Return the article of an id, or of the beginning of one.

    Raises:
        UnknownIdError: none or several fit.

    """
    article = noun(reader, at.id, Article)
    page = reader.page(article.page)
    with reader.store.listings() as listings:
        kin, story = listings.kin_of((article.id,)), listings.story_of(article.id)
    reader.prime(articles=(end for link in kin for end in (link.source, link.made)))
    said = sorted(reader.within(article.id), key=lambda a: (a.content or a.cue or a.source, a.id))
    numbers = {attribution.id: number for number, attribution in enumerate(said, start=1)}
    return ArticleSheet(
        id=article.id,
        title=article.title,
        outlet=reader.outlet(article),
        published=article.published,
        published_rule=article.published_rule,
        byline=article.byline,
        dateline=article.dateline,
        agencies=article.agencies,
        language=article.language,
        dates=article.dates,
        page=article.page,
        file=file_name(page) if page else None,
        url=page.url if page else None,
        paragraphs=paragraphs(
            article,
            numbers,
            said,
            tuple(reader.store.mentions(article.id)),
            page.text if page else "",
            reader.store.dropped(article.page),
        ),
        notes=tuple(_note(a, numbers, reader) for a in said),
        kin=kinships(kin, reader),
        story=story,
    )


def _note(attribution: Attribution, numbers: dict[str, int], lookup: Lookup) -> Note:
    speaker = attribution.speaker
    actor = lookup.actor(speaker.actor) if speaker else None
    return Note(
        number=numbers[attribution.id],
        id=attribution.id,
        opens=attribution.statement or attribution.id,
        who=actor.name if actor else speaker.name if speaker else NOT_KNOWN,
        actor=actor.id if actor else None,
        kind=attribution.kind,
        within=numbers.get(attribution.parent or ""),
        confidence=attribution.confidence,
    )
