"""Headlines and captions are read as fields of their own, by the people of their article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.attribution import attribute, caption, headline
from detente.engines import annotate

BODY = (
    "Foreign Minister Ana Reyes of Peru said on Monday that the port would stay shut. "
    "Chile’s ambassador, Kari Moen, said it would not. “We wait,” Moen said."
)
_, MENTIONS = attribute(BODY)

CASES = [
    ("Chile must act first, Peru says", "Peru", "Chile must act first"),
    ("Minister: no talks without guarantees", "Ana Reyes", "no talks without guarantees"),
    ("‘No talks before May’: envoy", "Kari Moen", "‘No talks before May’"),
    ("Reyes says port will stay shut", "Ana Reyes", "port will stay shut"),
    ("Peru Says Port Will Stay Shut Until May", "Peru", "Port Will Stay Shut Until May"),
    ("PERU WARNS OF LONG WAIT, MINISTER SAYS", "Ana Reyes", "PERU WARNS OF LONG WAIT"),
    ("Chile denies plan to buy port", "Chile", "plan to buy port"),
    ("Ambassador accuses Peru of blackmail", "Kari Moen", "Peru of blackmail"),
]


@pytest.mark.parametrize(("title", "speaker", "content"), CASES)
def test_a_headline_reports(title: str, speaker: str, content: str) -> None:
    found = headline(title, key="a:1", published=None, mentions=MENTIONS)
    outer = next(row for row in found if row.parent is None)
    assert outer.speaker is not None
    assert outer.speaker.name == speaker
    assert [title[slice(*span)] for span in outer.content] == [content]


@pytest.mark.parametrize("title", ["Explainer: why the port is shut", "Port stays shut", ""])
def test_a_headline_that_reports_nothing(title: str) -> None:
    assert headline(title, key="a:1", published=None, mentions=MENTIONS) == ()


def test_a_caption_reports_by_the_day_and_person() -> None:
    text = "Foreign Minister Ana Reyes in Lima on Monday: “The port stays shut.” Photo: Agency"
    (row,) = caption(text, key="a:1", published="2026-03-12", mentions=MENTIONS)
    assert text[slice(*row.content[0])] == "“The port stays shut.”"
    assert row.said_on is not None
    assert row.said_on.day == "2026-03-09"


def test_annotating_keeps_fields_apart() -> None:
    found = annotate(
        BODY, title="Peru will wait, Reyes says", captions=("The port.", "“No,” she said.")
    )
    assert [row.speaker and row.speaker.name for row in found.headline] == ["Ana Reyes"]
    assert len(found.captions) == 2
    assert found.captions[0] == ()
    assert len({row.id for row in (*found.attributions, *found.headline)}) == 4


@given(st.text(max_size=60))
def test_offsets_lie_in_the_headline(title: str) -> None:
    for row in headline(title, key="a:1", published=None, mentions=MENTIONS):
        for start, end in (*row.source, *row.cue, *row.content):
            assert 0 <= start < end <= len(title)
