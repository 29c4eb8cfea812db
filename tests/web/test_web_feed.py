"""Feeds, and what the pages say of themselves for machines."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_of_a_pair_has_what_was_said_last_first(client, case):
    answer = client.get("/standing.atom?party=Norland&party=Sudmark")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314  ours
    entries = feed.findall(f"{ATOM}entry")
    times = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert times == sorted(times, reverse=True)
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries]
    assert f"http://testserver/statement/{case.locks.id}" in links
    assert feed.findtext(f"{ATOM}title") == "Norland ⇄ Sudmark"


def test_an_actor_and_a_search_have_feeds_and_other_pages_none(client, case):
    assert client.get(f"/actor/{case.minister.id}.atom").status_code == 200
    assert client.get("/search.atom?q=locks").status_code == 200
    assert client.get("/stories.atom").status_code == 404


def linked(page: str) -> list[dict]:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(block)["@graph"]


def test_pages_hold_their_claim_quotations_and_article(client, case):
    (claim,) = linked(client.get(f"/statement/{case.locks.id}").text)
    assert claim["@type"] == "Claim"
    assert {a["identifier"] for a in claim["appearance"]} >= {case.rewrite.id}
    (article,) = linked(client.get(f"/article/{case.wire.id}").text)
    assert article["@type"] == "NewsArticle"
    standing = linked(client.get("/standing?party=Norland&party=Sudmark").text)
    assert {row["@type"] for row in standing} == {"Quotation"}
    assert case.locks.id in {row["identifier"] for row in standing}
