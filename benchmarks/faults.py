"""Kill, starve and break reading at random moments, and see that no record is lost or corrupt.

    python benchmarks/faults.py [--rounds 200] [--seed 1] [--only read merge …] [--record-url URL]

Each round begins with a new record, disturbs one command at a random moment, and then asks four
things: does `detente check` find the record whole; is every page there that was reported as kept;
does the same command, run again, complete; and are the exported tables then those of an undisturbed
run, byte for byte.

    read     killed (SIGKILL) while it reads, links or closes
    pool     the same with worker processes, of which none may be left behind
    merge    killed while it takes two records into one
    watch    killed while it polls feeds of a server on this machine
    full     no room: files may not grow beyond a random size (RLIMIT_FSIZE)
    vanished the record's folder is renamed away under it
    power    the log's unsynced end is cut off or torn at a random byte, as a loss of power does

With --record-url, the records that are disturbed are in a PostgreSQL database, each in a schema of
its own, and are compared with those of undisturbed runs in files; the last three kinds are about
files and left out.

Among the pages are broken ones in every round. The commands run in forked processes of one that has
loaded the fast model, so that a round takes a second or two. Exits with 1 when anything was lost or
corrupt.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

os.environ.setdefault("DETENTE_MODEL", "fast")
os.environ["DETENTE_THREADS"] = "1"  # a session without threads of its own may be forked

import detente
from detente.errors import DetenteError, RecordError
from detente.record import Store

Place = Path | str
"""A record's file, or the URL of the one in a database."""

PAGES = 12
LOST, CORRUPT, DIFFERENT, FAILED, ORPHANS = "lost", "corrupt", "different", "failed", "orphans"
_PLACES = ("Sella", "Orvane", "Karsk", "Lunde", "Tarrow")
_PEOPLE = ("Ilke Tarn", "Matti Russ", "Oda Brenn", "Sunniva Vale")
_FETCHED = re.compile(rb"\d{4}-\d\d-\d\dT[\d:]{8}\+00:00")
_LIMITS = (200_000, 2_000_000)  # bytes between which a file stops growing


def write_pages(folder: Path, chance: random.Random) -> None:
    """Pages of an invented dispute, some copied from others, and a few that are broken."""
    folder.mkdir(parents=True)
    texts: list[str] = []
    for number in range(PAGES):
        if number % 4 == 3:
            texts.append(texts[-1].replace("denied", "again denied"))
            continue
        who, other = chance.sample(_PEOPLE, 2)
        here, there, where = chance.sample(_PLACES, 3)
        texts.append(
            f"{here} waits for {there} over the {where} dam\n\n{number + 1} March 2031\n\n"
            f"Water minister {who} said on Monday that {here} would send grain again only if "
            f"{there} opened the gates of the {where} dam first. “We will not send wagon "
            f"{number} before the water flows,” {who} told reporters in {here}.\n\n"
            f"{other} of {there} denied that the gates had been closed on purpose and said that "
            f"{there} was ready to talk to {here} about the {where} dam.\n"
        )
    for number, text in enumerate(texts):
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    (folder / "03-noise.txt").write_bytes(chance.randbytes(3000))
    (folder / "05-nothing.txt").write_bytes(b"")
    (folder / "07-cut.jsonl.gz").write_bytes(b"\x1f\x8b\x08\x00" + chance.randbytes(40))
    (folder / "09-lines.jsonl").write_text('{"text": 1}\n{"te\n[]\n', encoding="utf-8")


# Processes ----------------------------------------------------------------------------------------


@dataclass
class Child:
    """A forked process that does one thing; `said` is what it wrote, a byte a kept page or JSON."""

    work: Callable[[int], None]
    apart: bool = False  # in a process group of its own, which its own processes share
    pid: int = 0
    said: bytes = b""
    _pipe: int = -1

    def start(self) -> Child:
        reading, writing = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(reading)
            if self.apart:
                os.setpgid(0, 0)
            os._exit(_done(self.work, writing))
        os.close(writing)
        self._pipe = reading
        return self

    def join(self) -> int:
        """Wait for its end; gives its exit code, minus the signal's number if one ended it."""
        while block := os.read(self._pipe, 65536):
            self.said += block
        os.close(self._pipe)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def killed_after(self, seconds: float) -> bool:
        """Whether it was still at work when it was killed."""
        time.sleep(seconds)
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return self.join() == -signal.SIGKILL


def _done(work: Callable[[int], None], pipe: int) -> int:
    try:
        work(pipe)
    except DetenteError as error:
        os.write(2, f"    told: {error}\n".encode() if os.environ.get("FAULTS_TELL") else b"")
        return 1
    except BaseException as error:
        os.write(2, f"    {type(error).__name__}: {error}\n".encode())
        return 99
    return 0


def apart(make: Callable[[], Any]) -> Any:
    """What `make` gives, made in a process of its own; None if it failed."""
    child = Child(lambda pipe: _all_written(pipe, json.dumps(make()).encode())).start()
    return json.loads(child.said) if child.join() == 0 else None


def _all_written(pipe: int, data: bytes) -> None:
    while data:
        data = data[os.write(pipe, data) :]


# What is disturbed --------------------------------------------------------------------------------


def read(record: Place, pages: Path, workers: int = 1) -> Callable[[int], None]:
    """Read pages into a record; a byte is written for every page that is kept."""

    def work(pipe: int) -> None:
        told = 0

        def tell(report: detente.ReadReport) -> None:
            nonlocal told
            if report.pages > told:
                told = report.pages
                os.write(pipe, b".")

        with detente.open(record) as opened:
            opened.read(pages, progress=tell, workers=workers)

    return work


def merge(record: Place, halves: list[Path]) -> Callable[[int], None]:
    """Take records into one and link it, as `detente merge` does."""

    def work(pipe: int) -> None:
        with detente.open(record) as opened:
            for half in halves:
                with Store.open(half, readonly=True) as other:
                    opened.take_over(other)
            opened.link()

    return work


def watch(record: Place, feed: str) -> Callable[[int], None]:
    """Poll a feed on this machine into a record until nothing is left of it."""

    def work(pipe: int) -> None:
        from detente.pages.fetching import Fetcher, Manners
        from detente.watching import Watcher

        local = Fetcher(manners=Manners(delay=0.0), allowed=["127.0.0.1"])
        with detente.open(record) as opened:
            watcher = Watcher(opened, [feed], fetcher=local, most=3, every=0.0)
            while any(watcher.poll().pages for _ in range(3)):
                pass

    return work


class Feed:
    """A process that serves the pages, and a feed that names them."""

    def __init__(self, pages: Path) -> None:
        whole = [page for page in sorted(pages.iterdir()) if page.stem.isdigit()]
        bodies = {f"/{page.name}": page.read_bytes() for page in whole}
        server = HTTPServer(("127.0.0.1", 0), _handler(bodies))
        base = f"http://127.0.0.1:{server.server_address[1]}"
        items = "".join(f"<item><link>{base}{path}</link></item>" for path in bodies)
        bodies["/feed"] = f"<rss><channel>{items}</channel></rss>".encode()
        self.url = f"{base}/feed"
        self._child = Child(lambda pipe: server.serve_forever()).start()
        server.server_close()

    def close(self) -> None:
        self._child.killed_after(0)


def _handler(bodies: dict[str, bytes]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = bodies.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *arguments: object) -> None:
            pass

    return Handler


# What is asked afterwards -------------------------------------------------------------------------


def tables(record: Place) -> dict[str, str]:
    """The exported tables of a record without the times of fetching, as digests by name."""
    with tempfile.TemporaryDirectory() as out, detente.open(record, create=False) as opened:
        opened.export(out)
        return {
            file.name: hashlib.sha256(_FETCHED.sub(b"", file.read_bytes())).hexdigest()
            for file in sorted(Path(out).glob("*.jsonl"))
        }


def state(record: Place) -> dict[str, Any]:
    """How many pages a record has and what `check` says; no pages where there is none yet."""
    try:
        with Store.open(record, readonly=True) as store:
            report = detente.Record(store).check()
    except RecordError as error:
        fresh = (
            not record.exists() or not sqlite3_tables(record)
            if isinstance(record, Path)
            else (" is empty" in str(error))
        )
        return {"pages": 0, "faults": [] if fresh else [str(error)]}
    faults = [f"{fault.part} {fault.where}: {fault.why}" for fault in report.faults]
    return {"pages": report.rows["pages"], "faults": faults}


def sqlite3_tables(record: Path) -> int:
    """How many tables a file has, as SQLite sees it."""
    connection = sqlite3.connect(record)
    try:
        return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    finally:
        connection.close()


@dataclass
class Tally:
    """What became of the rounds of one kind."""

    rounds: int = 0
    hit: int = 0
    wrong: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def count(self, what: str, *details: object) -> None:
        self.wrong[what] = self.wrong.get(what, 0) + 1
        print(f"    {what}: {' '.join(map(str, details))}", flush=True)


class Harness:
    """The undisturbed runs, and rounds that are compared with them."""

    def __init__(self, folder: Path, seed: int, url: str | None) -> None:
        self.folder = folder
        self._url = url
        self.chance = random.Random(seed)  # noqa: S311  moments and pages
        self.pages = folder / "pages"
        write_pages(self.pages, self.chance)
        self._warm()
        self.halves = self._halves()
        self.kinds: dict[str, Callable[[Path, Tally], object]] = {
            "read": self.read,
            "pool": self.pool,
            "merge": self.merge,
            "watch": self.watch,
            "full": self.full,
            "vanished": self.vanished,
            "power": self.power,
        }
        self.feed = Feed(self.pages)
        self.usual = {
            "read": self._usual(read, self.pages),
            "merge": self._usual(merge, self.halves),
            "watch": self._usual(watch, self.feed.url),
        }

    def _warm(self) -> None:
        """Load the model and all word lists once, before any fork."""
        record = self.folder / "warm.db"
        with detente.open(record) as opened:
            opened.read(self.pages, workers=1)
            opened.check()
        tables(record)

    def _halves(self) -> list[Path]:
        folders = [self.folder / name for name in ("one", "two")]
        for folder in folders:
            folder.mkdir()
        for number, page in enumerate(sorted(self.pages.iterdir())):
            shutil.copy(page, folders[number % 2])
        records = []
        for folder in folders:
            record = folder.with_suffix(".db")
            if Child(read(record, folder)).start().join():
                raise RuntimeError("the undisturbed reading failed")
            records.append(record)
        return records

    def _usual(
        self, command: Callable[..., Callable[[int], None]], given: Any
    ) -> tuple[Any, float]:
        """The tables of an undisturbed run, and its seconds."""
        record = self.folder / f"usual-{command.__name__}.db"
        begun = time.monotonic()
        if Child(command(record, given)).start().join():
            raise RuntimeError("the undisturbed run failed")
        seconds = time.monotonic() - begun
        found = apart(lambda: tables(record))
        if self._url is not None:
            there = self._new(self.folder)
            begun = time.monotonic()
            failed = Child(command(there, given)).start().join()
            seconds = time.monotonic() - begun
            if failed or apart(lambda: tables(there)) != found:
                raise RuntimeError("the undisturbed run in the database is another")
        return found, seconds

    def _new(self, place: Path) -> Place:
        """A record that is not there yet."""
        if self._url is None:
            return place / "r.db"
        import psycopg

        schema = f"r{self.chance.getrandbits(64):x}"
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}".encode())
        return f"{self._url}{'&' if '?' in self._url else '?'}options=-csearch_path%3D{schema}"

    def run(self, kind: str, rounds: int) -> Tally:
        tally = Tally()
        begun = time.monotonic()
        for number in range(rounds):
            place = self.folder / f"{kind}-{number}"
            place.mkdir()
            tally.rounds += 1
            self.kinds[kind](place, tally)
            shutil.rmtree(place, ignore_errors=True)
        tally.seconds = time.monotonic() - begun
        return tally

    # The kinds of rounds --------------------------------------------------------------------------

    def read(self, place: Path, tally: Tally, workers: int = 1) -> Child:
        record = self._new(place)
        child = Child(read(record, self.pages, workers), apart=workers > 1).start()
        tally.hit += child.killed_after(self._moment("read"))
        self._whole(record, tally, kept=len(child.said))
        self._completed(read(record, self.pages), record, "read", tally)
        return child

    def pool(self, place: Path, tally: Tally) -> None:
        child = self.read(place, tally, workers=2)
        deadline = time.monotonic() + 20
        while (left := _of_group(child.pid)) and time.monotonic() < deadline:
            time.sleep(0.1)
        if left:
            tally.count(ORPHANS, *left)

    def merge(self, place: Path, tally: Tally) -> None:
        record = self._new(place)
        child = Child(merge(record, self.halves)).start()
        tally.hit += child.killed_after(self._moment("merge"))
        self._whole(record, tally)
        self._completed(merge(record, self.halves), record, "merge", tally)

    def watch(self, place: Path, tally: Tally) -> None:
        record = self._new(place)
        child = Child(watch(record, self.feed.url)).start()
        tally.hit += child.killed_after(self._moment("watch"))
        self._whole(record, tally)
        self._completed(watch(record, self.feed.url), record, "watch", tally)

    def full(self, place: Path, tally: Tally) -> None:
        record = place / "r.db"
        most = self.chance.randint(*_LIMITS)
        work = read(record, self.pages)

        def starved(pipe: int) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            work(pipe)

        child = Child(starved).start()
        code = child.join()
        tally.hit += code != 0
        if code not in (0, 1):
            tally.count(FAILED, "code", code)
        self._whole(record, tally, kept=len(child.said))
        self._completed(work, record, "read", tally)

    def vanished(self, place: Path, tally: Tally) -> None:
        (place / "here").mkdir()
        child = Child(read(place / "here" / "r.db", self.pages)).start()
        time.sleep(self._moment("read"))
        (place / "here").rename(place / "there")
        code = child.join()
        tally.hit += code != 0
        if code not in (0, 1):
            tally.count(FAILED, "code", code)
        record = place / "there" / "r.db"
        self._whole(record, tally, kept=len(child.said))
        self._completed(read(record, self.pages), record, "read", tally)

    def power(self, place: Path, tally: Tally) -> None:
        """What the disk may hold after a loss of power: the file, and a part of the log.

        What was forced to the disk stays. The log's bytes were, as far as the last page reported.
        """
        record, cut = place / "r.db", place / "cut.db"
        child = Child(read(record, self.pages)).start()
        time.sleep(self._moment("read"))
        os.kill(child.pid, signal.SIGSTOP)
        log = record.with_name("r.db-wal")
        if record.exists():
            shutil.copy(record, cut)
        if log.exists():
            data = bytearray(log.read_bytes())
            end = self.chance.randint(0, len(data)) if data else 0
            torn = self.chance.randbytes(min(512, len(data) - end))
            cut.with_name("cut.db-wal").write_bytes(data[:end] + torn)
        os.kill(child.pid, signal.SIGKILL)
        tally.hit += child.join() == -signal.SIGKILL
        self._whole(cut, tally)
        self._completed(read(cut, self.pages), cut, "read", tally)

    # What is asked --------------------------------------------------------------------------------

    def _moment(self, usual: str) -> float:
        return self.chance.uniform(0, 1.05 * self.usual[usual][1])

    def _whole(self, record: Place, tally: Tally, kept: int = 0) -> None:
        found = apart(lambda: state(record))
        if found is None:
            tally.count(FAILED, "check")
            return
        if found["faults"]:
            tally.count(CORRUPT, *found["faults"][:3])
        if found["pages"] < kept:
            tally.count(LOST, kept - found["pages"], "pages")

    def _completed(
        self, work: Callable[[int], None], record: Place, usual: str, tally: Tally
    ) -> None:
        if (code := Child(work).start().join()) != 0:
            tally.count(FAILED, "again, code", code)
            return
        found = apart(lambda: {"tables": tables(record), **state(record)})
        if found is None:
            tally.count(FAILED, "export")
        elif found["tables"] != self.usual[usual][0]:
            wanted = self.usual[usual][0]
            differing = [name for name in wanted if found["tables"].get(name) != wanted[name]]
            tally.count(DIFFERENT, found["pages"], "pages;", *differing)
        elif found["faults"]:
            tally.count(CORRUPT, *found["faults"][:3])


def _of_group(group: int) -> set[int]:
    """The living processes of a process group."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, _, of = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
            if int(of) == group and state != "Z":
                found.add(int(entry.name))
    return found


ON_SERVERS = ("read", "pool", "merge", "watch")
SHARES = {"read": 8, "pool": 1, "merge": 5, "watch": 4, "full": 2, "vanished": 2, "power": 2}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=list(SHARES), default=None)
    parser.add_argument("--record-url", metavar="URL", help="a database of a PostgreSQL server")
    options = parser.parse_args()
    options.only = options.only or list(ON_SERVERS if options.record_url else SHARES)
    total = sum(SHARES[kind] for kind in options.only)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder  # where a watcher of a database keeps its memory
        harness = Harness(Path(folder), options.seed, options.record_url)
        print(f"{'kind':10} {'rounds':>7} {'hit':>5} {'seconds':>8}  wrong", flush=True)
        for kind in options.only:
            rounds = max(1, round(options.rounds * SHARES[kind] / total))
            tally = harness.run(kind, rounds)
            wrong += sum(tally.wrong.values())
            told = ", ".join(f"{n} {what}" for what, n in tally.wrong.items()) or "nothing"
            row = f"{kind:10} {tally.rounds:7} {tally.hit:5} {tally.seconds:8.0f}  {told}"
            print(row, flush=True)
        harness.feed.close()
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
