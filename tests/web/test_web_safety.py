"""Nothing that a page says is ever markup of ours: payloads in every field, every page parsed."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient
from web_records import IN_TEXT, PAYLOAD, URL, Checked, parsed

from detente.record import Store
from detente.web import build, create

ATOM = frozenset("feed id title updated link author name entry summary".split())  # noqa: SIM905


@pytest.fixture(scope="module")
def crawled(hostile_record) -> dict[str, Checked]:
    """Every page that can be reached from the first one, and some that only a hand types."""
    found: dict[str, Checked] = {}
    typed = [f"/{PAYLOAD}", "/search", f"/statement/{PAYLOAD}"]
    with TestClient(create(hostile_record, hosts=None)) as client:
        for path in typed:
            found[path] = parsed(client.get(path, params={"q": PAYLOAD, "party": PAYLOAD}).text)
        waiting = ["/", "/search?q=strait", "/timeline?party=others"]
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
    assert kinds >= {
        "", "standing", "statement", "article", "page", "actor", "actors", "story", "stories",
        "discrepancies", "timeline", "search", "show",
    }  # fmt: skip


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
