"""A web site on this machine that changes, and a watcher that may fetch from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.pages.fetching import Fetcher, Manners
from detente.watching import Watcher
from local_server import Reply, send, serving

STORY = (
    "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
    "<p>Norway’s water minister Ilke Tarn said on Monday that Norway would send {what} to Finland "
    "again only if Finland opened the gates of the Karsk dam first.</p><p>“Finland must open the "
    "gates before we send one wagon of {what},” Tarn told reporters in Oslo.</p>"
    "</article></body></html>"
)
START = 1_930_000_000.0  # a day in February 2031


class Site:
    """A site: what it answers by path, and the requests that it got."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answers: dict[str, Reply] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str, host: str = "news.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> str:
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, {"Content-Type": "text/html", **named}, data)
        return self.url(path)

    def story(self, name: str, what: str) -> str:
        return self.put(f"/{name}", STORY.format(title=f"{what.title()} for water", what=what))

    def feed(self, *names: str, **headers: str) -> str:
        items = "".join(
            f"<item><title>{name}</title><link>{self.url(f'/{name}')}</link></item>"
            for name in names
        )
        body = f"<rss version='2.0'><channel><title>Post</title>{items}</channel></rss>"
        return self.put("/feed", body, ETag=f'"{hash(names)}"', **headers)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def forget(self) -> None:
        self.asked.clear()


@pytest.fixture
def site() -> Iterator[Site]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        here.asked.append((handler.path, dict(handler.headers)))
        status, headers, body = here.answers.get(handler.path, (404, {}, b"not here"))
        if headers.get("ETag") and handler.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        send(handler, (status, headers, body))

    with serving(answer) as server:
        here = Site(server.server_address[1])
        yield here


def local_fetcher() -> Fetcher:
    return Fetcher(
        manners=Manners(delay=0.0, connect=2.0, read=1.0, total=2.0),
        allowed=["127.0.0.1"],
        resolve=lambda host, port: ["127.0.0.1"],
    )


class Clock:
    """A time that goes on when it is told to."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> float:
        return self.at

    def later(self, minutes: float) -> None:
        self.at += minutes * 60


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[detente.Record]:
    monkeypatch.setenv("DETENTE_MODEL", "fast")
    with detente.open(tmp_path / "r.db") as opened:
        yield opened


@pytest.fixture
def watcher(record: detente.Record, clock: Clock) -> Callable[..., Watcher]:
    """Makes a watcher of addresses; one made later remembers what the earlier one did."""

    def make(*addresses: str, **options: Any) -> Watcher:
        given = {"fetcher": local_fetcher(), "now": clock, **options}
        return Watcher(record, addresses, **given)

    return make
