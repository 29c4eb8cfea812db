"""Opening anything: passages, chains and the places of words."""

from __future__ import annotations

import io

import pytest
from builders import article, dispute, page
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from detente.nouns import Attribution, Speaker
from detente.views import show
from detente.views.cards import card
from detente.views.layout import plain
from detente.views.passage import Mark, chain, passage, pieces, place, render, report_passage
from detente.views.reading import Lookup

CASE = dispute()
LOOKUP = Lookup(CASE.store)


@pytest.mark.parametrize("identifier", sorted(CASE.store.nouns))
def test_every_noun_of_the_record_opens(identifier):
    opened = card(CASE.store.get(identifier), LOOKUP)
    text = plain(show.render(opened), 100)
    assert identifier[:8] in text
    assert opened.noun.id == identifier
    assert all(fact.value for fact in opened.facts)


def test_a_statement_opens_on_its_passages_with_copies_under_one():
    opened = card(CASE.locks, LOOKUP)
    assert [p.outlet for p in opened.passages] == ["The Harbour Post", "bell.example"]
    assert len(opened.passages[0].same_text) == 1
    assert "002_post.txt" in opened.passages[0].same_text[0]
    text = plain(show.render(opened), 100)
    assert "⟦“Then we will return to the table.”⟧" in text
    assert "chain: bell.example ← Coastal Wire ← Ilse Maren" in text


def test_offsets_lead_to_the_words_on_the_page():
    (report,) = CASE.store.attributions(article=CASE.rewrite.id, statement=CASE.locks.id)
    found = report_passage(report, LOOKUP)
    delivered = LOOKUP.page(CASE.rewrite.page)
    assert [delivered.text[s:e] for s, e in found.on_page] == [
        '"It is Sudmark who must be first to open the locks,"'
    ]
    (start, end) = found.on_page[0]
    assert f"003_bell.txt · https://www.bell.example/strait, characters {start}–{end}" in place(
        found
    )


def test_the_chain_goes_over_parents_to_the_speaker():
    def report(identifier, name, parent=None, via=()):
        return Attribution(
            id=identifier, source=(), cue=(), content=((0, 5),), kind="indirect",
            speaker=Speaker(name=name), parent=parent, via=via, article=CASE.wire.id,
        )  # fmt: skip

    store = dispute().store
    store.put(report("q:top", "Coastal Wire"), report("q:mid", "Ostra Radio", "q:top"))
    inner = report("q:low", "Pavo Lunt", "q:mid", ("Ostra Radio",))
    assert chain(inner, CASE.wire, Lookup(store)) == (
        "The Harbour Post", "Coastal Wire", "Ostra Radio", "Pavo Lunt",
    )  # fmt: skip


def test_parents_that_run_in_a_circle_come_to_an_end():
    store = dispute().store
    one = Attribution(
        id="q:one", source=(), cue=(), content=((0, 5),), kind="indirect", parent="q:two"
    )
    two = Attribution(
        id="q:two", source=(), cue=(), content=((0, 5),), kind="indirect", parent="q:one"
    )
    store.put(one, two)
    assert chain(one, CASE.wire, Lookup(store)) == ("The Harbour Post", "speaker not known")


@given(st.text(alphabet="ab \n", min_size=1, max_size=2000), st.data())
def test_pieces_are_the_text_but_for_our_ellipses(text, data):
    ends = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(ends, ends), min_size=1, max_size=4))
    marks = sorted((Mark(start=min(s), end=max(s)) for s in spans), key=lambda m: (m.start, m.end))
    found = pieces(text, marks)
    at = 0
    for piece in found:
        if "…" not in piece.words:
            at = text.index(piece.words, at) + len(piece.words)
    covered = {i for m in marks for i in range(m.start, m.end)}
    assert sum(len(p.words) for p in found if p.role) == len(covered)


def test_marks_are_styled_on_a_terminal_and_bracketed_without_colour():
    (report,) = CASE.store.attributions(article=CASE.rewrite.id, statement=CASE.locks.id)
    view = render(report_passage(report, LOOKUP))
    outputs = {}
    for no_color in (False, True):
        stream = io.StringIO()
        Console(
            file=stream, width=80, force_terminal=True, no_color=no_color,
            color_system="standard", markup=False, highlight=False,
        ).print(view)  # fmt: skip
        outputs[no_color] = stream.getvalue()
    assert "⟦" not in outputs[False]
    assert "\x1b[1;7m" in outputs[False]
    assert "⟦" in outputs[True]


def test_a_page_with_escapes_opens_without_them():
    text = "He said \x1b[31mno\x1b[0m [b]twice[/b] to all."
    of = page("esc.txt", text)
    at = article(of, "Esc", text, "The \x1b[1mQuay", "2031-04-08")
    store = dispute().store
    store.put(of, at)
    shown = plain(render(passage(at, [Mark(start=8, end=len(text) - 8)], Lookup(store))))
    assert "\x1b" not in shown
    assert "He said ⟦no [b]twice[/b]⟧ to all." in shown
