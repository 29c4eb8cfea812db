"""Figures, days and places in which two passages differ that tell one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.linking.particulars import differing, particulars

DIFFER = (
    ("a fine of $1.2 million each", "a fine of $1.4m", [("$1.2 million", "$1.4m")]),
    ("would pay 3 million euros", "would pay €4m", [("3 million euros", "€4m")]),
    ("about 140 ships are waiting", "some 120 ships wait there", [("140 ships", "120 ships")]),
    ("the tariff falls by 5 percent", "the tariff would fall by 7%", [("5 percent", "7%")]),
    ("of 240 ships 60 of them left", "of 240 ships 90 ships left", [("60 of them", "90 ships")]),
    ("will open the gates on Friday", "will open the gates on Saturday", [("Friday", "Saturday")]),
    ("talks resume on 4 March", "talks resume on March 6", [("4 March", "March 6")]),
    ("ready to meet in Tirana next week", "was ready to meet in Skopje", [("Tirana", "Skopje")]),
    ("bring power to 60 villages", "brings power to 50 homes", [("60 villages", "50 homes")]),
)  # fmt: skip

AGREE = (
    ("about 140 ships wait", "138 ships wait"),
    ("more than 100 guards", "112 guards"),
    ("nearly 400 crates", "389 crates"),
    ("1.2 million people", "1,213,000 people"),
    ("a dozen boats", "12 boats"),
    ("will pay $3m", "will pay 3 million dollars"),
    ("by 5 per cent", "by 5 percent"),
    ("opens on 3 March", "opens on March 3"),
    ("meet in Kyiv", "meet in Kiev"),
    ("meet in Geneva", "meet in Switzerland"),
    ("meet in Port Sudan", "meet in Port Sudan City"),
    ("meet in Britain", "meet in the United Kingdom"),
    # What only one of them tells is no difference.
    ("a fine of $2 million within 14 days", "a fine for each boat"),
    ("a fine of $2 million for each boat", "to leave the harbour within 14 days"),
    ("the truce ends on Friday", "the ministers will meet on Monday"),
    ("guards in Tirana were told", "ministers may sit down in Skopje"),
    ("12 boats and 30 guards", "30 guards and 12 boats"),
)


@pytest.mark.parametrize(("first", "second", "wanted"), DIFFER)
def test_particulars_that_differ(first: str, second: str, wanted: list[tuple[str, str]]) -> None:
    for turned, (one, other) in enumerate([(first, second), (second, first)]):
        found = [(one[p.span[0] : p.span[1]], other[q.span[0] : q.span[1]])
                 for p, q in differing(one, other)]  # fmt: skip
        assert found == [pair[::-1] if turned else pair for pair in wanted]


@pytest.mark.parametrize(("first", "second"), AGREE)
def test_particulars_that_may_both_be_right(first: str, second: str) -> None:
    assert differing(first, second) == differing(second, first) == []


@given(st.text())
def test_particulars_stand_where_they_say(text: str) -> None:
    for particular in particulars(text):
        start, end = particular.span
        assert 0 <= start < end <= len(text)
        if particular.kind == "fact":
            assert text[start:end] == particular.name


@given(st.text(alphabet="12 a$%,.boats Friday in Oslo", max_size=60))
def test_a_passage_differs_in_nothing_from_itself(text: str) -> None:
    assert differing(text, text) == []
