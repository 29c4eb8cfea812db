"""Watch a server of feeds that change, fail and stall, for as long as you like.

    python benchmarks/soak.py [--polls 60] [--seed 1]

Between two polls pages are published, changed or taken down, feeds answer 500 or 429, break off or
say nonsense, and now and then the watcher is begun anew, as after a restart. In the end, when all
answers again, every page that was published is in the record, once for each form that it had when
it was fetched; `detente check` finds the record whole; nothing that was unchanged was sent twice.
Prints what was asked and the memory at the start and the end; exits with 1 when something is wrong.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

os.environ.setdefault("DETENTE_MODEL", "fast")

import detente
from detente.pages.fetching import Fetcher, Manners
from detente.watching import Watcher

FEEDS = 4
_KEPT = 10  # entries that a feed lists, the newest
_POLL = 1000.0  # seconds that pass between two polls
_STORY = (
    "<html><head><title>Day {n}</title></head><body><article><h1>Grain for water, day {n}</h1>"
    "<p>Norway’s minister Ilke Tarn said on Monday that Norway would send wagon {n} to Finland "
    "only if Finland opened the gates of the dam first. “We are ready,” Tarn told reporters.</p>"
    "</article></body></html>"
)


class Server:
    """Feeds and their pages, in whatever state they are."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.feeds: list[list[int]] = [[] for _ in range(FEEDS)]
        self.ill: dict[str, str] = {}
        self.published = 0
        self.sent: dict[str, int] = {}
        self.unchanged = 0
        http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        http.daemon_threads = True
        self.base = f"http://127.0.0.1:{http.server_address[1]}"
        threading.Thread(target=http.serve_forever, daemon=True).start()

    @property
    def addresses(self) -> list[str]:
        return [f"{self.base}/feed{number}" for number in range(FEEDS)]

    def change(self) -> None:
        """Publish a few pages, and let some paths fail until the next change."""
        for feed in self.feeds:
            if self.chance.random() < 0.5:
                feed.append(self.published)
                self.published += 1
            del feed[:-_KEPT]
        paths = [f"/feed{number}" for number in range(FEEDS)]
        paths += [f"/page{number}" for feed in self.feeds for number in feed[-2:]]
        ways = ("500", "429", "break", "nonsense")
        ill = self.chance.sample(paths, min(2, len(paths)))
        self.ill = {path: self.chance.choice(ways) for path in ill}

    def feed(self, number: int) -> bytes:
        items = "".join(
            f"<item><link>{self.base}/page{page}</link></item>" for page in self.feeds[number]
        )
        return f"<rss><channel><title>Post</title>{items}</channel></rss>".encode()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                way = server.ill.get(self.path)
                if self.path == "/robots.txt":
                    self._answer(404, b"")
                elif way in ("500", "429"):
                    self._answer(int(way), b"", ("Retry-After", "60"))
                elif way == "break":
                    self.send_response(200)
                    self.send_header("Content-Length", "5000")
                    self.end_headers()
                    self.wfile.write(b"<rss><chan")
                elif way == "nonsense" and self.path.startswith("/feed"):
                    self._answer(200, b"<rss><channel><item>")
                elif self.path.startswith("/feed"):
                    self._feed(server.feed(int(self.path[5:])))
                else:
                    server.sent[self.path] = server.sent.get(self.path, 0) + 1
                    self._answer(200, _STORY.format(n=self.path[5:]).encode())

            def _feed(self, body: bytes) -> None:
                tag = f'"{hash(body)}"'
                if self.headers.get("If-None-Match") == tag:
                    server.unchanged += 1
                    self._answer(304, b"", ("ETag", tag))
                else:
                    self._answer(200, body, ("ETag", tag))

            def _answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
                self.send_response(status)
                for name, value in (("Content-Length", str(len(body))), *headers):
                    self.send_header(name, value)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                pass

        return Handler


def soak(place: Path, polls: int, seed: int) -> list[str]:
    """Watch for so many polls; gives what is wrong."""
    chance = random.Random(seed)  # noqa: S311  what fails when
    server = Server(chance)
    clock = [time.time()]
    fetcher = Fetcher(manners=Manners(delay=0.0, read=2.0, total=5.0), allowed=["127.0.0.1"])
    with detente.open(place) as record:

        def begun() -> Watcher:
            return Watcher(record, server.addresses, fetcher=fetcher, now=lambda: clock[0])

        watcher, read, memory = begun(), 0, 0
        for number in range(polls):
            server.change()
            if chance.random() < 0.1:
                watcher = begun()
            read += len(watcher.poll().pages)
            clock[0] += _POLL
            if number == polls // 4:
                memory = _memory()
        server.ill = {}
        for _ in range(3):  # until failures have been waited for
            clock[0] += 2 * 86_400
            read += len(watcher.poll().pages)
        have = {page.url for page in record.store.pages()}
        whole = record.check().whole
    wanted = {f"{server.base}/page{page}" for feed in server.feeds for page in feed}
    again = sum(times > 1 for times in server.sent.values())
    print(
        f"{polls} polls: {server.published} pages published, {read} read, {len(have)} in the "
        f"record; {server.unchanged} feeds unchanged; {again} pages sent twice; memory "
        f"{memory} MB after a quarter, {_memory()} MB in the end"
    )
    wrong = []
    if wanted - have:
        wrong.append(f"{len(wanted - have)} pages that are still listed were never read")
    if read != len(have):
        wrong.append(f"{read} pages were told of, {len(have)} are in the record")
    if not whole:
        wrong.append("the record is not whole")
    return wrong


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--polls", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = soak(Path(folder) / "r.db", options.polls, options.seed)
    for sentence in wrong:
        print(f"wrong: {sentence}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
