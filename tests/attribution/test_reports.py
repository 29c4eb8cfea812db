"""What `attribute` gives holds for any text: offsets, order, ids, parents."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.attribution import attribute, rules
from detente.attribution.marks import quotations
from detente.nouns import Attribution
from detente.prose import sentences

PIECES = st.sampled_from(
    ["“", "”", '"', "’s ", " said ", "Reyl", "he ", ", ", ". ", "\n\n", "the minister ",
     "according to ", "talks ", "Norway ", "told Radio One that ", "\u200b", "\r\n", "é", "😀",
     "Ms Varga ", "«", "…"]
)  # fmt: skip


def check(text: str, found: tuple[Attribution, ...]) -> None:
    ids = {a.id for a in found}
    assert len(ids) == len(found)
    for row in found:
        assert row.content
        assert 0 <= row.confidence <= 1
        assert row.parent is None or row.parent in ids
        for spans in (row.source, row.cue, row.content):
            assert list(spans) == sorted(spans)
            for start, end in spans:
                assert 0 <= start < end <= len(text)
                assert text[start:end].strip() == text[start:end]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map("".join))
def test_offsets_hold_for_any_text(text: str) -> None:
    found, mentions = attribute(text)
    check(text, found)
    assert attribute(text)[0] == found
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)


@pytest.mark.parametrize(
    "text", ["", " \n ", "“”“”“”", "““““", "\x00\x00", "a" * 5000, "ß" * 300, "\u202eabc said “x”"]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    check(text, attribute(text)[0])


def test_the_key_keeps_equal_texts_apart() -> None:
    text = "Foreign Minister Ilse Varga said the talks had failed."
    one, two = (attribute(text, key=key)[0] for key in ("a:1", "a:2"))
    assert {a.id for a in one}.isdisjoint(a.id for a in two)


def test_rules_alone_find_plain_reports() -> None:
    text = (
        "“We will not sign,” said Ilse Varga. Tomas Reyl said the offer stood. "
        "According to Radio One, ships left."
    )
    found = rules.drafts(text, sentences(text), quotations(text))
    assert [text[slice(*d.source[0])] for d in found] == ["Ilse Varga", "Tomas Reyl", "Radio One"]
    assert [text[slice(*d.content[0])] for d in found] == [
        "“We will not sign,”",
        "the offer stood",
        "ships left",
    ]
