"""What a profile adds to the general rules: little, and only for pages of its outlet."""

from __future__ import annotations

import pytest

from detente.articles import articles
from detente.articles.profiles import Profile, profiles
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
