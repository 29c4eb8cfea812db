"""An article: one journalistic text on a page, with what is known about it."""

from __future__ import annotations

import msgspec

from detente.nouns.evidence import Span
from detente.nouns.when import When


class Segment(msgspec.Struct, frozen=True, array_like=True):
    """A run of an article's text that stands unchanged in its page's text.

    `text_start` and `page_start` are the first characters of the run; `length` is in code points.
    """

    text_start: int
    page_start: int
    length: int


class DateClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim about when an article was published, updated or retrieved.

    `kind` is one of `address`, `metadata`, `published`, `updated`, `dateline`, `given`, `created`,
    `retrieved`; `span` locates the words in the page's text where they stand there.
    """

    kind: str
    when: When
    span: Span | None = None


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article of a page (schema.org NewsArticle).

    `text` is its body: paragraphs as delivered, joined by an empty line, without title, captions
    and boilerplate. `segments` map it back into the page's text (plain-text pages only); `start`
    and `end` are its extent there. `published` is the chosen date (an ISO day, or an interval) and
    `published_rule` says why it was chosen; `dates` keeps every claim. `agencies` are the news
    agencies and outlets credited as its source.
    """

    id: str
    page: str
    title: str | None
    text: str
    start: int | None = None
    end: int | None = None
    segments: tuple[Segment, ...] = ()
    outlet: str | None = None
    byline: str | None = None
    dateline: str | None = None
    agencies: tuple[str, ...] = ()
    published: str | When | None = None
    published_rule: str | None = None
    dates: tuple[DateClaim, ...] = ()
    language: str | None = None
    captions: tuple[str, ...] = ()

    def page_spans(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """The same spans as offsets into the page's text; empty where the page has no such text.

        A span that runs over a gap (something dropped in its midst) comes back in parts.
        """
        found: list[Span] = []
        for start, end in spans:
            for segment in self.segments:
                first = max(start, segment.text_start)
                last = min(end, segment.text_start + segment.length)
                if first < last:
                    shift = segment.page_start - segment.text_start
                    found.append((first + shift, last + shift))
        return tuple(found)


class Dropped(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a page's text that belongs to no article, and why."""

    start: int
    end: int
    why: str
