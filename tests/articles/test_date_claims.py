"""Claims about an article's date are found, settled by one another, and the right one is chosen."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.articles import articles
from detente.articles.calendars import from_hijri, from_jalali
from detente.articles.claims import address_date, chosen, claims_in, settled
from detente.articles.dateline import dateline
from detente.articles.dates import order_of_host, read_dates, readings, stated
from detente.articles.linked import linked
from detente.articles.partial import partials, resolved
from detente.articles.shown import shown
from detente.nouns import DateClaim, When
from detente.pages import page

BODY = "\n\n".join(
    (
        "The bridge board of Talin will not reopen the crossing before the province of Arvo has "
        "paid its half of the repair, the board's clerk said after a meeting that ran past noon.",
        "Arvo's governor answered that her half had been ready since the spring and that nobody "
        "had come to fetch it, which the clerk called a matter of views and not of money.",
    )
)


@pytest.mark.parametrize(
    ("line", "claims"),
    [
        ("Ana Ruiz 4 March 2021, 14:20", ["published 2021-03-04"]),
        ("By Ana Ruiz, Talin | Mar 4, 2021 7:53pm EST", ["published 2021-03-04"]),
        ("Published Thu, Mar 4 20214:29 AM ESTUpdated an hour ago", ["published 2021-03-04"]),
        ("Coast PressMarch 4, 2021, 9:02 AM", ["published 2021-03-04"]),
        ("4 March 2021 (updated)", ["updated 2021-03-04"]),
        ("17.03.2021 Aktualisiert am 18.03.2021", ["published 2021-03-17", "updated 2021-03-18"]),
        ("Thu 04/03/2021", ["published 2021-03-04"]),
        ("Mar 4, 4:45 PM", ["published None"]),
        ("Born 4 May 1961, she has led the board", []),
        ("The treaty of 4 March 1951 is dead", []),
        ("Marn votes on May 4", []),
    ],
)
def test_a_line_claims_what_it_states_apart(line: str, claims: list[str]) -> None:
    found = claims_in(line, 0, order=None, retrieved=None)
    assert [f"{claim.kind} {claim.when.day}" for claim in found] == claims
    for claim in found:
        assert claim.span is not None
        assert line[slice(*claim.span)] == claim.when.words


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("20210304T101500Z", "2021-03-04"),
        (1614852000, "2021-03-04"),
        ("1614852000000", "2021-03-04"),
        ("2021-03-04T23:30:00-05:00", "2021-03-04"),
        ("Thu, 04 Mar 2021 10:00:00 GMT", "2021-03-04"),
        ("令和3年3月4日", "2021-03-04"),
        ("14 اسفند 1399", "2021-03-04"),
        ("17 تشرين الثاني 2023", "2023-11-17"),
        ("4 มีนาคม 2564", "2021-03-04"),
        ("soon", None),
        (None, None),
        (True, None),
    ],
)
def test_a_field_states_a_day_in_many_forms(value: object, day: str | None) -> None:
    when = stated(value)
    assert (when.day if when else None) == day


@given(st.dates(dt.date(2005, 1, 1), dt.date(2060, 12, 31)))
def test_iranian_years_follow_one_another(day: dt.date) -> None:
    years = [from_jalali(year, "1", 1) for year in (day.year - 621, day.year - 620)]
    first, following = (dt.date.fromisoformat(str(year)) for year in years)
    assert (following - first).days in {365, 366}
    assert (first.month, first.day) in {(3, 20), (3, 21)}


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31)))
def test_every_day_is_among_the_readings_of_its_numbers(day: dt.date) -> None:
    assert day.isoformat() in readings(f"{day.day}/{day.month}/{day.year}")
    assert read_dates(day.strftime("%d %B %Y"))[0].when.day == day.isoformat()


@pytest.mark.parametrize(
    ("words", "anchors", "retrieved", "day"),
    [
        ("Mar 4", ["2021-03-06"], None, "2021-03-04"),
        ("Dec 30", ["2021-01-02"], None, "2020-12-30"),
        ("Mar 4", [], "2021-03-20", "2021-03-04"),
        ("Mar 4", [], "2022-02-20", None),
        ("Thursday, 4 March", [], "2024-02-20", "2021-03-04"),
        ("Mar 4", [], None, None),
    ],
)
def test_a_year_is_settled_or_left_open(
    words: str, anchors: list[str], retrieved: str | None, day: str | None
) -> None:
    (partial,) = partials(words)
    assert resolved(partial, anchors, retrieved) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1 Muharram 1445", "2023-07-19"),
        ("1 Ramadan 1445 AH", "2024-03-11"),
        ("1 Shawwal 1444", "2023-04-21"),
        ("10 Dhu al-Hijjah 1446", "2025-06-06"),
        ("٧ شعبان ١٤٤٦ هـ", "2025-02-06"),
        ("12 ربيع الأول 1447", "2025-09-04"),
    ],
)
def test_a_hijri_date_is_the_days_around_the_one_that_arithmetic_gives(
    words: str, day: str
) -> None:
    (found,) = read_dates(words)
    assert found.when.day is None
    assert str(found.when.earliest) <= day <= str(found.when.latest)
    assert words[found.start : found.end] == found.when.words


@given(st.integers(1400, 1499), st.integers(1, 12))
def test_hijri_months_follow_one_another(year: int, month: int) -> None:
    following = (year + month // 12, month % 12 + 1)
    starts = [from_hijri(*each, 1) for each in ((year, month), following)]
    first, second = (dt.date.fromisoformat(str(start and start[0])) for start in starts)
    assert (second - first).days in {29, 30}


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("March 2021", ["2021-03-01/2021-03-31"]),
        ("Issue 14 | February 2024 | Harbours", ["2024-02-01/2024-02-29"]),
        ("Published: juin 2023", ["2023-06-01/2023-06-30"]),
        ("4 March 2021", ["2021-03-04/2021-03-04"]),
        ("What changed in March 2021", []),
        ("Best Boats March 2021", []),
    ],
)
def test_a_month_that_stands_apart_is_a_claim_of_all_its_days(line: str, days: list[str]) -> None:
    found = claims_in(line, 0, order=None, retrieved=None)
    assert [f"{claim.when.earliest}/{claim.when.latest}" for claim in found] == days
    for one in found:
        assert one.span is not None
        assert line[slice(*one.span)] == one.when.words


def claim(kind: str, day: str, last: str = "", words: str = "") -> DateClaim:
    return DateClaim(kind=kind, when=When(earliest=day, latest=last or day, words=words))


def test_another_claim_settles_day_and_month() -> None:
    doubt = claim("published", "2021-03-04", "2021-04-03", "03/04/2021")
    (first, _) = settled([doubt, claim("address", "2021-04-03")], None)
    assert first.when.day == "2021-04-03"
    assert settled([doubt], "2021-03-20T00:00:00Z")[0].when.day == "2021-03-04"
    assert settled([doubt], None) == (doubt,)


def test_the_day_that_is_shown_goes_before_that_of_greenwich() -> None:
    stamp = claim("metadata", "2021-03-05", words="2021-03-05T03:10:00Z")
    assert chosen([stamp, claim("published", "2021-03-04")], None)[0] == "2021-03-04"
    assert chosen([stamp, claim("address", "2021-03-04")], None)[0] == "2021-03-04"
    assert chosen([stamp, claim("published", "2021-03-01")], None)[0] == "2021-03-05"


@pytest.mark.parametrize(
    ("url", "days"),
    [
        ("https://example.org/2021/3/4/bridge", ("2021-03-04", "2021-03-04")),
        ("https://example.org/2021/02/bridge", ("2021-02-01", "2021-02-28")),
        ("https://example.org/item-12021034", None),
    ],
)
def test_an_address_holds_a_day_or_a_month(url: str, days: tuple[str, str] | None) -> None:
    found = address_date(url)
    assert (found and (found.when.earliest, found.when.latest)) == days


@pytest.mark.parametrize(
    ("host", "order"),
    [("paper.co.uk", "dmy"), ("city.gov", "mdy"), ("example.com", None), (None, None)],
)
def test_a_country_writes_numbers_in_its_order(host: str | None, order: str | None) -> None:
    assert order_of_host(host) == order


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("TALIN. Mar 4 (Interfax) - The board", ("TALIN", "Interfax", "Mar 4")),
        ("ТАЛИН, 4 марта. /ТАСС/. Мост", ("ТАЛИН", "ТАСС", "4 марта.")),
        ("ТАЛИН, 4 мар - РИА Новости. Мост", ("ТАЛИН", "РИА Новости", "4 мар")),
        ("(ANSA) - TALIN, 04 MAR - Il ponte", ("TALIN", "ANSA", "04 MAR")),
        ("Talin (dpa) Die Brücke", ("Talin", "dpa", None)),
        ("ST. TALIN, Fla. (AP) — The", ("ST. TALIN, Fla.", "AP", None)),
        ("TALIN — March 4, 2021 — The", ("TALIN", None, "March 4, 2021")),
    ],
)
def test_datelines_hold_place_agency_and_day(text: str, parts: tuple[str | None, ...]) -> None:
    found = dateline(text)
    assert found is not None
    day = text[slice(*found.day)] if found.day else None
    assert (found.place, found.agency, day) == parts


@pytest.mark.parametrize(
    "text",
    ["Thursday, 4 March - The board", "TALIN. It was", "Talin, Mar 4. Then", "Vale (PAC) it"],
)
def test_days_and_sentences_are_no_datelines(text: str) -> None:
    assert dateline(text) is None


def test_linked_data_are_read_when_nested_escaped_or_broken() -> None:
    of_list = '[{"@type": "Event"}, {"@type": ["Thing", "NewsArticle"], "datePublished": "2021"}]'
    escaped = of_list.replace('"', "&quot;")
    broken = '{"@type": "NewsArticle", "datePublished": "2021", "description": "a "b" c"}'
    nested = '{"@type": "WebPage", "mainEntity": {"@type": "Report", "datePublished": "2021"}}'
    for script in (of_list, escaped, broken, nested):
        assert linked([script], [])["datePublished"] == "2021"
    two = '[{"@type":"Article","headline":"Other"},{"@type":"Article","headline":"Own one"}]'
    assert linked([two], ["Own one"])["headline"] == "Own one"
    assert linked(["[" * 5000], []) == {}


HTML = (
    "<html><head><title>Bridge shut | Talin Post</title></head><body><nav><a>Home</a></nav>"
    "<h1>Bridge of Talin stays shut</h1><p><span>Ana Ruiz</span><span>4 March 2021</span></p>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n"))
    + "<h2>Related</h2><p>Eggs are dearer</p><script>var x = '5 March 2021'</script></body></html>"
)


def test_html_says_what_it_dropped_and_where_its_date_stands() -> None:
    one = page(HTML.encode(), media="text/html")
    cleaned = articles(one)
    (article,) = cleaned.articles
    assert article.published == "2021-03-04"
    span = article.dates[0].span
    assert span is not None
    assert one.text[slice(*span)] == "4 March 2021"
    rows = {one.text[row.start : row.end]: row.why for row in cleaned.dropped}
    assert rows["Bridge of Talin stays shut"] == "title"
    assert rows["Related"] == "related"
    assert not any("repair" in words for words in rows)


@given(st.text(alphabet="<>/ab p&;!-\n"))
def test_shown_lines_are_in_order_and_in_the_source(source: str) -> None:
    position = 0
    for line in shown(source):
        assert position <= line.start < line.end <= len(source)
        position = line.end


def test_each_article_of_a_dump_has_its_own_day_and_lists_claim_nothing() -> None:
    text = f"Bridge of Talin stays shut\n\nTALIN, Mar 4 (AFP) - {BODY}\n\nRelated\nMarch 9, 2021"
    one = page(text.encode(), media="text/plain", retrieved="2021-03-10T00:00:00Z")
    (article,) = articles(one).articles
    assert (article.published, article.published_rule) == (
        "2021-03-04",
        "the day in the dateline",
    )
    (filed,) = [found for found in article.dates if found.kind == "dateline"]
    assert filed.span is not None
    assert one.text[slice(*filed.span)] == "Mar 4"


@pytest.mark.parametrize(
    ("line", "published", "rule"),
    [
        ("", "2021-03-09", "the day on which the file was made"),
        ("Published 4 March 2021", "2021-03-04", "the page says when it was published"),
        ("Updated 5 March 2021", "2021-03-05", "the page says only when it was updated"),
    ],
)
def test_the_day_on_which_a_file_was_made_counts_last(line, published, rule):
    text = f"Bridge of Talin stays closed\n\n{line}\n\n{BODY}\n"
    printed = page(text.encode(), media="text/plain", given={"created": "2021-03-09"})
    (article,) = articles(printed).articles
    assert (article.published, article.published_rule) == (published, rule)
    assert "created" in {claim.kind for claim in article.dates}


@pytest.mark.parametrize(
    ("claims", "retrieved", "day"),
    [
        # an exact day within the month that the page shows
        ([("published", "2021-03-01", "2021-03-31"), ("address", "2021-03-04", "")], None, "4"),
        ([("published", "2021-03-01", "2021-03-31"), ("updated", "2021-03-04", "")], None, "1/31"),
        ([("published", "2021-03-01", "2021-03-31"), ("address", "2021-05-04", "")], None, "1/31"),
        ([("published", "2021-03-01", "2021-03-31")], "2021-03-09", "1/9"),
    ],
)
def test_a_month_is_narrowed_by_other_claims_and_by_retrieval(
    claims: list[tuple[str, str, str]], retrieved: str | None, day: str
) -> None:
    published, rule = chosen([claim(*one) for one in claims], retrieved)
    ends = [published.earliest, published.latest] if isinstance(published, When) else [published]
    assert "/".join(str(int(str(end)[-2:])) for end in ends) == day
    assert rule is not None
