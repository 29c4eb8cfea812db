"""Addresses are asked when they are due and for what is new; nothing is read twice or lost."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

import msgspec
import pytest

from detente.errors import InputError
from detente.watching import News, Watcher
from detente.watching.memory import beside

Make = Callable[..., Watcher]


def read(news: News) -> list[str]:
    return sorted((page.url or "").rpartition("/")[2] for page in news.pages)


def test_only_what_is_new_is_read_and_asked_for(site, watcher: Make, clock, record) -> None:
    feed = site.feed("grain", "coal")
    site.story("grain", "grain")
    site.story("coal", "coal")
    watch = watcher(feed)
    assert read(watch.poll()) == ["coal", "grain"]
    assert record.store.counts()["pages"] == 2

    site.forget()
    assert watch.poll().asked == 0  # not due yet
    clock.later(16)
    news = watch.poll()
    assert (news.asked, news.pages) == (1, ())
    assert site.paths == ["/feed"]
    assert site.asked[0][1]["If-None-Match"].startswith('"')

    site.feed("timber", "grain", "coal")
    site.story("timber", "timber")
    site.forget()
    clock.later(16)
    assert read(watch.poll()) == ["timber"]
    assert site.paths == ["/feed", "/timber"]


def test_a_restart_goes_on_where_it_was(site, watcher: Make, clock) -> None:
    feed = site.feed("grain")
    site.story("grain", "grain")
    assert read(watcher(feed).poll()) == ["grain"]
    site.forget()
    clock.later(16)
    assert watcher(feed).poll().pages == ()
    assert site.paths == ["/feed"]


def test_without_its_memory_it_asks_again_and_adds_nothing(site, watcher, clock, record) -> None:
    feed = site.feed("grain")
    site.story("grain", "grain")
    watcher(feed).poll()
    beside(record.store.path).unlink()
    news = watcher(feed).poll()
    assert (news.asked, news.pages) == (1, ())
    assert record.store.counts()["pages"] == 1


def test_what_is_new_in_the_standing_rests_on_the_new_pages(site, watcher, clock) -> None:
    feed = site.feed("grain")
    site.story("grain", "grain")
    watch = watcher(feed)
    first = watch.poll()
    assert {change.kind for told in first.standing for change in told.changes} == {"new"}
    words = " ".join(str(change.line) for told in first.standing for change in told.changes)
    assert "gates" in words
    clock.later(16)
    assert watch.poll().standing == ()


def test_a_page_that_fails_is_tried_again_and_given_up_in_the_end(site, watcher, clock) -> None:
    feed = site.feed("grain", "gone")
    site.put("/grain", "try later", status=500)
    watch = watcher(feed)
    assert read(watch.poll()) == []
    site.story("grain", "grain")
    clock.later(16)
    assert read(watch.poll()) == ["grain"]
    for _ in range(3):
        clock.later(16)
        watch.poll()
    assert [path for path in site.paths if path == "/gone"] == ["/gone"] * 3


def test_what_robots_may_not_fetch_is_taken_from_the_feed_itself(site, watcher, record) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /grain\n")
    item = (
        f"<item><link>{site.url('/grain')}</link><description>Tarn said on Monday that the gates "
        "of the dam were open.</description></item>"
    )
    feed = site.put("/feed", f"<rss><channel>{item}</channel></rss>")
    (page,) = watcher(feed).poll().pages
    assert page.url == site.url("/grain")
    assert "/grain" not in site.paths
    assert "gates" in next(record.store.pages()).text


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_left_alone_as_long_as_it_says(site, watcher, clock, status) -> None:
    feed = site.feed("grain", "coal", "timber")
    site.put("/grain", "later", status=status, Retry_After="3600")
    site.story("coal", "coal")
    watch = watcher(feed)
    assert watch.poll().pages == ()
    assert site.paths == ["/feed", "/grain"]
    site.forget()
    clock.later(50)
    assert watch.poll().asked == 0
    assert site.asked == []
    site.story("grain", "grain")
    site.story("timber", "timber")
    clock.later(11)
    assert read(watch.poll()) == ["coal", "grain", "timber"]


def test_failures_on_end_are_asked_later_and_later(site, watcher, clock) -> None:
    watch = watcher(site.url("/none"), every=900.0)
    for wait in (30, 60, 120):
        news = watch.poll()
        assert [(item.where, "404" in item.why) for item in news.failed] == [(site.url("/none"), 1)]
        clock.later(wait - 1)
        assert watch.poll().asked == 0
        clock.later(1.1)


def test_a_clock_that_is_set_back_does_not_stop_the_watch(site, watcher, clock) -> None:
    feed = site.feed("grain")
    site.story("grain", "grain")
    clock.later(10 * 24 * 60)
    watcher(feed).poll()
    clock.later(-10 * 24 * 60)
    assert watcher(feed).poll().asked == 1


def test_a_sitemap_gives_what_changed_lately_and_then_what_is_new(site, watcher, clock) -> None:
    def sitemap(**places: str) -> str:
        told = "".join(
            f"<url><loc>{site.url('/' + name)}</loc><lastmod>{day}</lastmod></url>"
            for name, day in places.items()
        )
        return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{told}</urlset>"

    for name in ("old", "new", "later"):
        site.story(name, name)
    site.put("/map.xml.gz", gzip.compress(sitemap(old="2030-01-01", new="2031-02-27").encode()))
    index = site.put(
        "/index.xml",
        f"<sitemapindex><sitemap><loc>{site.url('/map.xml.gz')}</loc></sitemap></sitemapindex>",
    )
    watch = watcher(index)
    assert read(watch.poll()) == ["new"]
    site.put(
        "/map.xml.gz",
        gzip.compress(sitemap(old="2030-01-01", new="2031-02-27", later="2029-05-05").encode()),
    )
    clock.later(16)
    assert read(watch.poll()) == ["later"]


def test_a_page_is_read_again_when_its_articles_change_not_all_around_them(
    site, watcher, clock
) -> None:
    page = site.story("grain", "grain")
    watch = watcher(page)
    assert read(watch.poll()) == ["grain"]
    body = site.answers["/grain"][2].decode()
    site.put("/grain", body.replace("<body>", "<body><!-- visit 2 -->"))
    clock.later(16)
    assert watch.poll().pages == ()
    site.put("/grain", body.replace("on Monday", "again on Monday"))
    clock.later(16)
    assert read(watch.poll()) == ["grain"]


def test_so_many_pages_at_a_poll_and_the_rest_at_the_next(site, watcher, clock) -> None:
    names = [f"page{number}" for number in range(5)]
    feed = site.feed(*names)
    for name in names:
        site.story(name, name)
    watch = watcher(feed, most=2)
    found = []
    for _ in range(3):
        found.append(read(watch.poll()))
        clock.later(16)
    assert [len(pages) for pages in found] == [2, 2, 1]
    assert sorted(name for pages in found for name in pages) == names


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<rss><channel><item>", "no well-formed XML"),
        ("<!DOCTYPE r [<!ENTITY a 'b'>]><rss></rss>", "XML bombs"),
        (b"\x1f\x8b\x08\x00garbage", "unpacked"),
    ],
)
def test_a_listing_that_cannot_be_read_is_told(site, watcher, body, why) -> None:
    (item,) = watcher(site.put("/feed", body)).poll().failed
    assert why in item.why


def test_a_feed_cannot_lead_into_the_machine(site, watcher, record) -> None:
    """By default only public hosts are fetched from, the watched and those that they name."""
    (item,) = watcher(site.url("/feed", host="127.0.0.1"), fetcher=None).poll().failed
    assert "not a public address" in item.why
    assert site.asked == []
    names = ("file:///etc/passwd", "http://169.254.169.254/latest", "javascript:alert(1)")
    items = "".join(f"<item><link>{name}</link></item>" for name in names)
    feed = site.put("/feed", f"<rss><channel>{items}</channel></rss>")
    watch = watcher(feed)
    watch._fetcher._guard._resolve = lambda host, port: (
        ["127.0.0.1"] if host == "news.example" else [host]
    )
    failed = watch.poll().failed
    assert [(item.where, "public" in item.why) for item in failed] == [(names[1], True)]
    assert record.store.counts()["pages"] == 0


def test_a_memory_that_is_none_is_refused(watcher, record) -> None:
    file = beside(record.store.path)
    file.write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match="remove it"):
        watcher("https://news.example/feed")
    file.write_text(json.dumps({"version": 99}), encoding="utf-8")
    with pytest.raises(InputError, match="later version"):
        watcher("https://news.example/feed")


def test_news_is_json(site, watcher) -> None:
    feed = site.feed("grain")
    site.story("grain", "grain")
    told = json.loads(msgspec.json.encode(watcher(feed).poll()))
    assert told["pages"][0]["watched"] == feed
    assert told["at"].startswith("2031-02-")
