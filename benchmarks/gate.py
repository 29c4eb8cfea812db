"""The evaluation gate: measure every stage and fail where a figure is below its floor.

    python benchmarks/gate.py [--only STAGE] [--raise-floors]

Each stage is a module beside this one with `measure(shared) -> {"stage.measure": value}`. Higher is
better and the same on every run, except: a measure whose name ends in `_extra` counts what should
not be there, so that its floor is a ceiling; speeds (`_per_second`) and the figures of other
programs (whose name does not begin with the stage's) are shown and have no floor.

The data are in ../shared, or where DETENTE_SHARED says; without them there is nothing to measure,
and the gate passes with a word.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import math
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
TOLERANCE = 0.002
"""Processors differ in the last bits; one attribution more or less is worth .0005."""

# What each stage reads, relative to the shared folder: a file, or a folder with all below it.
# Those that read nothing there measure on passages and pages of our own.
STAGES: dict[str, tuple[str, ...]] = {
    "pages": ("data/pages", "bench/score_pages.py"),
    "dates": (),
    "attribution": ("data/polnear/dev.jsonl.gz", "bench/score_attribution.py"),
    "moves": ("data/plover",),
    "lineage": ("data/lineage", "bench/score_clusters.py"),
    "stories": ("data/stories", "bench/score_clusters.py"),
    "actors": ("data/plover/actors_dev.jsonl",),
    "linking": (),
    "copies": (),
    "nested": (),
    "speakers": (),
    "acceptance": ("corpus/standoff", "acceptance/standoff.json"),
    "sample": (),
}


@dataclass(frozen=True)
class Line:
    """One measure, its floor (None where it has none yet) and whether its data are as pinned."""

    stage: str
    measure: str
    value: float | None
    floor: float | None
    data: str

    @property
    def bounded(self) -> bool:
        """Whether the measure may have a floor: speeds and other programs' figures have none."""
        own = self.measure.startswith(f"{self.stage}.")
        return own and not self.measure.endswith("_per_second")

    @property
    def reached(self) -> float | None:
        """The floor that the value would set: cut to four digits, so that the value holds it."""
        if self.value is None or not self.bounded:
            return None
        cut = math.ceil if self._less_is_better else math.floor
        # Rounding first keeps 0.29 * 10,000 = 2899.99… from becoming 0.2899.
        return cut(round(self.value * 10_000, 6)) / 10_000

    @property
    def below(self) -> bool:
        if self.floor is None:
            return False
        return self.value is None or self._gain(self.value) < -TOLERANCE

    @property
    def risen(self) -> bool:
        """Whether the value would set a better floor than there is."""
        reached = self.reached
        return reached is not None and (self.floor is None or self._gain(reached) > 0)

    def miss(self) -> str:
        if self.value is None:
            return f"{self.measure} has a floor of {self.floor:.4f} but was not measured."
        short, bound = abs(self._gain(self.value)), "floor"
        where = "below"
        if self._less_is_better:
            where, bound = "above", "ceiling"
        return (
            f"{self.measure} is {self.value:.4f}, {short:.4f} {where} its {bound} of {self.floor}."
        )

    @property
    def _less_is_better(self) -> bool:
        return self.measure.endswith("_extra")

    def _gain(self, value: float) -> float:
        """How much better than the floor a value is."""
        gain = value - (self.floor or 0.0)
        return -gain if self._less_is_better else gain


class Floors:
    """The content of floors.json: digests of the data that were measured, and the floors."""

    def __init__(self, path: Path) -> None:
        self.path = path
        known: dict[str, Any] = (
            json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        )
        self.data: dict[str, str] = known.get("data", {})
        self.floors: dict[str, float] = known.get("floors", {})

    def of(self, stage: str) -> dict[str, float]:
        return {name: floor for name, floor in self.floors.items() if name.startswith(f"{stage}.")}

    def changed(self, digests: dict[str, str]) -> list[str]:
        """List the paths whose content is not what the floors were measured on."""
        return [path for path, digest in digests.items() if self.data.get(path, digest) != digest]

    def state(self, digests: dict[str, str]) -> str:
        """Say in a word how data stand to what is pinned: ok, changed, or not pinned yet."""
        if self.changed(digests):
            return "changed"
        return "ok" if digests.keys() <= self.data.keys() else "not pinned"

    def raise_to(self, lines: Iterable[Line], digests: dict[str, str]) -> list[str]:
        """Take over better values, never worse ones; say which floors rose."""
        rose = [line for line in lines if line.risen]
        self.floors |= {line.measure: line.reached for line in rose if line.reached is not None}
        self.data |= digests
        self._write()
        return [line.measure for line in rose]

    def _write(self) -> None:
        content = {
            "data": dict(sorted(self.data.items())),
            "floors": dict(sorted(self.floors.items())),
        }
        self.path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    """SHA-256 of a file, or of the names and digests of all files below a folder but READMEs."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    found = hashlib.sha256()
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.name != "README.md":
            line = f"{file.relative_to(path).as_posix()} {digest(file)}\n"
            found.update(line.encode())
    return found.hexdigest()


def measured(stage: str, shared: Path, floors: Floors, data: str) -> list[Line]:
    """Run one stage's `measure` and set each value beside its floor."""
    began = time.perf_counter()
    values: dict[str, float] = importlib.import_module(stage).measure(shared)
    print(f"measured {stage} in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    known = floors.of(stage)
    return [
        Line(stage, name, values.get(name), known.get(name), data)
        for name in [*values, *(name for name in known if name not in values)]
    ]


def table(lines: list[Line]) -> str:
    """All lines as one table in plain text."""
    head = ("stage", "measure", "value", "floor", "data", "")
    rows = [head] + [
        (
            line.stage,
            line.measure.removeprefix(f"{line.stage}."),
            "-" if line.value is None else f"{line.value:.4f}",
            "-" if line.floor is None else f"{line.floor:.4f}",
            line.data,
            "MISSED" if line.below else "",
        )
        for line in lines
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def shared_folder() -> Path:
    """Where the data are: DETENTE_SHARED, else the folder `shared` beside the repository."""
    return Path(os.environ.get("DETENTE_SHARED") or HERE.parents[1] / "shared")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=sorted(STAGES), help="measure one stage")
    parser.add_argument(
        "--raise-floors",
        action="store_true",
        help="write higher floors (never lower) and the digests of the data as they are",
    )
    options = parser.parse_args()
    shared = shared_folder()
    if not (shared / "data").is_dir():
        print(f"Skipped: there is no data in {shared}; set DETENTE_SHARED to measure.")
        return 0
    return gate(shared, [options.only] if options.only else list(STAGES), options.raise_floors)


def gate(shared: Path, stages: list[str], raise_floors: bool) -> int:
    """Measure, print, compare; the exit code."""
    floors = Floors(FLOORS)
    digests = {stage: {path: digest(shared / path) for path in STAGES[stage]} for stage in stages}
    changed = {stage: floors.changed(digests[stage]) for stage in stages}
    if any(changed.values()) and not raise_floors:
        for path in sorted({path for paths in changed.values() for path in paths}):
            print(f"{path} is not the data that the floors were measured on.")
        print("Refused: fetch the pinned data, or run again with --raise-floors to pin these.")
        return 1
    missing = [stage for stage in stages if not (HERE / f"{stage}.py").exists()]
    lines = [
        line
        for stage in stages
        if stage not in missing
        for line in measured(stage, shared, floors, floors.state(digests[stage]))
    ]
    print(table(lines))
    if raise_floors:
        rose = floors.raise_to(
            lines, {k: v for paths in digests.values() for k, v in paths.items()}
        )
        print(f"\n{len(rose)} floors raised" + (f": {', '.join(rose)}" if rose else ""))
    misses = [f"{stage} was not measured: there is no benchmarks/{stage}.py." for stage in missing]
    misses += [line.miss() for line in lines if line.below]
    print("\n" + ("\n".join(misses) if misses else "Every figure is at its floor or above."))
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
