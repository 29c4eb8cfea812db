"""Whatever text comes in, attribution ends in time and every offset is right."""

from __future__ import annotations

import logging
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.attribution import attribute, reports
from detente.engines import annotate
from detente.nouns import Attribution

REPORT = "Ana Reyes said"
NOTHING = ["", " \n\t ", "“", "”", '“”"«»‘’' * 40, "\u200b\u200d", "\ufeff", "😀" * 50]

KEPT = [
    ("emoji", "😀 Ana Reyes 👩\u200d👧 said “no 😀 deal” today.", "“no 😀 deal”"),
    ("zero-width characters", "Ana\u200b Reyes said\u200d “no deal” today.", "“no deal”"),
    (
        "combining characters",
        "Ana Réyes said “no\u0301 dea\u0301l” today.",
        "“no\u0301 dea\u0301l”",
    ),
    ("a lone surrogate", "Ana Reyes \ud800 said “no \udfff deal” today.", "“no \udfff deal”"),
    ("carriage returns", "Talks began.\r\n\r\nAna Reyes said “no deal” today.\r\n", "“no deal”"),
    ("a null character", "Ana Reyes said\x00 “no deal” today.", "“no deal”"),
]

MARKS = [
    ("no opening mark", "We will not sign,” Ana Reyes said on Monday.", ["We will not sign,”"]),
    ("no closing mark", "Ana Reyes said: “We will not sign.", ["“We will not sign."]),
    ("doubled marks", "““We will not sign,”” Ana Reyes said on Monday.", ["““We will not sign,””"]),
    ("closed by an opening mark", "“We will not sign,“ Ana Reyes said.", ["“We will not sign,“"]),
    (
        "nested marks",
        "“He told us ‘never’ and left,” Ana Reyes said on Monday.",
        ["“He told us ‘never’ and left,”"],
    ),
    (
        "reopened in each paragraph",
        "“We will not sign,” Ana Reyes said. “We never would.\n\n“We have told them so.”",
        ["“We will not sign,”", "“We never would.", "“We have told them so.”"],
    ),
]


def words(text: str, row: Attribution) -> list[str]:
    return [text[start:end] for start, end in row.content]


@pytest.mark.parametrize("text", NOTHING, ids=repr)
def test_where_nobody_speaks_nothing_is_found(text: str) -> None:
    assert attribute(text)[0] == ()


@pytest.mark.parametrize(("text", "content"), [c[1:] for c in KEPT], ids=[c[0] for c in KEPT])
def test_odd_characters_move_no_offset(text: str, content: str) -> None:
    assert any(content in part for row in annotate(text).attributions for part in words(text, row))


@pytest.mark.parametrize(("text", "content"), [c[1:] for c in MARKS], ids=[c[0] for c in MARKS])
def test_marks_that_are_badly_kept(text: str, content: list[str]) -> None:
    found, _ = attribute(text)
    said = " ".join(part for row in found for part in words(text, row))
    assert all(part.strip("“”") in said for part in content)
    assert {row.speaker.name for row in found if row.speaker} == {"Ana Reyes"}
    assert {row.kind for row in found} == {"direct"}


@pytest.mark.parametrize(
    "text",
    [
        "La ministre a déclaré lundi que le port resterait fermé jusqu’à nouvel ordre.",
        "Министр заявил в понедельник, что порт останется закрытым до лета.",
    ],
)
def test_other_languages_are_told_and_left(text: str, caplog: pytest.LogCaptureFixture) -> None:
    from detente.engines.process import _say_unread

    _say_unread.cache_clear()
    with caplog.at_level(logging.WARNING):
        assert annotate(text).attributions == ()
    assert "English only" in caplog.text


@pytest.mark.parametrize(
    "part", ["word ", "“x” ", '"', "Reyes said that ", "Ana Reyes, the envoy, said, ", "a"]
)
def test_a_long_line_takes_time_in_proportion(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What surrounds the tagger, which reads windows of one size, on one line of 100,000."""
    monkeypatch.setattr(reports, "load", lambda: None)
    text = part * (100_000 // len(part))
    began = time.process_time()
    attribute(text)
    assert time.process_time() - began < 10


@given(st.text(alphabet=st.characters(), max_size=80), st.text(max_size=40))
@settings(max_examples=30, deadline=None)
def test_offsets_are_exact_in_any_text(around: str, inside: str) -> None:
    text = f"{around}\n{REPORT} that “{inside}” {around}"
    found, mentions = attribute(text)
    ids = {row.id for row in found}
    for row in found:
        assert row.parent is None or row.parent in ids
        for start, end in (*row.source, *row.cue, *row.content):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
