"""A person's word on who is who, from forms: judged, taken back, and followed by linking."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import get_args

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from detente.errors import InputError, UnknownIdError
from detente.linking import update
from detente.linking.opinions import conflict, judgement
from detente.nouns import Verdict
from detente.record import Store
from detente.web.guard import FORM_TOKEN, from_here

_LONGEST_NOTE = 500


class Review:
    """Takes judgements on open questions into the record; the one thing here that writes."""

    def __init__(self, record: str | os.PathLike[str], form_token: str) -> None:
        self._record = record
        self._form_token = form_token

    async def judge(self, request: Request) -> Response:
        """Keep the verdict (`same`, `different`) on a question, link anew, and go back."""
        form = await self._form(request)
        await run_in_threadpool(
            self._judge, _field(form, "question"), _field(form, "verdict"), _field(form, "note")
        )
        return _back()

    async def undo(self, request: Request) -> Response:
        """Take back a judgement, link anew, and go back."""
        form = await self._form(request)
        await run_in_threadpool(self._undo, _field(form, "judgement"))
        return _back()

    async def _form(self, request: Request) -> FormData:
        async with request.form(max_files=0, max_fields=10) as form:
            if not from_here(request, self._form_token, form.get(FORM_TOKEN)):
                raise HTTPException(
                    403, "This form is out of date or came from elsewhere; open the page anew."
                )
            return form

    def _judge(self, question: str, verdict: str, note: str) -> None:
        if verdict not in get_args(Verdict):
            raise InputError(f"{verdict!r} is no verdict; it is `same` or `different`.")
        with Store.open(self._record) as store:
            found = next((q for q in store.questions() if q.id == question), None)
            if found is None:
                raise UnknownIdError(
                    f"No open question has the id {question!r}; it may be answered already."
                )
            made = datetime.now(UTC).isoformat(timespec="seconds")
            new = judgement(
                "same" if verdict == "same" else "different",
                found.first,
                found.second,
                made=made,
                note=note[:_LONGEST_NOTE] or None,
            )
            against = conflict(store.judgements(), new)
            if against is not None:
                raise InputError(against.sentence)
            if store.judge(new):
                _link(store)

    def _undo(self, identifier: str) -> None:
        with Store.open(self._record) as store:
            store.undo_judgement(identifier)
            _link(store)


def _link(store: Store) -> None:
    generation = store.generation()
    update(store)
    store.mark_linked(generation)


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def _back() -> Response:
    return RedirectResponse("/actors", 303)
