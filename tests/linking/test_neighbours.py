"""The index that finds the neighbours of new articles, in memory and in a record."""

from __future__ import annotations

from pathlib import Path

import pytest
from linking_builder import Page, copy, elsewhere, retold, wire
from test_update import document

from detente.linking import neighbours as room
from detente.linking.link import link
from detente.linking.neighbours import MemoryIndex, neighbours, sketch
from detente.linking.reading import Reading
from detente.record import Store
from detente.record.ledger import Indexed

MANY = 48


def test_runs_are_given_with_the_lowest_ids_of_all_that_have_them(tmp_path: Path) -> None:
    pages = [wire(), copy(), retold(), elsewhere()]
    one, two, three, four = sorted(page.article.id for page in pages)

    def indexed(article: str, *runs: int) -> Indexed:
        return Indexed(article, runs, (7,), 5, (len(runs), b"", 5.0))

    with Store.open(tmp_path / "index.db", create=True) as store:
        for page in pages:
            store.add(document(page))
        with store.linking() as ledger:
            assert ledger.enter([indexed(two, 1, 2, 3), indexed(three, 2, 9)], MANY) == {
                2: [two, three]
            }
        with store.linking() as ledger:
            assert ledger.enter([indexed(one, 2, 4)], 2) == {2: [one, two]}
            assert ledger.enter([indexed(four, 4, 5, 9)], MANY) == {
                4: [one, four],
                9: [three, four],
            }
            assert ledger.entries([two]) == {two: (3, b"", 5.0)}
            assert ledger.blocks([two, four]) == {two: two, four: four}
            ledger.merge([(two, two), (two, four)])
            assert ledger.blocks([two, four]) == {two: two, four: two}
            assert ledger.due()[two] == [two, four]


def test_an_article_joins_each_block_of_its_neighbours_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []
    inner = room.similarities

    def counting(one: object, others: list[object]) -> list[float]:
        read.extend(["similarity"] * len(others))
        return inner(one, others)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "similarities", counting)
    text = wire().article.text
    copies = [Reading(Page(f"k{n:03}", text, published="2023-03-14").article) for n in range(30)]
    other = Reading(elsewhere().article)
    index, joined = MemoryIndex(), {}
    for reading in [*copies, other]:
        new = sketch(reading)
        joined[reading.id] = list(neighbours(reading, new, index, {}.__getitem__))
        index.add(new)
    assert joined[copies[0].id] == joined[other.id] == []
    assert all(joined[reading.id] for reading in copies[1:])
    # The copies are of one block by their runs; only the page from elsewhere is looked at.
    assert len(read) <= len(copies)
    blocks = [story.articles for story in link([r.article for r in [*copies, other]], {}).stories]
    assert sorted(map(len, blocks)) == [1, 30]
