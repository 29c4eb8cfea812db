"""Tables that other programs read through Arrow, and nouns as harmless HTML."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lxml.html
import msgspec
import pytest
from builders import dispute, documents, links

import detente
from detente.errors import InputError, UnknownFormError, UnknownIdError
from detente.nouns import Actor, Article, SetAside, Standing, Statement, Wording
from detente.record import Store
from detente.views.export.columns import tables
from detente.views.notebook import RecordTable, Shown
from detente.views.notebook.shown import as_html
from detente.views.reading import Lookup


@pytest.fixture
def record(tmp_path: Path) -> Iterator[detente.Record]:
    case = dispute()
    with Store.open(tmp_path / "strait.db", create=True) as store:
        for document in documents(case):
            store.add(document)
        store.replace_links(links(case))
        yield detente.Record(store)


# Tables -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", tables())
def test_every_table_is_read_through_the_arrow_interface(sample_store: Store, name: str) -> None:
    import pyarrow as pa

    table = RecordTable(sample_store, name)
    read = pa.table(table)
    assert read.column_names == table.columns == pa.schema(table).names
    assert read.num_rows == len(list(table))
    read.validate(full=True)
    assert pa.schema(table) == read.schema


def test_pandas_reads_a_table_without_going_through_a_file(sample_store: Store) -> None:
    import pandas as pd

    table = RecordTable(sample_store, "attributions")
    frame = pd.DataFrame.from_arrow(table)
    assert list(frame["id"]) == [row["id"] for row in table] == sorted(frame["id"])
    assert frame["confidence"].between(0, 1).all()
    assert len(frame) > 100


def test_columns_say_what_they_hold_and_in_which_unit(record: detente.Record) -> None:
    import pyarrow as pa

    field = pa.schema(record.table("attributions")).field("content")
    assert field.metadata[b"description"] == b"what is said"
    assert b"code points" in field.metadata[b"unit"]


def test_a_table_says_what_the_record_says_when_it_is_read(record: detente.Record) -> None:
    table = record.table("set_aside")
    assert list(table) == []
    record.store.set_aside(SetAside(where="odd.bin", why="It is no text."))
    assert [row["where"] for row in table] == ["odd.bin"]


def test_a_table_that_is_none_is_told(record: detente.Record) -> None:
    with pytest.raises(InputError, match="statements"):
        record.table("nouns")


def test_a_table_without_pyarrow_has_rows_and_says_what_to_install(
    record: detente.Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    table = record.table("actors")
    assert {row["name"] for row in table} == {"Ilse Maren", "Pavo Lunt"}
    with pytest.raises(UnknownFormError, match=r"detente\[arrow\]"):
        table.__arrow_c_stream__()


# HTML -------------------------------------------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</pre></div><svg/onload=alert(1)>",
    "<style>*{display:none}</style>",
    "javascript:alert(1)",
    "{0.__class__} {} %s {{7*7}}",
    "\u202egnihton\u2066 \x1b[31mred\x00",
    "&lt;b&gt; &#60;script&#62;",
)
ELEMENTS = {
    "div", "p", "b", "small", "blockquote", "br", "ul", "li", "pre", "table", "caption", "thead",
    "tbody", "tr", "th", "td",
}  # fmt: skip


def hostile(value: Any, words: str) -> Any:
    """The same noun with hostile words in each of its texts but ids and days."""
    if isinstance(value, str):
        return words
    if isinstance(value, tuple):
        return tuple(hostile(one, words) for one in value)
    if isinstance(value, msgspec.Struct):
        kept = {"id", "of", "earliest", "latest", "as_of", "published", "segments"}
        changes = {
            name: hostile(getattr(value, name), words)
            for name in value.__struct_fields__
            if name not in kept
        }
        return msgspec.structs.replace(value, **changes)
    return value


def check_harmless(shown: str) -> str:
    """Only our elements, no attribute but our styles, no colour; gives the text."""
    tree = lxml.html.fragment_fromstring(shown, create_parent="div")
    for element in tree.iterdescendants():
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= {"style"}
        style = element.attrib.get("style", "")
        assert "url" not in style
        assert "color:" not in style.replace("currentColor", "")
        assert "background" not in style
    return str(tree.text_content())


def nouns() -> list[msgspec.Struct]:
    case = dispute()
    return [case.locks, case.standing, case.wire, case.minister]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("noun", nouns(), ids=lambda noun: type(noun).__name__)
def test_hostile_text_is_shown_and_does_nothing(noun: msgspec.Struct, words: str) -> None:
    text = check_harmless(as_html(hostile(noun, words)))
    assert "alert" not in words or "alert(1)" in text
    assert "\u202e" not in text
    assert "\x1b" not in text


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_rows_of_a_table_do_nothing(tmp_path: Path, words: str) -> None:
    case = dispute()
    with Store.open(tmp_path / "hostile.db", create=True) as store:
        for document in documents(case):
            page = msgspec.structs.replace(document.page, file=words.replace("\0", ""))
            store.add(msgspec.structs.replace(document, page=page))
        shown = RecordTable(store, "pages")._repr_html_()
    assert "sha256" in check_harmless(shown)


def test_a_statement_shows_its_wordings_who_said_it_and_who_tells_it(
    record: detente.Record,
) -> None:
    case = dispute()
    text = check_harmless(record.show(case.locks.id)._repr_html_())
    assert "Ilse Maren, deputy foreign minister" in text
    assert "It is Sudmark who must be first to open the locks" in text
    assert "The Harbour Post" in text
    assert case.locks.id in text
    assert text.count("open the locks") == len(case.locks.wordings)


def test_a_standing_shows_waits_passages_and_what_was_not_found() -> None:
    case = dispute()
    text = check_harmless(as_html(case.standing))
    assert "Norland waits for Sudmark: open the locks" in text
    assert "MUTUAL WAIT" in text
    assert case.standing.waits[0].evidence[0].exact in text
    assert "No statement by Sudmark on who should mediate was found." in text


def test_an_article_shows_all_of_its_text() -> None:
    case = dispute()
    text = check_harmless(as_html(case.wire))
    assert case.wire.title in text
    assert all(part in text for part in case.wire.text.split("\n\n"))


def test_show_takes_a_noun_an_id_or_the_beginning_of_one(record: detente.Record) -> None:
    case = dispute()
    for what in (case.locks, case.locks.id, case.locks.id[:9]):
        shown = record.show(what)
        assert isinstance(shown, Shown)
        assert shown.noun == case.locks
        assert repr(shown) == repr(case.locks)
    with pytest.raises(UnknownIdError):
        record.show("s:nothing")


# IPython ----------------------------------------------------------------------------------------


class Formatter(dict[type, Any]):
    """What IPython keeps for one way of showing."""

    def for_type(self, kind: type, function: Any) -> None:
        self[kind] = function


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Formatter:
    formatter = Formatter()
    running = SimpleNamespace(
        display_formatter=SimpleNamespace(formatters={"text/html": formatter})
    )
    module = SimpleNamespace(get_ipython=lambda: running)
    monkeypatch.setitem(sys.modules, "IPython", module)  # type: ignore[arg-type]
    return formatter


def test_in_ipython_bare_nouns_are_shown_with_the_names_of_their_record(
    shell: Formatter, tmp_path: Path
) -> None:
    case = dispute()
    with Store.open(tmp_path / "strait.db", create=True) as store:
        for document in documents(case):
            store.add(document)
        store.replace_links(links(case))
        record = detente.Record(store)
        assert set(shell) == {Statement, Standing, Article}
        (said,) = record.statements(speaker="Ilse Maren")
        assert "Ilse Maren, deputy foreign minister" in shell[Statement](said)
        assert shell[Statement](said) == as_html(said, Lookup(store))
        stranger = Statement(
            id="s:none",
            speaker=None,
            attributions=("q:1",),
            wordings=(Wording(text="Nobody knows.", attributions=("q:1",)),),
        )
        assert "Nobody knows." in shell[Statement](stranger)
        assert "open the locks" in shell[Standing](case.standing)
    del record, store
    gc.collect()
    assert "open the locks" in shell[Statement](said)


def test_outside_ipython_nothing_is_registered(
    shell: Formatter, record: detente.Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.clear()
    monkeypatch.setattr(sys.modules["IPython"], "get_ipython", lambda: None)
    detente.Record(record.store)
    assert shell == {}


def test_the_nouns_know_nothing_of_how_they_are_shown() -> None:
    for kind in (Statement, Standing, Article, Actor):
        assert not hasattr(kind, "_repr_html_")
