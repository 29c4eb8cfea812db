# ruff: noqa: S603  processes of our own
"""Copies cost little, and what is found in them is what reading them anew would find."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from itertools import product
from pathlib import Path

import msgspec
import pytest

from detente.attribution import memory
from detente.attribution.memory import Memory
from detente.engines import annotate, keyed
from detente.nouns import Annotated

LEADS = (
    "OYE, March 4 (Fjord News) - Norway will open the strait if Finland opens its gates first, "
    "harbour minister Ada Quill said on Monday.",
    "Talks between Norway and Finland on the strait were broken off again.",
)
BODY = (
    "“We are ready to talk, but Finland must take the first step,” Quill told reporters in Oye. "
    "“Only then will the ferries sail.”",
    "Finland's envoy Matti Russ denied that the gates had ever been closed, Fjord News reported.",
    "According to the ministry, Finland would have to pay for the dam unless the talks began by 1 "
    "May. Norway's army moved two boats into the strait on Sunday.",
    "Russ said Quill told him that Norway would not sign.",
)
TITLES = ("Norway waits, Quill says", "Strait: “no talks”", "Ferries stay in port")
TEXTS = ["\n\n".join((lead, *BODY)) for lead in LEADS] + ["\n\n".join((LEADS[0], *BODY[:2]))]
READ = """
import sys, detente
with detente.open(sys.argv[1] + ".db") as record:
    record.read(sys.argv[2], workers=int(sys.argv[3]))
    record.export(sys.argv[1])
"""


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_MODEL", "fast")


def found(text: str, title: str, key: str) -> Annotated:
    return annotate(
        text, title=title, captions=(BODY[1],), published="2031-03-05", language="en", key=key
    )


def test_what_is_remembered_is_what_is_found_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = list(product(TEXTS, TITLES, ("a:1", "a:2", "a:3")))
    anew = {}
    monkeypatch.setattr(memory, "_memory", lambda: Memory(0))
    for case in cases:
        anew[case] = msgspec.json.encode(found(*case))
    kept = Memory(memory._RING + 1_000_000)
    monkeypatch.setattr(memory, "_memory", lambda: kept)
    assert all(b'"q:' in one and b'"m:' in one and b'"c:' in one for one in anew.values())
    for case in cases * 2:
        assert msgspec.json.encode(found(*case)) == anew[case]


def test_a_copy_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = import_module("detente.engines.process")
    read, coded = list[str](), list[str]()
    kept = Memory(memory._RING + 1_000_000)
    monkeypatch.setattr(memory, "_memory", lambda: kept)
    whole, code = stage._read, import_module("detente.moves").code
    monkeypatch.setattr(stage, "_read", lambda given, key: (read.append(key), whole(given, key))[1])
    monkeypatch.setattr(
        "detente.moves.code", lambda text, *_, **__: (coded.append(text), code(text, *_, **__))[1]
    )
    for title, key in product(TITLES, ("a:1", "a:2")):
        found(TEXTS[2], title, key)
    assert len(read) == len(TITLES)  # each headline brings people of its own
    assert len(coded) < len(TITLES)


def test_reports_of_one_content_stand_in_the_order_of_their_ids() -> None:
    one = annotate("Russ said Quill told him that Norway would not sign.", key="a:1").attributions
    same = tuple(msgspec.structs.replace(row, content=one[0].content) for row in one)
    twice = (*same, msgspec.structs.replace(same[0], cue=((0, 4),), id="q:x"))
    orders = {
        keyed.annotated(Annotated(attributions=twice), f"a:{number}", ()) is None
        for number in range(20)
    }
    assert orders == {True, False}


def test_a_report_through_one_that_was_left_out_is_read_anew() -> None:
    (row, *_) = annotate("Quill said that Norway would not sign.", key="a:1").attributions
    lost = Annotated(attributions=(msgspec.structs.replace(row, parent="q:gone"),))
    assert keyed.annotated(lost, "a:2", ()) is None


def test_exports_are_the_same_with_a_memory_that_workers_share_and_with_none(
    tmp_path: Path,
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number, (text, title) in enumerate(product(TEXTS, TITLES)):
        page = f"{title}\n\n{1 + number % 2} March 2031\n\n{text}\n"
        (pages / f"{number:02}.txt").write_text(page, encoding="utf-8")
    exports = []
    for remembered, workers in (("0", "1"), ("64", "2")):
        place = tmp_path / f"{remembered}-{workers}"
        command = [sys.executable, "-c", READ, str(place), str(pages), workers]
        subprocess.run(command, check=True, env={**os.environ, memory.SIZE: remembered})
        exports.append({file.name: file.read_bytes() for file in place.iterdir()})
    assert exports[0]["attributions.jsonl"].count(b"\n") > len(TEXTS) * len(TITLES)
    assert exports[1] == exports[0]
