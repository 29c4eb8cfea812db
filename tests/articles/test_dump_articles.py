"""A text dump is cut into its articles, and every other line is labelled."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.articles import Cleaned, articles
from detente.nouns import Page
from detente.pages import page

FERRY = """The government of Norlandia will not reopen the Straits of Marn to foreign ferries until
the harbour tariff is lifted, its transport minister said on Tuesday, in the sharpest
reply so far."""
FERRY_BODY = [
    FERRY.replace("\n", " "),
    "Minister Ilse Brandvik told reporters in the port town of Oye that the tariff had cost her "
    "country “more than any storm in living memory”.",
    "“We closed the straits because we were left no other choice, and we will open them on the day "
    "that the tariff goes,” she said.",
    "Officials in neighbouring Vestria said they had seen no formal proposal, and that the tariff "
    "was a matter for the customs court, which sits again in the autumn.",
    "About nine thousand people cross the straits each week in summer, according to the harbour "
    "board, and most of them live on one shore and work on the other.",
]
DAM_BODY = [
    "KARUMBA: Engineers began to lower the level of the great dam at Karumba on Friday after both "
    "governments agreed to share its gauges for the first time.",
    "The two sides have quarrelled over the river for a decade, and farmers below the dam say "
    "that they learn of each release only when the water is already in their fields.",
    "“It is a small step, but it is the first that was taken together,” said Tomas Okello, who "
    "leads the river commission and who had asked for the gauges to be shared since the spring.",
    "A further meeting of the commission is planned for next month, when the price of power from "
    "the dam is to be settled, officials said.",
]
FERRY_TITLE = "Norlandia keeps the Straits of Marn closed until harbour tariff is lifted"
DAM_TITLE = "Two governments share gauges of the Karumba dam as its level is lowered"


def read(text: str, **options: str) -> tuple[Page, Cleaned]:
    one = page(text.encode(), media="text/plain", **options)  # type: ignore[arg-type]
    return one, articles(one)


def dump(*parts: str | list[str], joint: str = "\n\n") -> str:
    return "\n\n".join(part if isinstance(part, str) else joint.join(part) for part in parts)


def why(one: Page, cleaned: Cleaned, words: str) -> str:
    at = one.text.rindex(words)
    return next(row.why for row in cleaned.dropped if row.start <= at < row.end)


FURNISHED = dump(
    "Home\nWorld\nSport\nLog in",
    FERRY_TITLE,
    "A ferry in the Straits of Marn. (Reuters)\nShort Url\nUpdated 14 May 2023\nFollow",
    FERRY_TITLE,
    "• The tariff was raised twice in the past year by the customs court",
    FERRY_BODY[:3],
    "See also  Vestria opens its second harbour to cruise ships",
    FERRY_BODY[3:],
    "Source\nHARBOUR RADIO",
    "Related Articles",
    "Leave a Reply",
    "Your email address will not be published. Required fields are marked *",
)


def test_the_body_is_kept_as_delivered_and_the_rest_goes() -> None:
    one, cleaned = read(FURNISHED)
    (article,) = cleaned.articles
    assert article.text == "\n\n".join(FERRY_BODY)
    assert article.title == FERRY_TITLE
    assert article.published == "2023-05-14"
    assert article.agencies == ("Reuters", "HARBOUR RADIO")
    assert article.captions == ("A ferry in the Straits of Marn. (Reuters)",)
    assert one.text[article.start : article.end].startswith(FERRY_TITLE)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Log in", "navigation"),
        ("A ferry in", "caption"),
        ("Short Url", "sharing"),
        ("Updated 14 May", "date"),
        (FERRY_TITLE, "repeated title"),
        ("• The tariff", "summary"),
        ("See also", "related"),
        ("HARBOUR RADIO", "source"),
        ("Related Articles", "related"),
        ("Leave a Reply", "comments"),
        ("Your email address", "comments"),
    ],
)
def test_what_is_dropped_is_labelled(words: str, label: str) -> None:
    one, cleaned = read(FURNISHED)
    assert why(one, cleaned, words) == label


def test_a_page_of_two_articles_is_cut_each_with_its_own_facts() -> None:
    text = dump(
        dump(FERRY_TITLE, "Updated 14 May 2023\nFollow", FERRY_TITLE, FERRY_BODY),
        f"\n{DAM_TITLE}",
        "Updated 2 June 2023\nFollow",
        DAM_TITLE,
        "\n".join(DAM_BODY),
    )
    _, cleaned = read(text)
    first, second = cleaned.articles
    assert (first.title, second.title) == (FERRY_TITLE, DAM_TITLE)
    assert (first.published, second.published) == ("2023-05-14", "2023-06-02")
    assert (first.dateline, second.dateline) == (None, "KARUMBA")
    assert second.text == "\n".join(DAM_BODY)
    assert first.end is not None
    assert second.start is not None
    assert first.end <= second.start
    assert first.id != second.id


def test_subheads_stay_in_the_text_and_cut_nothing() -> None:
    text = dump(FERRY_TITLE, FERRY_BODY[:2], "A COSTLY SUMMER", FERRY_BODY[2:])
    _, cleaned = read(text)
    (article,) = cleaned.articles
    assert article.text == dump(FERRY_BODY[:2], "A COSTLY SUMMER", FERRY_BODY[2:])


def test_a_sentence_between_title_and_text_stays_unless_a_byline_follows() -> None:
    deck = "The transport minister says that the other side has to move before she does."
    _, kept = read(dump(FERRY_TITLE, deck, FERRY_BODY))
    assert kept.articles[0].text.startswith(deck)
    _, cut = read(dump(FERRY_TITLE, deck, "By Nora Lindqvist\n14 May 2023", FERRY_BODY))
    assert cut.articles[0].text.startswith(FERRY_BODY[0])
    assert cut.articles[0].byline == "Nora Lindqvist"


def test_a_picture_named_twice_and_credited_is_a_caption() -> None:
    picture = "Ilse Brandvik on the quay at Oye in 2021."
    one, cleaned = read(
        dump(FERRY_TITLE, f"{picture}\n{picture}\nvia Associated Press", FERRY_BODY)
    )
    (article,) = cleaned.articles
    assert article.text == "\n\n".join(FERRY_BODY)
    assert article.agencies == ("Associated Press",)
    assert why(one, cleaned, picture) == "caption"


def test_a_list_of_headlines_is_no_article_and_says_why() -> None:
    heads = [f"{name} talks enter week {n}" for n in range(2, 9) for name in ("Marn", "Oye", "Kar")]
    _, cleaned = read("\n\n".join(["Home", "News", *heads, "Contact us", "Privacy policy"]))
    assert not cleaned.articles
    assert {row.why.split(":")[0] for row in cleaned.dropped} == {"no article on this page"}


def test_a_short_statement_without_a_title_is_an_article() -> None:
    text = FERRY_BODY[1] + "\n\n" + FERRY_BODY[2]
    _, cleaned = read(text)
    assert [(a.title, a.text) for a in cleaned.articles] == [(None, text)]


def test_other_languages_are_read_by_their_own_function_words() -> None:
    body = [
        "Die Regierung von Norland will die Meerenge erst wieder öffnen, wenn der Hafenzoll fällt, "
        "sagte die Verkehrsministerin am Dienstag in der Hafenstadt.",
        "„Wir haben die Meerenge geschlossen, weil man uns keine andere Wahl gelassen hat“, sagte "
        "sie, und sie werde am selben Tag wieder geöffnet, an dem der Zoll wegfällt.",
        "Im Sommer fahren nach Angaben der Hafenbehörde jede Woche rund neuntausend Menschen über "
        "die Meerenge, und die meisten von ihnen wohnen auf der einen Seite.",
    ]
    title = "Norland hält die Meerenge bis zum Ende des Hafenzolls geschlossen"
    text = dump(
        "Startseite\nAnmelden", title, "Teilen\nDrucken", body, "Lesen Sie auch", "Impressum"
    )
    _, cleaned = read(text)
    (article,) = cleaned.articles
    assert (article.title, article.language) == (title, "de")
    assert article.text == "\n\n".join(body)


def test_a_text_given_as_clean_is_one_article_as_it_is() -> None:
    text = "Log in\n\nKARUMBA (Reuters) - Engineers lowered the dam. \n"
    given = {"clean": True, "title": DAM_TITLE, "published": "2023-06-02"}
    one = page(text.encode(), given=given, media="text/plain")
    (article,) = articles(one).articles
    assert (article.text, article.title, article.published) == (text, DAM_TITLE, "2023-06-02")
    assert articles(one).dropped == ()


LINES = st.sampled_from(
    [*FERRY_BODY, *DAM_BODY, FERRY_TITLE, DAM_TITLE, *FURNISHED.split("\n"), "", "", "Share", "•"]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(LINES | st.text(max_size=40), max_size=40),
    st.sampled_from(["\n", "\r\n", "\n\n", " \n", "\u2028"]),
)
def test_nothing_vanishes_and_every_offset_holds(parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    if not text.strip() or any(ord(c) < 32 and c not in "\n\r\t" for c in text):
        return
    one, cleaned = read(text)
    seen = bytearray(len(one.text))
    for article in cleaned.articles:
        assert article.text
        for run in article.segments:
            start, end = run.page_start, run.page_start + run.length
            assert article.text[run.text_start : run.text_start + run.length] == one.text[start:end]
            assert not any(seen[start:end])
            seen[start:end] = b"\1" * run.length
        assert article.start is not None
        assert article.end is not None
        assert article.start <= article.segments[0].page_start < article.end
    for row in cleaned.dropped:
        assert row.why
        assert not any(seen[row.start : row.end])
        seen[row.start : row.end] = b"\1" * (row.end - row.start)
    assert all(flag or c.isspace() for flag, c in zip(seen, one.text, strict=True))
    assert articles(one) == cleaned


def test_headlines_with_a_sentence_under_each_are_a_list_too() -> None:
    parts = ["Home", "World news"]
    heads = ("Ferries wait", "Tariff stays", "Straits shut", "Court to sit", "Crossings fall")
    for head, body in zip(heads * 2, [*FERRY_BODY, *DAM_BODY], strict=False):
        parts += [f"{head} as talks on {body.split()[4]} drag on", body]
    _, cleaned = read("\n\n".join([*parts, "Privacy policy"]))
    assert not cleaned.articles


def test_text_broken_to_a_fixed_width_is_read_by_its_paragraphs() -> None:
    text = "\n\n".join(textwrap.fill(part, 64) for part in (FERRY_TITLE, *FERRY_BODY))
    _, cleaned = read(f"Home\nNews\n\n{text}\n\nLeave a Reply\n")
    (article,) = cleaned.articles
    assert article.text == "\n\n".join(textwrap.fill(part, 64) for part in FERRY_BODY)
    assert article.title == textwrap.fill(FERRY_TITLE, 64)


def test_markdown_loses_its_front_matter_and_heading_marks() -> None:
    text = f"---\ndate: 2023-05-14\nauthor: Nora Lindqvist\n---\n\n# {FERRY_TITLE}\n\n" + dump(
        FERRY_BODY
    )
    one = page(text.encode(), file="ferry.md")
    cleaned = articles(one)
    (article,) = cleaned.articles
    assert (article.title, article.text) == (FERRY_TITLE, "\n\n".join(FERRY_BODY))
    assert (article.published, article.byline) == ("2023-05-14", "Nora Lindqvist")
    assert why(one, cleaned, "author:") == "front matter"


def test_a_headline_of_sentences_with_full_stops_is_the_title():
    text = (
        "Ports\nSport\nWeather\n\n"
        "Oye Ferry Fares Are Rising Again. Why Islanders Should Not Worry.\n\n"
        "4 March 2021\n\n"
        + "The ferry company of Oye said on Monday that the fares will rise again in May. " * 2
        + "\n\n"
        + "Islanders who hold a pass of the county will not pay more, the company said in a note. "
        * 2
        + "\n\n"
        + "The county will cover the difference for the islanders until the end of the year.\n"
    )
    (article,) = articles(page(text.encode(), media="text/plain")).articles
    assert article.title == "Oye Ferry Fares Are Rising Again. Why Islanders Should Not Worry."
