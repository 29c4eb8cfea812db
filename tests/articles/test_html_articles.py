"""HTML gives its main text, and what its head says of it."""

from __future__ import annotations

import pytest

from detente.articles import articles
from detente.articles.profiles import by_host, host_of, profiles
from detente.pages import page

BODY = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The harbour board of Oye said on Tuesday that the ferries will not sail before the tariff "
        "on foreign ships has been lifted by the customs court of Vestria.",
        "It had been asked for a date by the unions, whose members have been without work since "
        "the straits were closed, and it said that it could name none.",
        "“We will sail on the day that the tariff goes,” the board wrote in a letter that was read "
        "out to the crews on the quay, and it promised to pay them until the end of the month.",
    )
)
LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "WebSite", "name": "Straits Weekly"},
{"@type": "NewsArticle", "headline": "Ferries of Oye stay in port &amp; wait",
 "datePublished": "2021-03-04T08:00:00+01:00", "dateModified": "2021-03-05T08:00:00+01:00",
 "author": [{"@type": "Person", "name": "Nora Lindqvist"}], "publisher": {"name": "Straits Weekly"}}
]}</script>"""


def html(head: str = "", body: str = BODY) -> bytes:
    return (
        f"<!doctype html><html lang=en><head><title>Ferries of Oye stay in port | Straits Weekly"
        f"</title>{head}</head><body><nav><a href=/>Home</a> <a href=/n>News</a></nav><article>"
        f"<h1>Ferries of Oye stay in port</h1>{body}</article><footer>© 2021</footer></body></html>"
    ).encode()


def test_main_text_and_linked_data_are_read() -> None:
    (article,) = articles(page(html(LINKED))).articles
    assert article.text.startswith("The harbour board of Oye")
    assert article.text.endswith("the end of the month.")
    assert "Home" not in article.text
    assert article.title == "Ferries of Oye stay in port & wait"
    assert (article.outlet, article.byline) == ("Straits Weekly", "Nora Lindqvist")
    assert (article.published, article.language) == ("2021-03-04", "en")
    assert {claim.kind for claim in article.dates} == {"metadata", "updated"}
    assert article.segments == ()


def test_meta_elements_are_read_where_nothing_is_linked() -> None:
    head = (
        '<meta property="og:site_name" content="Straits Weekly">'
        '<meta name="author" content="By Nora Lindqvist">'
        '<meta property="article:published_time" content="2021-03-04T08:00:00Z">'
    )
    (article,) = articles(page(html(head))).articles
    assert (article.title, article.byline) == ("Ferries of Oye stay in port", "Nora Lindqvist")
    assert (article.published, article.outlet) == ("2021-03-04", "Straits Weekly")


def test_no_date_is_invented() -> None:
    (article,) = articles(page(html())).articles
    assert (article.published, article.dates) == (None, ())


def test_what_was_given_stands_beside_what_the_page_says() -> None:
    one = page(
        html(LINKED),
        url="https://www.example.org/2021/03/03/ferries",
        retrieved="2021-03-06T00:00:00Z",
        given={"published": "2021-03-02", "outlet": "Oye Post"},
    )
    (article,) = articles(one).articles
    assert (article.outlet, article.published) == ("Oye Post", "2021-03-02")
    assert sorted(claim.kind for claim in article.dates) == [
        "address",
        "given",
        "metadata",
        "retrieved",
        "updated",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body></body></html>",
        b"<html><body><a href=/>Home</a></body></html>",
        b"<html>" + b"<div>" * 20_000,
        b"<html><head><script type='application/ld+json'>{broken</script></head><p>x",
    ],
)
def test_html_without_an_article_gives_none_and_says_why(data: bytes) -> None:
    cleaned = articles(page(data, media="text/html"))
    assert not cleaned.articles
    assert cleaned.dropped[0].why


def test_profiles_are_found_by_host() -> None:
    assert len({profile.name for profile in profiles()}) == len(profiles())
    some = next(profile for profile in profiles() if profile.hosts)
    assert by_host(host_of(f"https://www.{some.hosts[0]}/a?b#c")) == some
    assert by_host(host_of(f"world.{some.hosts[0]}")) == some
    assert by_host(host_of("https://example.org")) is None
    assert host_of("https://[broken") is None
