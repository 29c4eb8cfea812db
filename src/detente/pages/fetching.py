"""Fetching pages by their addresses: politely, within limits, and from public hosts alone.

One request at a time; before each the site's robots.txt is asked and a pause is kept. Every hop of
a redirect is judged like the first address. The bytes are kept as delivered, with the address that
they came from in the end and the time.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import msgspec

from detente.errors import InputError
from detente.nouns import SetAside
from detente.pages.delivered import Source
from detente.pages.forms import documents, has_ending
from detente.pages.guard import Guard, Resolve
from detente.pages.page import LIMIT, media_type
from detente.pages.robots import LIMIT as ROBOTS_LIMIT
from detente.pages.robots import Robots
from detente.pages.sniffing import HEAD, form_of
from detente.pages.unpacking import decoded

if TYPE_CHECKING:
    import ssl

    from urllib3.connection import HTTPConnection

_PORTS = {"http": 80, "https": 443}
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")
_NO_TEXTS = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript")
_REDIRECTS = (301, 302, 303, 307, 308)
_FOUND = 200
_TRIED = 3
_BLOCK = 65536
_URL_MARKS = "%/:=&?~#+!$,;'@()*[]"


def user_agent() -> str:
    """How the tool names itself: its name and version."""
    from importlib.metadata import version

    return f"detente/{version('detente')}"


@dataclass(frozen=True, kw_only=True)
class Manners:
    """How patient and how polite fetching is; times are in seconds.

    `delay` is kept between two requests to one host; a site's Crawl-delay is kept instead where it
    is longer, up to `longest_delay`. `total` bounds one request from the connection to the last
    byte, `read` each wait for further bytes.
    """

    delay: float = 1.0
    longest_delay: float = 30.0
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    redirects: int = 5
    agent: str = field(default_factory=user_agent)


class Answer(NamedTuple):
    """What a server answered: the body without its content coding, and where it came from."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


class _Place(NamedTuple):
    """An address taken apart: what to connect to, and what to ask there."""

    scheme: str
    host: str
    port: int
    authority: str
    target: str

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"


class Fetcher:
    """Fetches pages from public hosts, one at a time.

    Args:
        manners: pauses, patience and the name that it goes by.
        allowed: networks that may be fetched from although they are not public (`guard.Guard`).
        limit: bytes that one page may have, packed or unpacked.
        resolve: gives the addresses of a host; by default the system does.
        tls: what certificates are trusted; by default those that the system trusts.
        sleep, clock: stand in for the time in tests.

    """

    def __init__(
        self,
        *,
        manners: Manners | None = None,
        allowed: Iterable[str] = (),
        limit: int = LIMIT,
        resolve: Resolve | None = None,
        tls: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._manners = manners or Manners()
        self._guard = Guard(allowed=allowed, resolve=resolve)
        self._limit = limit
        self._tls = tls
        self._sleep = sleep
        self._clock = clock
        self._robots = Robots(self._robots_txt, clock)
        self._free_at: dict[str, float] = {}
        self._one_at_a_time = threading.Lock()

    def documents(self, url: str) -> Iterator[Source | SetAside]:
        """What an address holds: a page, or the pages of a feed, an archive or an export."""
        try:
            answer = self.fetch(url)
        except InputError as error:
            yield SetAside(where=url, why=_sentence(error))
            return
        yield from self.held(url, answer)

    def held(self, url: str, answer: Answer) -> Iterator[Source | SetAside]:
        """What an answer holds that came from an address just now."""
        retrieved = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        try:
            found = self._sources(url, answer)
        except InputError as error:
            yield SetAside(where=url, why=_sentence(error))
            return
        for each in found:
            if isinstance(each, Source):
                yield msgspec.structs.replace(
                    each,
                    file=None,
                    url=each.url or answer.url,
                    retrieved=each.retrieved or retrieved,
                )
            else:
                yield each

    def fetch(self, url: str) -> Answer:
        """The page at an address, redirects followed.

        Raises:
            InputError: it may not or cannot be fetched; the message says why and names no address.

        """
        answer = self.ask(url)
        if answer.status != _FOUND:
            raise InputError(f"the server answers {answer.status}")
        return answer

    def ask(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Whatever the server answers, redirects followed.

        Args:
            url: the address.
            headers: what to send beside the usual, such as `If-None-Match`.

        Raises:
            InputError: it may not or cannot be asked; the message says why and names no address.

        """
        with self._one_at_a_time:
            return self._followed(url, self._limit, polite=True, headers=headers)

    def _sources(self, url: str, answer: Answer) -> Iterator[Source | SetAside]:
        import io

        media, charset = media_type(answer.headers.get("content-type", ""))
        if media.startswith(_NO_TEXTS):
            raise InputError(f"it is {media}, which holds no text")
        seen = form_of(answer.body[:HEAD])
        if media in _PAGES and not (media == "text/plain" and seen):
            page = Source(data=answer.body, where=url, media=media, charset=charset)
            return iter([page])
        name = urlsplit(answer.url).path.rpartition("/")[2]
        form = seen or (name if has_ending(name) else "")
        return documents(io.BytesIO(answer.body), form, url, self._limit)

    def _robots_txt(self, url: str) -> Answer:
        return self._followed(url, ROBOTS_LIMIT, polite=False)

    def _followed(
        self, url: str, limit: int, *, polite: bool, headers: Mapping[str, str] | None = None
    ) -> Answer:
        for _ in range(self._manners.redirects + 1):
            place = _place(url)
            if polite:
                self._wait(place, self._robots.check(place.origin, url))
            answer = self._get(place, url, limit, headers or {}, whole=polite)
            if polite:
                self._free_at[place.host] = self._clock()
            target = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not target:
                return answer
            url = urljoin(url, target)
        raise InputError(f"it redirects more than {self._manners.redirects} times")

    def _wait(self, place: _Place, wished: float) -> None:
        pause = min(max(wished, self._manners.delay), self._manners.longest_delay)
        last = self._free_at.get(place.host)
        if last is not None and (left := last + pause - self._clock()) > 0:
            self._sleep(left)

    def _get(
        self, place: _Place, url: str, limit: int, wanted: Mapping[str, str], *, whole: bool
    ) -> Answer:
        """One request; a body beyond the limit is refused if it is wanted whole, else cut."""
        import urllib3.exceptions

        conn = self._connected(place)
        deadline = _Deadline(conn, self._manners.total)
        try:
            with deadline:
                response = self._asked(conn, place, wanted)
                body = bytearray()
                for block in response.stream(_BLOCK, decode_content=False):
                    body += block
                    if len(body) > limit:
                        break
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise InputError(deadline.told or f"the answer breaks off ({_reason(error)})") from None
        finally:
            conn.close()
        if deadline.told:
            raise InputError(deadline.told)
        headers = {name.lower(): value for name, value in response.headers.items()}
        unpacked = _unpacked(bytes(body), headers, limit)
        if len(unpacked) > limit and whole:
            raise InputError(f"it has more than the {limit:,} bytes that one page may have")
        return Answer(response.status, headers, unpacked[:limit], url)

    def _asked(self, conn: HTTPConnection, place: _Place, wanted: Mapping[str, str]) -> Any:
        headers = {
            **wanted,
            "Host": place.authority,
            "User-Agent": self._manners.agent,
            "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        conn.request("GET", place.target, headers=headers, preload_content=False)
        return conn.getresponse()

    def _connected(self, place: _Place) -> HTTPConnection:
        """A connection to one of the host's addresses, each of which was judged."""
        import urllib3.exceptions

        why = ""
        for address in self._guard.addresses(place.host, place.port)[:_TRIED]:
            conn = self._connection(place, address)
            try:
                conn.connect()
            except (urllib3.exceptions.HTTPError, OSError) as error:
                conn.close()
                why = _reason(error)
            else:
                conn.timeout = self._manners.read
                return conn
        raise InputError(f"{place.host} cannot be reached ({why})")

    def _connection(self, place: _Place, address: str) -> HTTPConnection:
        """To an address, not a name, so that nothing resolves the name a second time.

        The certificate is asked for and judged by the name nevertheless.
        """
        from urllib3.connection import HTTPConnection, HTTPSConnection

        patience = self._manners.connect
        if place.scheme == "http":
            return HTTPConnection(address, place.port, timeout=patience)
        return HTTPSConnection(
            address,
            place.port,
            timeout=patience,
            server_hostname=place.host,
            ssl_context=self._tls,
        )


class _Deadline:
    """Hangs up after a time, however slowly the server drips its answer."""

    def __init__(self, conn: HTTPConnection, seconds: float) -> None:
        self._socket = conn.sock
        self._seconds = seconds
        self._timer = threading.Timer(seconds, self._hang_up)
        self._timer.daemon = True
        self.told: str | None = None

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _hang_up(self) -> None:
        import socket

        self.told = f"it takes longer than {self._seconds:g} seconds"
        try:
            if self._socket is not None:
                self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it was closed meanwhile


def _place(url: str) -> _Place:
    """An address taken apart, its name and path as they go over the wire.

    Raises:
        InputError: it is none that is fetched.

    """
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise InputError("it is no address") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise InputError(f"it leads to {scheme or 'no'}: and only http: and https: are fetched")
    if not host:
        raise InputError("it names no host")
    if parts.username is not None or parts.password is not None:
        raise InputError("it holds a user's name or password, which are not sent")
    shown = f"[{host}]" if ":" in host else host
    authority = shown if port in (None, _PORTS[scheme]) else f"{shown}:{port}"
    path = quote(parts.path or "/", safe=_URL_MARKS)
    target = urlunsplit(("", "", path, quote(parts.query, safe=_URL_MARKS), ""))
    return _Place(scheme, host, port or _PORTS[scheme], authority, target)


def _unpacked(body: bytes, headers: Mapping[str, str], limit: int) -> bytes:
    import zlib

    if len(body) > limit:
        return body
    try:
        return decoded(body, headers.get("content-encoding", ""), limit)
    except (ValueError, zlib.error, EOFError, OSError) as error:
        raise InputError(f"the answer cannot be unpacked ({error})") from None


def _reason(error: Exception) -> str:
    """What went wrong, without the names of objects that urllib3 puts before it."""
    import ssl

    cause = error.__cause__ or error.__context__ or error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not good: {cause.verify_message}"
    words = getattr(cause, "strerror", None) or str(cause).rpartition(": ")[2]
    return str(words) or type(error).__name__


def _sentence(error: InputError) -> str:
    return f"It was not fetched, since {error}; save the page and read the file."
