"""The index of parties: the articles of two parties are found without reading the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from detente.nouns import (
    Annotated,
    Article,
    Attribution,
    Clause,
    Commitment,
    Document,
    Mention,
    Move,
    Page,
    Party,
    Segment,
)
from detente.record import Store, parties, schema

TEXTS = {
    "both": ("Norland asked Sudmark for a date.", "2031-04-02"),
    "late": ("Sudmark gave Norland a date.", "2031-04-09"),
    "one": ("Norland closed its port.", "2031-04-05"),
    "none": ("Ostra was quiet.", "2031-04-06"),
}


def document(key: str) -> Document:
    text, published = TEXTS[key]
    named = [name for name in ("Norland", "Sudmark", "Ostra") if name in text]
    mentions = tuple(
        Mention(start=at, end=at + len(name), name=name, kind="country", country=name[:3].upper())
        for name in named
        for at in [text.index(name)]
    )
    said = Attribution(id=f"q:{key}", source=((0, 3),), cue=(), content=((4, 9),), kind="indirect")
    moves = (
        Move(
            id=f"m:{key}",
            attribution=said.id,
            evidence=((0, 5),),
            source=(Party(name=named[0], code=named[0][:3].upper()),),
            target=tuple(Party(name=n, code=n[:3].upper()) for n in named[1:]),
        ),
    )
    bound = Commitment(
        id=f"c:{key}",
        attribution=said.id,
        debtor=named[0],
        creditor=None,
        antecedent=Clause(who=named[-1], act="give", evidence=((0, 5),)),
        consequent=None,
    )
    article = Article(
        id=f"a:{key}",
        page=f"p:{key}",
        title=None,
        text=text,
        start=0,
        end=len(text),
        segments=(Segment(0, 0, len(text)),),
        published=published,
    )
    page = Page(id=article.page, sha256=key, text=text, media="text/plain", encoding="utf-8")
    found = Annotated(attributions=(said,), mentions=mentions, moves=moves, commitments=(bound,))
    return Document(page=page, articles=(article,), annotated=(found,))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store.open(tmp_path / "record.db", create=True)
    for key in TEXTS:
        opened.add(document(key))
    return opened


NORLAND, SUDMARK = ({"NOR", "Norland"}, ()), ({"SUD", "Sudmark"}, ())


def index_of(store: Store) -> list[list[tuple[object, ...]]]:
    with store._database.reading() as connection:
        tables = (schema.parts, schema.pairs)
        return [sorted(map(tuple, connection.execute(select(table)))) for table in tables]


def test_the_articles_of_both_come_latest_first(store: Store) -> None:
    with store.parties() as reading:
        assert reading.together([NORLAND, SUDMARK]) == ["a:late", "a:both"]
        assert reading.together([NORLAND, SUDMARK], "2031-04-05") == ["a:both", "a:late"]
        assert reading.alone([NORLAND, SUDMARK], None, None) == ["a:one"]
        assert reading.naming({"OST"}, 5) == ["a:none"]


def test_a_country_goes_by_its_code_and_a_pair_counts_moves_and_commitments(
    store: Store,
) -> None:
    with store.parties() as reading:
        assert reading.pairs(5, 3) == [("NOR", "SUD", 2, 2)]
        assert reading.has_part("NOR")
        assert not reading.has_part("Norland")


def test_an_article_is_told_with_all_that_was_found_in_it(store: Store) -> None:
    with store.parties() as reading:
        (told,) = reading.told(["a:both", "a:unknown"])
    assert told.article.text == TEXTS["both"][0]
    assert [len(rows) for rows in told[1:]] == [1, 2, 1, 1]


def test_filling_gives_what_writing_gave(store: Store) -> None:
    before = index_of(store)
    with store._database.writing() as connection:
        parties.fill(connection)
    assert index_of(store) == before
    assert all(before)


def test_an_older_record_is_given_its_index_even_when_it_is_only_read(
    store: Store, change: Callable[..., None]
) -> None:
    before = index_of(store)
    change(
        store,
        "DROP TABLE parts",
        "DROP TABLE pairs",
        "DELETE FROM migrations WHERE version >= "
        "(SELECT version FROM migrations WHERE name = 'index_of_parties')",
    )
    store.close()
    with Store.open(store.path, readonly=True) as carried:
        assert index_of(carried) == before
