"""Addresses are fetched politely, within limits, and what is not fetched says why.

A server on this machine stands for the web; `allowed` lets its address pass, as a user's own code
would for an archive in the house.
"""

from __future__ import annotations

import contextlib
import gzip
import shutil
import ssl
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import detente
from detente.errors import InputError, MissingInputError
from detente.nouns import SetAside
from detente.pages import Source, sources
from detente.pages.fetching import Fetcher, Manners
from local_server import Reply, send, serving

LOCAL = ["127.0.0.1"]
HTML = b"<html><head><title>Locks</title></head><body><p>The locks are open.</p></body></html>"
QUICK = Manners(delay=0.0, connect=2.0, read=1.0, total=2.0)


class Site:
    """A web site in a thread: replies by path, and the requests that it got."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.server = server
        self.port = server.server_address[1]
        self.replies: dict[str, Reply | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def put(self, path: str, body: bytes, media: str = "text/html", **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.replies[path] = (200, {"Content-Type": media, **named}, body)
        return self.url(path)

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        self.replies[path] = (status, {"Location": target}, b"")
        return self.url(path)

    def url(self, path: str, host: str = "news.example") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        here.asked.append((handler.path, dict(handler.headers)))
        reply = here.replies.get(handler.path, (404, {}, b"not here"))
        if callable(reply):
            reply(handler)
        else:
            send(handler, reply)

    with serving(answer) as server:
        here = Site(server)
        yield here


def local(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def fetcher(manners: Manners = QUICK, **options: object) -> Fetcher:
    return Fetcher(manners=manners, allowed=LOCAL, **{"resolve": local, **options})  # type: ignore[arg-type]


def one(url: str, **options: object) -> Source | SetAside:
    (found,) = sources([url], fetcher=fetcher(**options))  # type: ignore[arg-type]
    return found


def why(url: str, **options: object) -> str:
    found = one(url, **options)
    assert isinstance(found, SetAside)
    assert found.where == url
    assert found.why.startswith("It was not fetched, since ")
    assert found.why.endswith(".")
    return found.why


def test_a_page_comes_with_its_bytes_its_address_and_the_time(site: Site) -> None:
    url = site.put("/locks?a=1&b=ü", HTML, "text/html; charset=iso-8859-1")
    url = url.replace("ü", "%C3%BC")
    site.replies["/locks?a=1&b=%C3%BC"] = site.replies["/locks?a=1&b=ü"]
    found = one(url)
    assert isinstance(found, Source)
    assert (found.data, found.url, found.media) == (HTML, url, "text/html")
    assert (found.charset, found.file) == ("iso-8859-1", None)
    assert found.retrieved is not None
    assert found.retrieved.endswith("+00:00")
    assert found.page().url == url


def test_the_tool_names_itself_and_asks_robots_first(site: Site) -> None:
    one(site.put("/locks", HTML))
    assert site.paths == ["/robots.txt", "/locks"]
    for _, headers in site.asked:
        assert headers["User-Agent"].startswith("detente/")
        assert headers["Host"] == f"news.example:{site.port}"


@pytest.mark.parametrize(
    ("status", "rules", "fetched"),
    [
        (200, b"User-agent: *\nDisallow: /private", True),
        (200, b"User-agent: *\nDisallow: /", False),
        (200, b"User-agent: detente\nDisallow: /locks\n\nUser-agent: *\nAllow: /", False),
        (200, b"User-agent: other\nDisallow: /", True),
        (200, b"\xff\xfe no robots at all", True),
        (404, b"", True),
        (403, b"User-agent: *\nDisallow: /", True),
        (500, b"", False),
        (503, b"", False),
    ],
)
def test_robots_are_heeded_as_rfc_9309_says(
    site: Site, status: int, rules: bytes, fetched: bool
) -> None:
    site.replies["/robots.txt"] = (status, {"Content-Type": "text/plain"}, rules)
    url = site.put("/locks", HTML)
    if fetched:
        assert isinstance(one(url), Source)
    else:
        assert "robots.txt" in why(url)
        assert "/locks" not in site.paths


def test_robots_are_asked_once_for_a_host_and_followed_when_they_moved(site: Site) -> None:
    site.redirect("/robots.txt", "/moved.txt", 301)
    site.put("/moved.txt", b"User-agent: *\nDisallow: /b", "text/plain")
    urls = [site.put(path, HTML) for path in ("/a", "/b", "/c")]
    found = list(sources(urls, fetcher=fetcher()))
    assert [type(each) for each in found] == [Source, SetAside, Source]
    assert site.paths == ["/robots.txt", "/moved.txt", "/a", "/c"]


@pytest.mark.parametrize(
    ("rules", "pauses"),
    [
        (b"", [1.0]),
        (b"User-agent: *\nCrawl-delay: 7", [7.0]),
        (b"User-agent: *\nCrawl-delay: 9000", [30.0]),
        (b"User-agent: *\nCrawl-delay: 0.1", [1.0]),
    ],
)
def test_a_pause_is_kept_between_requests_to_one_host(
    site: Site, rules: bytes, pauses: list[float]
) -> None:
    site.put("/robots.txt", rules, "text/plain")
    slept: list[float] = []
    slow = fetcher(Manners(), sleep=slept.append, clock=lambda: 100.0)
    urls = [site.put("/a", HTML), site.put("/b", HTML), site.url("/a", host="other.example")]
    assert all(isinstance(each, Source) for each in sources(urls, fetcher=slow))
    assert slept == pauses


def test_redirects_are_followed_and_the_last_address_counts(site: Site) -> None:
    site.put("/there?a=1", HTML)
    site.redirect("/here", "there?a=1", 308)
    site.redirect("/start", f"http://other.example:{site.port}/here", 301)
    found = one(site.url("/start"))
    assert isinstance(found, Source)
    assert found.url == f"http://other.example:{site.port}/there?a=1"
    assert found.where == site.url("/start")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://inside.example/", "10.0.0.7"),
        ("http://169.254.169.254/latest/meta-data", "169.254.169.254"),
        ("http://[::1]/", "::1"),
        ("file:///etc/passwd", "file:"),
        ("ftp://news.example/a", "ftp:"),
        ("http://ann:secret@news.example/", "password"),
        ("http://news.example:port/", "no address"),
    ],
)
def test_every_hop_is_judged(site: Site, target: str, words: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        known = {"news.example": "127.0.0.1", "inside.example": "10.0.0.7"}
        return [known.get(host, host)]

    told = why(site.redirect("/out", target), resolve=resolve)
    assert words in told
    assert "secret" not in told


def test_an_address_without_a_host_is_told() -> None:
    assert "names no host" in why("http:///nowhere")


def test_redirects_in_a_circle_end(site: Site) -> None:
    site.redirect("/a", "/b")
    assert "redirects more than 5 times" in why(site.redirect("/b", "/a"))


def test_this_machine_is_refused_unless_it_is_allowed(site: Site) -> None:
    url = site.put("/locks", HTML).replace("news.example", "127.0.0.1")
    (found,) = sources([url])
    assert isinstance(found, SetAside)
    assert "not a public address" in found.why
    assert "robots" not in found.why
    assert not site.asked


def test_a_name_is_resolved_once_for_each_connection_and_that_address_is_used(site: Site) -> None:
    """DNS rebinding: what the name means a moment later makes no difference."""
    answers = iter(["127.0.0.1", "127.0.0.1", "10.0.0.1"])
    url = site.put("/locks", HTML)
    assert isinstance(one(url, resolve=lambda host, port: [next(answers)]), Source)
    assert next(answers) == "10.0.0.1"


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    found = one(site.put("/locks", HTML), resolve=lambda h, p: ["127.0.0.9", "127.0.0.1"])
    assert isinstance(found, SetAside)  # only 127.0.0.1 was allowed
    both = Fetcher(
        manners=QUICK, allowed=["127.0.0.0/8"], resolve=lambda h, p: ["127.0.0.9", "127.0.0.1"]
    )
    assert both.fetch(site.url("/locks")).body == HTML


@pytest.mark.parametrize(
    ("coding", "body"),
    [("gzip", gzip.compress(HTML)), ("deflate", zlib.compress(HTML)), ("identity", HTML)],
)
def test_content_codings_are_taken_off(site: Site, coding: str, body: bytes) -> None:
    found = one(site.put("/locks", body, Content_Encoding=coding))
    assert isinstance(found, Source)
    assert found.data == HTML


@pytest.mark.parametrize(
    ("body", "headers", "words"),
    [
        (b"x" * 3000, {}, "more than the 2,000 bytes"),
        (gzip.compress(b"x" * 90_000), {"Content_Encoding": "gzip"}, "more than the 2,000"),
        (zlib.compress(b"x" * 90_000), {"Content_Encoding": "deflate"}, "more than the 2,000"),
        (gzip.compress(HTML)[:-8], {"Content_Encoding": "gzip"}, "cannot be unpacked"),
        (HTML, {"Content_Encoding": "br"}, "'br' is not known"),
        (HTML, {"Content_Length": "900"}, "breaks off"),
    ],
)
def test_what_is_too_large_or_broken_is_not_kept(
    site: Site, body: bytes, headers: dict[str, str], words: str
) -> None:
    assert words in why(site.put("/locks", body, **headers), limit=2000)


def test_an_endless_answer_is_left_at_the_limit(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):  # the caller hangs up
            while True:
                handler.wfile.write(b"x" * 65536)

    site.replies["/endless"] = endless
    assert "more than the 200,000" in why(site.url("/endless"), limit=200_000)


@pytest.mark.parametrize("in_head", [False, True])
def test_an_answer_that_drips_ends_at_the_deadline(site: Site, in_head: bool) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        if not in_head:
            handler.send_response(200)
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(200):
            try:
                handler.wfile.write(b"x")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.02)

    site.replies["/drip"] = drip
    begun = time.monotonic()
    hasty = Manners(delay=0.0, read=1.0, total=0.3)
    assert "longer than 0.3 seconds" in why(site.url("/drip"), manners=hasty)
    assert time.monotonic() - begun < 2


def test_a_server_that_says_nothing_is_left(site: Site) -> None:
    site.replies["/mute"] = lambda handler: time.sleep(1.0)
    impatient = Manners(delay=0.0, read=0.2, total=5.0)
    assert "breaks off (timed out" in why(site.url("/mute"), manners=impatient)


@pytest.mark.parametrize(
    ("media", "body", "words"),
    [("image/png", b"\x89PNG", "it is image/png"), ("text/css", b"a{}", "holds no text")],
)
def test_what_holds_no_text_is_not_kept(site: Site, media: str, body: bytes, words: str) -> None:
    assert words in why(site.put("/it", body, media))


@pytest.mark.parametrize("status", [403, 404, 410, 429, 500])
def test_an_answer_that_is_no_page_tells_its_status(site: Site, status: int) -> None:
    site.replies["/it"] = (status, {}, b"sorry")
    assert f"the server answers {status}" in why(site.url("/it"))


def test_nobody_at_the_port_is_told() -> None:
    assert "cannot be reached" in why("http://news.example:1/")


def test_other_forms_are_seen_and_the_rest_goes_on(site: Site) -> None:
    rows = b'{"text": "One.", "url": "https://example.org/1"}\n{"text": "Two."}\n'
    rss = b"<rss><channel><item><description>Three words here.</description></item></channel></rss>"
    urls = [
        site.put("/rows.jsonl", rows, "application/octet-stream"),
        site.url("/gone"),
        site.put("/feed", rss, "application/rss+xml"),
        site.put("/notes", b"Four.", "text/plain"),
    ]
    found = list(sources(urls, fetcher=fetcher()))
    read = [each for each in found if isinstance(each, Source)]
    assert [each.data for each in read] == [b"One.", b"Two.", b"Three words here.", b"Four."]
    assert [each.url for each in read] == ["https://example.org/1", urls[0], urls[2], urls[3]]
    assert all(each.retrieved for each in read)
    assert len(found) == 5


def test_a_record_is_read_with_the_fetcher_that_is_given(site: Site, tmp_path: Path) -> None:
    url = site.put("/locks", HTML)
    with detente.open(tmp_path / "record.db") as record:
        report = record.read([url, site.url("/gone")], fetcher=fetcher())
        assert [page.url for page in record.store.pages()] == [url]
    assert [aside.where for aside in report.set_aside] == [site.url("/gone")]


def test_other_kinds_of_addresses_are_told_before_anything_is_read(site: Site) -> None:
    with pytest.raises(InputError, match="http:// or https://"):
        sources([site.url("/a"), "ftp://news.example/b"])
    with pytest.raises(MissingInputError):
        sources([site.url("/a"), "news.example/b"])
    assert not site.asked


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for news.example with its key, signed by itself."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("needs openssl to make a certificate")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    key = file.with_name("key.pem")
    command = (
        f"{program} req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=news.example "
        f"-addext subjectAltName=DNS:news.example -keyout {key} -out {file}"
    )
    subprocess.run(command.split(), check=True, capture_output=True)  # noqa: S603  our own
    file.write_bytes(file.read_bytes() + key.read_bytes())
    return file


@pytest.mark.parametrize(
    ("host", "trusted", "words"),
    [
        ("news.example", True, None),
        ("other.example", True, "certificate is not good: Hostname mismatch"),
        ("news.example", False, "certificate is not good: self-signed"),
    ],
)
def test_a_certificate_is_judged_by_the_name_though_the_connection_is_to_the_address(
    site: Site, certificate: Path, host: str, trusted: bool, words: str | None
) -> None:
    named: list[str] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda connection, name, _: named.append(name)  # type: ignore[assignment]
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    site.put("/locks", HTML)
    tls = ssl.create_default_context(cafile=str(certificate)) if trusted else None
    url = site.url("/locks", host=host).replace("http:", "https:")
    if words is None:
        assert isinstance(one(url, tls=tls), Source)
    else:
        assert words in why(url, tls=tls)
    assert named[0] == host
