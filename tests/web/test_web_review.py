"""A person answers a question from a form, and takes the answer back."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from detente.record import Store
from detente.web import create


@pytest.fixture
def answering(own_record):
    with TestClient(create(own_record, hosts=None), follow_redirects=False) as client:
        yield client, own_record


def form_of(client) -> dict[str, str]:
    page = client.get("/actors").text
    return dict(re.findall(r'name="(form|question)" value="([^"]+)"', page))


def test_a_question_is_answered_and_the_answer_taken_back(answering):
    client, record = answering
    form = form_of(client)
    answer = client.post("/review", data={**form, "verdict": "different", "note": "two people"})
    assert answer.status_code == 303
    with Store.open(record, readonly=True) as store:
        (made,) = store.judgements()
        assert made.verdict == "different"
        assert made.note == "two people"
        assert not store.links_are_stale()
    page = client.get("/actors").text
    assert "two people" in page
    undo = {"form": form["form"], "judgement": made.id}
    assert client.post("/review/undo", data=undo).status_code == 303
    with Store.open(record, readonly=True) as store:
        assert store.judgements() == ()


@pytest.mark.parametrize(
    ("changed", "headers"),
    [
        ({"form": "guessed"}, {}),
        ({"form": ""}, {}),
        ({}, {"sec-fetch-site": "cross-site"}),
        ({}, {"sec-fetch-site": "same-site"}),
    ],
)
def test_forms_from_elsewhere_change_nothing(answering, changed, headers):
    client, record = answering
    data = {**form_of(client), "verdict": "same", **changed}
    assert client.post("/review", data=data, headers=headers).status_code == 403
    with Store.open(record, readonly=True) as store:
        assert store.judgements() == ()


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"verdict": "maybe"}, 400), ({"question": "u:ffff"}, 404), ({"verdict": ""}, 400)],
)
def test_what_is_no_answer_is_refused_in_a_sentence(answering, changed, status):
    client, _ = answering
    answer = client.post("/review", data={**form_of(client), "verdict": "same", **changed})
    assert answer.status_code == status
    assert "That did not work" in answer.text or "Not found" in answer.text


def test_reading_writes_nothing(answering):
    client, record = answering
    before = record.read_bytes()
    for path in ("/", "/actors", "/timeline", "/standing?party=Norland&party=Sudmark"):
        assert client.get(path).status_code == 200
    assert client.get("/review").status_code in (404, 405)
    assert record.read_bytes() == before
