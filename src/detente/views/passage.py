"""A passage on its page: the words marked, text before and after, the relay chain, the place."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from detente.nouns import Article, Attribution, Span, When
from detente.views.layout import IDENTIFIER, MEASURE, SOURCE, TITLE
from detente.views.reading import Lookup, file_name
from detente.views.text import ELLIPSIS, joined, safe, short, when

CONTEXT = 260
"""Characters of the article shown before and after the marked words, cut between words."""
_GAP = 400
"""Unmarked text between two marks longer than this is left out, which an ellipsis shows."""

_STYLES = {"source": "underline", "cue": "italic"}
_MARKED = "bold reverse"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A span of the article's text and what it shows (content, source, cue, act …)."""

    start: int
    end: int
    role: str = "content"


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A run of the article's text as delivered; `role` is None where it is only context."""

    words: str
    role: str | None = None


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Marked words in their surroundings, and where they stand.

    `marks` are offsets into the article's text; `on_page` are those of the words shown (not of
    source and cue) in the page's text, empty for HTML, whose text is not the page's source. `chain`
    goes from the outlet to the speaker; `same_text` names copies that hold the same passage.
    """

    article: str
    page: str
    outlet: str
    title: str | None
    published: str | When | None
    file: str | None
    url: str | None
    marks: tuple[Mark, ...]
    on_page: tuple[Span, ...]
    pieces: tuple[Piece, ...]
    attribution: str | None = None
    chain: tuple[str, ...] = ()
    same_text: tuple[str, ...] = ()


def passage(
    article: Article, marks: Sequence[Mark], lookup: Lookup, attribution: Attribution | None = None
) -> Passage:
    """Return a passage of an article around its marks (at least one)."""
    ordered = tuple(sorted(marks, key=lambda m: (m.start, m.end)))
    page = lookup.page(article.page)
    return Passage(
        article=article.id,
        page=article.page,
        outlet=lookup.outlet(article),
        title=article.title,
        published=article.published,
        file=file_name(page) if page else None,
        url=page.url if page else None,
        marks=ordered,
        on_page=article.page_spans(main_spans(ordered)),
        pieces=pieces(article.text, ordered),
        attribution=attribution.id if attribution else None,
        chain=chain(attribution, article, lookup) if attribution else (),
    )


def report_passage(attribution: Attribution, lookup: Lookup) -> Passage | None:
    """Return the passage of an attribution, with its source and cue marked too."""
    article = lookup.article(attribution.article)
    spans = (("content", attribution.content), ("source", attribution.source))
    marks = [
        Mark(start=start, end=end, role=role)
        for role, found in (*spans, ("cue", attribution.cue))
        for start, end in found
    ]
    return passage(article, marks, lookup, attribution) if article and marks else None


def chain(attribution: Attribution, article: Article, lookup: Lookup) -> tuple[str, ...]:
    """Through whom we know it: the outlet, the relayers (farthest first), the speaker."""
    relayers = list(attribution.via)
    parent, seen = lookup.attribution(attribution.parent), {attribution.id}
    while parent and parent.id not in seen:
        seen.add(parent.id)
        if parent.speaker and parent.speaker.name not in relayers:
            relayers.append(parent.speaker.name)
        parent = lookup.attribution(parent.parent)
    speaker = attribution.speaker.name if attribution.speaker else "speaker not known"
    outlet = lookup.outlet(article)
    return (outlet, *(name for name in reversed(relayers) if name != outlet), speaker)


def pieces(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Return the article's text around the marks in runs, an ellipsis for what is left out.

    Where marks overlap, the one that begins first has the words.
    """
    found: list[Piece] = []
    at = _back(text, marks[0].start)
    if at > 0:
        found.append(Piece(words=f"{ELLIPSIS} "))
    for mark in marks:
        start = max(mark.start, at)
        if start - at > _GAP:
            found.append(Piece(words=text[at : _ahead(text, at, _GAP // 2)]))
            found.append(Piece(words=f" {ELLIPSIS} "))
            at = _back(text, start, _GAP // 2)
        if start > at:
            found.append(Piece(words=text[at:start]))
        if mark.end > start:
            found.append(Piece(words=text[start : mark.end], role=mark.role))
        at = max(at, mark.end)
    stop = _ahead(text, at)
    if stop > at:
        found.append(Piece(words=text[at:stop]))
    if stop < len(text):
        found.append(Piece(words=f" {ELLIPSIS}"))
    return tuple(found)


def _back(text: str, start: int, room: int = CONTEXT) -> int:
    floor = max(0, start - room)
    if floor == 0:
        return 0
    space = text.find(" ", floor, start)
    return space + 1 if space >= 0 else floor


def _ahead(text: str, end: int, room: int = CONTEXT) -> int:
    ceiling = min(len(text), end + room)
    if ceiling == len(text):
        return ceiling
    space = text.rfind(" ", end, ceiling)
    return space if space > end else ceiling


def main_spans(marks: Sequence[Mark]) -> tuple[Span, ...]:
    """Return the spans of what is shown: without source and cue, where there is more than these."""
    spans = tuple((m.start, m.end) for m in marks if m.role not in _STYLES)
    return spans or tuple((m.start, m.end) for m in marks)


def place(passage: Passage) -> str:
    """Return file or address, and the offsets of the marked words in the page and the article."""
    where = joined((passage.file and safe(passage.file), passage.url and safe(passage.url)))
    on_page = f"characters {_ranges(passage.on_page)}" if passage.on_page else None
    own = f"{short(passage.article)}, characters {_ranges(main_spans(passage.marks))}"
    return joined((joined((where, on_page), ", "), f"in article {own}"))


def _ranges(spans: Sequence[Span]) -> str:
    return ", ".join(f"{start}–{end}" for start, end in spans)


class _Marked:
    """Passage text: marks in style on a colour terminal, between brackets elsewhere."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        styled = console.is_terminal and not console.no_color
        text = Text()
        for piece in self.passage.pieces:
            words = safe_run(piece.words)
            if piece.role in _STYLES:
                text.append(words, style=_STYLES[piece.role])
            elif piece.role:
                text.append(words if styled else f"⟦{words}⟧", style=_MARKED if styled else "")
            else:
                text.append(words)
        yield text


def safe_run(words: str) -> str:
    """Return a run of text for display, its spaces at the ends kept, paragraphs apart."""
    return safe(words, lines=True).replace("\n\n", "\n")


def render(passage: Passage, width: int = MEASURE) -> RenderableType:
    """Return the passage with its heading, its chain and its place."""
    head = Text(safe(passage.outlet), style=TITLE)
    details = joined((when(passage.published), passage.title and safe(passage.title)))
    head.append(f"   {details}" if details else "", style=SOURCE)
    if passage.attribution:
        head.append(f"   {short(passage.attribution)}", style=IDENTIFIER)
    below = [Text(place(passage), style=SOURCE)]
    if len(passage.chain) > 1:
        below.insert(0, Text(f"chain: {safe(' ← '.join(passage.chain))}", style=SOURCE))
    if passage.same_text:
        below.append(Text(f"same text: {safe('; '.join(passage.same_text))}", style=SOURCE))
    return Group(
        head,
        Padding(Group(_Marked(passage), *below), (0, 0, 0, 2)),
    )
