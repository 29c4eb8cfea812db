"""Addresses: read, written on a server and on disk, and continued."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InputError
from detente.web.address import Address, OnDisk, Served, file_name, token

PAIR = Address.of("standing", party=("Nord/Land", "Süd & Mark"))


def test_an_address_on_a_server():
    served = Served()
    assert served.href(Address("home")) == "/"
    assert served.href(Address("home"), "json") == "/index.json"
    assert served.href(Address.of("statement", "s:12"), "json") == "/statement/s:12.json"
    assert served.href(PAIR) == "/standing?party=Nord%2FLand&party=S%C3%BCd+%26+Mark"


def test_values_are_read_by_name_and_blanks_are_none():
    assert PAIR.every("party") == ("Nord/Land", "Süd & Mark")
    assert Address.of("search", q=" ").one("q") is None
    assert Address.of("timeline", since="2031-04-01").day("since") == "2031-04-01"
    with pytest.raises(InputError, match="is no day"):
        Address.of("timeline", since="April").day("since")


def test_changing_a_value_starts_the_listing_anew():
    at = Address.of("timeline", party="Norland", next=token(100))
    assert at.skipped == 100
    assert at.but(party=None).query == ()
    assert at.but(party="Sudmark").skipped == 0


@pytest.mark.parametrize("damaged", ["x", "{}", "LTU=", "bnVsbA==", "é"])
def test_a_damaged_token_is_told(damaged):
    at = Address.of("timeline", next=damaged)
    if damaged == "LTU=":  # -5
        assert at.skipped == 0
        return
    with pytest.raises(InputError, match="damaged"):
        _ = at.skipped


@given(
    st.text(max_size=30), st.lists(st.tuples(st.just("party"), st.text(max_size=20)), max_size=3)
)
def test_a_files_name_is_plain_whatever_the_query_holds(identifier, query):
    name = file_name(Address("standing", "s:" + identifier.replace("/", ""), tuple(query)))
    assert name.startswith("standing/")
    assert ":" not in name.replace(identifier, "")


def test_links_between_files_go_up_only_from_folders():
    home, statement = Address("home"), Address.of("statement", "s:12")
    kinds = ("home", "statement")
    assert OnDisk(home, kinds).href(statement) == "statement/s-12.html"
    below = OnDisk(statement, kinds)
    assert below.href(home) == "../index.html"
    assert below.asset("style.css") == "../static/style.css"
    assert below.href(Address("search")) == ""
    assert below.wanted == [home]
