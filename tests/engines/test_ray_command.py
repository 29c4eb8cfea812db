"""What `read --engine ray` prints, and its exit code, whatever the cluster did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli import detente
from detente.engines import cluster
from detente.engines.shards import Tally
from detente.nouns import SetAside

NOISE = SetAside(where="noise.bin", why="noise.bin is no text.")
CASES = [
    ([Tally(pages=3), Tally(pages=2)], 0, "5 pages in 2 new shards"),
    ([Tally(pages=3, set_aside=(NOISE,))], 3, "noise.bin was set aside: it is no text."),
    ([Tally(pages=3, before=True), Tally(pages=1)], 0, "1 page in 1 new shard"),
    ([Tally(pages=3, set_aside=(NOISE,), before=True)], 3, "0 pages in 0 new shards"),
    ([Tally(set_aside=(NOISE,))], 1, "0 pages in 1 new shard"),
    ([], 1, "There is nothing to read"),
]


@pytest.mark.parametrize(("tallies", "code", "said"), CASES)
def test_what_was_set_aside_is_told_with_its_exit_code(
    tallies: list[Tally], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "on_ray", lambda *_, **__: iter(tallies))
    command = ["read", str(tmp_path), "--engine", "ray", "--shards", str(tmp_path / "s")]
    done = CliRunner().invoke(detente, command)
    assert done.exit_code == code
    assert said in done.output
    if tallies:
        told = json.loads(CliRunner().invoke(detente, [*command, "--json"]).output)
        assert told["pages"] == sum(tally.pages for tally in tallies)
        assert told["new_shards"] == sum(not tally.before for tally in tallies)
        assert len(told["set_aside"]) == sum(len(tally.set_aside) for tally in tallies)


def test_lists_of_actors_are_refused_with_the_way_to_give_them(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        detente, ["read", str(tmp_path), "--engine", "ray", "--actors", "ministers.csv"]
    )
    assert done.exit_code == 2
    assert "detente relink" in done.output
