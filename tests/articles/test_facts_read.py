"""Dates, datelines, credits, outlets and languages as the words of a page say them."""

from __future__ import annotations

import pytest

from detente.articles.claims import address_date, chosen, claims_in
from detente.articles.credits import agencies_in, credited
from detente.articles.dateline import dateline
from detente.articles.dates import read_dates, settled_order
from detente.articles.furniture import furniture
from detente.articles.language import language, stop_words
from detente.articles.lines import lines
from detente.articles.outlet import named_in_front, outlet_in
from detente.nouns import DateClaim, When

MARCH = ("2021-03-04", "2021-03-04")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Updated 4 March 2021", MARCH),
        ("March 4th, 2021 at 5 pm", MARCH),
        ("Thursday, Mar. 4, 2021", MARCH),
        ("4 de marzo de 2021", MARCH),
        ("4. März 2021", MARCH),
        ("4 марта 2021 г.", MARCH),
        ("2021年3月4日", MARCH),
        ("2021-03-04T10:00:00Z", MARCH),
        ("04.03.2021", MARCH),
        ("25/03/2021", ("2021-03-25", "2021-03-25")),
        ("03/25/2021", ("2021-03-25", "2021-03-25")),
        ("03/04/2021", ("2021-03-04", "2021-04-03")),
        ("31 February 2021", None),
        ("Room 2021, 4 doors", None),
        ("4 hours ago", None),
    ],
)
def test_dates_are_read_and_doubt_is_an_interval(text: str, days: tuple[str, str] | None) -> None:
    found = [(item.when.earliest, item.when.latest) for item in read_dates(text)]
    assert found == ([days] if days else [])


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [("03/04/2021", "dmy", "2021-04-03"), ("03/04/2021", "mdy", "2021-03-04")],
)
def test_a_settled_order_decides(text: str, order: str, day: str) -> None:
    assert read_dates(text, order=order)[0].when.day == day


@pytest.mark.parametrize(
    ("text", "code", "order"),
    [
        ("03/04/2021 and 25/04/2021", "en", "dmy"),
        ("03/04/2021 and 04/25/2021", "en", "mdy"),
        ("03/04/2021", "en", None),
        ("03/04/2021", "fr", "dmy"),
        ("25/04/2021 and 04/25/2021", "fr", None),
    ],
)
def test_the_order_is_settled_by_the_page_or_the_language(
    text: str, code: str, order: str | None
) -> None:
    assert settled_order(text, code) == order


def test_hours_ago_count_from_retrieval() -> None:
    (found,) = read_dates("Updated 4 hours ago", retrieved="2021-03-05T02:00:00Z")
    assert found.when.day == "2021-03-04"


def test_claims_know_what_they_claim_and_where() -> None:
    line = "Published: 3 March 2021 | Updated: 4 March 2021"
    claims = claims_in(line, 100, order=None, retrieved=None)
    assert [(claim.kind, claim.when.day) for claim in claims] == [
        ("published", "2021-03-03"),
        ("updated", "2021-03-04"),
    ]
    for claim in claims:
        assert claim.span is not None
        assert line[claim.span[0] - 100 : claim.span[1] - 100] == claim.when.words


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2021/03/04/title", "2021-03-04"),
        ("https://example.org/world/2021-03-04-title.html", "2021-03-04"),
        ("https://example.org/2021/mar/04/title", "2021-03-04"),
        ("https://example.org/news/20210304", "2021-03-04"),
        ("https://example.org/news/20211304", None),
        ("https://example.org/title", None),
    ],
)
def test_an_address_may_hold_the_day(url: str, day: str | None) -> None:
    claim = address_date(url)
    assert (claim.when.day if claim else None) == day


def claim(kind: str, day: str) -> DateClaim:
    return DateClaim(kind=kind, when=When(earliest=day, latest=day))


def test_the_chosen_date_has_its_rule_and_is_never_after_retrieval() -> None:
    claims = [claim("updated", "2021-03-06"), claim("published", "2021-03-04")]
    assert chosen(claims, None) == ("2021-03-04", "the page says when it was published")
    assert chosen(claims[:1], "2021-03-05T00:00:00Z") == (None, None)
    assert chosen(claims, "2021-03-05")[0] == "2021-03-04"


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("KARUMBA (Reuters) - Engineers began", "KARUMBA", "Reuters"),
        ("KARUMBA, 4 March (AFP) — Engineers", "KARUMBA", "AFP"),
        ("OYE, Norlandia -- The ferry", "OYE, Norlandia", None),
        ("KARUMBA: Engineers began", "KARUMBA", None),
        ("OYE/KARUMBA - Two governments", "OYE/KARUMBA", None),
        ("Karumba – Engineers began", "Karumba", None),
        ("(Reuters) - Engineers began", None, "Reuters"),
    ],
)
def test_datelines_are_read(text: str, place: str | None, agency: str | None) -> None:
    found = dateline(text)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)


@pytest.mark.parametrize(
    "text",
    ["Analysis: The dam", "He said: we will", "The minister – who is ill – left", "LIVE: the dam"],
)
def test_what_is_no_dateline_is_none(text: str) -> None:
    assert dateline(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The minister told Reuters that", ["Reuters"]),
        ("According to the Xinhua news agency, the dam", ["Xinhua"]),
        ("The dam is full. (AP/AFP)", ["Associated Press", "Agence France-Presse"]),
        ("With inputs from PTI", ["PTI"]),
        ("With inputs from PTI and AFP", ["PTI", "Agence France-Presse"]),
        ("AFP contributed to this report.", ["Agence France-Presse"]),
        ("AFP contributed to the fund.", []),
        ("She was quoted by the Tasnim agency as saying", []),
        ("The app told users that an AP course was full", []),
    ],
)
def test_agencies_are_seen_where_they_are_the_source(text: str, names: list[str]) -> None:
    assert list(dict.fromkeys(credit.name for credit in agencies_in(text))) == names


def line_list(text: str) -> list[object]:
    return list(lines(text, stop_words("en")))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Source\nHarbour Radio", ["Harbour Radio"]),
        ("Source: Harbour Radio", ["Harbour Radio"]),
        ("By Reuters", ["Reuters"]),
        ("A ferry at Oye. (Photo: AFP)", ["Agence France-Presse"]),
        ("Nothing of the kind", []),
    ],
)
def test_credit_lines_name_their_source(text: str, names: list[str]) -> None:
    assert credited(line_list(text)) == names  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Discover more from Straits Weekly | News of the coast", "Straits Weekly"),
        ("From port to port, Straits Weekly's news desk covers the coast.", "Straits Weekly"),
        ("© 2021 Straits Weekly. All rights reserved.", "Straits Weekly"),
        ("© 2021 Straits Weekly\n© 2021 Oye Post", None),
        ("© Riproduzione riservata", None),
        ("A ferry left.", None),
    ],
)
def test_the_outlet_is_read_where_the_page_says_it(text: str, outlet: str | None) -> None:
    assert outlet_in(line_list(text)) == outlet  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("---\ntitle: A\nsite: 'Oye Post'\n---\nText", "Oye Post"),
        ("---\ntitle: A\n---\nsource: Oye Post", None),
        ("site: Oye Post", None),
    ],
)
def test_front_matter_names_the_outlet(text: str, name: str | None) -> None:
    assert named_in_front(text) == name


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Leave a Reply", "comments"),
        ("LEAVE A REPLY »", "comments"),
        ("Share this:", "sharing"),
        ("12 Comments", "comments"),
        ("À lire aussi", "related"),
        ("Читайте также: паром вышел в море", "related"),
        ("© 2021 Straits Weekly", "legal"),
        ("Shares fell by a third on the news of the tariff.", None),
        ("The related court case is still open, she said.", None),
        ("More than nine thousand people cross each week.", None),
    ],
)
def test_furniture_is_told_by_its_words(line: str, label: str | None) -> None:
    found = furniture(line.casefold(), len(line.split()))
    assert (found.label if found else None) == label


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "The ferry to the island is not on the list of those that will be stopped by the "
            "court in the spring of this year, and it is said.",
            "en",
        ),
        (
            "Le gouvernement a dit que la décision est dans les mains de la cour et que le port "
            "ne sera pas fermé pour les navires de la région.",
            "fr",
        ),
        (
            "フェリーは来月から再開されると政府が発表しました。港の使用料については裁判所で審理が続いています。",
            "ja",
        ),
        ("x1", None),
    ],
)
def test_languages_are_told_apart(text: str, code: str | None) -> None:
    assert language(text) == code
