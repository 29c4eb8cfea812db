"""Marks over an article's text, and wordings compared: no character is lost or moved."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from detente.nouns import Article, Attribution, Dropped, Mention, Segment
from detente.web.sheets.marks import paragraphs
from detente.web.sheets.words import ADDED, MISSING, compared

WORDS = st.text("ab .,”\n", max_size=60)


def article(text: str, segments: tuple[Segment, ...] = ()) -> Article:
    return Article(id="a:1", page="p:1", title=None, text=text, segments=segments)


def report(number: int, content, source=(), cue=()) -> Attribution:
    return Attribution(
        id=f"q:{number}", source=source, cue=cue, content=content, kind="direct", article="a:1"
    )


@st.composite
def marked(draw):
    text = draw(WORDS)
    place = st.integers(0, len(text))
    spans = st.lists(st.tuples(place, place).map(lambda p: (min(p), max(p))), max_size=4)
    said = [
        report(n, tuple(draw(spans)), tuple(draw(spans)), tuple(draw(spans))) for n in (1, 2, 3)
    ]
    names = [
        Mention(start=s, end=e, name="Ana", kind="person", actor="n:1") for s, e in draw(spans)
    ]
    return text, said, names


@given(marked())
def test_the_runs_are_the_text_whatever_marks_overlap(case):
    text, said, names = case
    numbers = {q.id: n for n, q in enumerate(said, start=1)}
    found = paragraphs(article(text), numbers, said, names)
    shown = ["".join(run.words for run in p.runs) for p in found]
    assert shown == re.findall(r"[^\n]+", text)
    for paragraph, words in zip(found, shown, strict=True):
        assert text[paragraph.start :].startswith(words)


@given(marked())
def test_a_character_has_the_roles_of_the_marks_that_hold_it(case):
    text, said, names = case
    numbers = {q.id: n for n, q in enumerate(said, start=1)}
    for paragraph in paragraphs(article(text), numbers, said, names):
        at = paragraph.start
        for run in paragraph.runs:
            held = {
                role
                for q in said
                for role in ("content", "source", "cue")
                for s, e in getattr(q, role)
                if s <= at < e
            }
            held |= {"mention" for m in names if m.start <= at < m.end}
            assert set(run.roles) == held
            at += len(run.words)


def test_a_report_is_numbered_where_its_words_begin():
    text = "“No,” she said. “Never.”"
    said = [report(1, ((0, 5), (16, 24)), source=((6, 9),), cue=((10, 14),))]
    (found,) = paragraphs(article(text), {"q:1": 1}, said, [])
    assert [(r.words, r.starts) for r in found.runs if r.starts] == [("“No,”", (1,))]


def test_what_was_left_out_in_the_midst_stands_where_it_was():
    page = "First.\n\nADVERT\n\nSecond."
    segments = (
        Segment(text_start=0, page_start=0, length=6),
        Segment(text_start=8, page_start=16, length=7),
    )
    dropped = [Dropped(start=8, end=14, why="advertisement")]
    first, second = paragraphs(article("First.\n\nSecond.", segments), {}, [], [], page, dropped)
    assert first.left == ()
    assert [(x.words, x.why) for x in second.left] == [("ADVERT", "advertisement")]


@given(WORDS, WORDS)
def test_comparing_loses_no_word_of_either_wording(first, other):
    pieces = compared(first, other)
    assert " ".join(p.words for p in pieces if p.role != MISSING).split() == other.split()
    lacking = [w for p in pieces if p.role == MISSING for w in p.words.split()]
    assert set(lacking) <= set(first.split())


def test_case_and_marks_at_the_edges_make_no_difference():
    assert [p.role for p in compared("“The locks, first”", "the locks first.")] == [None]
    pieces = compared("open the locks first", "open the gates first")
    assert [(p.words, p.role) for p in pieces] == [
        ("open the", None), ("locks", MISSING), ("gates", ADDED), ("first", None),
    ]  # fmt: skip
