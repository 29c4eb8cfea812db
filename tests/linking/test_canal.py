"""Eight pages of one quarrel, read with the command's own steps and linked as its user sees it.

Two wires; of the first a copy, a cut copy, a rewrite, one with other numbers and one with another
day; and two months later a report that tells an old statement again. Two diplomats stay unnamed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import detente
from detente import Record
from detente.nouns import Statement

PAGES = Path(__file__).parent / "canal"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with detente.open(tmp_path_factory.mktemp("canal") / "r.db", create=True) as opened:
        opened.read([PAGES], workers=1)
        yield opened


def files(record: Record) -> dict[str, str]:
    """By article, the number of its page's file."""
    names = {page.id: Path(str(page.file)).name[:2] for page in record.store.pages()}
    return {article.id: names[article.page] for article in record.store.articles()}


def told_in(record: Record, statement: Statement) -> set[str]:
    found, place = record.store.attributions(statement=statement.id), files(record)
    return {place[str(attribution.article)] for attribution in found}


def statement_with(record: Record, words: str) -> Statement:
    """The statement that these words of a wire are in."""
    (found,) = [
        statement
        for statement in record.store.statements()
        if any(words in wording.text for wording in statement.wordings)
    ]
    return found


def test_versions_lead_to_the_wire_and_the_other_wire_stands_alone(record: Record) -> None:
    place = files(record)
    links = {
        (place[link.source], place[link.made]): link.relation for link in record.store.lineage()
    }
    assert links.keys() == {("01", made) for made in ("03", "04", "05", "06", "07")}
    assert links["01", "03"] == "copy"
    assert links["01", "04"] == "truncation"
    assert links["01", "05"] == "rewrite"


def test_a_statement_has_the_reports_of_all_versions_and_both_origins(record: Record) -> None:
    bill = statement_with(record, "ready to sit down in Lutz tomorrow, but")
    assert told_in(record, bill) >= {"01", "02", "03", "04", "05", "06", "07"}
    assert bill.origins >= 2


def test_another_condition_two_months_later_is_another_statement(record: Record) -> None:
    assert told_in(record, statement_with(record, "paid a third")) == {"08"}


def test_two_unnamed_diplomats_are_two_people_and_no_more(record: Record) -> None:
    place = files(record)
    unnamed: dict[str, set[str]] = {}
    for attribution in record.store.attributions():
        speaker = attribution.speaker
        if speaker and "diplomat" in speaker.name and place[str(attribution.article)] == "01":
            unnamed.setdefault(str(speaker.actor), set()).add(speaker.name)
    assert sorted(map(len, unnamed.values())) == [1, 1]
    close = statement_with(record, "close to naming an inquiry")
    assert told_in(record, close) == {"01", "03", "06", "07"}
    assert close.origins == 1


def test_what_outlets_differ_on_is_found(record: Record) -> None:
    values = {frozenset(v.value for v in d.values) for d in record.store.discrepancies()}
    assert frozenset({"240 ships", "420 ships"}) in values
    assert frozenset({"3 million euros", "five million euros"}) in values
    assert frozenset({"February 22", "February 23"}) in values
    assert frozenset({"March 11", "March 12"}) in values
    assert frozenset({"2031-03-11", "2031-03-12"}) in values
    assert frozenset({"Dorin Halvek", "Doran Halvek"}) in values
    assert len(values) <= 12
