"""What can be watched: lists of addresses, and what an address turns out to be."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InputError, MissingInputError
from detente.watching import addresses, manners
from detente.watching.listing import listing

A, B = "https://post.example/feed", "http://courier.example/map.xml"
BASE = "https://post.example/news/"
OPML = (
    "<opml version='2.0'><body><outline text='News'>"
    f"<outline xmlUrl='{A}'/><outline text='none'/><outline xmlUrl='{B}'/><outline xmlUrl='{A}'/>"
    "<outline xmlUrl='file:///etc/passwd'/></outline></body></opml>"
)
LISTS = {
    "lines": f"# watched\n{A}\n\n  {B} # the map\n{A}\n",
    "a byte order mark": f"\ufeff{A}\n{B}\n",
    "OPML": OPML,
    "OPML with a declaration": f"<?xml version='1.0'?>\n{OPML}",
}
NO_LISTS = {
    "a word": ("post.example\n", "1 is no address"),
    "a file": ("file:///etc/passwd\n", "no address that is fetched"),
    "nothing": ("# nothing\n", "names no address"),
    "a page": ("<html><body/></html>", "no OPML"),
    "broken OPML": ("<opml><body>", "well-formed"),
    "a bomb": ("<!DOCTYPE o [<!ENTITY a 'a'>]><opml/>", "XML bombs"),
}
FOUND = {
    "RSS": (
        "<rss><channel><item><link>a.html</link><pubDate>Mon</pubDate></item></channel></rss>",
        ("feed", [(f"{BASE}a.html", "Mon")]),
    ),
    "Atom": (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/b'/>"
        "<published>2031-02-01</published><updated>2031-02-03</updated></entry></feed>",
        ("feed", [("https://post.example/b", "2031-02-03")]),
    ),
    "a sitemap of news": (
        "<urlset xmlns:n='urn:n'><url><loc> https://post.example/c </loc><n:news>"
        "<n:publication_date>2031-02-04</n:publication_date></n:news></url></urlset>",
        ("sitemap", [("https://post.example/c", "2031-02-04")]),
    ),
    "an index": (
        "<?xml version='1.0'?><sitemapindex><sitemap><loc>https://post.example/m.xml</loc>"
        "</sitemap></sitemapindex>",
        ("index", [("https://post.example/m.xml", "")]),
    ),
    "a page": ("<html><body><p>The gates are open.</p></body></html>", ("page", [])),
    "places that are not fetched": (
        "<urlset><url><loc>file:///etc/passwd</loc></url><url><loc>http://[</loc></url></urlset>",
        ("sitemap", []),
    ),
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_addresses_are_read_once_each_in_their_order(text: str, tmp_path: Path) -> None:
    file = tmp_path / "list"
    file.write_text(text, encoding="utf-8")
    assert addresses(file) == (A, B)


@pytest.mark.parametrize(("text", "why"), NO_LISTS.values(), ids=NO_LISTS)
def test_what_is_no_list_says_so(text: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "list"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=why):
        addresses(file)


def test_a_list_that_is_not_there_is_missed(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError):
        addresses(tmp_path / "none.opml")


@pytest.mark.parametrize(("text", "wanted"), FOUND.values(), ids=FOUND)
def test_an_address_is_known_by_what_it_holds(text: str, wanted: tuple[str, list[object]]) -> None:
    found = listing(text.encode(), BASE)
    assert (found.kind, [(place.url, place.changed) for place in found.places]) == wanted


@given(
    st.one_of(
        st.binary(max_size=300),
        st.sampled_from([t for t, _ in FOUND.values()]).flatmap(
            lambda text: st.integers(0, len(text)).map(lambda cut: text[:cut].encode())
        ),
    )
)
def test_whatever_a_server_sends_is_read_or_refused_in_words(body: bytes) -> None:
    with contextlib.suppress(InputError):  # any other exception is a defect
        assert all(place.key for place in listing(body, BASE).places)


RESTS = {
    "seconds": ("120", 120.0),
    "a date": ("Wed, 28 Feb 2029 12:00:10 GMT", 10.0),
    "nothing": ("", 300.0),
    "nonsense": ("soon", 300.0),
    "a year": ("31536000", 86_400.0),
    "the past": ("Wed, 28 Feb 2024 12:00:10 GMT", 1.0),
}


@pytest.mark.parametrize(("told", "wait"), RESTS.values(), ids=RESTS)
def test_a_busy_host_says_how_long_it_is_left_alone(told: str, wait: float) -> None:
    now = dt.datetime(2029, 2, 28, 12, tzinfo=dt.UTC).timestamp()
    assert manners.rest({"retry-after": told}, now) == now + wait


@given(st.floats(60, 86_400), st.integers(0, 10_000))
def test_failures_put_the_next_time_off_but_never_beyond_a_day(every: float, times: int) -> None:
    later = [manners.next_time(0.0, every, failures) for failures in (times, times + 1)]
    assert every <= later[0] <= later[1] <= 86_400
