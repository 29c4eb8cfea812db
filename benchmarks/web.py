"""How fast the web pages answer over a large record, and what they weigh.

    python benchmarks/web.py RECORD [--rounds 5] [--seed 3]

RECORD is one that `generated.py` wrote. Every kind of page is asked for through the application, as
a browser would, once what `detente serve` works out when it begins is there: `first` is the very
first request of a kind; p50 and p95 are of further requests, for other things of the same kind.
Milliseconds are of the clock, and in the last column (p95 too) of the processor, which is what is
judged, since machines are shared. The weight is what goes over the network (gzip) for the page.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

_LETTERS = {"stories": "y", "actors": "n"}
Addresses = dict[str, list[str]]

FIRST_PAGE, ANY_PAGE, WEIGHT = 200.0, 500.0, 300_000
"""What is demanded: milliseconds of the first page and (p95) of any, and bytes of a page."""
_IDS = {
    "statement": "statements", "article": "articles", "page": "pages", "actor": "actors",
    "story": "stories", "show": "discrepancies",
}  # fmt: skip


def addresses(record: Path, rounds: int, seed: int) -> Addresses:
    """Several addresses of every kind of page."""
    from detente.record import Store
    from detente.standing.pairs import parties

    chance = random.Random(seed)  # noqa: S311  no secret hangs on it
    with Store.open(record, readonly=True) as store:
        pairs = parties(store)[: rounds + 1]
    found = {"home": ["/"] * (rounds + 1)}
    found["standing"] = [f"/standing?{urlencode({'party': pair}, doseq=True)}" for pair in pairs]
    found["standing as of a day"] = [f"{path}&on=2032-06-01" for path in found["standing"]]
    found["timeline"] = ["/timeline", *_timelines(pairs)][: rounds + 1]
    found["discrepancies"] = ["/discrepancies", "/discrepancies?kind=wording"] * rounds
    found["actors"] = ["/actors", "/actors?kind=person"] * rounds
    found["stories"] = ["/stories"] * rounds
    words = ("contacts", "secret contacts", "bridge talks", "tribunal", '"ferry line"', "monitors*")
    found["search"] = [f"/search?{urlencode({'q': word})}" for word in words][: rounds + 1]
    narrowed = {"act": "demand", "kind": "indirect", "since": "2032-01-01"}
    found["search, narrowed"] = [f"{path}&{urlencode(narrowed)}" for path in found["search"]]
    for kind, table in _IDS.items():
        found[kind] = [f"/{kind}/{i}" for i in _some(record, table, chance, rounds + 1)]
    found["actor, the most quoted"] = _most_quoted(record, rounds + 1)
    for kind in ("home", "standing", "timeline", "statement", "article", "search"):
        found[f"{kind}.json"] = [_twin(path, "json") for path in found[kind]]
    found["feed of a pair"] = [_twin(path, "atom") for path in found["standing"]]
    return found


def _timelines(pairs: list[tuple[str, str]]) -> Iterator[str]:
    for since, until in (("2032-01-01", "2032-12-31"), ("2033-03-01", "2033-03-31")):
        yield f"/timeline?since={since}&until={until}"
    for one, other in pairs:
        yield f"/timeline?{urlencode({'party': one})}"
        yield f"/timeline?{urlencode({'party': other, 'act': 'demand'})}"


def _twin(path: str, form: str) -> str:
    name, mark, query = path.partition("?")
    return f"{name if name != '/' else '/index'}.{form}{mark}{query}"


def _some(record: Path, table: str, chance: random.Random, number: int) -> list[str]:
    """Ids at random: the next after a made-up one, since ids are spread as hashes are."""
    letter = _LETTERS.get(table, table[0])
    seek = f"SELECT id FROM {table} WHERE id >= ? ORDER BY id LIMIT 1"  # noqa: S608  our own names
    places = [(f"{letter}:{chance.randrange(2**48):012x}",) for _ in range(number)]
    return _ids(record, seek, places)


def _most_quoted(record: Path, number: int) -> list[str]:
    query = (
        "SELECT speaker FROM statements WHERE speaker IS NOT NULL "
        "GROUP BY speaker ORDER BY count(*) DESC LIMIT 1 OFFSET ?"
    )
    return [f"/actor/{i}" for i in _ids(record, query, [(n,) for n in range(number)])]


def _ids(record: Path, query: str, values: list[tuple[Any, ...]]) -> list[str]:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as database:
        rows = (database.execute(query, value).fetchone() for value in values)
        return [row[0] for row in rows if row and row[0]]


async def ask(app: Any, path: str) -> tuple[float, float, int]:
    """Milliseconds of the clock and of the processor for an answer, and its bytes."""
    import httpx

    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        began, worked = time.perf_counter(), time.process_time()
        async with client.stream("GET", path) as answer:
            weight = sum([len(chunk) async for chunk in answer.aiter_raw()])
        took, work = time.perf_counter() - began, time.process_time() - worked
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
    return 1000 * took, 1000 * work, weight


class Measured(NamedTuple):
    """The first answer, p50 and p95 of the others (clock, then processor), the greatest weight."""

    first: float
    middle: float
    worst: float
    worked: float
    weight: int


def measured(app: Any, paths: list[str]) -> Measured:
    """What answers take, in milliseconds, and weigh, in bytes."""
    answers = [asyncio.run(ask(app, path)) for path in paths]
    later = answers[1:] or answers
    took, worked = sorted(a[0] for a in later), sorted(a[1] for a in later)
    at = min(len(later) - 1, int(0.95 * len(later)))
    weight = max(answer[2] for answer in answers)
    return Measured(answers[0][0], statistics.median(took), took[at], worked[at], weight)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("--rounds", type=int, default=5, help="further requests of each kind")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--only", help="kinds that begin so")
    args = parser.parse_args()
    if not args.record.exists():
        parser.error(f"there is no record at {args.record}; write one with generated.py")
    from detente.web import create
    from detente.web.warming import WARMING

    began, worked = time.perf_counter(), time.process_time()
    app = create(args.record, warm=True)
    cold = measured(app, ["/"])
    print(f"first page before anything is worked out: {cold.first:.0f} ms")
    for thread in threading.enumerate():
        if thread.name == WARMING:
            thread.join()
    took, work = time.perf_counter() - began, time.process_time() - worked
    print(f"worked out beforehand in {took:.0f} s, {work:.0f} s of the processor")
    failed = int(cold.first > ANY_PAGE)
    print(f"{'kind':26}{'first':>8}{'p50':>8}{'p95':>8} ms{'processor':>11}{'weight':>9} kB")
    for kind, paths in addresses(args.record, args.rounds, args.seed).items():
        if args.only and not kind.startswith(args.only):
            continue
        found = measured(app, paths)
        limit = FIRST_PAGE if kind == "home" else ANY_PAGE
        fine = found.worked <= limit and found.weight <= WEIGHT
        failed += not fine
        print(
            f"{kind:26}{found.first:8.0f}{found.middle:8.0f}{found.worst:8.0f}   "
            f"{found.worked:11.0f}{found.weight / 1000:9.1f}"
            + ("" if fine else "   above what is demanded"),
            flush=True,
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
