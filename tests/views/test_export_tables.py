"""Tables: one schema for every form, the same rows in each, whole files or none."""

from __future__ import annotations

import csv
import hashlib
import json
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente import nouns
from detente.errors import EmptyInputError, InputError, UnknownFormError
from detente.record import Store
from detente.views.export import FORMS, write
from detente.views.export.columns import flat, structs, tables
from detente.views.export.rows import rows
from detente.views.export.sorting import sorted_lines

NOUNS = {
    "pages": nouns.Page,
    "articles": nouns.Article,
    "mentions": nouns.Mention,
    "attributions": nouns.Attribution,
    "actors": nouns.Actor,
    "lineage": nouns.Lineage,
    "stories": nouns.Story,
    "statements": nouns.Statement,
    "moves": nouns.Move,
    "commitments": nouns.Commitment,
    "discrepancies": nouns.Discrepancy,
    "standing": nouns.Standing,
    "set_aside": nouns.SetAside,
}
STRUCTS = {
    "when": nouns.When,
    "evidence": nouns.Evidence,
    "date_claim": nouns.DateClaim,
    "speaker": nouns.Speaker,
    "role": nouns.Role,
    "why": nouns.Why,
    "wording": nouns.Wording,
    "party": nouns.Party,
    "clause": nouns.Clause,
    "value": nouns.DiscrepancyValue,
    "wait": nouns.Wait,
    "line": nouns.StandingLine,
    "standing_commitment": nouns.StandingCommitment,
}
DERIVED = {"commitment_states"}
"""Tables whose rows are parts of a noun."""
WITHOUT_TEXT = {"pages": {"text"}}
"""What is left out on purpose: the delivered page is kept in the record."""


def encoded_type(kind: Any, within: str) -> str:
    """The type that tables.toml must give a field, read from the noun's own annotation."""
    match kind:
        case msgspec.inspect.UnionType(types=types):
            inner = [one for one in types if not isinstance(one, msgspec.inspect.NoneType)]
            names = {encoded_type(one, within) for one in inner}
            return "time" if names == {"text", "when"} else names.pop()
        case msgspec.inspect.VarTupleType(item_type=item):
            return f"{encoded_type(item, within)}[]"
        case msgspec.inspect.TupleType():
            return "span"
        case msgspec.inspect.StructType(cls=nouns.Segment):
            return "run"
        case msgspec.inspect.StructType(cls=cls):
            return next(name for name, noun in STRUCTS.items() if noun is cls)
        case msgspec.inspect.DictType() | msgspec.inspect.AnyType():
            return "json"
        case msgspec.inspect.StrType() | msgspec.inspect.LiteralType():
            return "text"
        case msgspec.inspect.IntType():
            return "integer"
        case msgspec.inspect.FloatType():
            return "number"
        case msgspec.inspect.BoolType():
            return "boolean"
    raise AssertionError(f"{within}: no type of ours for {kind}")


@pytest.mark.parametrize("name", [*NOUNS, *STRUCTS])
def test_every_field_of_a_noun_is_a_column_of_its_type(name: str) -> None:
    """If this fails, a noun has changed: say so in src/detente/views/export/tables.toml."""
    noun = NOUNS.get(name) or STRUCTS[name]
    columns = tables()[name].columns if name in NOUNS else structs()[name]
    info = msgspec.inspect.type_info(noun)
    assert isinstance(info, msgspec.inspect.StructType)
    for field in info.fields:
        if field.encode_name in WITHOUT_TEXT.get(name, ()):
            continue
        kind = encoded_type(field.type, f"{name}.{field.encode_name}")
        said = columns[field.encode_name].type
        assert said in {kind, kind.replace("text", "day")}, field.encode_name


def test_tables_and_structs_are_those_of_the_nouns() -> None:
    assert set(tables()) == set(NOUNS) | DERIVED
    assert set(structs()) == set(STRUCTS)
    for name, noun in STRUCTS.items():
        fields = {field.encode_name for field in msgspec.inspect.type_info(noun).fields}
        assert set(structs()[name]) == fields


def test_every_column_is_described_and_refers_to_one_that_there_is() -> None:
    every = tables()
    for name, one in every.items():
        assert set(one.key) <= set(one.columns)
        for column, said in flat(one.columns):
            assert said.about, (name, column)
            if said.refers_to:
                table, _, field = said.refers_to.partition(".")
                assert field in every[table].columns
            if said.item == "span":
                assert said.unit, (name, column)
        assert one.columns[one.key[0]].about


def test_the_columns_in_the_documents_are_those_of_the_schema(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """If this fails, run `python scripts/tables.py`."""
    script = Path(__file__).parents[2] / "scripts" / "tables.py"
    monkeypatch.setattr(sys, "argv", [str(script), "--check"])
    assert runpy.run_path(str(script))["main"]() == 0


@pytest.fixture(scope="module")
def written(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {form: tmp_path_factory.mktemp(form) for form in ("jsonl", "csv", "parquet")}
    with Store.open(sample, readonly=True) as store:
        for form, folder in folders.items():
            write(store, folder, form)
    return folders


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    text = (folder / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def test_every_form_has_every_row_and_column(written: dict[str, Path]) -> None:
    import pyarrow.parquet as pq

    csv.field_size_limit(2**24)
    for name, one in tables().items():
        as_json = lines(written["jsonl"], name)
        with (written["csv"] / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            as_csv = list(csv.DictReader(stream))
        as_arrow = pq.read_table(written["parquet"] / f"{name}.parquet")
        assert len(as_json) == len(as_csv) == as_arrow.num_rows
        assert as_arrow.column_names == list(one.columns)
        assert all(list(row) == list(one.columns) for row in as_json)
        assert all(list(row) == [field for field, _ in flat(one.columns)] for row in as_csv)
        if "id" in one.columns:
            ids = [row["id"] for row in as_json]
            assert ids == sorted(ids) == as_arrow["id"].to_pylist() == [r["id"] for r in as_csv]
    assert len(lines(written["jsonl"], "attributions")) > 100


def test_words_and_dates_are_the_same_in_every_form(written: dict[str, Path]) -> None:
    import pyarrow.parquet as pq

    articles = {row["id"]: row for row in lines(written["jsonl"], "articles")}
    table = pq.read_table(written["parquet"] / "attributions.parquet").to_pylist()
    with (written["csv"] / "attributions.csv").open(encoding="utf-8", newline="") as stream:
        cells = list(csv.DictReader(stream))
    dated = 0
    for row, arrow, cell in zip(lines(written["jsonl"], "attributions"), table, cells, strict=True):
        text = articles[row["article"]]["text"]
        words = " … ".join(text[start:end] for start, end in row["content"])
        assert words == row["words"] == arrow["words"] == cell["words"]
        assert arrow["content"] == row["content"] == json.loads(cell["content"])
        assert arrow["speaker"] == row["speaker"]
        assert (row["speaker"] or {}).get("name", "") == (cell["speaker.name"] or "")
        if row["said_on"]:
            first = row["said_on"]["earliest"] or ""
            assert str(arrow["said_on"]["earliest"] or "") == first == cell["said_on.earliest"]
            dated += bool(first)
        else:
            assert arrow["said_on"] is None
            assert cell["said_on.earliest"] == ""
    assert dated > 10
    for row, arrow in zip(
        lines(written["jsonl"], "articles"),
        pq.read_table(written["parquet"] / "articles.parquet").to_pylist(),
        strict=True,
    ):
        assert arrow["text"] == row["text"]
        if isinstance(row["published"], str):
            assert arrow["published"]["earliest"].isoformat() == row["published"]


def test_pandas_reads_what_was_written(written: dict[str, Path]) -> None:
    import pandas as pd

    frame = pd.read_parquet(written["parquet"] / "statements.parquet")
    assert len(frame) == len(pd.read_csv(written["csv"] / "statements.csv"))
    assert frame["origins"].dtype == "int64"
    speakers = set(frame["speaker"].dropna())
    actors = pd.read_parquet(written["parquet"] / "actors.parquet")
    assert speakers
    assert speakers <= set(actors["id"])


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_the_package_tells_hash_size_and_columns(written: dict[str, Path], form: str) -> None:
    folder = written[form]
    package = json.loads((folder / "datapackage.json").read_bytes())
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    files = {path.name for path in folder.iterdir()} - {"datapackage.json"}
    assert {one["path"] for one in package["resources"]} == files
    for one in package["resources"]:
        content = (folder / one["path"]).read_bytes()
        assert one["bytes"] == len(content)
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        names = [field["name"] for field in one["schema"]["fields"]]
        assert one["name"] == one["name"].lower()
        if form == "csv":
            assert content.split(b"\n")[0].decode() == ",".join(names)
        assert all(field["description"] for field in one["schema"]["fields"])
        for key in one["schema"].get("foreignKeys", ()):
            assert key["fields"][0] in names


def test_every_reference_leads_to_a_row(written: dict[str, Path]) -> None:
    every = {name: lines(written["jsonl"], name) for name in tables()}
    checked = 0
    for name, one in tables().items():
        for column, said in one.columns.items():
            if said.refers_to and not said.repeated:
                table, _, field = said.refers_to.partition(".")
                there = {row[field] for row in every[table]}
                here = {row[column] for row in every[name]} - {None}
                assert here <= there, (name, column)
                checked += bool(here)
    assert checked > 8


@pytest.mark.parametrize("form", FORMS)
def test_an_export_again_has_the_same_bytes(sample_store: Store, tmp_path: Path, form: str) -> None:
    only = ("attributions", "actors") if FORMS[form].name is None else ()
    counts = write(sample_store, tmp_path, form, only)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert write(sample_store, tmp_path, form, only) == counts
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    assert sum(counts.values()) > 50


def test_only_the_tables_that_are_named_are_written(sample_store: Store, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    write(sample_store, tmp_path, "csv", ("actors",))
    assert {path.name for path in tmp_path.iterdir()} == {
        "notes.txt", "actors.csv", "datapackage.json",
    }  # fmt: skip


def test_a_package_of_some_tables_refers_to_these_alone(
    sample_store: Store, tmp_path: Path
) -> None:
    write(sample_store, tmp_path, "csv", ("attributions", "actors"))
    package = json.loads((tmp_path / "datapackage.json").read_bytes())
    referred = {
        key["reference"]["resource"]
        for one in package["resources"]
        for key in one["schema"].get("foreignKeys", ())
    }
    assert referred == {"attributions", "actors"}


REFUSED: list[tuple[str, tuple[str, ...], type[Exception], str]] = [
    ("runes", (), UnknownFormError, "jsonl, csv, parquet"),
    ("csv", ("nouns",), InputError, "pages, articles"),
    ("ftm", ("actors",), UnknownFormError, "no tables"),
]


@pytest.mark.parametrize(("form", "only", "error", "says"), REFUSED)
def test_what_cannot_be_written_is_refused_before_anything_is(
    sample_store: Store,
    tmp_path: Path,
    form: str,
    only: tuple[str, ...],
    error: type[Exception],
    says: str,
) -> None:
    with pytest.raises(error, match=says):
        write(sample_store, tmp_path / "out", form, only)
    assert not (tmp_path / "out").exists()


def test_an_empty_record_is_told(tmp_path: Path) -> None:
    with (
        Store.open(tmp_path / "empty.db", create=True) as store,
        pytest.raises(EmptyInputError, match="detente read"),
    ):
        write(store, tmp_path / "out", "csv")


def test_without_pyarrow_one_sentence_says_what_to_install(
    sample_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UnknownFormError, match=r"pip install \"detente\[arrow\]\""):
        write(sample_store, tmp_path, "parquet")
    assert list(tmp_path.iterdir()) == []


FILLED = """
import resource, sys
from pathlib import Path
from detente.errors import RecordFullError
from detente.record import Store
from detente.views.export import write
with Store.open(sys.argv[1], readonly=True) as store:
    list(store.set_asides())
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
    for form in ("jsonl", "csv", "parquet", "ftm"):
        try:
            write(store, Path(sys.argv[2]), form, () if form == "ftm" else ("attributions",))
        except RecordFullError as error:
            print(error)
"""


def test_a_full_disk_is_told_and_leaves_what_was_there(sample: Path, tmp_path: Path) -> None:
    old = tmp_path / "attributions.csv"
    old.write_bytes(b"old")
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", FILLED, sample, tmp_path], capture_output=True, text=True, check=True
    )
    sentence = f"The disk under {tmp_path} is full; free some space and export again."
    assert done.stdout.splitlines() == [sentence] * 4, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [old.name]
    assert old.read_bytes() == b"old"


def test_rows_are_read_a_few_at_a_time(
    sample_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No table holds its rows: the first of them is there before the last was read."""
    read = 0
    mentions = sample_store.mentions

    def counted(article: str) -> Iterator[nouns.Mention]:
        nonlocal read
        read += 1
        return mentions(article)

    monkeypatch.setattr(sample_store, "mentions", counted)
    found = rows(sample_store, "mentions")
    next(found)
    assert read == 1
    assert len(list(found)) > 100
    assert read > 5


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 999)), max_size=30), st.integers(1, 200)
)
def test_rows_come_out_sorted_however_many_go_to_disk(
    tmp_path_factory: pytest.TempPathFactory, keys: list[tuple[int, int]], run: int
) -> None:
    every = [{"id": f"x{name}", "start": start, "n": n} for n, (name, start) in enumerate(keys)]
    folder = tmp_path_factory.getbasetemp()
    found = [json.loads(line) for line in sorted_lines(every, ("id", "start"), folder, run)]
    assert [(row["id"], row["start"]) for row in found] == sorted(
        (row["id"], row["start"]) for row in every
    )
    assert sorted(row["n"] for row in found) == list(range(len(keys)))
