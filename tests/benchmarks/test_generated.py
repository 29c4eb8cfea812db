"""The generated record: as large as asked, the same every time, and true to the store's rules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from detente.record import Store
from detente.standing import standing
from detente.standing.pairs import parties

GENERATED = Path(__file__).parents[2] / "benchmarks" / "generated.py"
ARTICLES, ATTRIBUTIONS = 60, 601


def generate(path: Path) -> subprocess.CompletedProcess[str]:
    sizes = ["--articles", str(ARTICLES), "--attributions", str(ATTRIBUTIONS)]
    command = [sys.executable, str(GENERATED), str(path), *sizes]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("generated") / "record.db"
    done = generate(path)
    assert done.returncode == 0, done.stderr
    return path


def test_it_has_the_sizes_asked_for(record):
    with Store.open(record, readonly=True) as store:
        counts = store.counts()
        assert (counts["articles"], counts["attributions"]) == (ARTICLES, ATTRIBUTIONS)
        assert all(counts[kind] for kind in ("moves", "commitments", "stories", "discrepancies"))
        assert not store.links_are_stale()


def test_every_attribution_belongs_to_a_statement_and_stands_in_its_text(record):
    with Store.open(record, readonly=True) as store:
        texts = {article.id: article.text for article in store.articles()}
        for said in store.attributions():
            assert said.statement
            shown = {e.role: e for e in store.evidence(said.id)}
            assert shown["content"].holds(texts[said.article])
        several = [s for s in store.statements() if len(s.attributions) > s.origins]
        assert several, "no copy shares its origin with what it was made from"


def test_two_parties_wait_for_each_other_in_it(record):
    with Store.open(record, readonly=True) as store:
        found = standing(store, parties(store)[0])
        assert found.waits
        assert found.demands


def test_words_are_found_in_it(record):
    with Store.open(record, readonly=True) as store:
        assert store.search("secret contacts")


def test_it_is_the_same_every_time(record, tmp_path):
    generate(tmp_path / "again.db")
    with (
        Store.open(record, readonly=True) as one,
        Store.open(tmp_path / "again.db", readonly=True) as other,
    ):
        assert list(one.attributions()) == list(other.attributions())
        assert list(one.discrepancies()) == list(other.discrepancies())


def test_it_overwrites_nothing(record):
    done = generate(record)
    assert done.returncode == 2
    assert "is there already" in done.stderr
