"""One page as it was delivered, shown as text: what went into articles, what was left out."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from detente.nouns import Article, Page
from detente.views.passage import Piece
from detente.web.address import Address, token
from detente.web.reader import Reader
from detente.web.sheets.parts import noun

_PART = 40_000
"""Characters that one page of ours shows of it."""


class PageSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A page; `pieces` is the part of its text from `start`, by what became of it.

    A piece's role is `article`, the reason why it was left out, or None where nothing says.
    """

    id: str
    file: str | None
    files: tuple[str, ...]
    url: str | None
    media: str
    encoding: str
    retrieved: str | None
    sha256: str
    length: int
    start: int
    articles: tuple[tuple[str, str | None], ...]
    pieces: tuple[Piece, ...]
    next: str | None


ARTICLE = "article"


def page_sheet(reader: Reader, at: Address) -> PageSheet:
    """Return the page of an id, or of the beginning of one.

    Raises:
        UnknownIdError: none or several fit.

    """
    page = noun(reader, at.id, Page)
    with reader.store.listings() as listings:
        articles = listings.articles_of(page.id)
    start = at.skipped
    end = start + _PART
    return PageSheet(
        id=page.id,
        file=page.file,
        files=reader.store.files(page.id),
        url=page.url,
        media=page.media,
        encoding=page.encoding,
        retrieved=page.retrieved,
        sha256=page.sha256,
        length=len(page.text),
        start=start,
        articles=tuple((article.id, article.title) for article in articles),
        pieces=_pieces(page, articles, reader, start, end),
        next=token(end) if end < len(page.text) else None,
    )


def _pieces(
    page: Page, articles: Sequence[Article], reader: Reader, start: int, end: int
) -> tuple[Piece, ...]:
    spans = [(d.start, d.end, d.why) for d in reader.store.dropped(page.id)]
    spans += [
        (s.page_start, s.page_start + s.length, ARTICLE) for a in articles for s in a.segments
    ]
    found: list[Piece] = []
    at, end = start, min(end, len(page.text))
    for first, last, role in sorted(spans):
        begin, stop = max(first, at), min(last, end)
        if stop <= begin:
            continue
        if begin > at:
            found.append(Piece(words=page.text[at:begin]))
        found.append(Piece(words=page.text[begin:stop], role=role))
        at = stop
    if at < end:
        found.append(Piece(words=page.text[at:end]))
    return tuple(found)
