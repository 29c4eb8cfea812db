"""What is new to a browser: counted from its visit before this one, told by a cookie alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from detente.record import Store
from detente.web import create
from detente.web.visit import COOKIE, Visit, looked

OLD, NEW = (3, 40), (5, 61)


@pytest.mark.parametrize(
    ("before", "marks", "minute", "since"),
    [
        (None, NEW, 1000, None),
        (Visit(OLD, OLD, 900), NEW, 1000, OLD),
        (Visit(OLD, NEW, 995), NEW, 1000, OLD),  # the same visit: what was new stays new
        (Visit(OLD, NEW, 900), NEW, 1000, NEW),
        (Visit(NEW, NEW, 900), OLD, 1000, None),  # another record, or one made anew
    ],
)
def test_new_is_what_was_filed_since_the_visit_before(before, marks, minute, since):
    found, visit = looked(before, marks, minute)
    assert found == since
    assert visit.seen == marks
    assert visit.minute == minute


@given(st.tuples(*[st.integers(0, 2**40)] * 5))
def test_a_cookie_is_read_back(numbers):
    visit = Visit(numbers[:2], numbers[2:4], numbers[4])
    assert Visit.of(visit.cookie()) == visit


@given(st.text(max_size=80))
def test_any_other_cookie_tells_of_no_visit(words):
    found = Visit.of(words)
    assert found is None or words.count(".") == 4


def test_the_first_page_tells_what_was_filed_meanwhile(own_record, case):
    with TestClient(create(own_record, hosts=None)) as client:
        assert "New since" not in client.get("/").text
        assert "Nothing was filed" in client.get("/").text
        client.cookies.clear()
        client.cookies.set(COOKIE, Visit((1, 1), (1, 1), 5).cookie())
        page = client.get("/").text
        with Store.open(own_record, readonly=True) as store:
            articles = store.counts()["articles"] - 1
        assert f"{articles} article" in page
        assert "New since your last visit" in page


def test_a_program_counts_from_the_mark_that_it_was_given(own_record):
    with TestClient(create(own_record, hosts=None)) as client:
        first = client.get("/index.json").json()
        assert first["new"] is None
        again = client.get(f"/index.json?since={first['mark']}").json()
        assert again["new"]["articles"] == 0
        assert client.get("/index.json?since=soon").status_code == 400
