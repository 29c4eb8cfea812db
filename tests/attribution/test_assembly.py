"""Role spans become attributions: links, shared subjects, continuation, slips."""

from __future__ import annotations

import pytest

from detente.attribution.assembly import assemble
from detente.attribution.dateline import dateline_end, without_dateline
from detente.attribution.names import names
from detente.attribution.subjects import give
from detente.attribution.tagger import NO_CUE, Role, RoleSpan
from detente.prose import sentences


def span(text: str, role: Role, words: str, *cues: str, score: float = 0.9) -> RoleSpan:
    start = text.index(words)
    links = tuple((text.index(cue), -0.1 - n) for n, cue in enumerate(cues))
    return RoleSpan(role, start, start + len(words), score, links or ((NO_CUE, -0.1),))


def read(text: str, *spans: RoleSpan) -> list[tuple[list[str], list[str], list[str]]]:
    def words(places: list[tuple[int, int]]) -> list[str]:
        return [text[start:end] for start, end in places]

    drafts = assemble(text, sorted(spans, key=lambda s: s.start))
    give(text, drafts, names(text), sentences(text))
    return [(words(d.source), words(d.cue), words(d.content)) for d in drafts]


def test_a_quotation_goes_on_after_its_cue() -> None:
    text = "“We wait,” Varga said. “We always did.”"
    found = read(
        text,
        span(text, "content", "“We wait,”", "said"),
        span(text, "source", "Varga", "said"),
        span(text, "cue", "said"),
        span(text, "content", "“We always did.”", "said"),
    )
    assert found == [(["Varga"], ["said"], ["“We wait,”", "“We always did.”"])]


def test_a_participle_takes_the_subject_of_its_sentence() -> None:
    text = "Varga praised the plan, adding that it came late."
    found = read(
        text,
        span(text, "source", "Varga", "praised"),
        span(text, "cue", "praised"),
        span(text, "content", "the plan", "praised"),
        span(text, "cue", "adding"),
        span(text, "content", "that it came late", "adding"),
    )
    assert [row[0] for row in found] == [["Varga"], ["Varga"]]


def test_a_name_right_before_the_cue_is_its_subject() -> None:
    text = "Ilse Varga also threatened to leave."
    found = read(
        text, span(text, "cue", "threatened"), span(text, "content", "to leave", "threatened")
    )
    assert [row[0] for row in found] == [["Ilse Varga"]]


def test_a_title_taken_for_content_is_the_subject() -> None:
    text = "Norway’s envoy, Kari Moen, described the talks as slow."
    found = read(
        text,
        span(text, "content", "Norway’s envoy, Kari Moen,", "described"),
        span(text, "cue", "described"),
        span(text, "content", "the talks as slow", "described"),
    )
    assert found == [(["Norway’s envoy, Kari Moen,"], ["described"], ["the talks as slow"])]


def test_content_without_a_cue_is_kept_only_as_a_long_quotation() -> None:
    text = (
        "Ships left the port. “Nobody here believes that the boats will come home before the "
        "winter storms begin in earnest.”"
    )
    quotation = text[text.index("“") :]
    assert read(text, span(text, "content", "left the port")) == []
    assert read(text, span(text, "content", quotation)) == [([], [], [quotation])]


def test_a_word_that_falls_out_of_a_content_is_put_back() -> None:
    text = "Varga said the old bridge would fall."
    found = read(
        text,
        span(text, "source", "Varga", "said"),
        span(text, "cue", "said"),
        span(text, "content", "the old", "said"),
        span(text, "content", "would fall", "said"),
    )
    assert found[0][2] == ["the old bridge would fall"]


def test_the_dateline_is_no_source() -> None:
    text = "PORT LORNE, March 15 (Meridian) - Norway will sign, Varga said."
    assert text[dateline_end(text) :].startswith("Norway")
    kept = without_dateline(
        text,
        [
            span(text, "source", "PORT LORNE", " - "),
            span(text, "cue", " - "),
            span(text, "content", "Norway will sign", " - ", "said"),
        ],
    )
    assert [s.role for s in kept] == ["content"]
    assert kept[0].cues == ((text.index("said"), -1.1),)


@pytest.mark.parametrize(
    "head", ["Port Selby, DWN – ", "Ostmere, TNA - ", "OSTMERE, March 3 (Delta Wire) — "]
)
def test_forms_of_datelines(head: str) -> None:
    assert dateline_end(f"{head}Norway will not sign.") == len(head)


def test_an_ordinary_opening_is_no_dateline() -> None:
    for text in ("NATO said it waits.", "Norway: a land of fjords.", "A - B"):
        assert dateline_end(text) == 0
