"""Further crawls of a page, and other pages of its site, show what is furniture."""

from __future__ import annotations

from detente.articles import articles, gathered
from detente.nouns import Page
from detente.pages import page

TITLE = "Sluice keepers of Anverre refuse to open the gates before the toll is shared"
BODY = [
    "The sluice keepers of Anverre will keep the gates of the upper canal shut until the toll is "
    "shared between both towns, their guild said on Monday.",
    "The guild's warden, Berit Solvang, said that the keepers had worked two winters without a "
    "share, and that they would not work a third.",
    "“Whoever wants the water may pay for the hand that lets it in,” she said at the lower gate, "
    "where some forty barges were waiting in the rain.",
    "The town of Corvell answered that it would talk about the toll when the gates were open, and "
    "not a day before that.",
]
SLOGAN = "Every morning we bring you what the river brought us, and we have done so since 1911."
TEASERS = {
    "2020-01-05": "A baker in Corvell has built a boat of bread, and it has carried him across.",
    "2021-01-05": "The new lock is too narrow for the barge that was built to be its first guest.",
}


def crawl(day: str, url: str | None = "https://example.org/sluice") -> Page:
    text = "\n".join(["Home", TITLE, *BODY, TEASERS[day], "Contact us"])
    return page(text.encode(), url=url, retrieved=f"{day}T08:00:00Z", media="text/plain")


def test_what_differs_between_two_crawls_is_no_text() -> None:
    crawls = [crawl(day) for day in TEASERS]
    said = gathered(crawls)
    for one in crawls:
        alone, beside = articles(one), articles(one, elsewhere=said[one.id])
        teaser = TEASERS[(one.retrieved or "")[:10]]
        assert teaser in alone.articles[0].text
        assert beside.articles[0].text == "\n".join(BODY)
        at = one.text.index(teaser)
        assert [d.why for d in beside.dropped if d.start <= at < d.end] == [
            "not on another crawl of the page"
        ]


def test_crawls_without_an_address_are_known_by_their_text() -> None:
    crawls = [crawl(day, url=None) for day in TEASERS]
    assert {one.id for one in crawls} == set(gathered(crawls))


def test_a_paragraph_that_was_added_in_its_midst_stays() -> None:
    added = "The guild later said that it would open one gate for the doctor's boat and for milk."
    first = crawl("2020-01-05")
    second = page(first.text.replace(BODY[2], f"{BODY[2]}\n{added}").encode(), url=first.url)
    said = gathered([first, second])
    assert added in articles(second, elsewhere=said[second.id]).articles[0].text


def pages_of_a_site() -> list[Page]:
    places = ("Anverre", "Tolmin", "Ostrey", "Quarne")
    return [
        page(
            "\n".join(
                [TITLE.replace("Anverre", place), *(f"{place}: {part}" for part in BODY), SLOGAN]
            ).encode(),
            url=f"https://example.org/{place}",
        )
        for place in places
    ]


def test_what_the_pages_of_a_site_share_is_no_text() -> None:
    pages = pages_of_a_site()
    said = gathered(pages)
    for one in pages:
        beside = articles(one, elsewhere=said[one.id])
        assert SLOGAN in articles(one).articles[0].text
        assert SLOGAN not in beside.articles[0].text
        assert beside.articles[0].text.endswith("a day before that.")
        assert beside.dropped[-1].why == "on other pages of the site"


def test_the_order_of_pages_changes_nothing() -> None:
    pages = [*pages_of_a_site(), *(crawl(day) for day in TEASERS)]
    assert gathered(pages) == gathered(reversed(pages))


def test_pages_that_share_nothing_are_left_out() -> None:
    assert gathered(pages_of_a_site()[:1]) == {}
    assert gathered([crawl("2020-01-05"), crawl("2020-01-05")]) == {}
