"""Attributions and mentions as W3C Web Annotations, one JSON-LD object a line.

Web Annotation Data Model (W3C Recommendation, 23 February 2017). The target is the page, by its
address; a page without one is named by the hash of its bytes (RFC 6920). Words are selected by
their quotation and, where the page is plain text, by their position in it too, in code points.
The position that we know in a page of HTML is one in the article's text, which is no text of the
page's own: it stands under `detente`, with the ids and what the model has no place for.
"""

from __future__ import annotations

import base64
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from detente.nouns import Article, Attribution, Mention, Page, Span
from detente.views.export.times import in_utc

if TYPE_CHECKING:
    from detente.record import Store

VOCABULARY = "http://www.w3.org/ns/anno.jsonld"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.w3.org/ns/anno#detente")
"""Names of annotations are made in this space: the same annotation has the same name anywhere."""
CONTEXT: list[Any] = [
    VOCABULARY,
    # As JSON it means to a reader of JSON-LD 1.1 just what it says; older ones leave it out.
    {"@version": 1.1, "detente": {"@id": _SPACE.urn, "@type": "@json"}},
]
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
AROUND = 32
"""Characters of a quotation's prefix and suffix."""

Row = dict[str, Any]


def annotation_lines(store: Store) -> Iterator[bytes]:
    """Every attribution and every mention as lines, sorted by page, article and place."""
    pages = {page.id: msgspec.structs.replace(page, text="") for page in store.pages()}
    for article in store.articles():
        text = _PageText(article, pages[article.page], store)
        for row in _of_article(store, article, text):
            if row["target"]:  # words that are on no page are nothing to annotate
                yield msgspec.json.encode(row) + b"\n"


class _PageText:
    """The target of an article's annotations: its page, and the text in which words are quoted."""

    def __init__(self, article: Article, page: Page, store: Store) -> None:
        self.article = article
        self.page = page
        self.plain = bool(article.segments)
        found = store.get(page.id) if self.plain else None
        self.text = found.text if isinstance(found, Page) else article.text

    def targets(self, spans: Iterable[Span]) -> Row | list[Row]:
        """A target for each span of the article, or for each part of it on the page."""
        places = [place for span in spans for place in self._places(span)]
        found = [self._target(place) for place in places]
        return found[0] if len(found) == 1 else found

    def _places(self, span: Span) -> tuple[Span, ...]:
        """Where a span of the article stands in the text that is quoted."""
        if not self.plain:
            return (span,)
        parts = self.article.page_spans((span,))
        if not parts:
            return ()
        whole = (parts[0][0], parts[-1][1])
        # Lines of a dump are runs of their own; words over several of them are still one piece.
        same = self.text[whole[0] : whole[1]] == self.article.text[span[0] : span[1]]
        return (whole,) if same else parts

    def _target(self, span: Span) -> Row:
        selectors: list[Row] = [self._quotation(span)]
        if self.plain:
            position = {"type": "TextPositionSelector", "start": span[0], "end": span[1]}
            selectors.append(position)
        target: Row = {
            "type": "SpecificResource",
            "source": _source(self.page),
            "selector": selectors if len(selectors) > 1 else selectors[0],
        }
        retrieved = in_utc(self.page.retrieved)
        if retrieved is not None:
            target["state"] = {"type": "TimeState", "sourceDate": f"{retrieved}Z"}
        return target

    def _quotation(self, span: Span) -> Row:
        start, end = span
        return {
            "type": "TextQuoteSelector",
            "exact": self.text[start:end],
            "prefix": self.text[max(0, start - AROUND) : start],
            "suffix": self.text[end : end + AROUND],
        }


def _source(page: Page) -> str:
    """The page's address, or its bytes as a name of RFC 6920 where it has none that is an IRI."""
    if page.url and _IRI.fullmatch(page.url):
        return page.url
    digest = base64.urlsafe_b64encode(bytes.fromhex(page.sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _of_article(store: Store, article: Article, text: _PageText) -> Iterator[Row]:
    for attribution in store.attributions(article=article.id):
        yield from _attribution(attribution, text)
    for mention in store.mentions(article.id):
        yield _mention(mention, text)


def _attribution(found: Attribution, text: _PageText) -> Iterator[Row]:
    """What is said, described; and who says it and the cue, linked with that."""
    ours = {
        "attribution": found.id,
        "statement": found.statement,
        "article": found.article,
        "confidence": found.confidence,
        "method": found.method,
    }
    said = _iri(found.id, "content")
    if found.content:
        bodies: list[Row | str] = [_text("tagging", found.kind)]
        if found.speaker is not None:
            bodies.append(_text("identifying", found.speaker.name))
        yield _annotation(said, "describing", bodies, text, found.content, ours)
    for role, spans in (("source", found.source), ("cue", found.cue)):
        if spans:
            of: list[Row | str] = [said] if found.content else []
            linked = [*of, _text("tagging", role)]
            yield _annotation(_iri(found.id, role), "linking", linked, text, spans, ours)


def _mention(found: Mention, text: _PageText) -> Row:
    bodies = [_text("identifying", found.name), _text("tagging", found.kind)]
    if found.role:
        bodies.append(_text("describing", found.role))
    ours = {"article": text.article.id, "actor": found.actor, "country": found.country}
    span = (found.start, found.end)
    name = _iri(text.article.id, "mention", *span, found.kind, found.name)
    return _annotation(name, "identifying", bodies, text, (span,), ours)


def _annotation(
    name: str,
    motivation: str,
    bodies: Sequence[Row | str],
    text: _PageText,
    spans: tuple[Span, ...],
    ours: Row,
) -> Row:
    return {
        "@context": CONTEXT,
        "id": name,
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies[0] if len(bodies) == 1 else bodies,
        "target": text.targets(spans),
        "detente": {**ours, "spans": spans},
    }


def _text(purpose: str, words: str) -> Row:
    return {"type": "TextualBody", "purpose": purpose, "value": words, "format": "text/plain"}


def _iri(*parts: object) -> str:
    return uuid.uuid5(_SPACE, "\x1f".join(map(str, parts))).urn
