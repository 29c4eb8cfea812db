"""The web application: every sheet as a page, as JSON, and where it has one as a feed."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from detente.errors import (
    DetenteError,
    InputError,
    RecordBusyError,
    UnknownFormError,
    UnknownIdError,
    UnknownPartyError,
)
from detente.record import Store
from detente.web.address import HOME, Address, Served, token
from detente.web.feed import feed
from detente.web.guard import (
    LOOPBACK,
    HostChecked,
    Shielded,
    TokenChecked,
    as_json,
    new_token,
)
from detente.web.reader import Memory, Reader
from detente.web.rendering import page, prepare, render
from detente.web.review import Review
from detente.web.sheets import SHEETS, make, opens
from detente.web.visit import AGE, COOKIE, Visit, looked
from detente.web.warming import PATIENCE, Warming

_log = logging.getLogger(__name__)

FORMS = ("html", "json", "atom")
HURRY = 0.15
"""Seconds that the first page waits for what is worked out beside it; it shows what is there."""
_LINKS = Served()
_STATUS: dict[type[DetenteError], int] = {
    UnknownIdError: 404,
    UnknownPartyError: 404,
    UnknownFormError: 404,
    InputError: 400,
    RecordBusyError: 503,
}


def create(
    record: str | os.PathLike[str],
    *,
    hosts: Iterable[str] | None = tuple(LOOPBACK),
    token: str | None = None,
    warm: bool = False,
) -> Starlette:
    """Return the application over a record.

    Args:
        record: path of the record; it is opened anew for every request, for reading only.
        hosts: the names by which it may be called (Host header); None for any, which only makes
            sense with a token.
        token: what a browser must have shown once; None asks for none.
        warm: work out what the first pages need beside the requests, at once and whenever the
            record has changed; the first page then shows what is there.

    Raises:
        MissingRecordError, NotARecordError, NewerRecordError: see `detente.errors`.

    """
    with Store.open(record, readonly=True):
        pass  # what is wrong with the record is told at once, not on the first page
    prepare()
    form_token = new_token()
    pages = _Pages(record, form_token, warm=warm)
    review = Review(record, form_token)
    middleware = [Middleware(Shielded)]
    if hosts is not None:
        middleware.append(Middleware(HostChecked, hosts=hosts))
    if token is not None:
        middleware.append(Middleware(TokenChecked, token=token))
    middleware.append(Middleware(GZipMiddleware, minimum_size=1000))
    routes: list[BaseRoute] = [
        Mount("/static", StaticFiles(directory=str(files("detente.web") / "static"))),
        Route("/review", review.judge, methods=["POST"]),
        Route("/review/undo", review.undo, methods=["POST"]),
        Route("/{path:path}", pages.show),
    ]
    return Starlette(
        routes=routes,
        middleware=middleware,
        exception_handlers={
            DetenteError: _failed,
            HTTPException: _refused,
            Exception: _broken,
        },
    )


class _Pages:
    """Answers for every sheet; Starlette calls it in a thread, so that SQLite blocks nobody."""

    def __init__(
        self, record: str | os.PathLike[str], form_token: str, *, warm: bool = False
    ) -> None:
        self._record = record
        self._form_token = form_token
        self._memory = Memory()
        self._warming = Warming(record, self._memory) if warm else None
        if self._warming:
            self._warming.begin()

    def show(self, request: Request) -> Response:
        """Return the sheet that the request's address names, in the form that it names."""
        at, form = asked(request)
        if at.kind not in SHEETS:
            raise UnknownIdError(f"There is no page at {request.url.path}; start from the first.")
        with Store.open(self._record, readonly=True, patience=PATIENCE) as store:
            reader = self._reader(store, hurried=at.kind == HOME and form == "html")
            if at.kind == "show" and form == "html" and (found := self._elsewhere(reader, at)):
                return RedirectResponse(_LINKS.href(found))
            visit = None
            if at.kind == HOME and form == "html" and at.mark is None:
                at, visit = _visiting(request, store, at)
            model = make(reader, at)
            if form == "json":
                return Response(msgspec.json.encode(model), media_type="application/json")
            if form == "atom":
                root = str(request.base_url).rstrip("/")
                return Response(feed(at, model, _LINKS, root), media_type="application/atom+xml")
            answer = HTMLResponse(page(at, model, _LINKS, form_token=self._form_token))
            if visit is not None:
                answer.set_cookie(
                    COOKIE, visit.cookie(), max_age=AGE, httponly=True, samesite="strict"
                )
            return answer

    def _reader(self, store: Store, *, hurried: bool) -> Reader:
        if self._warming is None:
            return Reader(store, self._memory)
        until = time.monotonic() + HURRY if hurried else None
        reader = Reader(store, self._memory, until)
        self._warming.begin(reader.stamp)
        return reader

    def _elsewhere(self, reader: Reader, at: Address) -> Address | None:
        """Return the sheet of its own that an id has."""
        found: Any = reader.store.get(at.id)
        kind = opens(found.id)
        return Address.of(kind, found.id) if kind != "show" else None


def _visiting(request: Request, store: Store, at: Address) -> tuple[Address, Visit]:
    """Return the first page's address with what is new to this browser, and its cookie's visit."""
    with store.listings() as listings:
        marks = listings.marks()
    before = Visit.of(request.cookies.get(COOKIE, ""))
    since, visit = looked(before, marks, int(time.time() // 60))
    return (at.but(since=token(since)) if since else at), visit


def asked(request: Request) -> tuple[Address, str]:
    """Return the address and the form that a request asks for."""
    path = request.url.path.strip("/")
    form = "html"
    for ending in FORMS[1:]:
        if path.endswith(f".{ending}"):
            path, form = path.removesuffix(f".{ending}"), ending
    kind, _, identifier = request.path_params.get("path", "").strip("/").partition("/")
    identifier = identifier.removesuffix(f".{form}")
    kind = kind.removesuffix(f".{form}") if not identifier else kind
    query = tuple(request.query_params.multi_items())
    if kind in ("", "index"):
        return Address(HOME, "", query), form
    return Address(kind, identifier, query), form


def _failed(request: Request, error: Exception) -> Response:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    return failure(request, status, str(error))


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  what this handles
    sentences = {404: "There is no page at this address.", 405: "This address takes no such form."}
    return failure(request, error.status_code, sentences.get(error.status_code, error.detail))


def _broken(request: Request, error: Exception) -> Response:
    _log.error("the page %s failed", request.url.path, exc_info=error)
    sentence = f"This is a defect of Détente ({type(error).__name__}); please report it."
    return failure(request, 500, sentence)


def failure(request: Request, status: int, sentence: str) -> Response:
    """Return what went wrong in the one shape that it has: a page, or as JSON."""
    if request.url.path.endswith(".json"):
        return as_json(status, sentence)
    asked_for = request.url.path.rpartition("/")[2]
    return HTMLResponse(
        render("failure.html", _LINKS, status=status, sentence=sentence, asked=asked_for), status
    )
