"""How fast `read` is from text dumps to a linked record, how it spreads, and what memory it takes.

    python benchmarks/read.py [--pages 200] [--workers 1 2] [--model fast] [--copies 0.67]

Each row is a fresh process over the same invented pages (about 600 words each), two thirds of which
are copies: as much of French online news was copied in 2013 (Cagé, Hervé and Viaud 2020).
`found` is reading alone, `linked` with linking. Seconds of processor time are those of all
processes together; on a machine that does other work they say more than the clock. `spread` is how
much less processor time the busiest single process needs than the row with one worker: what the
clock would show on idle cores. PSS counts memory that processes share once, at its peak.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

READ = """
import json, os, pathlib, sys, time
import detente
from detente.engines import run
from detente.pages import sources

def spent():
    "Processor time of all processes of the session, those that have ended among their parents'."
    ticks = 0
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            told = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[3]) == os.getsid(0):
            ticks += sum(map(int, told[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")

if __name__ == "__main__":
    folder, record, workers = sys.argv[1], sys.argv[2], int(sys.argv[3])
    detente.annotate("Ana Ruiz said no.")
    with detente.open(record) as opened:
        begun, used, own = time.monotonic(), spent(), time.process_time()
        pages = 0
        for document in run(sources([folder]), workers=workers):
            opened.store.add(document)
            pages += 1
        found, found_used, writer = time.monotonic(), spent(), time.process_time()
        opened.link()
        linked = time.process_time()
    print(json.dumps({
        "pages": pages, "clock": found - begun, "cpu": found_used - used, "writer": writer - own,
        "linking": linked - writer,
    }))
"""
_PEOPLE = ("Ilke Tarn", "Matti Russ", "Oda Brenn", "Sunniva Vale", "Jory Pell", "Ines Carro")
_PLACES = ("Sella", "Orvane", "Karsk", "Lunde", "Tarrow", "Vimmer", "Osk", "Relmar")
_WORDS = [
    "grain",
    "water",
    "gates",
    "dam",
    "wagon",
    "river",
    "harbour",
    "pier",
    "strait",
    "customs",
    "toll",
    "tariff",
    "treaty",
]
_RECENT = 20
"""Originals, counted from the last, that may still be copied."""
_SAYINGS = (
    "Water minister {who} said on Monday that {here} would send {thing} again only if {there} "
    "opened the {what} first.",
    "“We will not sign anything before the {what} is settled,” {who} told reporters in {here}.",
    "According to the {there} government, the {what} had never been closed on purpose.",
    "The {what} has been at the centre of a quarrel over {thing} for years, and nobody in {here} "
    "expected it to end soon.",
    "{other} denied that talks on the {what} had been broken off, and accused {here} of delay.",
)


def write_pages(folder: Path, number: int, copies: float) -> None:
    """Invented pages, the same on every run, of which a share are copies with their own headlines.

    A copy has the day and the words of one of the last originals: half of the copies all of them,
    a quarter all but the last third, a quarter another lead.
    """
    chance = random.Random(7)  # noqa: S311  invents words
    folder.mkdir()
    originals: list[tuple[str, list[str]]] = []
    for page in range(number):
        if originals and chance.random() < copies:
            day, words = chance.choice(originals[-_RECENT:])
            told = _copy(chance, words)
        else:
            day = f"{page % 28 + 1} March {2031 + page % 5}"
            told = [_paragraph(chance) for _ in range(14)]
            originals.append((day, told))
        title = f"{chance.choice(_PLACES)} and {chance.choice(_PLACES)} at odds, day {page}"
        text = "\n\n".join((title, day, *told))
        (folder / f"{page:06}.txt").write_text(f"{text}\n", encoding="utf-8")


def _copy(chance: random.Random, told: list[str]) -> list[str]:
    return chance.choice((told, told, told[: -len(told) // 3], [_paragraph(chance), *told[1:]]))


def _paragraph(chance: random.Random) -> str:
    return f"{_sentence(chance)} {_sentence(chance)}"


def _sentence(chance: random.Random) -> str:
    here, there = chance.sample(_PLACES, 2)
    who, other = chance.sample(_PEOPLE, 2)
    thing, what = chance.sample(_WORDS, 2)
    form = chance.choice(_SAYINGS)
    return form.format(who=who, other=other, here=here, there=there, thing=thing, what=what)


class Memory:
    """The most memory that a process and those of its session had, shared pages counted once."""

    def __init__(self, session: int) -> None:
        self.peak = 0
        self.single = 0
        self._session = session
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            sizes = [self._pss(entry) for entry in Path("/proc").glob("[0-9]*")]
            self.peak = max(self.peak, sum(sizes))

    def _pss(self, entry: Path) -> int:
        try:
            if int((entry / "stat").read_text().rpartition(")")[2].split()[3]) != self._session:
                return 0
            told = (entry / "smaps_rollup").read_text()
        except (OSError, ValueError):
            return 0
        return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))

    def stop(self) -> float:
        """The peak in megabytes."""
        self._over.set()
        self._thread.join()
        return self.peak / 1024


def measured(folder: Path, record: Path, workers: int, model: str) -> dict[str, float]:
    """One run in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", READ, str(folder), str(record), str(workers)],
        stdout=subprocess.PIPE,
        env={**os.environ, "DETENTE_MODEL": model, "DETENTE_THREADS": "1"},
        start_new_session=True,
    )
    memory = Memory(process.pid)
    told, _ = process.communicate()
    return {**json.loads(told), "memory": memory.stop()}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--model", default="fast")
    parser.add_argument("--copies", type=float, default=0.67, help="share of pages, 0..1")
    options = parser.parse_args()
    heads = (
        "workers",
        "pages",
        "clock s",
        "cpu s",
        "writer s",
        "linking s",
        "pages/cpu s",
        "PSS MB",
    )
    print("".join(f"{head:>12}" for head in heads) + f"{'spread':>9}")
    alone = 0.0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "pages"
        write_pages(folder, options.pages, options.copies)
        for workers in options.workers:
            begun = time.monotonic()
            row = measured(folder, Path(place) / f"{workers}-{begun}.db", workers, options.model)
            busiest = row["cpu"]
            if workers > 1:
                busiest = max(row["writer"], (row["cpu"] - row["writer"]) / workers)
            alone = alone or row["cpu"]
            figures = (
                f"{workers:12}{row['pages']:12}{row['clock']:12.1f}{row['cpu']:12.1f}"
                f"{row['writer']:12.1f}{row['linking']:12.1f}{row['pages'] / row['cpu']:12.1f}"
                f"{row['memory']:12.0f}{alone / busiest:9.2f}"
            )
            print(figures, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
