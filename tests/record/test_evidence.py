"""Nothing enters the record that does not stand where it says."""

from __future__ import annotations

import msgspec
import pytest

from detente.errors import EvidenceError
from detente.nouns import Clause, DateClaim, Dropped, Segment, When

replace = msgspec.structs.replace


def with_article(document, **changes):
    (article,) = document.articles
    return replace(document, articles=(replace(article, **changes),))


def with_found(document, kind, **changes):
    (annotated,) = document.annotated
    rows = (replace(getattr(annotated, kind)[0], **changes),)
    return replace(document, annotated=(replace(annotated, **{kind: rows}),))


def twice(document, kind):
    (annotated,) = document.annotated
    return replace(
        document, annotated=(replace(annotated, **{kind: getattr(annotated, kind) * 2}),)
    )


FAR = ((9_000, 9_010),)
DAY = When(earliest="2031-03-03", latest="2031-03-03")

BROKEN = {
    "content past the end": lambda d: with_found(d, "attributions", content=FAR),
    "no content": lambda d: with_found(d, "attributions", content=()),
    "source before the start": lambda d: with_found(d, "attributions", source=((-3, 4),)),
    "cue of no width": lambda d: with_found(d, "attributions", cue=((5, 5),)),
    "cue turned round": lambda d: with_found(d, "attributions", cue=((9, 5),)),
    "unknown parent": lambda d: with_found(d, "attributions", parent="q:nobody"),
    "attribution of another article": lambda d: with_found(d, "attributions", article="a:other"),
    "mention past the end": lambda d: with_found(d, "mentions", end=9_000),
    "move past the end": lambda d: with_found(d, "moves", evidence=FAR),
    "move without evidence": lambda d: with_found(d, "moves", evidence=()),
    "move of an unknown attribution": lambda d: with_found(d, "moves", attribution="q:nobody"),
    "terms past the end": lambda d: with_found(d, "commitments", terms=FAR),
    "antecedent past the end": lambda d: with_found(
        d, "commitments", antecedent=Clause(who=None, act="x", evidence=FAR)
    ),
    "commitment without evidence": lambda d: with_found(
        d, "commitments", antecedent=None, consequent=None
    ),
    "two rows of one id": lambda d: twice(d, "moves"),
    "annotations of no article": lambda d: replace(d, annotated=d.annotated * 2),
    "article of another page": lambda d: with_article(d, page="p:other"),
    "words that are not on the page": lambda d: with_article(d, segments=()),
    "a segment that lies": lambda d: with_article(d, segments=(Segment(0, 4, 20),)),
    "a segment past the end": lambda d: with_article(d, segments=(Segment(0, 5, 9_000),)),
    "a date that is not on the page": lambda d: with_article(
        d, dates=(DateClaim(kind="published", when=DAY, span=(9_000, 9_004)),)
    ),
    "dropped lines that are not on the page": lambda d: replace(
        d, dropped=(Dropped(start=0, end=9_000, why="menu"),)
    ),
}


@pytest.mark.parametrize("breakage", BROKEN)
def test_a_page_with_one_broken_row_is_refused_whole(store, document, breakage):
    with pytest.raises(EvidenceError) as refused:
        store.add(BROKEN[breakage](document()))
    assert str(refused.value).endswith(".")
    assert not any(store.counts().values())
    assert store.add(document()) is True


def test_gaps_between_segments_may_hold_nothing_but_white_space(store, document):
    whole = document()
    (article,) = whole.articles
    cut = article.text.index("\n\n")
    rest = cut + 2
    segments = (Segment(0, 5, cut), Segment(rest, 5 + rest, len(article.text) - rest))
    assert store.add(with_article(whole, segments=segments)) is True


def test_an_article_of_html_needs_no_segments(store, document):
    written = with_article(document(), segments=(), start=None, end=None)
    written = replace(written, page=replace(written.page, media="text/html"))
    assert store.add(written) is True


def test_an_id_that_another_page_has_is_refused(store, document):
    first, second = document(), document(url="https://strait-courier.example/1")
    store.add(first)
    clash = replace(second, articles=(replace(first.articles[0], page=second.page.id),))
    with pytest.raises(EvidenceError, match="id that the record knows"):
        store.add(clash)
    assert store.counts()["pages"] == 1
