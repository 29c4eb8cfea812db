"""Web Annotations: the rules of the W3C Recommendation, and words that stand where they say."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from builders import dispute, documents, links

from detente.nouns import Annotated, Document, Mention, Segment
from detente.record import Store
from detente.views.export.annotations import annotation_lines

Row = dict[str, Any]

# Web Annotation Data Model, W3C Recommendation of 23 February 2017, appendix A and section 3.3.5.
MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing",
    "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def every(value: Any) -> list[Any]:
    """A single value, or each of several: both are the same in JSON-LD."""
    return value if isinstance(value, list) else [value]


def check_annotation(row: Row) -> None:
    """What the Recommendation says that an annotation must and should be."""
    contexts = every(row["@context"])  # 3.1: one or more, one of them the vocabulary
    assert "http://www.w3.org/ns/anno.jsonld" in contexts
    assert len(contexts) > 1 or isinstance(row["@context"], str)
    assert isinstance(row["id"], str)  # 3.1: exactly one IRI
    assert IRI.fullmatch(row["id"])
    assert "Annotation" in every(row["type"])
    assert set(every(row["motivation"])) <= MOTIVATIONS
    for body in every(row.get("body", [])):
        check_body(body)
    targets = every(row["target"])  # 3.1: one or more
    assert targets
    for target in targets:
        check_target(target)


def check_body(body: Row | str) -> None:
    if isinstance(body, str):
        assert IRI.fullmatch(body)
        return
    assert body["type"] == "TextualBody"  # 3.2.4
    assert isinstance(body["value"], str)
    assert body["format"] == "text/plain"
    assert body["purpose"] in MOTIVATIONS  # 3.3.5


def check_target(target: Row) -> None:
    assert target["type"] == "SpecificResource"  # 4.0: exactly one source, an IRI
    assert IRI.fullmatch(target["source"])
    selectors = every(target["selector"])
    assert selectors[0]["type"] == "TextQuoteSelector"
    for one in selectors:
        match one["type"]:
            case "TextQuoteSelector":  # 4.2.4
                assert one["exact"]
                assert {"type", "exact", "prefix", "suffix"} == one.keys()
            case "TextPositionSelector":  # 4.2.5: both numbers, none negative
                assert 0 <= one["start"] < one["end"]
                assert {"type", "start", "end"} == one.keys()
            case other:
                raise AssertionError(other)
    for state in every(target.get("state", [])):  # 4.3.1
        assert state["type"] == "TimeState"
        assert DATE_TIME.fullmatch(state["sourceDate"])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The invented dispute, with mentions, and characters beyond the basic plane before them."""
    case = dispute()
    with Store.open(tmp_path / "strait.db", create=True) as opened:
        for document in documents(case):
            text = document.articles[0].text
            places = [m.span() for m in re.finditer("Norland", text)]
            mentions = tuple(
                Mention(start=start, end=end, name="Norland", kind="country")
                for start, end in places
            )
            annotated = msgspec.structs.replace(document.annotated[0], mentions=mentions)
            opened.add(msgspec.structs.replace(document, annotated=(annotated,)))
        opened.replace_links(links(case))
        yield opened


def annotations(store: Store) -> list[Row]:
    return [json.loads(line) for line in annotation_lines(store)]


def test_every_annotation_follows_the_recommendation(store: Store, sample_store: Store) -> None:
    for opened in (store, sample_store):
        found = annotations(opened)
        assert len(found) > 20
        for row in found:
            check_annotation(row)
        assert len({row["id"] for row in found}) == len(found)


def test_positions_and_quotations_are_those_of_the_page(store: Store) -> None:
    """Positions count code points, as the Recommendation says, not bytes or UTF-16 units."""
    pages = {page.url: page.text for page in store.pages() if page.url}
    checked = 0
    for row in annotations(store):
        for target in every(row["target"]):
            text = pages.get(target["source"])
            if text is None:
                continue
            quotation, position = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quotation["exact"]
            assert text[:start].endswith(quotation["prefix"])
            assert text[end:].startswith(quotation["suffix"])
            checked += 1
    assert checked > 5


def test_what_is_said_is_linked_with_who_says_it_and_the_cue(store: Store) -> None:
    found = {row["id"]: row for row in annotations(store)}
    linked = [row for row in found.values() if row["motivation"] == "linking"]
    for row in linked:
        said, role = row["body"]
        assert found[said]["motivation"] == "describing"
        assert found[said]["detente"]["attribution"] == row["detente"]["attribution"]
        assert role["value"] in {"source", "cue"}
    described = [row for row in found.values() if row["motivation"] == "describing"]
    assert len(linked) == 2 * len(described) > 10
    names = {b["value"] for row in described for b in row["body"] if b["purpose"] == "identifying"}
    assert {"Ilse Maren", "Pavo Lunt"} <= names


def test_words_in_several_pieces_have_a_target_for_each(store: Store) -> None:
    (row, *_) = [row for row in annotations(store) if isinstance(row["target"], list)]
    exact = [every(target["selector"])[0]["exact"] for target in row["target"]]
    assert exact == [
        "“We have said it many times. It is Sudmark that must open the locks first,”",
        "“Then we will return to the table.”",
    ]


@pytest.mark.parametrize(
    ("page_text", "segments", "expected"),
    [
        ("HEAD\none two\nthree four", [(0, 5, 7), (8, 13, 10)], ["one two\nthree four"]),
        ("one two\nADVERT\nthree four", [(0, 0, 7), (8, 15, 10)], ["one two", "three four"]),
    ],
)
def test_words_over_two_lines_are_one_piece_unless_something_stands_between(
    tmp_path: Path, page_text: str, segments: list[tuple[int, int, int]], expected: list[str]
) -> None:
    document = documents(dispute())[0]
    text = "one two\nthree four"
    article = msgspec.structs.replace(
        document.articles[0], text=text, segments=tuple(Segment(*one) for one in segments)
    )
    mention = Mention(start=0, end=len(text), name="One", kind="group")
    page = msgspec.structs.replace(document.page, text=page_text)
    with Store.open(tmp_path / "lines.db", create=True) as store:
        store.add(
            Document(page=page, articles=(article,), annotated=(Annotated(mentions=(mention,)),))
        )
        (row,) = annotations(store)
    quotations = [target["selector"][0]["exact"] for target in every(row["target"])]
    assert quotations == expected
    for target in every(row["target"]):
        quotation, position = target["selector"]
        assert page_text[position["start"] : position["end"]] == quotation["exact"]


def test_a_page_without_an_address_is_named_by_its_bytes(store: Store) -> None:
    sources = {t["source"] for row in annotations(store) for t in every(row["target"])}
    assert sources == {"https://www.bell.example/strait", "ni:///sha-256;" + "A" * 43}


@pytest.mark.parametrize(
    ("url", "retrieved", "source", "date"),
    [
        ("https://bell.example/a b", None, "ni:///", None),
        ("javascript:alert('1')\n", None, "ni:///", None),
        ("https://bell.example/a?b=c#d", "2031-04-11", "https://bell.example/a?b=c#d", None),
        (None, "2031-04-11T10:30:00+02:00", "ni:///", "2031-04-11T08:30:00Z"),
    ],
)
def test_odd_addresses_and_times_make_no_odd_annotation(
    tmp_path: Path, url: str | None, retrieved: str | None, source: str, date: str | None
) -> None:
    document = documents(dispute())[0]
    page = msgspec.structs.replace(document.page, url=url, retrieved=retrieved)
    with Store.open(tmp_path / "odd.db", create=True) as store:
        store.add(msgspec.structs.replace(document, page=page))
        found = annotations(store)
    assert found
    for row in found:
        check_annotation(row)
        for target in every(row["target"]):
            assert target["source"].startswith(source)
            assert target.get("state", {}).get("sourceDate") == date


def test_html_is_quoted_without_a_position_that_the_page_does_not_have(sample_store: Store) -> None:
    html = {page.id for page in sample_store.pages() if page.media == "text/html"}
    texts = {a.id: a.text for a in sample_store.articles() if a.page in html}
    checked = 0
    for row in annotations(sample_store):
        ours = row["detente"]
        if ours["article"] not in texts:
            continue
        text = texts[ours["article"]]
        exact = [target["selector"]["exact"] for target in every(row["target"])]
        assert exact == [text[start:end] for start, end in ours["spans"]]
        checked += 1
    assert checked > 10


def test_names_are_made_from_what_they_name() -> None:
    case = dispute()
    first, second = ({row["id"] for row in annotations(case.store)} for _ in range(2))
    assert first == second
    assert all(uuid.UUID(name.removeprefix("urn:uuid:")).version == 5 for name in first)
