"""Two crawls of one page are compared: what differs between them is not the article."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

import detente
from detente.record.crawls import spellings

BODY = """The ferry to Skarn will sail again on Monday, the harbour board of Vestmar said on Friday.

“The quay is safe, and the boats are ready,” said Ilse Maren, who leads the board and its forty men.

Ostrava has not paid the harbour fees that the board has asked of it since the spring of last year.
"""
LOOSE = "Readers of this page liked a story about a lighthouse keeper and his seven goats."
OTHER = "Tonight on our channel you can see a film about the whales below the old fort."


ADDRESS = {"url": "https://vestmar.example/ferry"}
OUTLET = {"outlet": "Vestmar Herald"}


def crawl(extra: str, day: str, known: dict[str, str] = ADDRESS) -> dict[str, str]:
    text = f"Ferry to Skarn sails again\n\n{BODY}\n{extra}\n"
    return {"text": text, "retrieved": day, **known}


def read(tmp_path: Path, batches: list[list[dict[str, str]]]) -> list[str]:
    """The articles of a record that reads some pages, then others; checked to be whole."""
    place = tmp_path / "record.db"
    place.unlink(missing_ok=True)
    with detente.open(place) as record:
        for n, batch in enumerate(batches):
            file = tmp_path / f"{n}.jsonl"
            file.write_text("".join(json.dumps(row) + "\n" for row in batch), "utf-8")
            record.read(file)
        assert not record.store.links_are_stale()
        said = {a.article for a in record.store.attributions()}
        assert said == {article.id for article in record.store.articles()}
        assert record.search("quay")
        return sorted(article.text for article in record.store.articles())


@pytest.fixture
def alone(tmp_path: Path) -> list[str]:
    """What one crawl gives, whose last line looks like text."""
    return read(tmp_path, [[crawl(LOOSE, "2031-03-14")]])


@pytest.mark.parametrize("known", [ADDRESS, OUTLET], ids=["one address", "one outlet"])
def test_what_differs_is_left_out_whatever_the_order(
    tmp_path: Path, alone: list[str], known: dict[str, str]
) -> None:
    assert any(LOOSE in text for text in alone)
    crawls = [crawl(LOOSE, "2031-03-14", known), crawl(OTHER, "2031-04-14", known)]
    together = read(tmp_path, [crawls])
    assert not any(LOOSE in text or OTHER in text for text in together)
    for order in itertools.permutations(crawls):
        assert read(tmp_path, [[one] for one in order]) == together


def test_pages_of_other_addresses_are_left_alone(tmp_path: Path, alone: list[str]) -> None:
    elsewhere = crawl(OTHER, "2031-04-14", {"url": "https://vestmar.example/other"})
    assert set(alone) <= set(read(tmp_path, [[crawl(LOOSE, "2031-03-14"), elsewhere]]))


def test_spellings_of_an_address() -> None:
    assert "http://www.a.example/x/" in spellings("https://a.example/x")
    assert set(spellings("http://www.a.example/x/?q=1")) == set(
        spellings("https://a.example/x?q=1")
    )
    assert spellings("https://a.example/") == ()
