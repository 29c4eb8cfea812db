"""Every sheet answers as a page and as JSON; what cannot be shown is told in one shape."""

from __future__ import annotations

import json
import re

import pytest
from starlette.testclient import TestClient

from detente.record import Store
from detente.web import create

STANDING = "/standing?party=Norland&party=Sudmark"


def addresses(case) -> dict[str, str]:
    return {
        "/": "Where things stand",
        STANDING: "Norland ⇄ Sudmark",
        f"/statement/{case.locks.id}": "Ilse Maren",
        f"/article/{case.wire.id}": case.wire.title or "Untitled",
        f"/page/{case.wire.page}": "as it was delivered",
        f"/actor/{case.minister.id}": "Names seen",
        "/actors": "2 actors",
        "/stories": "1 story",
        "/discrepancies": "1 discrepancy",
        "/timeline": "Timeline",
        "/search?q=locks": "passages",
        f"/show/{case.difference.id}": "Outlets differ",
    }


def test_every_page_answers_with_its_words_and_its_data(client, case):
    for address, words in addresses(case).items():
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert words in answer.text, address
        path, _, query = address.partition("?")
        twin = client.get((path if path != "/" else "/index") + ".json?" + query)
        assert twin.headers["content-type"] == "application/json"
        assert isinstance(twin.json(), dict), address


def test_the_standing_answers_who_waits_for_whom_and_where_it_is_told(client, case):
    text = client.get(STANDING).text
    assert "Norland waits for Sudmark" in text
    assert "Sudmark waits for Norland" in text
    assert "Each waits for the other" in text
    assert f'href="/statement/{case.locks.id}"' in text
    assert f'href="/article/{case.wire.id}"' in text
    assert 'href="#wait-1"' in text


def test_the_standing_of_a_day_leaves_out_what_came_later(client):
    assert client.get(f"{STANDING}&on=2031-04-01").text.count('<article class="wait"') == 0
    assert client.get(f"{STANDING}&on=2031-04-30").text.count('<article class="wait"') == 2


def test_what_changed_since_a_day(client):
    found = client.get("/standing.json?party=Norland&party=Sudmark&since=2031-04-01").json()
    assert {change["kind"] for change in found["changes"]} == {"new"}
    assert "Changed since 1 Apr 2031" in client.get(f"{STANDING}&since=2031-04-01").text


def test_the_other_party_is_found_where_one_is_named(client):
    assert "Norland ⇄ Sudmark" in client.get("/standing?party=Norland").text


def test_a_prefix_of_an_id_opens(client, case):
    assert client.get(f"/statement/{case.locks.id[:6]}").status_code == 200


def test_show_leads_to_the_sheet_that_a_thing_has(client, case):
    answer = client.get(f"/show/{case.minister.id}", follow_redirects=False)
    assert answer.headers["location"] == f"/actor/{case.minister.id}"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "no page"),
        ("/statement/s:ffffffffffff", 404, "Nothing in the record"),
        ("/statement/a:", 404, ""),
        ("/standing?party=Norland&party=Atlantis", 404, "Atlantis"),
        ("/standing", 404, "Name two parties"),
        ("/standing?party=Norland&party=Sudmark&on=soon", 400, "is no day"),
        ("/discrepancies?kind=mood", 400, "is none of"),
        ("/timeline?next=%7B%7D", 400, "damaged"),
        ("/statement", 404, "no page"),
    ],
)
def test_failures_have_one_shape(client, path, status, words):
    page = client.get(path)
    assert page.status_code == status
    assert 'href="/actors"' in page.text
    name, _, query = path.partition("?")
    twin = client.get(f"{name}.json?{query}")
    assert twin.status_code == status
    error = twin.json()["error"]
    assert error["status"] == status
    assert words in error["message"]


def test_listings_go_on_by_opaque_tokens(client, monkeypatch):
    whole = client.get("/search.json?q=locks").json()["found"]
    monkeypatch.setattr("detente.web.sheets.finding._SIZE", 1)
    met, following = [], ""
    while following is not None:
        found = client.get(f"/search.json?q=locks&actor=&next={following}").json()
        met += [line["id"] for line in found["found"]]
        following = found["next"]
    assert met == [line["id"] for line in whole]
    assert len(met) > 1


def test_filters_of_the_search(client):
    every = client.get("/search.json?q=locks").json()
    direct = client.get("/search.json?q=locks&kind=direct").json()
    assert 0 < direct["among"] <= every["among"]
    assert client.get("/search.json?q=locks&actor=Lunt").json()["among"] == 0
    assert client.get("/search.json?q=locks&act=demand").json()["among"] == 1
    assert client.get("/search.json?q=locks&until=2001-01-01").json()["among"] == 0


def test_the_timeline_filters_by_party_and_day(client):
    whole = client.get("/timeline.json").json()
    assert whole["among"] == 3
    party = client.get("/timeline.json?party=Norland").json()
    assert {m["party"] for m in party["moments"]} == {"Norland"}
    assert client.get("/timeline.json?since=2032-01-01").json()["among"] == 0


def test_a_record_is_readable_while_it_is_written(own_record):
    with (
        TestClient(create(own_record, hosts=None)) as client,
        Store.open(own_record) as writer,
        writer._database.writing() as connection,
    ):
        connection.exec_driver_sql("DELETE FROM questions")
        assert client.get("/").status_code == 200
        assert client.get(STANDING).status_code == 200


def test_what_is_remembered_is_forgotten_when_the_record_changes(own_record, case):
    from detente.linking.opinions import judgement
    from detente.nouns import NameAt

    with TestClient(create(own_record, hosts=None)) as client:
        assert client.get("/actors.json").json()["judgements"] == []
        with Store.open(own_record) as store:
            one, other = (NameAt(name=n, kind="person") for n in ("Ilse Maren", "Maren"))
            store.judge(judgement("same", one, other))
        assert len(client.get("/actors.json").json()["judgements"]) == 1


def test_the_json_is_what_the_page_shows(client, case):
    sheet = client.get(f"/statement/{case.locks.id}.json").json()
    assert [w["text"] for w in sheet["wordings"]] == [w.text for w in case.locks.wordings]
    assert json.dumps(sheet)
    page = client.get(f"/statement/{case.locks.id}").text
    assert "<ins>" in page
    assert "<del>" in page
    assert "Coastal Wire" in page


def test_a_defect_is_told_without_a_traceback(record, monkeypatch):
    monkeypatch.setattr("detente.web.application.make", lambda reader, at: 1 / 0)
    with TestClient(create(record, hosts=None), raise_server_exceptions=False) as client:
        answer = client.get("/timeline.json")
    assert answer.status_code == 500
    assert "defect" in answer.json()["error"]["message"]
    assert "Traceback" not in answer.text


def test_an_empty_record_says_what_to_do(tmp_path):
    with Store.open(tmp_path / "empty.db", create=True):
        pass
    with TestClient(create(tmp_path / "empty.db", hosts=None)) as client:
        assert "detente read PATH" in client.get("/").text
        for path in ("/timeline", "/actors", "/stories", "/discrepancies", "/search?q=x"):
            assert client.get(path).status_code == 200, path


def test_a_standing_lists_what_stands_on_its_page(client):
    page = client.get("/standing?party=Norland&party=Sudmark").text
    contents = page[page.index('aria-label="On this page"') :]
    contents = contents[: contents.index("</nav>")]
    targets = re.findall(r'href="#([\w-]+)"', contents)
    assert "from-1" in targets
    assert all(f'id="{target}"' in page for target in targets)


def test_a_discrepancy_marks_the_words_that_an_outlet_changed(client, case):
    model = client.get("/discrepancies.json?kind=wording").json()
    assert model["differences"]
    page = client.get("/discrepancies?kind=wording").text
    assert "<ins>" in page
    assert "<del>" in page


def test_the_first_page_says_who_said_first_what_is_waited_for(client, case):
    (pair, *_) = client.get("/index.json").json()["pairs"]
    assert {voice["party"] for voice in pair["voices"]} <= set(pair["parties"])
    (voice, *_) = pair["voices"]
    page = client.get("/").text
    assert "First said by" in page
    assert f"/statement/{voice['statement']}" in page or voice["statement"][:8] in page
