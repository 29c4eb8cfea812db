"""The rule that nothing enters the record without its exact place in a text.

Pure checks over nouns and texts; whoever writes calls them before a row is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from detente.errors import EvidenceError
from detente.nouns import (
    Annotated,
    Article,
    Attribution,
    Commitment,
    Document,
    Evidence,
    Page,
    Span,
)

Owned = tuple[str, Evidence]
"""The id of a row and one piece of its evidence."""


def of_document(document: Document) -> list[list[Owned]]:
    """The evidence of all that was found on a page, article by article.

    Raises:
        EvidenceError: a span is not in the text, an article is not on its page, a row names
            another row that is not there, or two rows go by one id.

    """
    page = document.page
    if len(document.articles) != len(document.annotated):
        raise EvidenceError(
            f"Page {page.id} has {len(document.articles)} articles but annotations of "
            f"{len(document.annotated)}; give one for each."
        )
    for start, end in ((gap.start, gap.end) for gap in document.dropped):
        _inside(page.text, start, end, owner=page.id, role="dropped")
    for article in document.articles:
        _on_page(article, page)
    pairs = zip(document.articles, document.annotated, strict=True)
    return [list(_of_article(article, annotated)) for article, annotated in pairs]


def check(evidence: Iterable[Owned], texts: Mapping[str, str]) -> None:
    """Refuse evidence that does not hold in `texts` (id of a page or article → its text).

    Raises:
        EvidenceError: naming the first row that fails.

    """
    for owner, piece in evidence:
        text = texts.get(piece.of)
        if text is None:
            raise EvidenceError(f"{owner} rests on {piece.of}, which is not in the record.")
        if not (0 <= piece.start < piece.end and piece.holds(text)):
            raise EvidenceError(
                f"{owner} rests on words that do not stand in {piece.of} at "
                f"{piece.start}:{piece.end}: {piece.exact[:60]!r}."
            )


def _on_page(article: Article, page: Page) -> None:
    """An article's claims hold on its page; in plain text, all its words stand there."""
    if article.page != page.id:
        raise EvidenceError(f"{article.id} says that it is of {article.page}, not of {page.id}.")
    for claim in article.dates:
        if claim.span is not None:
            _inside(page.text, *claim.span, owner=article.id, role="date")
    for segment in article.segments:
        here = article.text[segment.text_start : segment.text_start + segment.length]
        there = page.text[segment.page_start : segment.page_start + segment.length]
        if here != there or len(here) != segment.length or segment.page_start < 0:
            raise EvidenceError(
                f"{article.id} differs from {page.id} at {segment.page_start}: "
                f"{here[:40]!r} is not {there[:40]!r}."
            )
    if page.media == "text/plain":
        _all_from_page(article)


def _all_from_page(article: Article) -> None:
    at = 0
    for segment in sorted(article.segments, key=lambda segment: segment.text_start):
        _no_words(article, at, segment.text_start)
        at = max(at, segment.text_start + segment.length)
    _no_words(article, at, len(article.text))


def _no_words(article: Article, start: int, end: int) -> None:
    if article.text[start:end].strip():
        raise EvidenceError(
            f"{article.id} has words at {start}:{end} that no segment finds on its page."
        )


def _of_article(article: Article, annotated: Annotated) -> Iterator[Owned]:
    known = {attribution.id for attribution in annotated.attributions}
    _one_id_each(article, annotated)
    shown: set[str] = set()
    for owner, role, spans in _located(annotated, article.id):
        for start, end in spans:
            shown.add(owner)
            _inside(article.text, start, end, owner=owner, role=role)
            exact = article.text[start:end]
            yield owner, Evidence(of=article.id, start=start, end=end, exact=exact, role=role)
    for owner, named in _references(annotated):
        if owner not in shown:
            raise EvidenceError(f"{owner} shows no passage that it rests on.")
        if named is not None and named not in known:
            raise EvidenceError(f"{owner} names {named}, which is not among the attributions.")


def _one_id_each(article: Article, annotated: Annotated) -> None:
    for rows in (annotated.attributions, annotated.moves, annotated.commitments):
        seen: set[str] = set()
        for row in rows:
            if row.id in seen:
                raise EvidenceError(f"Two rows of {article.id} go by the id {row.id}.")
            seen.add(row.id)
            if row.article not in (None, article.id):
                raise EvidenceError(f"{row.id} says that it is of {row.article}.")


def _located(annotated: Annotated, article: str) -> Iterator[tuple[str, str, Iterable[Span]]]:
    """Owner, role and spans of all that was found, in the order in which it is kept."""
    for attribution in annotated.attributions:
        yield from _of_attribution(attribution)
    for ordinal, mention in enumerate(annotated.mentions):
        yield mention_owner(article, ordinal), "name", [(mention.start, mention.end)]
    for move in annotated.moves:
        yield move.id, "act", move.evidence
    for commitment in annotated.commitments:
        yield from _of_commitment(commitment)


def mention_owner(article: str, ordinal: int) -> str:
    """What the evidence of a mention goes by, since a mention has no id of its own."""
    return f"{article}/{ordinal}"


def _of_attribution(attribution: Attribution) -> Iterator[tuple[str, str, Iterable[Span]]]:
    if not attribution.content:
        raise EvidenceError(f"{attribution.id} has no content; what was said must be shown.")
    yield attribution.id, "source", attribution.source
    yield attribution.id, "cue", attribution.cue
    yield attribution.id, "content", attribution.content


def _of_commitment(commitment: Commitment) -> Iterator[tuple[str, str, Iterable[Span]]]:
    if commitment.antecedent is not None:
        yield commitment.id, "antecedent", commitment.antecedent.evidence
    if commitment.consequent is not None:
        yield commitment.id, "consequent", commitment.consequent.evidence
    yield commitment.id, "term", commitment.terms


def _references(annotated: Annotated) -> Iterator[tuple[str, str | None]]:
    for attribution in annotated.attributions:
        yield attribution.id, attribution.parent
    for move in annotated.moves:
        yield move.id, move.attribution
    for commitment in annotated.commitments:
        yield commitment.id, commitment.attribution


def _inside(text: str, start: int, end: int, *, owner: str, role: str) -> None:
    if not 0 <= start < end <= len(text):
        raise EvidenceError(
            f"The {role} of {owner} lies at {start}:{end}, outside a text of {len(text)} "
            "characters."
        )
