"""What stands between the pages and the network: headers, host names, the token, forms.

Text of pages is hostile, and so may be any other page open in the same browser. No page of ours
runs a script, so that the policy forbids them all.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
FORM_TOKEN = "form"  # noqa: S105  a field's name
_TOKEN = "token"  # noqa: S105  a parameter's name
_COOKIE = "detente_token"
_OWN = frozenset({"same-origin", "none"})
"""Values of Sec-Fetch-Site for what this site or the user's own hand sent."""


def is_loopback(host: str) -> bool:
    """Whether a name or address means this machine only."""
    return host.strip("[]").lower() in LOOPBACK


class Shielded:
    """Answers with the headers of safety whatever the application says."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, adding headers."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sending)


class HostChecked:
    """Refuses names that are not ours: a page elsewhere may have its own name point here."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = {host.strip("[]").lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what was asked of one of our names."""
        if scope["type"] != "http" or _host(Headers(scope=scope)) in self._hosts:
            await self._app(scope, receive, send)
            return
        refusal = _refusal(
            scope["path"],
            421,
            "This address is not one that Détente answers to; open the one that it printed.",
        )
        await refusal(scope, receive, send)


def as_json(status: int, sentence: str) -> Response:
    """Return what went wrong in the one shape that programs get."""
    return JSONResponse({"error": {"status": status, "message": sentence}}, status)


def _refusal(path: str, status: int, sentence: str) -> Response:
    if path.endswith(".json"):
        return as_json(status, sentence)
    return PlainTextResponse(f"{sentence}\n", status)


def _host(headers: Headers) -> str:
    host = headers.get("host", "").lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


class TokenChecked:
    """Asks for the token: once in the address, from then on in a cookie; or as a bearer's."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes with the token."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = self._answer(Request(scope))
        await (answer or self._app)(scope, receive, send)

    def _answer(self, request: Request) -> Response | None:
        headers = request.headers
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and same(bearer.strip(), self._token):
            return None
        if same(_cookie(headers), self._token):
            return None
        if request.method in ("GET", "HEAD") and same(
            request.query_params.get(_TOKEN, ""), self._token
        ):
            return self._welcome(request)
        refusal = _refusal(
            request.url.path,
            401,
            "These pages ask for a token; open the address that `detente serve` printed.",
        )
        refusal.headers["WWW-Authenticate"] = "Bearer"
        return refusal

    def _welcome(self, request: Request) -> Response:
        """Keep the token in a cookie, so that it stays in no address."""
        query = [(n, v) for n, v in parse_qsl(request.url.query) if n != _TOKEN]
        # Two slashes at the start would be an address elsewhere.
        path = "/" + request.url.path.lstrip("/")
        answer = RedirectResponse(path + (f"?{urlencode(query)}" if query else ""), 303)
        answer.set_cookie(_COOKIE, self._token, httponly=True, samesite="strict")
        return answer


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def same(given: str, wanted: str) -> bool:
    """Compare two tokens in a time that tells nothing of where they differ."""
    return hmac.compare_digest(given.encode(), wanted.encode())


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(24)


def from_here(request: Request, form_token: str, given: object) -> bool:
    """Whether a form was sent from a page of ours, not by a page elsewhere."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in _OWN:
        return False
    return isinstance(given, str) and same(given, form_token)
