"""What stands between the pages and the network."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from detente.web import create
from detente.web.guard import LOOPBACK, is_loopback

TOKEN = "a-token-for-the-test"  # noqa: S105


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/style.css", "/timeline.json"])
def test_every_answer_forbids_scripts_and_frames(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "script-src" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8737", 200),
        ("127.0.0.1", 200),
        ("[::1]:8737", 200),
        ("LOCALHOST", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example:80", 421),
        ("", 421),
    ],
)
def test_only_our_own_names_are_answered_to(record, host, status):
    with TestClient(create(record)) as client:
        assert client.get("/stories", headers={"host": host}).status_code == status


def test_no_page_without_the_token(record):
    with TestClient(create(record, hosts=None, token=TOKEN)) as client:
        assert client.get("/stories").status_code == 401
        assert client.get("/static/style.css").status_code == 401
        assert client.get("/stories?token=wrong").status_code == 401
        welcomed = client.get(f"/stories?kind=x&token={TOKEN}", follow_redirects=False)
        assert welcomed.status_code == 303
        assert welcomed.headers["location"] == "/stories?kind=x"
        cookie = welcomed.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert client.get("/stories").status_code == 200


def test_refusals_have_the_shape_that_programs_know(record):
    with TestClient(create(record, token=TOKEN)) as client:
        for headers, status in (({"host": "evil.example"}, 421), ({"host": "localhost"}, 401)):
            answer = client.get("/stories.json", headers=headers)
            assert answer.json()["error"]["status"] == answer.status_code == status


def test_the_token_as_a_bearers(record):
    with TestClient(create(record, hosts=None, token=TOKEN)) as client:
        given = {"authorization": f"Bearer {TOKEN}"}
        assert client.get("/stories.json", headers=given).status_code == 200
        assert (
            client.get("/stories", headers={"authorization": "Bearer é".encode()}).status_code
            == 401
        )


def test_the_welcome_leads_nowhere_else(record):
    with TestClient(create(record, hosts=None, token=TOKEN)) as client:
        answer = client.get(f"//evil.example/?token={TOKEN}", follow_redirects=False)
        assert not answer.headers["location"].startswith("//")


@pytest.mark.parametrize("host", [*sorted(LOOPBACK), "[::1]"])
def test_loopback_is_known(host):
    assert is_loopback(host)
    assert not is_loopback("0.0.0.0")  # noqa: S104
