"""Pages go through the stages in order, and whatever one page does, the rest goes on."""

from __future__ import annotations

import logging
import os

import pytest

from detente.engines import annotate, guard, pool, process, run
from detente.errors import WeightsError
from detente.nouns import Document, SetAside
from detente.pages import Source

PAGES = [
    f"Harbour talks, day {day}\n\nThe port minister said on Monday that pier {day} would open "
    "again if the strait was cleared. Nobody from the harbour office answered our request.\n"
    for day in range(1, 5)
]


def sources(*texts):
    for number, text in enumerate(texts):
        name = f"{number}.txt"
        yield Source(data=text.encode(), where=name, file=name, given={"clean": True})


def test_documents_come_out_in_the_order_of_the_sources():
    found = list(run(sources(*PAGES)))
    assert [document.page.file for document in found] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    for document in found:
        assert len(document.articles) == len(document.annotated) > 0


def test_the_same_page_gives_the_same_document():
    (source,) = sources(PAGES[0])
    assert process(source.page()) == process(source.page())


def test_what_is_no_page_is_set_aside_and_the_rest_goes_on():
    told = SetAside(where="gone", why="It is gone.")
    first, second = sources(PAGES[0], "   ")
    found = list(run([told, second, first]))
    assert found[0] is told
    assert (type(found[1]), found[1].where) == (SetAside, "1.txt")
    assert isinstance(found[2], Document)


def test_an_exception_that_nobody_foresaw_sets_one_page_aside(monkeypatch, caplog):
    def fragile(page):
        if page.file == "1.txt":
            raise ZeroDivisionError("by zero")
        return process(page)

    monkeypatch.setattr(guard, "process", fragile)
    with caplog.at_level(logging.ERROR, "detente"):
        found = list(run(sources(*PAGES)))
    assert [type(item) for item in found] == [Document, SetAside, Document, Document]
    assert "ZeroDivisionError: by zero" in found[1].why
    assert caplog.records[0].exc_info


def test_what_no_page_can_help_stops_the_run(monkeypatch):
    def without_weights(page):
        raise WeightsError("The weights are missing; install them.")

    monkeypatch.setattr(guard, "process", without_weights)
    with pytest.raises(WeightsError):
        list(run(sources(*PAGES)))


def test_pages_that_are_known_are_not_worked_on(monkeypatch):
    worked_on = []
    monkeypatch.setattr(guard, "process", lambda page: worked_on.append(page.file))
    list(run(sources(*PAGES), skip=lambda page: page.file != "2.txt"))
    assert worked_on == ["2.txt"]


def test_sources_are_taken_one_at_a_time(monkeypatch):
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield from sources(f"{PAGES[0]} {len(taken)}")

    stream = run(endless(), workers=1)
    next(stream)
    assert len(taken) == 1


def test_a_pool_gives_what_one_process_gives():
    told = SetAside(where="gone", why="It is gone.")
    mixed = [told, *sources(*PAGES[:2], "")]
    assert list(run(mixed, workers=2)) == list(run(mixed, workers=1))


def test_a_page_that_kills_its_process_is_set_aside(monkeypatch):
    monkeypatch.setattr(pool, "done", done_or_dead)
    found = list(run(sources(*PAGES[:3]), workers=2))
    assert [item.where for item in found] == ["0.txt", "1.txt", "2.txt"]
    assert [("died" in item.why) for item in found] == [False, True, False]


def done_or_dead(job):
    """Stands in for a page that takes all memory; runs in a worker."""
    if job[0] == "1.txt":
        os._exit(9)
    return SetAside(where=job[0], why="It was looked at.")


@pytest.mark.parametrize("published", ["2031-03-04", "2031-03-04T10:00:00Z", "last week", "", None])
def test_any_date_of_publication_is_taken(published):
    text = "“We will wait,” the mayor said on Monday."
    for found in annotate(text, published=published).attributions:
        for start, end in (*found.source, *found.cue, *found.content):
            assert 0 <= start < end <= len(text)
