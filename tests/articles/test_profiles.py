"""What a profile adds to the general rules: little, and only for pages of its outlet."""

from __future__ import annotations

import pytest

from detente.articles import articles
from detente.articles.dateline import dateline, dateline_in_form
from detente.articles.profiles import Profile, by_host, form, in_form, profiles
from detente.pages import page

BODY = [
    "The lighthouse of Skerry Sound will stay dark until the two councils agree on who pays for "
    "its oil, the keeper of the northern council told the harbour guild on Friday.",
    "The southern council had offered to pay for the winter if its boats were let through free of "
    "dues, which the northern one called an insult to arithmetic.",
    "Fishermen on both shores have begun to hang lanterns from their own masts, and say that they "
    "will send the bill to whoever lights the lamp first.",
    "A meeting of the councils was called off in May because no boat could be found in the dark.",
]
WITH_TAILS = [one for one in profiles() if one.tails and one.hosts]


@pytest.mark.parametrize("profile", WITH_TAILS, ids=lambda profile: str(profile.name))
def test_an_outlets_own_tail_ends_its_articles(profile: Profile) -> None:
    text = "\n".join(
        ["Lamp of Skerry Sound stays dark in quarrel over oil", *BODY, profile.tails[0]]
    )
    one = page(text.encode(), url=f"https://{profile.hosts[0]}/lamp", media="text/plain")
    cleaned = articles(one)
    assert cleaned.articles[0].text == "\n".join(BODY)
    assert cleaned.dropped[-1].why == "related"


def test_a_page_is_read_the_same_without_a_profile() -> None:
    text = "\n".join(
        ["Lamp of Skerry Sound stays dark in quarrel over oil", *BODY, "Related topics"]
    )
    known = articles(page(text.encode(), url="https://bbc.com/lamp", media="text/plain"))
    unknown = articles(page(text.encode(), url="https://example.org/lamp", media="text/plain"))
    assert known.articles[0].text == unknown.articles[0].text == "\n".join(BODY)


@pytest.mark.parametrize(
    ("host", "text", "place", "day"),
    [
        ("news.cn", "新华社奥伊斯港2月6日电（记者甲乙）港口的门还没有开。", "奥伊斯港", "2月6日"),
        ("yna.co.kr", "(오이항=연합뉴스) 한가람 기자 = 항만청은 문을 열지 않았다.", "오이항", None),
        ("kyodonews.net", "【オイ共同】港の門は閉じたままだ。", "オイ", None),
        ("asahi.com", "【オイ＝山川一】港の門は閉じたままだ。", "オイ", None),
        (
            "interfax.ru",
            "Ойск. 6 февраля. INTERFAX.RU - Ворота закрыты.",
            "Ойск",
            "6 февраля",
        ),
    ],
)
def test_an_outlets_own_dateline_is_read(host: str, text: str, place: str, day: str | None) -> None:
    profile = by_host(host)
    assert profile is not None
    assert dateline(text) is None
    found = dateline_in_form(text, profile.datelines)
    assert found is not None
    assert found.place == place
    assert (text[slice(*found.day)] if found.day else None) == day


@pytest.mark.parametrize(
    ("host", "line", "name"),
    [
        ("theguardian.com", "Ana Ruiz in Oye Harbour", "Ana Ruiz"),
        ("theguardian.com", "Ana Ruiz and agencies", "Ana Ruiz"),
        ("bbc.com", "Jan Kral, diplomatic correspondent", "Jan Kral"),
        ("theguardian.com", "The ministers met in Oye Harbour on Friday", None),
        ("theguardian.com", "Ferry in port", None),
    ],
)
def test_an_outlets_own_byline_is_read(host: str, line: str, name: str | None) -> None:
    profile = by_host(host)
    found = in_form(profile.bylines, line) if profile else None
    assert (found["name"] if found else None) == name


def test_a_byline_in_its_outlets_form_names_the_writer() -> None:
    text = "\n".join(["Lamp of Skerry Sound stays dark", "Ana Ruiz in Skerry Sound", *BODY])
    one = page(text.encode(), url="https://theguardian.com/lamp", media="text/plain")
    (article,) = articles(one).articles
    assert article.byline == "Ana Ruiz"
    assert article.text == "\n".join(BODY)


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: str(profile.name))
def test_every_form_is_one(profile: Profile) -> None:
    for each in (*profile.bylines, *profile.datelines):
        assert {"name", "place"} & form(each).groupindex.keys()


@pytest.mark.parametrize("written", ["{name} in {town}", "{name} and {name}"])
def test_a_form_with_a_wrong_slot_is_refused(written: str) -> None:
    with pytest.raises(KeyError):
        form(written)
