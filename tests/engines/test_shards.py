"""Shards hold what the stages found, are finished or not there, and merge as reading would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import detente
from detente.engines import run, shards
from detente.errors import InputError, MissingInputError
from detente.nouns import SetAside
from detente.pages import files, sources

pytest.importorskip("pyarrow")


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DETENTE_MODEL", "fast")
    folder = tmp_path / "pages"
    (folder / "below").mkdir(parents=True)
    for number in range(5):
        place = folder / ("below" if number % 2 else ".") / f"{number}.txt"
        place.write_text(
            f"Port minister Ada Quill said on Monday that pier {number} would open if the strait "
            "was cleared first.\n" * 2,
            encoding="utf-8",
        )
    (folder / ".hidden").write_text("hidden", encoding="utf-8")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 9)
    return folder


def test_files_are_named_in_the_order_in_which_they_are_read(pages: Path) -> None:
    assert list(files([pages])) == [source.where for source in sources([pages])]
    with pytest.raises(MissingInputError):
        files([pages / "none"])


def test_the_same_inputs_are_cut_into_the_same_shards(pages: Path) -> None:
    first = list(shards.planned(files([pages]), files=2))
    assert [len(shard.inputs) for shard in first] == [2, 2, 2]
    assert list(shards.planned(files([pages]), files=2)) == first
    (pages / "0.txt").write_text("other words", encoding="utf-8")
    changed = list(shards.planned(files([pages]), files=2))
    assert [one == other for one, other in zip(first, changed, strict=True)] == [False, True, True]
    assert [len(shard.inputs) for shard in shards.planned(files([pages]), size=1)] == [1] * 6


def test_shards_merge_to_what_reading_gives(pages: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shards"
    plan = list(shards.planned(files([pages]), files=2))
    assert shards.enlist(folder, plan) == (plan, [])
    with pytest.raises(InputError, match="lacks 3 of 3"):
        shards.read(folder)
    for done, shard in enumerate(reversed(plan), 1):
        tally = shards.write(folder, shard.name, run(sources(map(str, shard.inputs)), workers=1))
        left, finished = shards.enlist(folder, plan)
        assert left == plan[: len(plan) - done]
        assert finished[0] == msgspec.structs.replace(tally, before=True)
    assert [tally.pages for tally in finished] == [2, 2, 1]
    assert [item.where for tally in finished for item in tally.set_aside] == [
        str(pages / "noise.txt")
    ]
    found = {}
    for name in ("merged", "read"):
        with detente.open(tmp_path / f"{name}.db") as record:
            if name == "merged":
                record.keep(shards.read(folder))
                record.link()
            else:
                record.read(pages, workers=1)
            record.export(tmp_path / name)
            found[name] = list(record.store.set_asides())
    assert found["merged"] == found["read"] != []
    for file in (tmp_path / "read").iterdir():
        assert (tmp_path / "merged" / file.name).read_bytes() == file.read_bytes()


def test_a_shard_that_breaks_off_is_not_there(tmp_path: Path) -> None:
    def breaking() -> Iterator[SetAside]:
        yield SetAside(where="1", why="It is gone.")
        raise KeyboardInterrupt

    plan = [shards.Shard("h-1", ("a",))]
    shards.enlist(tmp_path, plan)
    with pytest.raises(KeyboardInterrupt):
        shards.write(tmp_path, "h-1", breaking())
    assert not (tmp_path / "h-1.parquet").exists()
    assert shards.enlist(tmp_path, plan) == (plan, [])


def test_what_is_no_shard_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no shards"):
        shards.read(tmp_path)
    shards.enlist(tmp_path, [shards.Shard("h-1", ("a",))])
    (tmp_path / "h-1.parquet").write_bytes(b"PAR1 no")
    (tmp_path / "h-1.done").write_bytes(b"{}")
    with pytest.raises(InputError, match="no whole shard"):
        list(shards.read(tmp_path))
    (tmp_path / "h-1.done").write_bytes(b"no")
    with pytest.raises(InputError, match="no marker of a shard"):
        shards.enlist(tmp_path, [shards.Shard("h-1", ("a",))])
