"""Nothing that a page says is ever markup of ours: payloads in every field, every page parsed."""

from __future__ import annotations

import json
from typing import get_type_hints
from urllib.parse import urlsplit

import msgspec
import pytest
from starlette.testclient import TestClient
from web_records import IN_TEXT, PAYLOAD, PAYLOADS, URL, Checked, parsed

from detente import nouns
from detente.record import Store
from detente.web import build, create
from detente.web.address import token
from detente.web.sheets import SHEETS

DERIVED = (nouns.Standing, nouns.StandingLine, nouns.StandingCommitment, nouns.Wait, nouns.Links)
"""Nouns that no record holds: they are made of the others."""
ATOM = frozenset("feed id title updated link author name entry summary".split())  # noqa: SIM905


@pytest.fixture(scope="module")
def crawled(hostile_record) -> dict[str, Checked]:
    """Every page that can be reached from the first one, and some that only a hand types."""
    found: dict[str, Checked] = {}
    typed = [f"/{PAYLOAD}", "/search", f"/statement/{PAYLOAD}"]
    with TestClient(create(hostile_record, hosts=None)) as client:
        for path in typed:
            found[path] = parsed(client.get(path, params={"q": PAYLOAD, "party": PAYLOAD}).text)
        waiting = [
            "/",
            f"/?since={token((0, 0))}",
            "/search?q=strait",
            "/timeline?party=others",
            "/timeline?since=2031-01-01&until=2031-12-31",
        ]
        while waiting:
            path = waiting.pop()
            if path in found:
                continue
            answer = client.get(path)
            if "text/html" not in answer.headers["content-type"]:
                continue
            found[path] = parsed(answer.text)
            waiting += [x.split("#")[0] for x in found[path].links if x.startswith("/")]
    return found


def test_every_kind_of_page_was_reached(crawled):
    kinds = {path.split("/")[1].split("?")[0] for path in crawled}
    assert kinds >= {"", *SHEETS} - {"home"}
    assert any("New since" in "".join(found.words) for found in crawled.values())


OURS_ALONE = frozenset({
    "id", "sha256", "media", "page", "article", "attribution", "attributions", "statement",
    "statements", "actor", "actors", "parent", "of", "speaker", "earliest", "latest", "since",
    "until", "first", "last", "retrieved", "published", "made", "kind", "relation", "verdict",
    "event", "mode", "context", "speech_act", "code", "sector", "polarity", "realis", "issue",
    "state", "rule", "articles", "source",
})  # fmt: skip
"""Fields that hold ids, days and words of closed lists, which no page fills."""
IN_THE_TEXT = frozenset({"text", "exact", "value", "act", "captions"})
"""Fields that hold stretches of texts: in those the payload stands for harmless words."""


def test_every_field_that_a_page_may_fill_has_a_payload():
    """A field that is added to a noun must be given one, or be told to be ours alone."""
    every = [getattr(nouns, name) for name in nouns.__all__]
    left = {
        (noun.__name__, field)
        for noun in every
        if isinstance(noun, type) and issubclass(noun, msgspec.Struct) and noun not in DERIVED
        for field, kind in get_type_hints(noun).items()
        if "str" in str(kind).replace("Struct", "")
        if field not in PAYLOADS | OURS_ALONE | IN_THE_TEXT | {"url", "given"}
    }
    assert left == set()


def test_no_payload_becomes_markup(crawled):
    faults = {path: found.faults for path, found in crawled.items() if found.faults}
    assert faults == {}


def test_no_link_leads_to_a_scheme_that_runs_or_to_anywhere_else(crawled):
    for path, found in crawled.items():
        for link in found.links:
            assert urlsplit(link).scheme in ("", "http", "https"), (path, link)
            assert not link.startswith("//"), (path, link)


def test_payloads_are_shown_as_the_words_that_they_are(crawled):
    words = {path.split("/")[1]: "".join(found.words) for path, found in crawled.items()}
    for kind in ("statement", "article", "page"):
        assert IN_TEXT in words[kind], kind
        assert "<script>alert(1)</script>" in words[kind], kind
    assert URL in words["article"]
    assert "{{7*7}}" in words["actor"]


def test_linked_data_stays_data(crawled):
    blocks = [block for found in crawled.values() for block in found.data]
    assert blocks
    for block in blocks:
        assert "<" not in block
        assert json.loads(block)["@context"] == "https://schema.org"


def test_the_feeds_are_well_formed_whatever_they_hold(hostile_record, crawled):
    from xml.etree import ElementTree

    with TestClient(create(hostile_record, hosts=None)) as client:
        feeds = {x for found in crawled.values() for x in found.links if ".atom" in x}
        assert {x.split(".")[0].split("/")[1] for x in feeds} == {"standing", "actor", "search"}
        for path in sorted(feeds):
            answer = client.get(path)
            tree = ElementTree.fromstring(answer.content)  # noqa: S314  ours
            names = {element.tag.rpartition("}")[2] for element in tree.iter()}
            assert names <= ATOM


def test_the_files_are_as_safe_as_the_pages(hostile_record, tmp_path):
    with Store.open(hostile_record, readonly=True) as store:
        build(store, tmp_path / "site")
    for path in (tmp_path / "site").rglob("*.html"):
        found = parsed(path.read_text(encoding="utf-8"))
        assert found.faults == [], path
        for link in found.links:
            assert urlsplit(link).scheme in ("", "http", "https"), (path, link)
